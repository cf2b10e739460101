"""Events of a group in time: a moment on the clock of a place, and what is done about an event next (pure).

An event is reminded of once, ends by itself when nobody ends it, and what was asked and not answered is forgotten some
days later.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from alongside.kernel.schedule import label_at, moment_of

REMINDED_BEFORE = timedelta(hours=1)
BEGINS_BEFORE = timedelta(minutes=30)
ENDS_BY_ITSELF = timedelta(hours=2)
OPEN_ONES_STAY = timedelta(days=3)
SHORTEST, LONGEST = 10, 480
# Where the same moment is looked up, from west to east.
PLACES = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Madrid",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Australia/Sydney",
)


class Stands(StrEnum):
    """Where an event stands."""

    PLANNED = "planned"
    LIVE = "live"
    OVER = "over"
    CANCELLED = "cancelled"


class Does(StrEnum):
    """What is done about an event by itself."""

    REMIND = "remind"
    LAPSE = "lapse"
    END = "end"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class Times:
    """What counts for what comes next: where the event stands, its times, and whether people were reminded."""

    stands: Stands
    starts_at: datetime
    minutes: int
    is_reminded: bool
    began_at: datetime | None = None
    ended_at: datetime | None = None


def next_step(times: Times) -> tuple[Does, datetime]:
    """Return what is done next about an event, and when."""
    length = timedelta(minutes=times.minutes) + ENDS_BY_ITSELF
    if times.ended_at is not None:
        return Does.FORGET, times.ended_at + OPEN_ONES_STAY
    if times.began_at is not None:
        return Does.END, max(times.starts_at, times.began_at) + length
    if not times.is_reminded:
        return Does.REMIND, times.starts_at - REMINDED_BEFORE
    return Does.LAPSE, times.starts_at + length


def moment_on(day: date, at: time, zone: str) -> datetime | None:
    """Return when the clock of a zone shows that, the first time if it does twice; None if it never does."""
    wall = datetime.combine(day, at.replace(tzinfo=None))
    moment = moment_of(wall, zone)
    return moment if label_at(moment, zone) == wall else None


def may_begin(times: Times, *, now: datetime) -> bool:
    """Tell whether an event can be begun: from half an hour before its time."""
    return times.stands == Stands.PLANNED and now >= times.starts_at - BEGINS_BEFORE
