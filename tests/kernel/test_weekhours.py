"""Hours of the week and quiet windows, on ordinary days and on the nights clocks change."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.kernel.weekhours import (
    HOURS_IN_WEEK,
    Span,
    hour_of_week,
    in_window,
    is_within,
    projected,
    spans,
    window_end,
)

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
TROLL = ZoneInfo("Antarctica/Troll")
AZORES = ZoneInfo("Atlantic/Azores")
ST_JOHNS = ZoneInfo("America/St_Johns")
APIA = ZoneInfo("Pacific/Apia")
UTC_ZONE = ZoneInfo("UTC")
ZONES = (BERLIN, NEW_YORK, LORD_HOWE, KATHMANDU, TROLL, AZORES, UTC_ZONE)
QUARTER = timedelta(minutes=15)

MONDAY, WEDNESDAY, SATURDAY, SUNDAY = 0, 2 * 24, 5 * 24, 6 * 24

hour_sets = st.frozensets(st.integers(0, HOURS_IN_WEEK - 1))
zones = st.sampled_from(ZONES)
# One year holds every kind of clock change of these zones; minutes and seconds are drawn too.
moments = st.timedeltas(timedelta(), timedelta(days=364)).map(lambda since: datetime(2026, 1, 1, tzinfo=UTC) + since)
quarters = st.times().map(lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0))


def utc(year: int, month: int, day: int, *clock: int) -> datetime:
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


# The hour of the week


@pytest.mark.parametrize(
    ("now", "zone", "hour"),
    [
        (utc(2026, 5, 11, 0, 0), UTC_ZONE, 0),
        (utc(2026, 5, 17, 23, 59, 59), UTC_ZONE, 167),
        (utc(2026, 5, 10, 22, 0), BERLIN, 0),  # Monday 00:00 in summer
        (utc(2026, 1, 11, 22, 30), BERLIN, 167),  # Sunday 23:30 in winter
        (utc(2026, 5, 11, 3, 0), NEW_YORK, 167),  # still Sunday 23:00
        (utc(2026, 5, 10, 18, 15), KATHMANDU, 0),  # 5:45 ahead
        (utc(2026, 3, 29, 0, 59), BERLIN, SUNDAY + 1),
        (utc(2026, 3, 29, 1, 0), BERLIN, SUNDAY + 3),  # 02:00 is skipped
        (utc(2026, 10, 25, 0, 30), BERLIN, SUNDAY + 2),  # 02:30, the first time
        (utc(2026, 10, 25, 1, 30), BERLIN, SUNDAY + 2),  # and the second
    ],
)
def test_the_hour_is_what_the_local_clock_shows(now: datetime, zone: ZoneInfo, hour: int) -> None:
    assert hour_of_week(now, zone) == hour
    assert is_within(frozenset({hour}), now, zone)
    assert not is_within(frozenset(range(HOURS_IN_WEEK)) - {hour}, now, zone)


def test_a_moment_given_in_another_zone_is_the_same_moment() -> None:
    assert hour_of_week(datetime(2026, 5, 11, 0, 30, tzinfo=BERLIN), NEW_YORK) == SUNDAY + 18


@pytest.mark.parametrize(
    "ask",
    [
        lambda now: hour_of_week(now, BERLIN),
        lambda now: is_within(frozenset({1}), now, BERLIN),
        lambda now: in_window(time(22), time(7), now, BERLIN),
        lambda now: window_end(time(22), time(7), now, BERLIN),
        lambda now: projected(frozenset({1}), BERLIN, NEW_YORK, now),
    ],
)
def test_a_moment_without_a_zone_is_refused(ask: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="A moment needs a time zone"):
        ask(datetime(2026, 5, 11))  # noqa: DTZ001  # the naive moment is what is refused


# A window of the night


@pytest.mark.parametrize(
    ("start", "end", "now", "zone", "until"),
    [
        # an ordinary night, before and after midnight, and both limits
        (time(22), time(7), utc(2026, 5, 13, 20), BERLIN, utc(2026, 5, 14, 5)),
        (time(22), time(7), utc(2026, 5, 14, 4, 59), BERLIN, utc(2026, 5, 14, 5)),
        (time(22), time(7), utc(2026, 5, 14, 5), BERLIN, None),
        (time(22), time(7), utc(2026, 5, 13, 19, 59), BERLIN, None),
        # within one day, and until midnight
        (time(13), time(14, 30), utc(2026, 5, 13, 12, 29), BERLIN, utc(2026, 5, 13, 12, 30)),
        (time(22), time(0), utc(2026, 5, 13, 21), BERLIN, utc(2026, 5, 13, 22)),
        (time(22), time(0), utc(2026, 5, 13, 22), BERLIN, None),
        # the night an hour is skipped is an hour shorter, and the other an hour longer
        (time(22), time(7), utc(2026, 3, 28, 21), BERLIN, utc(2026, 3, 29, 5)),
        (time(22), time(7), utc(2026, 10, 24, 20), BERLIN, utc(2026, 10, 25, 6)),
        (time(22), time(7), utc(2026, 3, 8, 3), NEW_YORK, utc(2026, 3, 8, 11)),
        (time(22), time(7), utc(2026, 11, 1, 2), NEW_YORK, utc(2026, 11, 1, 12)),
        (time(22), time(7), utc(2026, 4, 4, 11), LORD_HOWE, utc(2026, 4, 4, 20, 30)),
        (time(22), time(7), utc(2026, 10, 3, 11, 30), LORD_HOWE, utc(2026, 10, 3, 20)),
        # an end that is skipped stands at the skip, and so does a beginning
        (time(22), time(2, 30), utc(2026, 3, 29, 0, 59), BERLIN, utc(2026, 3, 29, 1)),
        (time(22), time(2, 30), utc(2026, 3, 29, 1), BERLIN, None),
        (time(2, 30), time(7), utc(2026, 3, 29, 1), BERLIN, utc(2026, 3, 29, 5)),
        (time(2, 30), time(7), utc(2026, 3, 29, 0, 59), BERLIN, None),
        (time(2, 10), time(2, 50), utc(2026, 3, 29, 1), BERLIN, None),  # wholly skipped
        (time(2, 15), time(5), utc(2026, 10, 3, 15, 29), LORD_HOWE, None),
        (time(2, 15), time(5), utc(2026, 10, 3, 15, 30), LORD_HOWE, utc(2026, 10, 3, 18)),
        # an end that comes twice is the second one, a beginning the first, and between them nothing rings
        (time(22), time(2, 30), utc(2026, 10, 25, 0, 45), BERLIN, utc(2026, 10, 25, 1, 30)),
        (time(2, 30), time(7), utc(2026, 10, 25, 0, 30), BERLIN, utc(2026, 10, 25, 6)),
        (time(2, 30), time(7), utc(2026, 10, 25, 1, 15), BERLIN, utc(2026, 10, 25, 6)),
        (time(22), time(1, 45), utc(2026, 4, 4, 15, 10), LORD_HOWE, utc(2026, 4, 4, 15, 15)),
        # a window of all but a few minutes of the day: that night the next begins before the last has ended
        (time(2, 45), time(2, 15), utc(2026, 10, 24, 12), BERLIN, utc(2026, 10, 26, 1, 15)),
        # no window at all, on the night too on which its one moment comes twice
        (time(22), time(22), utc(2026, 5, 13, 20), BERLIN, None),
        (time(2, 30), time(2, 30), utc(2026, 10, 25, 1), BERLIN, None),
    ],
)
def test_the_end_of_the_quiet(start: time, end: time, now: datetime, zone: ZoneInfo, until: datetime | None) -> None:
    assert in_window(start, end, now, zone) is (until is not None)
    assert window_end(start, end, now, zone) == (until or now)
    assert window_end(start, end, now, zone).tzinfo is UTC


def test_a_window_that_began_after_midnight_holds_when_the_clock_goes_back_over_midnight() -> None:
    # St. John's went from 00:01 back to 23:01 on 7 November 2010: Sunday had begun, and Saturday came again.
    again_saturday = utc(2010, 11, 7, 2, 45)
    assert again_saturday.astimezone(ST_JOHNS).strftime("%a %H:%M") == "Sat 23:15"
    assert window_end(time(0), time(6), again_saturday, ST_JOHNS) == utc(2010, 11, 7, 9, 30)


@given(start=st.times(), end=st.times(), now=moments, zone=zones)
def test_the_window_holds_until_its_end_and_not_at_it(start: time, end: time, now: datetime, zone: ZoneInfo) -> None:
    until = window_end(start, end, now, zone)
    assert until >= now
    assert not in_window(start, end, until, zone)
    assume(until > now)
    assert in_window(start, end, max(now, until - timedelta(microseconds=1)), zone)


@given(start=quarters, end=quarters, now=moments, zone=zones)
def test_the_window_is_what_the_clock_says_except_where_it_would_be_broken(
    start: time, end: time, now: datetime, zone: ZoneInfo
) -> None:
    local = now.astimezone(zone)
    wall = local.time()
    by_clock = start <= wall < end if start <= end else (wall >= start or wall < end)
    holds = in_window(start, end, now, zone)
    two_hours = timedelta(hours=2)
    if (now - two_hours).astimezone(zone).utcoffset() == (now + two_hours).astimezone(zone).utcoffset():
        assert holds is by_clock
    else:
        assert holds or not by_clock


# Runs for showing


def test_hours_fold_to_runs_that_end_with_their_day() -> None:
    hours = frozenset({9, 10, 11, 14, 23, 24, 25, 167})
    assert spans(hours) == (Span(0, 9, 12), Span(0, 14, 15), Span(0, 23, 24), Span(1, 0, 2), Span(6, 23, 24))


def test_nothing_folds_to_no_runs_and_a_week_to_seven() -> None:
    assert spans(frozenset()) == ()
    assert spans(frozenset(range(HOURS_IN_WEEK))) == tuple(Span(weekday, 0, 24) for weekday in range(7))


@pytest.mark.parametrize(
    ("run", "message"),
    [
        ((-1, 0, 1), "A weekday is 0 to 6, not -1"),
        ((7, 0, 1), "A weekday is 0 to 6, not 7"),
        ((0, -1, 1), "A run of hours lies within 0 to 24, not -1 to 1"),
        ((0, 9, 9), "A run of hours lies within 0 to 24, not 9 to 9"),
        ((0, 22, 6), "A run of hours lies within 0 to 24, not 22 to 6"),
        ((0, 22, 25), "A run of hours lies within 0 to 24, not 22 to 25"),
    ],
)
def test_a_run_that_leaves_its_day_is_refused(run: tuple[int, int, int], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Span(*run)


@given(hours=hour_sets)
def test_folding_loses_nothing(hours: frozenset[int]) -> None:
    runs = spans(hours)
    assert {run.weekday * 24 + hour for run in runs for hour in range(run.from_hour, run.to_hour)} == hours
    assert runs == tuple(sorted(runs))
    assert sum(run.to_hour - run.from_hour for run in runs) == len(hours)
    assert all(one.weekday < two.weekday or one.to_hour < two.from_hour for one, two in pairwise(runs))


# Somebody else's hours in one's own week


def test_hours_move_to_the_owners_clock() -> None:
    evening = frozenset({WEDNESDAY + 18, WEDNESDAY + 19})
    assert projected(evening, BERLIN, NEW_YORK, utc(2026, 5, 13)) == {WEDNESDAY + 12, WEDNESDAY + 13}


def test_hours_move_over_the_end_of_the_week() -> None:
    assert projected(frozenset({0, 1}), BERLIN, NEW_YORK, utc(2026, 5, 13)) == {SUNDAY + 18, SUNDAY + 19}


def test_the_week_is_the_owners_own() -> None:
    # Sunday evening in New York is Monday in Berlin; New York's clock has changed that day, Berlin's has not.
    sunday_evening = utc(2026, 3, 9, 1)
    assert sunday_evening.astimezone(BERLIN).weekday() == 0
    assert projected(frozenset({WEDNESDAY + 18}), BERLIN, NEW_YORK, sunday_evening) == {WEDNESDAY + 12}
    assert projected(frozenset({WEDNESDAY + 18}), BERLIN, NEW_YORK, utc(2026, 3, 9, 4)) == {WEDNESDAY + 13}


def test_between_two_clock_changes_the_distance_is_another() -> None:
    # New York changes on 8 March 2026, Berlin on 29 March: five hours apart, not six.
    noon = frozenset({WEDNESDAY + 12})
    assert projected(noon, BERLIN, NEW_YORK, utc(2026, 3, 4)) == {WEDNESDAY + 6}
    assert projected(noon, BERLIN, NEW_YORK, utc(2026, 3, 18)) == {WEDNESDAY + 7}
    assert projected(noon, BERLIN, NEW_YORK, utc(2026, 4, 1)) == {WEDNESDAY + 6}


def test_with_odd_offsets_the_beginning_of_the_owners_hour_decides() -> None:
    # Kathmandu is 3:45 ahead of Berlin in summer: its 12:00-13:00 is 08:15-09:15, and holds at 09:00.
    noon = frozenset({WEDNESDAY + 12})
    assert projected(noon, KATHMANDU, BERLIN, utc(2026, 5, 13)) == {WEDNESDAY + 9}
    # The other way 12:00-13:00 is 15:45-16:45, and holds at 16:00.
    assert projected(noon, BERLIN, KATHMANDU, utc(2026, 5, 13)) == {WEDNESDAY + 16}


def test_an_hour_the_owners_clock_skips_takes_the_answer_of_the_skip() -> None:
    # On 29 March Berlin's 02:00 does not come: at 01:00 in UTC it skips to 03:00, so that 02:00 is its 04:00.
    week = utc(2026, 3, 29)
    assert projected(frozenset({SUNDAY + 1}), UTC_ZONE, BERLIN, week) == {SUNDAY + 2, SUNDAY + 3}
    assert projected(frozenset({SUNDAY + 2}), UTC_ZONE, BERLIN, week) == {SUNDAY + 4}


def test_of_an_hour_that_comes_twice_on_the_owners_clock_the_first_decides() -> None:
    week = utc(2026, 10, 25)
    assert projected(frozenset({SUNDAY}), UTC_ZONE, BERLIN, week) == {SUNDAY + 2}
    assert projected(frozenset({SUNDAY + 1}), UTC_ZONE, BERLIN, week) == frozenset()


def test_an_hour_the_supporters_clock_skips_is_nowhere_and_one_that_comes_twice_is_two() -> None:
    two = frozenset({SUNDAY + 2})
    assert projected(two, BERLIN, UTC_ZONE, utc(2026, 3, 29)) == frozenset()
    assert projected(two, BERLIN, UTC_ZONE, utc(2026, 10, 25)) == {SUNDAY, SUNDAY + 1}


@given(hours=hour_sets, zone=zones, week_of=moments)
def test_in_the_same_zone_whole_hours_stay_where_they_are(
    hours: frozenset[int], zone: ZoneInfo, week_of: datetime
) -> None:
    local = week_of.astimezone(zone)
    before, after = local - timedelta(days=8), local + timedelta(days=8)
    assume(before.utcoffset() == after.utcoffset())
    assert projected(hours, zone, zone, week_of) == hours


@given(hours=hour_sets, from_zone=zones, to_zone=zones, week_of=moments)
def test_what_is_not_reached_is_the_rest_of_the_week(
    hours: frozenset[int], from_zone: ZoneInfo, to_zone: ZoneInfo, week_of: datetime
) -> None:
    others = frozenset(range(HOURS_IN_WEEK)) - hours
    reached = projected(hours, from_zone, to_zone, week_of)
    missed = projected(others, from_zone, to_zone, week_of)
    assert reached | missed == frozenset(range(HOURS_IN_WEEK))
    assert not reached & missed
