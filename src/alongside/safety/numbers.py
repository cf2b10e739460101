"""What moderators did, in numbers by month, from which nobody can be made out.

They are counted from the log, which names no person. A number below five is not said: in a small community it would
be somebody. What else is counted of the place by month, others register.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.safety.enums import Act, Event
from alongside.safety.models import Handling, LogLine
from alongside.ui import phrases

FEWEST = 5
MONTHS = 12
Cell = tuple[str, str]
Month = tuple[int, int]
ROWS: Mapping[Cell, object] = {
    (Event.REPORTED, ""): gettext_lazy("Came before moderators"),
    (Event.CLOSED, ""): gettext_lazy("Looked at"),
    (Event.HANDED_OVER, ""): phrases.HANDED_OVER,
    **{(Event.DECIDED, act): act.label for act in Act},
    (Event.APPEALED, ""): gettext_lazy("Asked for another look"),
    (Event.APPEAL_GRANTED, ""): gettext_lazy("Undone after another look"),
}


class MonthlyLine(NamedTuple):
    """What something is called, and what is said of it in each month (year, month); `otherwise` in all others."""

    label: str
    cells: Mapping[Month, str]
    otherwise: str = "0"


_sources: list[Callable[[ZoneInfo, datetime], list[MonthlyLine]]] = []


def register_monthly(source: Callable[[ZoneInfo, datetime], list[MonthlyLine]]) -> None:
    """Have lines stand below those of moderators: of the months of a time zone, since the first of one of them."""
    _sources.append(source)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table: its months, and under each what was done, in words; with who carried how much this week, as a sum."""

    months: list[date]
    lines: list[list[str]]
    moderators: str
    taken: str


def said(number: int) -> str:
    """Say a number, or that it is too small to be said."""
    if number == 0:
        return "0"
    return str(number) if number >= FEWEST else str(_("Fewer than 5"))


def numbers(zone: ZoneInfo, *, now: datetime) -> Numbers:
    """Return the numbers of the last twelve months, by the months of a time zone."""
    months = _months(now.astimezone(zone))
    since = datetime(*months[0], 1, tzinfo=zone)
    counts: Counter[tuple[Month, Cell]] = Counter()
    lines = LogLine.objects.filter(at__gte=since).annotate(month=TruncMonth("at", tzinfo=zone))
    for month, event, act, many in lines.values_list("month", "event", "act").annotate(many=Count("id")):
        counts[(month.year, month.month), (event, act if event == Event.DECIDED else "")] += many
    week = Handling.objects.filter(created_at__gt=now - timedelta(days=7), created_at__gte=F("case__created_at"))
    others = [line for source in _sources for line in source(zone, since)]
    return Numbers(
        months=[date(year, month, 1) for year, month in months],
        lines=[
            *(_line(cell, label, months, counts) for cell, label in ROWS.items()),
            *([one.label, *(one.cells.get(month, one.otherwise) for month in months)] for one in others),
        ],
        moderators=said(week.values("person").distinct().count()),
        taken=said(week.count()),
    )


def _line(cell: Cell, label: object, months: Iterable[Month], counts: Counter[tuple[Month, Cell]]) -> list[str]:
    return [str(label), *(said(counts[month, cell]) for month in months)]


def _months(local: datetime) -> list[Month]:
    number = local.year * 12 + local.month - 1
    return [divmod_month(one) for one in range(number - MONTHS + 1, number + 1)]


def divmod_month(number: int) -> Month:
    """Return year and month of a month counted from the year 0."""
    year, month = divmod(number, 12)
    return year, month + 1
