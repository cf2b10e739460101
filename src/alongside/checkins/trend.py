"""The trend of a weekly check-in (pure): one's own answers over the weeks, added up, and nothing more.

Two sums stand side by side: what made a week harder and what held one, each from 0 to 20. There is no score, no
forecast and no comparison with anybody. A week with a question left open has no sum, rather than a wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alongside.checkins.parts import WEEKLY_HARDER, WEEKLY_HELD, Value

MOST = 20
# Below this a difference is within what answers vary by from day to day.
CHANGE = 3


class Way(StrEnum):
    """Where the latest week stands beside the weeks before it."""

    TOO_FEW = "too few"
    HARDER = "harder"
    EASIER = "easier"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Week:
    """One weekly check-in: the day it was for, and both sums; None where a question was left open."""

    day: date
    harder: int | None
    held: int | None


def week_of(day: date, by_kind: Mapping[str, Value]) -> Week:
    """Return the sums of one weekly check-in."""
    return Week(day, _sum(by_kind, WEEKLY_HARDER), _sum(by_kind, WEEKLY_HELD))


def _sum(by_kind: Mapping[str, Value], kinds: Sequence[str]) -> int | None:
    found = [value for kind in kinds if isinstance(value := by_kind.get(kind), int)]
    return sum(found) if len(found) == len(kinds) else None


def way_of(weeks: Sequence[Week]) -> Way:
    """Tell how the latest of the weeks (in order) stands beside the mean of up to three before it."""
    found = [week.harder - week.held for week in weeks if week.harder is not None and week.held is not None]
    if len(found) < 2:
        return Way.TOO_FEW
    earlier = found[-4:-1]
    by = found[-1] - sum(earlier) / len(earlier)
    if abs(by) < CHANGE:
        return Way.SAME
    return Way.HARDER if by > 0 else Way.EASIER
