"""What was looked for as a week: of each day the first few meetings of every part, and how many more there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.meetings.asking import Asked, begins, spans
from alongside.meetings.clocks import ONE_DAY, Span
from alongside.meetings.finding import MOST, Found, Page, find_meetings
from alongside.meetings.search_chips import Asking, address_with
from alongside.meetings.timing import weekday_of
from alongside.meetings.words import Line, day_words, in_order, line, weekday_words

DAYS = 7
# So many of each part are shown: a whole week is to be looked at, not read.
OF_A_PART = 3
# The parts of a day, and the hours with which the later ones begin.
PARTS = (_("Morning"), _("Afternoon"), _("Evening"))
BOUNDS = (0, 12, 17, 24)


@dataclass(frozen=True, slots=True)
class Part:
    """The first meetings of a part of a day, whether there are others, and how many: 0 where nobody counted them."""

    name: str
    lines: list[Line]
    is_cut: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the reader's calendar, and the address of all that is held on it."""

    name: str
    weekday: str
    parts: list[Part]
    whole: str

    @property
    def is_cut(self) -> bool:
        """Tell whether there is more than what is shown."""
        return any(one.is_cut for one in self.parts)


def week_of(asked: Asked, query: Asking, *, now: datetime) -> list[WeekDay]:
    """Return the days from today on that have something, in the active language; the active zone is the asker's.

    Each day is looked for by itself, and each part of one with hundreds: 4 times a day at most.
    """
    today = timezone.localdate(now)
    begin = begins(asked, now)
    stretches = spans(asked, begin=begin)
    days = (today + number * ONE_DAY for number in range(DAYS))
    return [one for day in days if (one := _day(asked, query, day, stretches, now))]


def _between(stretches: Iterable[Span], day: date, hours: tuple[int, int], zone: str) -> tuple[Span, ...]:
    """Return what of some stretches is within these hours of a day."""
    midnight = datetime.combine(day, time.min, ZoneInfo(zone))
    first, last = ((midnight + timedelta(hours=hour)).astimezone(UTC) for hour in hours)
    cut = (Span(max(one.start, first), min(one.end, last)) for one in stretches)
    return tuple(one for one in cut if one.start < one.end)


def _day(asked: Asked, query: Asking, day: date, stretches: tuple[Span, ...], now: datetime) -> WeekDay | None:
    within = _between(stretches, day, (BOUNDS[0], BOUNDS[-1]), asked.zone)
    page = find_meetings(replace(asked, within=within), now=now, limit=MOST) if within else None
    if page is None or not page.found:
        return None
    whole = address_with(query, view="", when=str(weekday_of(day)), cursor="")
    return WeekDay(day_words(day), weekday_words(day), list(_parts(asked, day, within, page, now)), whole)


def _parts(asked: Asked, day: date, within: tuple[Span, ...], page: Page, now: datetime) -> Iterator[Part]:
    """Return the parts of a day that have something. One that its page may not reach to is looked for by itself."""
    for name, hours in zip(PARTS, pairwise(BOUNDS), strict=True):
        found, is_all = _of_hours(page.found, hours), page.next_cursor is None
        left = len(found[OF_A_PART:])
        is_cut = left > 0
        if not (is_all or is_cut) and (of_part := _between(within, day, hours, asked.zone)):
            part = find_meetings(replace(asked, within=of_part), now=now, limit=OF_A_PART)
            found, is_cut = in_order(part.found), part.next_cursor is not None
        if found:
            lines = [line(one, now=now) for one in found[:OF_A_PART]]
            yield Part(str(name), lines, is_cut, more=left if is_all else 0)


def _of_hours(found: tuple[Found, ...], hours: tuple[int, int]) -> list[Found]:
    first, last = hours
    return [one for one in in_order(found) if first <= timezone.localtime(one.start).hour < last]
