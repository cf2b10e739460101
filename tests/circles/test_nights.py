"""Nights somebody was woken in: counted by hand, on the nights clocks change, and against a slow count."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.nights import Told, night_of, nights_woken

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")]
MINUTE = timedelta(minutes=1)


def berlin(day: int, hour: int, minute: int = 0, *, month: int = 3, fold: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


def woken(at: datetime, after: timedelta = 10 * MINUTE) -> Told:
    return Told(at, seen_at=at + after)


@pytest.mark.parametrize(
    ("at", "is_night"),
    [
        (berlin(4, 22, 59), False),
        (berlin(4, 23, 0), True),
        (berlin(5, 6, 59), True),
        (berlin(5, 7, 0), False),
        (berlin(5, 12, 0), False),
    ],
)
def test_a_night_is_from_eleven_to_seven(at: datetime, is_night: bool) -> None:
    assert (night_of(at, BERLIN) is not None) is is_night


def test_before_and_after_midnight_is_one_night_and_the_next_evening_another() -> None:
    assert night_of(berlin(4, 23, 30), BERLIN) == night_of(berlin(5, 6), BERLIN) == berlin(5, 7)
    assert night_of(berlin(5, 23, 30), BERLIN) == berlin(6, 7)


def test_a_night_counts_once_however_often_one_was_woken() -> None:
    told = [woken(berlin(4, 23, 30)), woken(berlin(5, 2)), woken(berlin(5, 5)), woken(berlin(6, 3))]
    assert nights_woken(told, BERLIN) == {berlin(5, 7), berlin(6, 7)}


def test_who_slept_through_was_not_woken() -> None:
    at = berlin(5, 3)
    asleep = [Told(at), Told(at, seen_at=berlin(5, 7)), Told(at, responded_at=berlin(5, 9))]
    assert nights_woken(asleep, BERLIN) == frozenset()
    assert nights_woken([Told(at, seen_at=berlin(5, 9), responded_at=berlin(5, 3, 5))], BERLIN) == {berlin(5, 7)}


def test_an_evening_that_goes_on_into_the_night_woke_nobody() -> None:
    assert nights_woken([Told(berlin(4, 22, 50), seen_at=berlin(4, 23, 10))], BERLIN) == frozenset()


def test_it_is_night_on_ones_own_clock() -> None:
    at = berlin(5, 3)  # 21:00 in New York, 07:45 in Kathmandu
    assert nights_woken([woken(at)], ZoneInfo("America/New_York")) == frozenset()
    assert nights_woken([woken(at)], ZoneInfo("Asia/Kathmandu")) == frozenset()


def test_the_hour_that_comes_twice_is_of_one_night() -> None:
    # On 25 October 2026 the clock goes from 03:00 back to 02:00.
    twice = [woken(berlin(25, 2, 30, month=10, fold=fold)) for fold in (0, 1)]
    assert nights_woken([woken(berlin(24, 23, month=10)), *twice], BERLIN) == {berlin(25, 7, month=10)}


def test_the_night_an_hour_is_skipped_is_a_night() -> None:
    # On 29 March 2026 the clock goes from 02:00 to 03:00.
    told = [woken(berlin(28, 23, 59)), woken(berlin(29, 1, 59)), woken(berlin(29, 3, 1))]
    assert nights_woken(told, BERLIN) == {berlin(29, 7)}


moments = st.integers(0, 60 * 24 * 500).map(lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + minute * MINUTE)
tellings = st.builds(lambda at, after: woken(at, after * MINUTE), moments, st.integers(0, 900))


def slow(told: Told, zone: ZoneInfo) -> str | None:
    """Name the night by the day it began, walking from the telling to its answer minute by minute."""
    at = told.at
    named = set()
    while at <= (told.seen_at or at):
        local = at.astimezone(zone)
        if not (local.hour >= 23 or local.hour < 7):
            return None
        named.add((local - timedelta(days=local.hour < 12)).date().isoformat())
        at += MINUTE
    assert len(named) == 1
    return named.pop()


@given(st.lists(tellings, max_size=4), st.sampled_from(ZONES))
def test_counting_slowly_finds_as_many(told: list[Told], zone: ZoneInfo) -> None:
    nights = {night for one in told if (night := slow(one, zone))}
    assert len(nights_woken(told, zone)) == len(nights)


@given(st.lists(tellings, max_size=4), tellings, st.sampled_from(ZONES))
def test_more_to_answer_never_means_fewer_nights(told: list[Told], another: Told, zone: ZoneInfo) -> None:
    fewer, more = nights_woken(told, zone), nights_woken([*told, another], zone)
    assert fewer <= more
    assert len(more) <= len(fewer) + 1
