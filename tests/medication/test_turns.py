"""Turns, worked by hand and drawn: each planned time once, over clock changes, standstills and journeys."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.schedule import Rule, Schedule, first_label, moment_of
from alongside.medication.turns import Plan, Turn, due_of, step

BERLIN = "Europe/Berlin"
HALF = timedelta(minutes=30)
# Clocks that change in March, in April, never, and by half an hour.
ZONES = st.sampled_from([BERLIN, "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Apia"])
TIMES = st.sets(st.integers(0, 95), min_size=1, max_size=4).map(
    lambda found: tuple(time(one // 4, one % 4 * 15) for one in sorted(found))
)
# Around the clock changes of 2026, and long before them; how long nobody looks.
BEGINS = st.integers(0, 40 * 24 * 60).map(lambda minutes: at("2026-03-01 00:00") + timedelta(minutes=minutes))
WINTER = st.integers(0, 10 * 24 * 60).map(lambda minutes: at("2026-02-10 00:00") + timedelta(minutes=minutes))
WAITS = st.lists(st.integers(1, 40 * 60), min_size=1, max_size=25)


def plan(*times: time, zone: str = BERLIN, reminds: bool = True, again: timedelta | None = HALF) -> Plan:
    return Plan(Schedule(Rule(), times, date(2026, 3, 1)), zone, reminds, again)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def label(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_once_then_once_more_then_the_next() -> None:
    drops = plan(time(8), time(20))
    asked = step(drops, Turn(label("2026-03-05 20:00")), at("2026-03-05 19:00"))
    assert (asked.reminds, asked.again, [one.label.hour for one in asked.came]) == (True, False, [20])
    assert asked.due_at == at("2026-03-05 19:30")
    again = step(drops, asked.turn, at("2026-03-05 19:30"))
    assert (again.reminds, again.again, again.came) == (False, True, ())
    assert again.turn == Turn(label("2026-03-06 08:00"), label("2026-03-05 20:00"))
    assert again.due_at == at("2026-03-06 07:00")


def test_the_next_time_comes_before_a_second_word_about_the_one_before() -> None:
    drops = plan(time(8), time(8, 15))
    first = step(drops, Turn(label("2026-03-05 08:00")), at("2026-03-05 07:00"))
    assert first.due_at == at("2026-03-05 07:15")
    second = step(drops, first.turn, at("2026-03-05 07:15"))
    assert (second.reminds, second.again, second.turn.again_at) == (True, False, at("2026-03-05 07:45"))


def test_what_comes_late_is_said_once() -> None:
    late = step(plan(time(8)), Turn(label("2026-03-05 08:00")), at("2026-03-05 07:31"))
    assert (late.reminds, late.turn.again_at) == (True, None)
    on_time = step(plan(time(8)), Turn(label("2026-03-05 08:00")), at("2026-03-05 07:30"))
    assert on_time.turn.again_at == at("2026-03-05 08:00")


def test_without_a_reminder_nothing_is_said() -> None:
    quiet = step(plan(time(8), reminds=False), Turn(label("2026-03-05 08:00")), at("2026-03-05 07:00"))
    assert (quiet.reminds, quiet.turn.again_at, len(quiet.came)) == (False, None, 1)


@given(times=TIMES, zone=ZONES, begins=BEGINS, waits=WAITS)
def test_whenever_somebody_looks_each_moment_comes_once_and_in_order(
    times: tuple[time, ...], zone: str, begins: datetime, waits: list[int]
) -> None:
    drops = plan(*times, zone=zone)
    turn = Turn(first_label(drops.schedule, zone, now=begins))
    first, now, came, said = turn.label, begins, [], 0
    for minutes in waits:
        now += timedelta(minutes=minutes)
        if due_of(drops, turn) > now:
            continue
        done = step(drops, turn, now)
        assert done.due_at > now
        assert done.due_at == due_of(drops, done.turn)
        assert not (done.reminds and done.again)
        came += [one.at for one in done.came]
        said += done.reminds
        turn = done.turn
    labels = [first, *takewhile(lambda one: one < turn.label, drops.schedule.labels_after(first))]
    planned = {moment_of(one, zone) for one in labels if one < turn.label}
    # Labels that the clock skips come at one moment, and are one.
    assert came == sorted(planned)
    assert said <= len(came)
    assert due_of(drops, turn) > now


@given(times=TIMES, zones=st.lists(ZONES, min_size=1, max_size=6), begins=WINTER)
def test_on_a_journey_no_time_of_a_day_comes_twice_or_is_left_out(
    times: tuple[time, ...], zones: list[str], begins: datetime
) -> None:
    turn = Turn(first_label(plan(*times).schedule, BERLIN, now=begins))
    first, now, came = turn.label, begins, []
    for zone in zones:
        now += timedelta(hours=31)
        done = step(plan(*times, zone=zone), turn, now)
        came += [one.label for one in done.came]
        turn = done.turn
    after = plan(*times).schedule.labels_after(first)
    assert came == [one for one in (first, *takewhile(lambda one: one < turn.label, after)) if one < turn.label]
