"""In which hours of somebody's week a meeting is held, on their own clock, and when hours of a week come next (pure).

The week is the one that begins now, as in the coverage of a circle: each hour stands for the next time the clock shows
it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alongside.kernel.weekhours import coming_moments, hour_of_week
from alongside.meetings.clocks import Span
from alongside.meetings.timing import Timing, next_starts

A_WEEK = timedelta(days=7)
AN_HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
# Of a meeting that does not say how long it lasts.
USUAL_MIN = 60


def hours_held(timing: Timing, duration_min: int | None, *, zone: ZoneInfo, now: datetime) -> frozenset[int]:
    """Return the hours of the week on a clock in which a meeting is held in the week that begins now."""
    return frozenset(
        hour
        for start in next_starts(timing, after=now, count=2)
        if start.at < now + A_WEEK
        for hour in hours_from(start.at, duration_min, zone=zone)
    )


def hours_from(start: datetime, duration_min: int | None, *, zone: ZoneInfo) -> frozenset[int]:
    """Return the hours of the week on a clock that one date of a meeting lies in."""
    quarters = range(max(1, (duration_min or USUAL_MIN) // 15))
    return frozenset(hour_of_week(start + quarter * QUARTER, zone) for quarter in quarters)


def stretches_of(hours: Collection[int], *, zone: ZoneInfo, now: datetime) -> tuple[Span, ...]:
    """Return when these hours of the week come next on a clock, as stretches of time in order."""
    moments = sorted(moment for hour, moment in enumerate(coming_moments(zone, now)) if hour in hours)
    found: list[Span] = []
    for moment in moments:
        # The hour that has begun already ends with the hour, not an hour from now.
        end = moment.replace(minute=0, second=0, microsecond=0) + AN_HOUR if moment == now else moment + AN_HOUR
        if found and moment <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(moment, end))
    return tuple(found)
