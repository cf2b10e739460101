"""Answering a word that was written to oneself: it comes before those who look after it, also whoever wrote it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.clock import to_the_minute
from alongside.kernel.errors import Invalid, NotFound
from alongside.kernel.ratelimit import count_try
from alongside.safety.enums import Act, DecisionState, Reason, Source
from alongside.safety.models import Case, Decision, Handling, Report
from alongside.safety.policies import access_decision
from alongside.safety.replies import reply_as_thing
from alongside.safety.reportable import Piece
from alongside.safety.services.deciding import held_person
from alongside.safety.services.reporting import TOLD_AGAIN, put_down
from alongside.safety.services.rows import open_case, tell_those_who_look
from alongside.safety.urgent import cries_lately
from alongside.safety.words.danger import sounds_like_danger

REPLY_LENGTH = 2000
REPLIES_A_DAY = 50
TAKEN_BACK = _("Whoever wrote this took it back, so no answer goes to them any more. Nothing was sent.")


def may_reply(row: Decision) -> bool:
    """Tell whether a word can be answered: one that was taken back asks for nothing."""
    return row.state == DecisionState.IN_FORCE


def reply(*, actor: Person, decision_id: UUID, words: str, now: datetime) -> None:
    """Answer a word that a moderator wrote to the actor. Invalid; NotFound for what is no such word; TooMany.

    It is seen as widely as what the word was about, in a case of its own, which is open until somebody has looked.
    Whoever was kept from that is kept from this. What comes in an urgent case is urgent as well, whatever it says. They
    are told of the first, of what is danger, and of the next after an hour. A first cry for help is never too many, and
    goes to them also when the word was taken back.
    """
    said = checked_text(words, field="words", most=REPLY_LENGTH, required=True)
    is_heavy = sounds_like_danger(said)
    if not (is_heavy and cries_lately(actor.id, now=now) == 0):
        count_try("safety.reply", str(actor.id), limit=REPLIES_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        if held_person(actor.id) is None:
            raise NotFound
        row = access_decision(actor, decision_id)
        if row.act != Act.WRITE:
            raise NotFound
        if not (is_heavy or may_reply(row)):
            raise Invalid(TAKEN_BACK, field="words")
        piece = Piece(uuid4(), "", to_the_minute(now), said)
        thing, was = reply_as_thing(row, piece), row.case
        case = open_case(thing, for_community=was.for_community, instance_from=was.instance_from, now=now)
        _keep_apart(case, was)
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


def _keep_apart(case: Case, was: Case) -> None:
    """Keep from an answer whoever handed over what it is about: it is as hard."""
    handed = Handling.objects.filter(case=was, was_hard=True)
    rows = [Handling(created_at=row.created_at, case=case, person_id=row.person_id, was_hard=True) for row in handed]
    Handling.objects.bulk_create(rows, ignore_conflicts=True)
