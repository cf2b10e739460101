"""Days that are counted: cumulative, over every setback, in any zone, on any night a clock changes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.journeys.counting import (
    Span,
    day_in,
    days_counted,
    longest,
    reached_on,
    stretches,
    taken_out,
)

START = date(2026, 1, 1)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
SPANS = st.builds(
    lambda first, days: Span(first, first + timedelta(days=days)), DAYS, st.integers(min_value=0, max_value=20)
)
SETBACKS = st.lists(SPANS, max_size=6)
# Every quarter of an hour of 2026 and 2027, with all their clock changes.
MOMENTS = st.integers(0, 2 * 365 * 96).map(
    lambda quarter: datetime(2026, 1, 1, tzinfo=UTC) + quarter * timedelta(minutes=15)
)
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


def the(day: int, month: int = 1, year: int = 2026) -> date:
    """A day, January 2026 unless said otherwise."""
    return date(year, month, day)


def test_a_day_counts_once_it_is_over() -> None:
    assert [days_counted(START, (), the(day)) for day in (1, 2, 31)] == [0, 1, 30]
    assert days_counted(the(9), (), the(1)) == 0


def test_the_days_of_a_setback_do_not_count_and_all_others_stay() -> None:
    setbacks = [Span(the(11), the(12))]
    parts = stretches(START, setbacks, the(20))
    assert [(part.first, part.last, part.days) for part in parts] == [(the(1), the(10), 10), (the(13), the(19), 7)]
    assert days_counted(START, setbacks, the(20)) == 17
    assert longest(parts) == parts[0]


def test_a_setback_told_on_its_own_day_takes_nothing_out_and_one_told_later_only_its_own_days() -> None:
    today = the(20)
    assert taken_out(START, (), Span(today, today), today) == 0
    assert taken_out(START, (), Span(the(19), today), today) == 1
    assert taken_out(START, (), Span(the(5), the(7)), today) == 3
    assert taken_out(START, (Span(the(6), the(6)),), Span(the(5), the(7)), today) == 2
    assert taken_out(START, (), Span(the(1, year=2025), the(5, year=2025)), today) == 0


def test_when_a_number_of_days_is_reached() -> None:
    setbacks = [Span(the(11), the(12))]
    assert reached_on(START, (), 30, the(2)) == the(31)
    assert reached_on(START, setbacks, 10, the(20)) == the(11)
    assert reached_on(START, setbacks, 11, the(20)) == the(14)
    assert reached_on(START, setbacks, 30, the(20)) == the(2, month=2)
    assert reached_on(the(9), (), 1, the(1)) == the(10), "a journey that begins in some days"
    assert reached_on(START, [Span(the(2), the(3))], 5, the(2)) == the(8)


@given(DAYS, SETBACKS, DAYS, st.integers(min_value=1, max_value=3000))
def test_what_is_reached_on_a_day_is_counted_that_morning_and_not_before(
    started: date, setbacks: list[Span], today: date, days: int
) -> None:
    day = reached_on(started, setbacks, days, today)
    assert days_counted(started, setbacks, day) == days
    assert days_counted(started, setbacks, day - timedelta(days=1)) < days


@given(DAYS, SETBACKS, SPANS, DAYS)
def test_a_setback_leaves_every_day_before_it_and_takes_out_no_more_than_its_own(
    started: date, setbacks: list[Span], more: Span, today: date
) -> None:
    before, after = days_counted(started, setbacks, today), days_counted(started, [*setbacks, more], today)
    assert before - (more.last - more.first).days - 1 <= after <= before
    assert days_counted(started, [*setbacks, more], more.first) == days_counted(started, setbacks, more.first)
    assert taken_out(started, setbacks, more, today) == before - after


@given(DAYS, SETBACKS, DAYS)
def test_a_setback_told_on_its_first_day_never_lowers_what_was_counted_or_the_longest_stretch(
    started: date, setbacks: list[Span], today: date
) -> None:
    told = [*setbacks, Span(today, today + timedelta(days=3))]
    assert days_counted(started, told, today) == days_counted(started, setbacks, today)
    assert longest(stretches(started, told, today)) == longest(stretches(started, setbacks, today))


@given(DAYS, SETBACKS, DAYS, st.integers(min_value=0, max_value=400))
def test_as_time_goes_on_neither_the_count_nor_the_longest_stretch_falls(
    started: date, setbacks: list[Span], today: date, later: int
) -> None:
    then = today + timedelta(days=later)
    assert days_counted(started, setbacks, then) >= days_counted(started, setbacks, today)
    now, later_on = (longest(stretches(started, setbacks, day)) for day in (today, then))
    assert (later_on.days if later_on else 0) >= (now.days if now else 0)


@given(DAYS, SETBACKS, DAYS)
def test_stretches_are_in_order_apart_and_hold_no_day_of_a_setback(
    started: date, setbacks: list[Span], today: date
) -> None:
    parts = stretches(started, setbacks, today)
    counted = {part.first + timedelta(days=number) for part in parts for number in range(part.days)}
    every = {started + timedelta(days=number) for number in range(max(0, (today - started).days))}
    assert counted == {day for day in every if not any(span.first <= day <= span.last for span in setbacks)}
    assert all(part.days > 0 for part in parts)
    assert all(one.after < other.first for one, other in pairwise(parts))


@given(st.sampled_from(ZONES), MOMENTS)
def test_a_day_is_a_day_in_every_zone_whatever_the_clocks_do(zone: str, now: datetime) -> None:
    place = ZoneInfo(zone)
    today, tomorrow = day_in(place, now), day_in(place, now + timedelta(hours=26))
    assert 1 <= days_counted(today, (), tomorrow) <= 2


@pytest.mark.parametrize(("hour", "days"), [(22, 29), (23, 30)])
def test_midnight_is_the_persons_own_on_the_night_the_clocks_change(hour: int, days: int) -> None:
    # In Berlin the clocks go back on 25 October 2026, so its midnight is at 22:00 UTC before it and at 23:00 after it.
    now = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    assert days_counted(date(2026, 9, 26), (), day_in(ZoneInfo("Europe/Berlin"), now)) == days


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), MOMENTS)
def test_who_travels_is_never_more_than_a_day_apart_and_has_every_day_back_soon(
    here: str, there: str, now: datetime
) -> None:
    at_home, away = day_in(ZoneInfo(here), now), day_in(ZoneInfo(there), now)
    assert abs((at_home - away).days) <= 1
    assert day_in(ZoneInfo(there), now + timedelta(hours=27)) >= at_home
