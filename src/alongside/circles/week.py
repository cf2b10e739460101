"""Hours of the week as a person picks them: parts of days, and single hours (pure).

An hour of the week is an int 0..167, 0 is Monday 00:00, on the clock of whoever it is about. No hours at all stand for
any hour.
"""

from collections.abc import Iterable

from alongside.kernel.weekhours import HOURS_IN_WEEK

PARTS_OF_DAY = ((0, 6), (6, 12), (12, 18), (18, 24))
"""Night, morning, afternoon and evening: from an hour up to, not in, another."""

PARTS_IN_WEEK = 7 * len(PARTS_OF_DAY)
EVERY_HOUR = frozenset(range(HOURS_IN_WEEK))


def from_to(begin: int, end: int, *, on: Iterable[int]) -> tuple[int, ...]:
    """Return the hours from `begin` up to, not in, `end` on these weekdays; an `end` before it is the next day's."""
    length = (end - begin) % 24 or 24
    return tuple(sorted((day * 24 + begin + ahead) % HOURS_IN_WEEK for day in on for ahead in range(length)))


def hours_of_part(part: int) -> frozenset[int]:
    """Return the six hours of a part of the week: 0 is Monday's night, 27 Sunday's evening."""
    weekday, of_day = divmod(part, len(PARTS_OF_DAY))
    begin, end = PARTS_OF_DAY[of_day]
    return frozenset(range(weekday * 24 + begin, weekday * 24 + end))


def whole_parts(hours: Iterable[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Split hours into the parts of the week they fill, and the hours left over."""
    wanted = frozenset(hours)
    parts = frozenset(part for part in range(PARTS_IN_WEEK) if hours_of_part(part) <= wanted)
    return parts, wanted.difference(*(hours_of_part(part) for part in parts))


def joined(parts: Iterable[int], hours: Iterable[int]) -> frozenset[int]:
    """Return the hours of all these parts and these hours; the whole week becomes no hours, as any hour is written."""
    chosen = frozenset(hours).union(*(hours_of_part(part) for part in parts))
    return frozenset() if chosen == EVERY_HOUR else chosen


def widened(hours: Iterable[int], more: Iterable[int]) -> list[int]:
    """Return both together, in order; no hours are any hour, which there is no more of."""
    before, added = frozenset(hours), frozenset(more)
    return sorted(joined((), before | added)) if before and added else []


def agreed_hours(offered: Iterable[Iterable[int]]) -> int:
    """Count the hours of the week in which somebody may be asked through at least one of these offers."""
    chosen = (frozenset(hours) or EVERY_HOUR for hours in offered)
    return len(frozenset().union(*chosen))
