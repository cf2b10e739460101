"""Health over the API: whether alerts can go out, and why not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.kernel import health
from alongside.kernel.clock import current_time
from tests.api.conftest import Program, problem_of, reach_out


def examined(status: int) -> dict[str, Any]:
    """Ask how it is, without a token; return what was said, with whole seconds."""
    answer = Program().get("/health")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    said = dict(answer.json())
    for name in ("worker_seconds_ago", "oldest_due_seconds"):
        said[name] = said[name] and int(said[name])
    return said


def ago(**words: float) -> datetime:
    return current_time() - timedelta(**words)


@pytest.fixture
def worker(db: None) -> None:
    """Have had a worker say half a second ago that it is alive."""
    health.beat("made up", now=ago(seconds=0.5))


def test_all_is_well(worker: None) -> None:
    assert examined(200) == {
        "status": "ok",
        "database": "ok",
        "worker_seconds_ago": 0,
        "oldest_due_seconds": 0,
        "alerts_can_go_out": True,
    }


def test_no_worker_was_ever_there(db: None) -> None:
    assert examined(503) == {
        "status": "at_risk",
        "database": "ok",
        "worker_seconds_ago": None,
        "oldest_due_seconds": 0,
        "alerts_can_go_out": False,
    }


@pytest.mark.parametrize(("seconds", "status"), [(58, 200), (62, 503)])
def test_the_worker_is_silent(db: None, seconds: int, status: int) -> None:
    health.beat("made up", now=ago(seconds=seconds))
    said = examined(status)
    assert said["alerts_can_go_out"] is (status == 200)
    assert said["worker_seconds_ago"] in (seconds, seconds + 1)


@pytest.mark.parametrize(("late", "status"), [(55, 200), (65, 503)])
def test_the_oldest_due_row_is_late(worker: None, ona: Person, tie: Tie, late: int, status: int) -> None:
    reach_out(ona, ago(seconds=late))  # its delivery is due since then
    said = examined(status)
    assert said["alerts_can_go_out"] is (status == 200)
    assert said["status"] == ("ok" if status == 200 else "at_risk")
    assert said["oldest_due_seconds"] >= late


def test_channels_fail(worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_checks", {"channels": lambda now: False})
    assert examined(503) == {
        "status": "at_risk",
        "database": "ok",
        "worker_seconds_ago": 0,
        "oldest_due_seconds": 0,
        "alerts_can_go_out": False,
    }


def test_the_database_is_away(no_database: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        assert examined(503) == {
            "status": "at_risk",
            "database": "away",
            "worker_seconds_ago": None,
            "oldest_due_seconds": None,
            "alerts_can_go_out": False,
        }


def test_whoever_asks_need_not_say_who_they_are(worker: None) -> None:
    assert Program("als_made-up").get("/health").status_code == 200
    problem_of(Program().post("/health"), 405)
