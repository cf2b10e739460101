"""Hours of a week as they are told: what goes on over midnight is one run, and days that are alike are one too (pure).

Hours come as a mask, as in `coverage`: bit h stands for hour h of the week, 0 is Monday 00:00. A week goes round:
Sunday's night goes on on Monday morning.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from alongside.circles.coverage import ALWAYS, Mask
from alongside.kernel.weekhours import HOURS_IN_WEEK

DAY = 24


@dataclass(frozen=True, slots=True)
class Run:
    """The same hours on several days: from an hour up to, not in, another that comes `days_on` midnights later.

    `weekdays` (0 = Monday) are those it begins on. An end at midnight belongs to the day before: it is 24.
    """

    weekdays: tuple[int, ...]
    from_hour: int
    to_hour: int
    days_on: int = 0

    @property
    def is_whole_day(self) -> bool:
        """Tell whether it is a day from midnight to midnight."""
        return (self.from_hour, self.to_hour, self.days_on) == (0, DAY, 0)

    @property
    def is_over_midnight(self) -> bool:
        """Tell whether it goes over midnight, and not all around the clock."""
        return self.days_on == 1 and self.to_hour <= self.from_hour

    @property
    def hours(self) -> int:
        """Return how long it is on one day."""
        return self.days_on * DAY + self.to_hour - self.from_hour

    @property
    def is_daily(self) -> bool:
        """Tell whether it is there on every day of the week."""
        return len(self.weekdays) == HOURS_IN_WEEK // DAY

    @property
    def last_weekday(self) -> int:
        """Return the weekday on which the last of them ends."""
        return (self.weekdays[-1] + self.days_on) % 7


def runs_of(mask: Mask) -> tuple[Run, ...]:
    """Return the runs of these hours, those that are alike put together, in the order of their first day."""
    alike: dict[tuple[int, int, int], list[int]] = {}
    for weekday, *hours in sorted(_each(mask)):
        alike.setdefault((hours[0], hours[1], hours[2]), []).append(weekday)
    return tuple(Run(tuple(weekdays), *hours) for hours, weekdays in alike.items())


def _each(mask: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Give each run by itself: its weekday, the hours it begins and ends at, and over how many midnights it goes."""
    for begin, length in _stretches(mask):
        weekday, hour = divmod(begin, DAY)
        if hour == 0 and length % DAY == 0:
            yield from (((weekday + day) % 7, 0, DAY, 0) for day in range(length // DAY))
        else:
            days_on, last = divmod(hour + length - 1, DAY)
            yield weekday, hour, last + 1, days_on


def _stretches(mask: Mask) -> Iterator[tuple[int, int]]:
    """Give where each unbroken stretch of the week, which goes round, begins, and its length."""
    if mask == ALWAYS:
        yield 0, HOURS_IN_WEEK
        return
    for begin in range(HOURS_IN_WEEK):
        if mask >> begin & 1 and not mask >> (begin - 1) % HOURS_IN_WEEK & 1:
            yield begin, _length(mask, begin)


def _length(mask: Mask, begin: int) -> int:
    length = 1
    while mask >> (begin + length) % HOURS_IN_WEEK & 1:
        length += 1
    return length
