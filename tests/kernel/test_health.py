"""Health says that alerts can go out exactly when a worker lives, nothing is late and no check fails."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from alongside.kernel import health
from alongside.kernel.due import DueKind
from alongside.kernel.health import RECENT, Health
from alongside.kernel.models import Heartbeat
from alongside.reachouts.models import FollowUp
from tests.kernel.conftest import MakeRow

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
OnlyKinds = Callable[..., None]


@pytest.fixture(autouse=True)
def no_other_checks(monkeypatch: pytest.MonkeyPatch, only_kinds: OnlyKinds) -> None:
    monkeypatch.setattr(health, "_checks", {})
    only_kinds(DueKind("errand", FollowUp, lambda rows, now: None))


def test_no_worker_was_ever_seen(now: datetime) -> None:
    found = health.examine(now=now)
    assert found == Health(worker_seconds_ago=None, oldest_due_seconds=0.0, failing=())
    assert (found.worker_is_silent, found.alerts_can_go_out) == (True, False)


@pytest.mark.parametrize(("seconds", "silent"), [(0, False), (60, False), (60.001, True)])
def test_a_worker_is_silent_after_a_minute(now: datetime, seconds: float, silent: bool) -> None:
    health.beat("one", now=now - timedelta(hours=1))
    health.beat("two", now=now - timedelta(seconds=seconds))
    found = health.examine(now=now)
    assert found.worker_seconds_ago == seconds
    assert (found.worker_is_silent, found.alerts_can_go_out) == (silent, not silent)


def test_a_clock_that_lags_behind_the_worker_finds_it_just_seen(now: datetime) -> None:
    health.beat("one", now=now + SECOND)
    assert health.examine(now=now).worker_seconds_ago == 0.0


def test_a_heartbeat_left_by_a_clock_that_ran_ahead_is_no_worker(now: datetime) -> None:
    health.beat("one", now=now + timedelta(days=2))
    assert health.examine(now=now).worker_is_silent
    health.beat("two", now=now - 3 * SECOND)
    assert health.examine(now=now).worker_seconds_ago == 3.0
    assert health.forget_silent_workers(now=now) == 1


def test_a_worker_has_one_heartbeat(now: datetime) -> None:
    health.beat("one", now=now - SECOND)
    health.beat("one", now=now)
    assert [(row.name, row.at) for row in Heartbeat.objects.all()] == [("one", now)]


@pytest.mark.parametrize(("seconds", "can"), [(60, True), (61, False)])
def test_late_work_keeps_alerts_from_going_out(make_row: MakeRow, now: datetime, seconds: int, can: bool) -> None:
    health.beat("one", now=now)
    make_row(now - seconds * SECOND)
    found = health.examine(now=now)
    assert (found.oldest_due_seconds, found.worker_is_silent, found.alerts_can_go_out) == (seconds, False, can)


def test_a_failing_check_is_named(now: datetime) -> None:
    health.beat("one", now=now)
    told: list[datetime] = []

    def passes(at: datetime) -> bool:
        told.append(at)
        return True

    health.register_check("all is well", passes)
    assert health.examine(now=now).alerts_can_go_out
    health.register_check("channels", lambda at: False)
    found = health.examine(now=now)
    assert (found.failing, found.alerts_can_go_out) == (("channels",), False)
    assert told == [now, now]


def test_heartbeats_of_workers_long_gone_are_forgotten(now: datetime) -> None:
    health.beat("long gone", now=now - timedelta(days=1) - SECOND)
    health.beat("yesterday", now=now - timedelta(days=1))
    assert health.forget_silent_workers(now=now) == 1
    assert [row.name for row in Heartbeat.objects.all()] == ["yesterday"]


def test_pages_ask_at_most_every_five_seconds(
    now: datetime, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
) -> None:
    monkeypatch.setattr(health, "RECENT", RECENT)  # as it is outside of tests
    first = health.recent(now=now)
    health.beat("one", now=now)
    with django_assert_num_queries(0):
        assert health.recent(now=now + 4.999 * SECOND) is first
    assert health.recent(now=now + 5 * SECOND).worker_seconds_ago == 5.0


def test_a_clock_that_was_set_back_makes_it_look_again(now: datetime) -> None:
    health.recent(now=now)
    health.beat("one", now=now - 10 * SECOND)
    assert health.recent(now=now - SECOND).worker_seconds_ago == 9.0
