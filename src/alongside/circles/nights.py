"""Which nights somebody was woken in (pure).

A *night* is from 23:00 to 07:00 on the supporter's own clock. Somebody was woken in it when they were told of a
reach-out during that night and answered or saw it before the night was over. However often it happened, it is one
night: that is what is missing the next day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from alongside.kernel.weekhours import window_end

BEGINS, ENDS = time(23), time(7)


@dataclass(frozen=True, slots=True)
class Told:
    """That a supporter was told of a reach-out, and when they saw or answered it; aware moments, None for not yet."""

    at: datetime
    seen_at: datetime | None = None
    responded_at: datetime | None = None


def night_of(at: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the night that a moment is in, named by the moment (UTC) it ends at; None by day.

    On a night when the clock changes it is still one night, from the first 23:00 to the last 07:00.
    """
    ends = window_end(BEGINS, ENDS, at, zone)
    return ends if ends > at else None


def nights_woken(told: Iterable[Told], zone: ZoneInfo) -> frozenset[datetime]:
    """Return the nights in which somebody was woken, each by the moment it ends at."""
    return frozenset(night for one in told if (night := _woken_in(one, zone)))


def _woken_in(told: Told, zone: ZoneInfo) -> datetime | None:
    night = night_of(told.at, zone)
    moments = (told.seen_at, told.responded_at)
    return night if night and any(at and told.at <= at < night for at in moments) else None
