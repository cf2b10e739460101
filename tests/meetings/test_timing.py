"""When a meeting starts next: by rhythm, over clock changes, and on dates that are not as usual."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from alongside.meetings.timing import Differs, Timing, next_starts, nth_of_month, weekday_of

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"
ZONES = st.sampled_from([BERLIN, NEW_YORK, "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"])
AFTER = st.integers(0, 800 * 24 * 60).map(lambda minutes: at("2026-01-01 00:00") + timedelta(minutes=minutes))
TIMES = st.integers(0, 287).map(lambda one: time(one // 12, one % 12 * 5))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def starts(timing: Timing, after: str, count: int = 3) -> list[str]:
    return [f"{one.at:%Y-%m-%d %H:%M}" for one in next_starts(timing, after=at(after), count=count)]


def weekly(day: int, at_time: time, zone: str = NEW_YORK) -> Timing:
    return Timing("weekly", zone, day=day, time=at_time)


def test_every_week_on_the_clock_of_the_meeting() -> None:
    # The clocks of New York change on 1 November 2026.
    friday = weekly(5, time(19))
    assert starts(friday, "2026-10-24 00:00") == ["2026-10-30 23:00", "2026-11-07 00:00", "2026-11-14 00:00"]
    assert starts(friday, "2026-10-30 23:00", 1) == ["2026-10-30 23:00"], "one that starts this very moment counts"
    assert starts(friday, "2026-10-30 23:01", 1) == ["2026-11-07 00:00"]


def test_a_start_that_the_clock_skips_comes_later_and_one_shown_twice_is_the_first() -> None:
    assert starts(weekly(0, time(2, 30)), "2026-03-07 00:00", 1) == ["2026-03-08 07:30"]  # 03:30 in summer time
    assert starts(weekly(0, time(1, 30)), "2026-10-31 00:00", 1) == ["2026-11-01 05:30"]  # still in summer time


def test_the_last_friday_and_the_first_sunday_of_a_month() -> None:
    last = Timing("monthly", BERLIN, day=5, nth=-1, time=time(20))
    assert starts(last, "2026-11-28 00:00") == ["2026-12-25 19:00", "2027-01-29 19:00", "2027-02-26 19:00"]
    first = Timing("monthly", BERLIN, day=0, nth=1, time=time(20))
    assert starts(first, "2026-11-28 00:00", 2) == ["2026-12-06 19:00", "2027-01-03 19:00"]


def test_once_is_once_and_by_appointment_has_no_start() -> None:
    once = Timing("once", BERLIN, on_date=date(2026, 12, 24), time=time(18))
    assert starts(once, "2026-11-28 00:00") == ["2026-12-24 17:00"]
    assert starts(once, "2026-12-25 00:00") == []
    assert starts(Timing("by_appointment", BERLIN), "2026-11-28 00:00") == []


def test_closed_for_a_while() -> None:
    until = Timing("weekly", BERLIN, day=1, time=time(18), is_closed=True, closed_until=date(2026, 12, 7))
    assert starts(until, "2026-11-28 00:00", 1) == ["2026-12-14 17:00"], "7 December is a Monday, and still closed"
    assert starts(Timing("weekly", BERLIN, day=1, time=time(18), is_closed=True), "2026-11-28 00:00") == []


def test_one_date_is_cancelled_another_moved_and_a_third_is_somewhere_else() -> None:
    differs = {
        date(2026, 11, 30): Differs(is_cancelled=True),
        date(2026, 12, 7): Differs(start=datetime.fromisoformat("2026-12-15 19:00"), words="The hall is painted."),
        date(2026, 12, 21): Differs(place="The library"),
        date(2026, 12, 22): Differs(start=datetime.fromisoformat("2026-12-01 10:00")),  # no date of this meeting
    }
    monday = Timing("weekly", BERLIN, day=1, time=time(18), differs=differs)
    found = next_starts(monday, after=at("2026-11-28 00:00"), count=3)
    assert [f"{one.at:%m-%d %H:%M}" for one in found] == ["12-14 17:00", "12-15 18:00", "12-21 17:00"]
    assert [one.on_date.day for one in found] == [14, 7, 21]
    assert [one.differs.words if one.differs else "" for one in found] == ["", "The hall is painted.", ""]


@given(ZONES, st.integers(0, 6), TIMES, AFTER)
def test_there_is_one_start_in_every_week(zone: str, day: int, at_time: time, after: datetime) -> None:
    found = next_starts(weekly(day, at_time, zone), after=after, count=10)
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert found[0].at >= after
    assert found[0].at - after <= timedelta(days=7, hours=2)
    for one, following in pairwise(found):
        assert following.on_date - one.on_date == timedelta(days=7)
        assert weekday_of(one.on_date) == day
        shown = one.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        skipped = timedelta(days=1) if zone == "Pacific/Apia" else timedelta(hours=1)
        assert timedelta() <= shown - datetime.combine(one.on_date, at_time) <= skipped


@given(st.integers(2020, 2040), st.integers(1, 12), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1]))
def test_the_nth_weekday_is_the_one_counted_by_hand(year: int, month: int, day: int, nth: int) -> None:
    first = date(year, month, 1)
    of_month = [one for one in (first + timedelta(days=i) for i in range(31)) if one.month == month]
    wanted = [one for one in of_month if weekday_of(one) == day]
    assert nth_of_month(year, month, day, nth) == wanted[nth - 1 if nth > 0 else -1]
