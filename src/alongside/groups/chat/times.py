"""When a chat room is quiet (pure): for a while that a host chose, and in the hours of the night in which it sleeps."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.kernel.weekhours import window_end, windows

# Tomorrow, or the day after where a clock skips one.
AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Hours:
    """Until when a room is quiet, and from when to when it sleeps, on the clocks of `zone`."""

    quiet_until: datetime | None = None
    sleeps_from: time | None = None
    sleeps_to: time | None = None
    zone: str = "UTC"


def quiet_to(hours: Hours, now: datetime) -> datetime | None:
    """Return until when only those who look after the group write, None when everybody may."""
    until = max(hours.quiet_until or now, now)
    if hours.sleeps_from is not None and hours.sleeps_to is not None:
        until = window_end(hours.sleeps_from, hours.sleeps_to, until, ZoneInfo(hours.zone))
    return until if until > now else None


def next_turn(hours: Hours, now: datetime) -> datetime | None:
    """Return when a room becomes quiet or open next, None when it stays as it is."""
    return quiet_to(hours, now) or _falls_asleep(hours, now)


def _falls_asleep(hours: Hours, now: datetime) -> datetime | None:
    if hours.sleeps_from is None or hours.sleeps_to is None:
        return None
    zone = ZoneInfo(hours.zone)
    today = now.astimezone(zone).date()
    nights = windows(hours.sleeps_from, hours.sleeps_to, zone, first=today, last=today + AHEAD)
    return next((begins for begins, _ends in nights if begins > now), None)
