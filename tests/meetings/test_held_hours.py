"""In which hours of somebody's week a meeting is held, and when hours of the week come next; over zones and clocks."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.weekhours import hour_of_week
from alongside.meetings.clocks import Span
from alongside.meetings.held_hours import hours_held, stretches_of
from alongside.meetings.timing import Timing

NOW = datetime(2026, 11, 28, 12, 20, tzinfo=UTC)
LONDON, BERLIN, KATHMANDU = ZoneInfo("Europe/London"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")
TUESDAY = Timing(rhythm="weekly", timezone="Europe/London", day=2, time=time(19, 30))


@pytest.mark.parametrize(
    ("zone", "minutes", "hours"),
    [
        (LONDON, 60, {24 + 19, 24 + 20}),
        (LONDON, 30, {24 + 19}),
        (LONDON, None, {24 + 19, 24 + 20}),
        (BERLIN, 90, {24 + 20, 24 + 21}),
        (KATHMANDU, 45, {48 + 1}),
    ],
)
def test_it_is_held_in_the_hours_it_lies_in(zone: ZoneInfo, minutes: int | None, hours: set[int]) -> None:
    assert hours_held(TUESDAY, minutes, zone=zone, now=NOW) == hours


def test_what_is_not_held_in_this_week_is_in_no_hour_of_it() -> None:
    monthly = Timing(rhythm="monthly", timezone="Europe/London", day=2, nth=-1, time=time(19))
    assert hours_held(monthly, 60, zone=LONDON, now=NOW) == frozenset()
    assert hours_held(monthly, 60, zone=LONDON, now=NOW + timedelta(days=26)) == {24 + 19}


def test_hours_that_follow_are_one_stretch_and_the_present_one_ends_with_its_hour() -> None:
    saturday = 5 * 24
    assert stretches_of({saturday + 12, saturday + 13, saturday + 20}, zone=LONDON, now=NOW) == (
        Span(NOW, datetime(2026, 11, 28, 14, tzinfo=UTC)),
        Span(datetime(2026, 11, 28, 20, tzinfo=UTC), datetime(2026, 11, 28, 21, tzinfo=UTC)),
    )
    assert stretches_of((), zone=LONDON, now=NOW) == ()


@given(
    hours=st.sets(st.integers(0, 167)),
    zone=st.sampled_from(["Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York"]),
    days=st.integers(0, 365),
)
def test_each_moment_of_a_stretch_is_in_one_of_the_hours(hours: set[int], zone: str, days: int) -> None:
    now, clock = NOW + timedelta(days=days), ZoneInfo(zone)
    found = stretches_of(hours, zone=clock, now=now)
    assert all(one.end < other.start for one, other in pairwise(found))
    for one in found:
        assert hour_of_week(one.start, clock) in hours
    assert bool(found) == bool(hours)
