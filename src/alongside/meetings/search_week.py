"""What was looked for as a week: of each day the first few meetings of every part, and how many more there are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.meetings.asking import Asked, begins, spans
from alongside.meetings.clocks import ONE_DAY, Span
from alongside.meetings.finding import MOST, Found, find_meetings
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
    """The first meetings of a part of a day; `more` is how many others there are."""

    name: str
    lines: list[Line]
    more: int


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
        return any(one.more for one in self.parts)


def week_of(asked: Asked, query: Asking, *, now: datetime) -> list[WeekDay]:
    """Return the days from today on that have something, in the active language; the active zone is the asker's.

    Each day is looked for by itself: one with hundreds leaves room for the others.
    """
    today = timezone.localdate(now)
    begin = begins(asked, now)
    stretches = spans(asked, begin=begin)
    days = (today + number * ONE_DAY for number in range(DAYS))
    return [one for day in days if (one := _day(asked, query, day, tuple(_on(day, stretches, asked.zone)), now))]


def _on(day: date, stretches: tuple[Span, ...], zone: str) -> Iterator[Span]:
    """Return what of some stretches is on a day."""
    first, last = (datetime.combine(one, time.min, ZoneInfo(zone)).astimezone(UTC) for one in (day, day + ONE_DAY))
    for one in stretches:
        if max(one.start, first) < min(one.end, last):
            yield Span(max(one.start, first), min(one.end, last))


def _day(asked: Asked, query: Asking, day: date, within: tuple[Span, ...], now: datetime) -> WeekDay | None:
    found = find_meetings(replace(asked, within=within), now=now, limit=MOST).found if within else ()
    if not found:
        return None
    whole = address_with(query, view="", when=str(weekday_of(day)), cursor="")
    return WeekDay(day_words(day), weekday_words(day), list(_parts(found, now)), whole)


def _parts(found: tuple[Found, ...], now: datetime) -> Iterator[Part]:
    for name, (first, last) in zip(PARTS, pairwise(BOUNDS), strict=True):
        part = [one for one in in_order(found) if first <= timezone.localtime(one.start).hour < last]
        if part:
            yield Part(str(name), [line(one, now=now) for one in part[:OF_A_PART]], len(part[OF_A_PART:]))
