"""Writing down what was taken, undoing that, and deleting a line of the log."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.schedule import label_at
from alongside.medication import outgoing
from alongside.medication.enums import Answer
from alongside.medication.models import Entry, Medicine, Timing
from alongside.medication.policies import access_entry, access_living, visible_due, visible_entries
from alongside.medication.services.announcing import noted
from alongside.medication.timings import put_turn, turn_of
from alongside.medication.turns import Turn
from alongside.ui import phrases

KEY_LENGTH = 64
# A form that comes once more so soon was sent twice; later, somebody pressed it again on a page they had kept open.
TWICE = timedelta(minutes=5)


class WrittenJustNow(Conflict):
    """The same medicine was written down a moment ago: it may be the same dose, seen as not written down yet."""

    def __init__(self) -> None:
        super().__init__(_("You wrote this down a moment ago. It is in your log."))


@transaction.atomic
def answer_entry(*, actor: Person, entry_id: UUID, answer: str, now: datetime) -> Entry:
    """Write down what became of one planned time, however late; the same twice is once. Invalid, NotFound."""
    if answer not in Answer.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="answer")
    entry = access_entry(actor, entry_id, lock=True)
    if entry.at_time is None and answer != Answer.TAKEN:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="answer")
    if entry.answer == answer:
        return entry
    entry.answer, entry.answered_at = answer, now
    entry.save(update_fields=["answer", "answered_at"])
    _ask_no_more(actor, entry, now)
    noted("answered", subject=entry.id, person_id=actor.id, now=now)
    return entry


def _ask_no_more(actor: Person, entry: Entry, now: datetime) -> None:
    """Say nothing more about a line that is answered or gone."""
    timing = Timing.objects.select_for_update(no_key=True).filter(
        medicine=entry.medicine_id, open_on=entry.on_day, open_time=entry.at_time
    )
    for row in timing:
        nothing_waits(actor, row, now=now)
        turn = turn_of(row)
        put_turn(row, Turn(turn.label, turn.latest))
        row.save()


def nothing_waits(actor: Person, timing: Timing, *, now: datetime) -> None:
    """Take back what is on its way about the latest time of a medicine, unless it is about another that waits too."""
    if timing.open_on is None:
        return
    lines = visible_entries(actor).filter(at_time__isnull=False)
    mine = lines.filter(medicine=timing.medicine_id, on_day=timing.open_on, at_time=timing.open_time).first()
    if mine is None:
        return
    waiting = visible_due(actor, since=now - outgoing.USEFUL_FOR).exclude(medicine=timing.medicine_id)
    others = waiting.filter(medicine__timing__reminds=True)
    # What came in one batch was said in one message, whatever minutes it was planned for.
    together = Q(planned_for=mine.planned_for) | Q(created_at=mine.created_at)
    if not others.filter(together).exists():
        _take_back(actor, lines.filter(together), now=now)
    # Which of them were said once more together is kept nowhere: as long as one of them waits, it stays said.
    if not others.filter(medicine__timing__again__isnull=False, medicine__timing__again_at__isnull=True).exists():
        recent = Q(planned_for__gt=now - outgoing.USEFUL_FOR)
        _take_back(actor, lines.filter(recent | together), again=True, now=now)


def _take_back(actor: Person, lines: QuerySet[Entry], *, again: bool = False, now: datetime) -> None:
    said_at = {at for at in lines.values_list("planned_for", flat=True) if at}
    outgoing.take_back(actor.id, said_at, again=again, now=now)


@transaction.atomic
def take_now(
    *, actor: Person, medicine_id: UUID, key: str, once: bool = False, once_more: bool = False, now: datetime
) -> Entry:
    """Write down that the actor took a medicine just now that is not planned, once for a form that is sent twice.

    With `once` the key counts once for all time, as of a program that sends it until it has an answer.
    Invalid, NotFound; Conflict when it ended; WrittenJustNow when another form said so a moment ago, unless they took
    it `once_more`.
    """
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise Invalid(phrases.FORM_LOST)
    medicine = access_living(actor, medicine_id)
    same = Q(key=key) | Q(key__startswith=f"{key}@")
    lines = visible_entries(actor).filter(medicine=medicine, at_time__isnull=True).order_by("-answered_at")
    known = lines.filter(same).first()
    if known and known.answered_at and (once or known.answered_at > now - TWICE):
        return known
    if not once_more and lines.filter(answered_at__gt=now - TWICE).exists():
        raise WrittenJustNow
    entry = _taken(medicine, f"{key}@{now:%Y%m%dT%H%M%S}" if known else key, label_at(now, actor.time_zone), now)
    noted("taken", subject=entry.id, person_id=actor.id, now=now)
    return entry


def _taken(medicine: Medicine, key: str, label: datetime, now: datetime) -> Entry:
    return Entry.objects.create(
        created_at=now, medicine=medicine, on_day=label.date(), key=key, answer=Answer.TAKEN, answered_at=now
    )


@transaction.atomic
def undo_entry(*, actor: Person, entry_id: UUID, now: datetime) -> None:
    """Have nothing be written down there: a planned time waits again, another line is gone. NotFound."""
    entry = access_entry(actor, entry_id, lock=True)
    noted("undone", subject=entry.id, person_id=actor.id, now=now)
    if entry.at_time is None:
        entry.delete()
        return
    entry.answer, entry.answered_at = None, None
    entry.save(update_fields=["answer", "answered_at"])


@transaction.atomic
def remove_entry(*, actor: Person, entry_id: UUID, now: datetime) -> None:
    """Delete a line of the log. NotFound."""
    entry = access_entry(actor, entry_id, lock=True)
    _ask_no_more(actor, entry, now)
    noted("entry_removed", subject=entry.id, person_id=actor.id, now=now)
    entry.delete()
