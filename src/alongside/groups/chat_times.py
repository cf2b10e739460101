"""When a chat room is quiet (pure): for a while that a host chose, and in the hours of the night in which it sleeps."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Until when a room is quiet, and from when to when it sleeps, on the clocks of `zone`."""

    quiet_until: datetime | None = None
    sleeps_from: time | None = None
    sleeps_to: time | None = None
    zone: str = "UTC"


def quiet_to(hours: Hours, now: datetime) -> datetime | None:
    """Return until when only those who look after the group write, None when everybody may."""
    until = hours.quiet_until if hours.quiet_until and hours.quiet_until > now else None
    if _is_asleep(hours, until or now):
        until = _next(hours, hours.sleeps_to, until or now)
    return until


def next_turn(hours: Hours, now: datetime) -> datetime | None:
    """Return when a room becomes quiet or open next, None when it stays as it is."""
    return quiet_to(hours, now) or _next(hours, hours.sleeps_from, now)


def _is_asleep(hours: Hours, moment: datetime) -> bool:
    if hours.sleeps_from is None or hours.sleeps_to is None:
        return False
    at = moment.astimezone(ZoneInfo(hours.zone)).time()
    if hours.sleeps_from < hours.sleeps_to:
        return hours.sleeps_from <= at < hours.sleeps_to
    return at >= hours.sleeps_from or at < hours.sleeps_to


def _next(hours: Hours, at: time | None, now: datetime) -> datetime | None:
    """Return when the clocks there show that time next."""
    if at is None:
        return None
    zone = ZoneInfo(hours.zone)
    today = now.astimezone(zone).date()
    moments = (datetime.combine(today + day * ONE_DAY, at, tzinfo=zone).astimezone(now.tzinfo) for day in range(3))
    return next(moment for moment in moments if moment > now)
