"""The log as a month, and as a file."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.accounts.models import Person
from alongside.medication.enums import Answer
from alongside.medication.queries import Count, LogDay, counts_of, log_of, whole_log
from alongside.ui import phrases

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the log: its name, its days, the counts of each medicine in words, the months beside it."""

    name: str
    days: Sequence[LogDay]
    counts: Sequence[tuple[str, Sequence[str]]]
    before: str
    after: str


def month_asked(text: str, *, today: date) -> date:
    """Return the first day of the month that an address asks for, this month when it asks for none or another thing."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if EARLIEST <= first <= today else today.replace(day=1)


def month_page(person: Person, first: date, *, today: date) -> Month:
    """Return one month of somebody's log."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    days = log_of(person, first=first, last=last)
    following = last + timedelta(days=1)
    return Month(
        name=formats.date_format(first, "YEAR_MONTH_FORMAT"),
        days=days,
        counts=[(count.name, said_of(count)) for count in counts_of(days)],
        before=f"{first - timedelta(days=1):%Y-%m}" if first > EARLIEST else "",
        after=f"{following:%Y-%m}" if following <= today else "",
    )


def said_of(count: Count) -> list[str]:
    """Say plainly what is written down, and that about the rest nothing is."""
    planned = ngettext(
        "Taken %(taken)d of the %(planned)d time that was planned.",
        "Taken %(taken)d of the %(planned)d times that were planned.",
        count.planned,
    )
    needed = ngettext("Taken %(needed)d time when needed.", "Taken %(needed)d times when needed.", count.needed)
    sentences = (
        (count.planned, planned),
        (count.not_this_time, _("“Not this time” is written down for %(not_this_time)d.")),
        (count.nothing, _("Nothing is written down for %(nothing)d.")),
        (count.needed, needed),
    )
    return [sentence % asdict(count) for number, sentence in sentences if number]


def log_rows(person: Person) -> Iterator[Sequence[str]]:
    """Yield a heading, then somebody's whole log, the oldest line first; moments are ISO 8601 with their offset."""
    yield _("Day"), _("Medicine"), _("Planned for"), str(phrases.WHAT_IS_WRITTEN_DOWN), str(phrases.WRITTEN_DOWN_AT)
    zone = ZoneInfo(person.time_zone)
    for line in whole_log(person):
        said = str(Answer(line.answer).label if line.answer else phrases.NOTHING_WRITTEN_DOWN)
        yield line.day.isoformat(), line.name, _moment(line.planned_for, zone), said, _moment(line.answered_at, zone)


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""
