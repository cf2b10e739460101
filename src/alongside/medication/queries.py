"""Reads of medication, shaped for pages: a constant number of queries each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import formats
from django.utils.translation import gettext as _

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor
from alongside.kernel.schedule import label_at, moment_of
from alongside.medication.contents import Contents, contents_of
from alongside.medication.enums import Answer
from alongside.medication.models import Entry, Medicine, Share, Timing
from alongside.medication.outgoing import USEFUL_FOR
from alongside.medication.policies import (
    visible_due,
    visible_entries,
    visible_medicines,
    visible_shared_entries,
    visible_shares,
)
from alongside.medication.timings import turn_of
from alongside.ui import phrases
from alongside.ui.schedule_words import clock, schedule_words

# So long what was just written down can be undone with one press where it was pressed.
JUST = timedelta(minutes=15)
SHARED_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MedicineView:
    """A medicine as its person sees it in a list. `last_at` is when one without times was last written down.

    `waits_since` is the day on which one with times was written down, while nothing of it is in the log and its first
    time comes on a later day: what was taken on that day can be said too.
    """

    id: UUID
    name: str
    how: str
    when: str
    is_planned: bool
    reminds: bool
    next_at: datetime | None
    last_at: datetime | None
    is_paused: bool
    is_private: bool
    has_ended: bool
    waits_since: date | None


def medicines_of(person: Person) -> list[MedicineView]:
    """Return the person's medicines by name, those that have ended last."""
    last = Max("entries__answered_at", filter=Q(entries__answer=Answer.TAKEN))
    lines = Exists(Entry.objects.filter(medicine=OuterRef("id")))
    rows = list(visible_medicines(person).select_related("timing").annotate(last_at=last, has_lines=lines))
    opened = contents_of(rows)
    views = [
        _view(row, timing_of(row), opened[row.id], last_at=row.last_at, has_lines=row.has_lines)
        for row in rows
        if row.id in opened
    ]
    return sorted(views, key=lambda one: (one.has_ended, one.name.casefold()))


def timing_of(row: Medicine) -> Timing | None:
    """Return the timing of a medicine, None when it is not planned."""
    # What Django raises where there is none is an AttributeError.
    return getattr(row, "timing", None)


def _view(
    row: Medicine, timing: Timing | None, opened: Contents, *, last_at: datetime | None, has_lines: bool
) -> MedicineView:
    runs = timing is not None and timing.paused_at is None
    return MedicineView(
        id=row.id,
        name=opened.name,
        how=opened.how,
        when=schedule_words(timing.rule, timing.times) if timing else str(phrases.WHEN_I_NEED_IT),
        is_planned=timing is not None,
        reminds=timing is not None and timing.reminds,
        next_at=moment_of(turn_of(timing).label, timing.zone) if timing and runs else None,
        last_at=None if timing else last_at,
        is_paused=timing is not None and not runs,
        is_private=row.is_private,
        has_ended=row.ended_at is not None,
        waits_since=_waits_since(row, timing) if timing and runs and not has_lines else None,
    )


def _waits_since(row: Medicine, timing: Timing) -> date | None:
    written_on = label_at(row.created_at, timing.zone).date()
    return written_on if timing.next_on > written_on else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log. `planned` is the time of day it was planned for, "" for one taken when it was needed.

    `written` says what is written down about it, and `answer` is that as a value, "" for nothing.
    """

    id: UUID
    medicine_id: UUID
    day: date
    name: str
    how: str
    planned: str
    planned_for: datetime | None
    answer: str
    answered_at: datetime | None
    written: str


@dataclass(frozen=True, slots=True)
class LogDay:
    """The lines of one day, in the order of the day."""

    day: date
    lines: tuple[Line, ...]


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """Return entries opened, in the order they come, with two queries besides their own."""
    rows = list(entries)
    opened = contents_of(row.medicine for row in rows)
    return [
        Line(
            id=row.id,
            medicine_id=row.medicine_id,
            day=row.on_day,
            name=opened[row.medicine_id].name,
            how=opened[row.medicine_id].how,
            planned=clock(row.at_time) if row.at_time else "",
            planned_for=row.planned_for,
            answer=row.answer or "",
            answered_at=row.answered_at,
            written=_written(row),
        )
        for row in rows
        if row.medicine_id in opened
    ]


def _written(row: Entry) -> str:
    if not row.answer or not row.answered_at:
        return str(phrases.NOTHING_WRITTEN_DOWN)
    at = row.answered_at.astimezone(ZoneInfo(row.medicine.person.time_zone))
    values = {
        "answer": Answer(row.answer).label,
        "time": formats.time_format(at),
        "date": formats.date_format(at),
    }
    if row.at_time is None:
        return _("%(answer)s at %(time)s") % values
    if at.date() == row.on_day:
        return _("%(answer)s, written down at %(time)s") % values
    return _("%(answer)s, written down on %(date)s") % values


def due_now(person: Person, *, now: datetime) -> list[Line]:
    """Return what is due to the person now, the oldest first."""
    return lines_of(visible_due(person, since=now - USEFUL_FOR).order_by("planned_for", "id"))


def just_written(person: Person, *, now: datetime) -> list[Line]:
    """Return what the person wrote down in the last minutes, the latest first."""
    return lines_of(visible_entries(person).filter(answered_at__gt=now - JUST).order_by("-answered_at", "-id"))


def log_of(person: Person, *, first: date, last: date) -> list[LogDay]:
    """Return the person's log of these days, the latest first."""
    return _by_day(visible_entries(person).filter(on_day__range=(first, last)))


def whole_log(person: Person) -> list[Line]:
    """Return all of the person's log, the oldest first."""
    return [line for day in reversed(_by_day(visible_entries(person))) for line in day.lines]


def _by_day(entries: Iterable[Entry]) -> list[LogDay]:
    def place(row: Entry) -> tuple[datetime, UUID]:
        return row.planned_for or row.answered_at or row.created_at, row.id

    by_day: dict[date, list[Line]] = {}
    for line in lines_of(sorted(entries, key=place)):
        by_day.setdefault(line.day, []).append(line)
    return [LogDay(day, tuple(by_day[day])) for day in sorted(by_day, reverse=True)]


@dataclass(frozen=True, slots=True)
class Count:
    """How often one medicine was planned, and what is written down about it; `needed` is how often without a plan."""

    name: str
    planned: int
    taken: int
    not_this_time: int
    nothing: int
    needed: int


def counts_of(days: Sequence[LogDay]) -> list[Count]:
    """Count a log by medicine, by name."""
    by_medicine: dict[UUID, list[Line]] = {}
    for day in days:
        for line in day.lines:
            by_medicine.setdefault(line.medicine_id, []).append(line)
    return sorted(map(_count, by_medicine.values()), key=lambda one: one.name.casefold())


def _count(lines: Sequence[Line]) -> Count:
    planned = [line.answer for line in lines if line.planned]
    return Count(
        name=lines[0].name,
        planned=len(planned),
        taken=planned.count(Answer.TAKEN),
        not_this_time=planned.count(Answer.NOT_THIS_TIME),
        nothing=planned.count(""),
        needed=len(lines) - len(planned),
    )


def shared_log(actor: SupportingActor, tie: Tie, *, now: datetime) -> list[LogDay]:
    """Return what the actor sees of the log of a tie's owner: their today and the seven days before."""
    since = label_at(now, tie.owner.time_zone).date() - SHARED_DAYS
    return _by_day(visible_shared_entries(actor, tie, since=since))


def sharing_with(actor: SupportingActor) -> tuple[tuple[UUID, str], ...]:
    """Return the ties through which the actor sees a log, with the alias of whom they support: one query."""
    rows = visible_shares(actor).values_list("tie_id", "tie__owner__alias")
    return tuple(sorted(rows, key=lambda row: (row[1].casefold(), row[0])))


def shares_of(owner: Person) -> dict[UUID, str]:
    """Return who sees the owner's log, by tie, as the owner calls them."""
    ties = Tie.objects.filter(owner=owner, state=TieState.ACCEPTED, id__in=Share.objects.values("tie"))
    return dict(sorted(names_of(ties).items(), key=lambda one: one[1].casefold()))
