"""Answering a word that was written to oneself: it comes before those who look after it, also whoever wrote it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.clock import to_the_minute
from alongside.kernel.errors import NotFound
from alongside.kernel.ratelimit import count_try
from alongside.safety.danger import sounds_like_danger
from alongside.safety.enums import Act, Reason, Source
from alongside.safety.models import Case, Report
from alongside.safety.policies import access_decision
from alongside.safety.replies import reply_as_thing
from alongside.safety.reportable import Piece
from alongside.safety.services.reporting import TOLD_AGAIN, put_down
from alongside.safety.services.rows import open_case, tell_those_who_look

REPLY_LENGTH = 2000
REPLIES_A_DAY = 50


def reply(*, actor: Person, decision_id: UUID, words: str, now: datetime) -> None:
    """Answer a word that a moderator wrote to the actor. Invalid; NotFound for what is no such word; TooMany.

    It is seen as widely as what the word was about, in a case of its own, which is open until somebody has looked.
    What comes in an urgent case is urgent as well, whatever it says. They are told of the first, of what is danger, and
    of the next after an hour.
    """
    said = checked_text(words, field="words", most=REPLY_LENGTH, required=True)
    count_try("safety.reply", str(actor.id), limit=REPLIES_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        row = access_decision(actor, decision_id)
        if row.act != Act.WRITE:
            raise NotFound
        piece, is_heavy = Piece(uuid4(), "", to_the_minute(now), said), sounds_like_danger(said)
        thing, was = reply_as_thing(row, piece), row.case
        case = open_case(thing, for_community=was.for_community, instance_from=was.instance_from, now=now)
        latest = case.reports.order_by("-created_at", "-id").values_list("created_at", flat=True).first()
        shown = thing.pieces if latest is None else thing.pieces[-1:]
        is_known = latest is not None and now - latest < TOLD_AGAIN and (not is_heavy or _was_heavy(case))
        source, reason = (Source.WORDS, Reason.DANGER) if is_heavy else (Source.PERSON, Reason.OTHER)
        put_down(Report(created_at=now, case=case, source=source, reason=reason), thing, shown)
        if was.is_urgent and not case.is_urgent:
            case.is_urgent = True
            case.save(update_fields=["is_urgent"])
        record("safety.replied", actor=actor.id, subject=row.id, about=actor.id, now=now)
        if not is_known:
            tell_those_who_look(case, urgent=case.is_urgent, now=now)


def _was_heavy(case: Case) -> bool:
    """Tell whether danger has come in an answer before: an answer in an urgent case is urgent without it."""
    return case.reports.filter(source=Source.WORDS).exists()
