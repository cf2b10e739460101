"""When a chat room is quiet: for a while, by night, both, and in nights when clocks are set."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.groups.chat.times import Hours, next_turn, quiet_to

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NIGHT = Hours(sleeps_from=time(22), sleeps_to=time(7), zone="Europe/Paris")


def test_without_hours_everybody_may_write_for_ever() -> None:
    assert quiet_to(Hours(), NOON) is None
    assert next_turn(Hours(), NOON) is None


def test_a_quiet_while_ends() -> None:
    hours = Hours(quiet_until=NOON + timedelta(minutes=15))
    assert quiet_to(hours, NOON) == NOON + timedelta(minutes=15)
    assert quiet_to(hours, NOON + timedelta(minutes=15)) is None


def test_a_night_goes_past_midnight() -> None:
    assert quiet_to(NIGHT, NOON) is None
    assert next_turn(NIGHT, NOON) == NOON.replace(hour=21)
    for at in (NOON.replace(hour=21), NOON.replace(hour=23, minute=30), NOON.replace(day=5, hour=5, minute=59)):
        assert quiet_to(NIGHT, at) == NOON.replace(day=5, hour=6)
    assert quiet_to(NIGHT, NOON.replace(day=5, hour=6)) is None


def test_a_room_can_sleep_by_day() -> None:
    hours = Hours(sleeps_from=time(9), sleeps_to=time(17))
    assert quiet_to(hours, NOON) == NOON.replace(hour=17)
    assert next_turn(hours, NOON.replace(hour=17)) == NOON.replace(day=5, hour=9)


def test_a_quiet_while_that_ends_at_night_ends_in_the_morning() -> None:
    hours = Hours(NOON.replace(hour=21, minute=30), time(22), time(7), "Europe/Paris")
    assert quiet_to(hours, NOON.replace(hour=20, minute=50)) == NOON.replace(day=5, hour=6)


def test_a_night_in_which_clocks_are_set_is_as_long_as_it_is() -> None:
    evening = datetime(2026, 3, 28, 22, tzinfo=UTC)  # clocks go forward at 01:00 UTC
    assert quiet_to(NIGHT, evening) == datetime(2026, 3, 29, 5, tzinfo=UTC)


def test_a_morning_that_clocks_skip_comes_at_the_skip() -> None:
    hours = Hours(sleeps_from=time(22), sleeps_to=time(2, 30), zone="Europe/Berlin")
    skip = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert quiet_to(hours, skip - timedelta(minutes=1)) == skip
    assert quiet_to(hours, skip) is None


@given(
    st.times(),
    st.times(),
    st.sampled_from(["UTC", "Europe/Paris", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - made aware below
)
def test_what_comes_next_is_later_and_soon(begins: time, ends: time, zone: str, moment: datetime) -> None:
    assume(begins != ends)
    now = moment.replace(tzinfo=UTC)
    hours = Hours(sleeps_from=begins, sleeps_to=ends, zone=zone)
    turn = next_turn(hours, now)
    assert turn is not None
    assert now < turn <= now + timedelta(hours=50)
