"""When somebody wants to take a questionnaire again (pure): a day on their calendar, at ten in the morning."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from alongside.kernel.schedule import label_at, moment_of

AT = time(10)


class Every(StrEnum):
    """How much time is between two takings."""

    TWO_WEEKS = "2-weeks"
    FOUR_WEEKS = "4-weeks"
    THREE_MONTHS = "3-months"


WEEKS = {Every.TWO_WEEKS: 2, Every.FOUR_WEEKS: 4}
MONTHS = 3


def next_moment(every: Every, zone: str, *, now: datetime) -> datetime:
    """Return the moment (UTC) to be reminded at when it was taken, or put off, at `now`."""
    day = _after(every, label_at(now, zone).date())
    return moment_of(datetime.combine(day, AT), zone)


def by_clock_of(moment: datetime, before: str, zone: str) -> datetime:
    """Return when a zone's clock shows what that of `before` shows at a moment."""
    return moment_of(label_at(moment, before), zone)


def _after(every: Every, day: date) -> date:
    if every in WEEKS:
        return day + timedelta(weeks=WEEKS[every])
    years, month = divmod(day.month - 1 + MONTHS, 12)
    first = day.replace(year=day.year + years, month=month + 1, day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)
