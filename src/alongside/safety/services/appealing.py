"""Asking for another look at what was decided about oneself: once, answered by somebody who did not decide it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Conflict, NotFound
from alongside.kernel.sealed import seal
from alongside.safety.enums import Event
from alongside.safety.models import Appeal, Decision
from alongside.safety.outgoing import tell_affected, tell_moderators
from alongside.safety.policies import access_appeal, access_decision, hold_case, organisers_for, others_for
from alongside.safety.sealing import ANSWER, APPEAL
from alongside.safety.services.deciding import held_person, undo
from alongside.safety.services.reporting import bring_cry
from alongside.safety.services.rows import APPEALS_FOR, note

APPEAL_LENGTH = 2000
ASKED_BEFORE = _("You have asked for another look at this already. Each decision is looked at once more.")
TOO_LATE = _("This was decided more than 60 days ago, so it is not looked at any more.")
NOTHING_HOLDS = _("This does not hold any more, so there is nothing left to undo.")
ANSWERED = _("Somebody has answered this already. Nothing was changed.")


def may_appeal(row: Decision, *, now: datetime) -> bool:
    """Tell whether somebody can still ask for another look."""
    return row.undone_at is None and not hasattr(row, "appeal") and now - _since(row) <= APPEALS_FOR


def _since(row: Decision) -> datetime:
    """Return from when somebody knows of it: a removal waits for a second person first."""
    return row.in_force_at or row.created_at


@transaction.atomic
def appeal(*, actor: Person, decision_id: UUID, words: str, now: datetime) -> Appeal:
    """Ask for another look at what was decided about the actor. Invalid, NotFound; Conflict a second time."""
    said = checked_text(words, field="words", most=APPEAL_LENGTH, required=True)
    row = access_decision(actor, decision_id, lock=True)
    _check(row, now=now)
    decided = {row.by_id, row.confirmed_by_id}
    others = others_for(row.case, besides=decided, reach=row.reach, now=now)
    made = Appeal.objects.create(
        created_at=now,
        decision=row,
        words_sealed=seal(actor.data_key_id, said, what=APPEAL),
        needs_organiser=not others,
    )
    note(row.case, Event.APPEALED, act=row.act, now=now)
    record("safety.appealed", actor=actor.id, subject=made.id, about=actor.id, now=now)
    tell_moderators(others or organisers_for(row.case, besides=decided), urgent=False, now=now)
    bring_cry(actor, made.id, said, now=now)
    return made


def _check(row: Decision, *, now: datetime) -> None:
    if row.undone_at is not None:
        raise Conflict(NOTHING_HOLDS)
    if Appeal.objects.filter(decision=row).exists():
        raise Conflict(ASKED_BEFORE)
    if now - _since(row) > APPEALS_FOR:
        raise Conflict(TOO_LATE)


@transaction.atomic
def answer_appeal(*, actor: Person, appeal_id: UUID, grants: bool, answer: str, now: datetime) -> Appeal:
    """Answer an appeal; when it is granted, what was decided is undone. Invalid; NotFound for who decided; Conflict."""
    said = checked_text(answer, field="answer", most=APPEAL_LENGTH, required=True)
    row = access_appeal(actor, appeal_id, now=now)
    about = held_person(row.decision.about_id)
    hold_case(row.decision.case_id)
    # Whoever asked may have erased themself meanwhile, and their wish with it.
    if not Appeal.objects.filter(id=row.id).exists():
        raise NotFound
    row.refresh_from_db()
    if row.decided_at is not None:
        raise Conflict(ANSWERED)
    row.decided_by, row.decided_at, row.is_granted = actor, now, grants
    row.answer_sealed = seal((about or actor).data_key_id, said, what=ANSWER)
    row.save()
    if grants and row.decision.undone_at is None:
        undo(row.decision, now=now)
    event = Event.APPEAL_GRANTED if grants else Event.APPEAL_DECLINED
    note(row.decision.case, event, act=row.decision.act, now=now)
    record(f"safety.{event}", actor=actor.id, subject=row.id, about=row.decision.about_id, now=now)
    if about:
        tell_affected(about, now=now)
    return row


@transaction.atomic
def read_answer(*, actor: Person, decision_id: UUID, now: datetime) -> None:
    """Note that somebody has opened what was answered to them: it is not new any more. NotFound."""
    row = access_decision(actor, decision_id)
    for asked in Appeal.objects.filter(decision=row, decided_at__isnull=False, read_at=None).select_for_update():
        asked.read_at = now
        asked.save(update_fields=["read_at"])
        record("safety.answer_read", actor=actor.id, subject=asked.id, about=actor.id, now=now)
