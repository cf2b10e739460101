"""The history of a check-in as a month: a calendar to see, and the same as a list to read."""

from calendar import Calendar, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.checkins.queries import EntryView
from alongside.ui import phrases

# As many days are read below a calendar unless somebody asks for more.
LATEST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: how it is marked and said. `look` is "", "answered", "missed" or "unasked"; `leads_to` its entries."""

    day: date
    number: str
    look: str
    words: str
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its weeks of cells (None outside it), its name, and it and those beside it as `?month=` takes them."""

    name: str
    itself: str
    weeks: tuple[tuple[Cell | None, ...], ...]
    before: str
    after: str


def month_asked(text: str, *, today: date) -> date:
    """Return the first day of the month that an address asks for, this month when it asks for none or another thing."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if date(2000, 1, 1) <= first <= today else today.replace(day=1)


def last_of(first: date) -> date:
    """Return the last day of a month."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def month_page(first: date, entries: Sequence[EntryView], *, today: date) -> Month:
    """Lay the entries of a month out as a calendar, Monday first."""
    by_day: dict[date, list[EntryView]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    following = last_of(first) + timedelta(days=1)
    return Month(
        name=formats.date_format(first, "YEAR_MONTH_FORMAT"),
        itself=f"{first:%Y-%m}",
        weeks=tuple(
            tuple(_cell(day, by_day.get(day, [])) if day.month == first.month else None for day in week)
            for week in weeks
        ),
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{following:%Y-%m}" if following <= today else "",
    )


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a month below its calendar, the newest first: `day` alone, the latest days, or all of them."""

    entries: tuple[EntryView, ...]
    day: date | None
    has_more: bool


def read_of(entries: Sequence[EntryView], *, day: str, whole: bool) -> Read:
    """Return what an address asks for of a month's entries: one day, all days, or else the latest ones."""
    newest, days = entries[::-1], sorted({entry.day for entry in entries})
    chosen = next((one for one in days if one.isoformat() == day), None)
    if chosen:
        return Read(tuple(entry for entry in newest if entry.day == chosen), chosen, has_more=len(days) > 1)
    if whole or len(days) <= LATEST_DAYS:
        return Read(tuple(newest), None, has_more=False)
    return Read(tuple(entry for entry in newest if entry.day >= days[-LATEST_DAYS]), None, has_more=True)


def _cell(day: date, entries: Sequence[EntryView]) -> Cell:
    leads_to = day.isoformat() if entries else ""
    answered = sum(entry.state == "answered" for entry in entries)
    missed = sum(entry.state == "missed" for entry in entries)
    if answered:
        return Cell(day, str(day.day), "answered", _("Checked in"), leads_to)
    if missed:
        return Cell(day, str(day.day), "missed", _("Not answered"), leads_to)
    if entries:
        return Cell(day, str(day.day), "unasked", str(phrases.COULD_NOT_ASK), leads_to)
    return Cell(day, str(day.day), "", "")
