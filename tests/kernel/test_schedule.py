"""Schedules: over the clock changes of every zone, on journeys, and after a standstill."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.schedule import (
    Freq,
    Rule,
    Schedule,
    first_label,
    label_at,
    labels_due,
    moment_of,
    next_label,
    rule_of,
)

DAY = timedelta(days=1)
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones())


def daily(*times: str, begins_on: date = date(2026, 1, 1), interval: int = 1) -> Schedule:
    return Schedule(Rule(interval=interval), tuple(map(time.fromisoformat, times)), begins_on)


def offset(zone: str, moment: datetime) -> timedelta:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """Return the moments of 2026 and 2027 at which the zone's clock jumps, to the second."""
    days = [BEGIN + DAY * number for number in range((END - BEGIN).days + 1)]
    return tuple(
        _between(zone, one, other) for one, other in pairwise(days) if offset(zone, one) != offset(zone, other)
    )


def _between(zone: str, early: datetime, late: datetime) -> datetime:
    before = offset(zone, early)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        early, late = (middle, late) if offset(zone, middle) == before else (early, middle)
    return late


@cache
def jumps() -> tuple[tuple[str, datetime], ...]:
    """Return one (zone, moment) for each way in which a clock jumps: zones that agree on all of it are looked at once.

    Which zones agree is found by comparing all they do in the two years, so nothing is left out.
    """
    found = {(changes(zone), offset(zone, BEGIN), offset(zone, END)): zone for zone in ZONES}
    return tuple((zone, at) for zone in found.values() for at in changes(zone))


def around(zone: str, at: datetime) -> Iterator[datetime]:
    """Return labels before, inside, at the edges of and after what a jump skips or repeats."""
    second = timedelta(seconds=1)
    early, late = label_at(at - second, zone) + second, label_at(at, zone)
    low, high = min(early, late), max(early, late)
    inside = (high - low) / 2
    yield from (low - timedelta(minutes=1), low, low + inside, high - timedelta(minutes=1), high, high + inside)


def test_there_are_many_zones_and_jumps_both_ways() -> None:
    assert len(ZONES) > 500
    forwards = [offset(zone, at) > offset(zone, at - timedelta(seconds=1)) for zone, at in jumps()]
    assert any(forwards)
    assert not all(forwards)


def test_a_skipped_time_is_asked_at_the_skip_and_a_repeated_one_at_the_first() -> None:
    for zone, at in jumps():
        for label in around(zone, at):
            moment = moment_of(label, zone)
            shown = label_at(moment, zone)
            if shown == label:
                # No earlier moment shows it.
                assert label_at(moment - timedelta(hours=1), zone) != label, (zone, label)
            else:
                assert moment == at, (zone, label)
                assert label_at(at - timedelta(seconds=1), zone) < label < shown


def test_around_every_clock_change_each_day_is_asked_once() -> None:
    for zone, at in jumps():
        for label in around(zone, at):
            schedule = daily(label.time().isoformat())
            asked = walk(schedule, zone, at - 3 * DAY, at + 3 * DAY, every=timedelta(hours=1))
            days = [one.date() for one, _ in asked]
            assert days == sorted(set(days)), (zone, label)
            assert days == [days[0] + DAY * number for number in range(len(days))]
            assert len(days) >= 5


def walk(
    schedule: Schedule, zone: str, begin: datetime, end: datetime, *, every: timedelta
) -> list[tuple[datetime, datetime]]:
    """Look again and again, as a worker does; return what was asked, and when."""
    label, asked, now = first_label(schedule, zone, now=begin), [], begin
    while now <= end:
        for one in labels_due(schedule, zone, label, now=now):
            asked.append((one, now))
            label = next_label(schedule, one)
        now += every
    return asked


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_a_worker_that_is_down_for_three_hours_asks_late_once_and_loses_nothing(zone: str) -> None:
    schedule = daily("00:30", "02:30", "08:00", "20:00")
    for at in (*changes(zone), BEGIN + 60 * DAY):
        whole = [one for one, _ in walk(schedule, zone, at - DAY, at + DAY, every=timedelta(minutes=1))]
        for hours in range(-12, 12, 2):
            down = at + timedelta(hours=hours)
            asked = with_standstill(schedule, zone, at - DAY, at + DAY, down)
            assert sorted(asked) == asked
            assert asked == whole, (zone, hours)


def with_standstill(schedule: Schedule, zone: str, begin: datetime, end: datetime, down: datetime) -> list[datetime]:
    label, asked, now = first_label(schedule, zone, now=begin), [], begin
    while now <= end:
        found = labels_due(schedule, zone, label, now=now) if not down <= now < down + timedelta(hours=3) else []
        for one in found:
            asked.append(one)
            label = next_label(schedule, one)
        now += timedelta(minutes=1)
    return asked


places = st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu"])


def stand_apart(times: list[int]) -> bool:
    """Tell whether no night of these zones has two of these times fall on one moment: they would be asked as one."""
    return sum(60 <= one <= 180 for one in times) <= 1


@given(
    journey=st.lists(st.tuples(st.integers(0, 20 * 24), places), max_size=6),
    times=st.lists(st.integers(0, 24 * 60 - 1), min_size=1, max_size=3, unique=True).filter(stand_apart),
)
def test_whoever_travels_is_asked_for_each_occurrence_once(journey: list[tuple[int, str]], times: list[int]) -> None:
    begin = datetime(2026, 3, 20, tzinfo=UTC)
    schedule = Schedule(Rule(), tuple(sorted(time(one // 60, one % 60) for one in times)), begin.date())
    moves = sorted(journey)
    zone = "Europe/London"
    label, asked = first_label(schedule, zone, now=begin), []
    for hour in range(20 * 24):
        zone = ([place for at, place in moves if at <= hour] or ["Europe/London"])[-1]
        for one in labels_due(schedule, zone, label, now=begin + timedelta(hours=hour)):
            asked.append(one)
            label = next_label(schedule, one)
    assert asked == list(
        islice(
            schedule.labels_after(first_label(schedule, "Europe/London", now=begin) - timedelta(minutes=1)), len(asked)
        )
    )
    assert len(asked) >= 17 * len(times)


def test_flying_west_the_same_morning_is_not_asked_again_and_flying_east_it_is_not_lost() -> None:
    schedule = daily("08:00")
    berlin, new_york = "Europe/Berlin", "America/New_York"
    at_eight = moment_of(datetime.fromisoformat("2026-07-01T08:00"), berlin)
    label = next_label(schedule, datetime.fromisoformat("2026-07-01T08:00"))
    later = at_eight + timedelta(hours=6)  # eight o'clock in New York, on the same day
    assert labels_due(schedule, new_york, label, now=later) == []
    assert labels_due(schedule, new_york, label, now=later + DAY) == [datetime.fromisoformat("2026-07-02T08:00")]
    # At 02:30 in New York it is 08:30 in Berlin.
    landed = datetime(2026, 7, 2, 6, 30, tzinfo=UTC)
    assert labels_due(schedule, new_york, label, now=landed) == []
    assert labels_due(schedule, berlin, label, now=landed) == [datetime.fromisoformat("2026-07-02T08:00")]


@given(
    freq=st.sampled_from(list(Freq)),
    interval=st.integers(1, 12),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    month_day=st.sampled_from([-1, 1, 15, 28]),
)
def test_a_rule_is_read_as_it_is_written(freq: Freq, interval: int, weekdays: frozenset[int], month_day: int) -> None:
    rule = Rule(
        freq,
        interval,
        weekdays if freq == Freq.WEEKLY else frozenset(),
        month_day if freq == Freq.MONTHLY else 0,
    )
    assert rule_of(rule.text()) == rule
    assert rule_of(f"RRULE:{rule.text().lower()}") == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=YEARLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=91",
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY",
        "INTERVAL=2",
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which part of it is wrong does not matter
        rule_of(text)


@pytest.mark.parametrize("times", [(), ("08:00", "07:00"), ("08:00", "08:00"), tuple(f"0{one}:00" for one in range(7))])
def test_times_of_day_are_one_to_six_in_order(times: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="times of day"):
        daily(*times)


@pytest.mark.parametrize(
    ("rule", "begins_on", "days"),
    [
        ("FREQ=DAILY;INTERVAL=3", date(2026, 2, 27), ["02-27", "03-02", "03-05"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", date(2026, 3, 3), ["03-05", "03-09", "03-12"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", date(2026, 3, 3), ["03-08", "03-22", "04-05"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2026, 1, 31), ["01-31", "02-28", "03-31"]),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", date(2026, 1, 16), ["03-15", "05-15", "07-15"]),
    ],
)
def test_days_of_a_rule(rule: str, begins_on: date, days: list[str]) -> None:
    schedule = Schedule(rule_of(rule), (time(8),), begins_on)
    labels = islice(schedule.labels_after(datetime.combine(begins_on, time())), 3)
    assert [f"{one:%m-%d}" for one in labels] == days
