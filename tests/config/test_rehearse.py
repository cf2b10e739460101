"""A rehearsal goes through real deliveries in a schema of its own, says what was lost, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from alongside.accounts.models import Person
from alongside.config.rehearsal_push import RehearsalPush
from alongside.config.rehearse import Drill, _gather, _working
from alongside.config.scratch import LOCK, PREFIX
from alongside.kernel.clock import current_time
from alongside.notifications.models import Delivery
from alongside.reachouts.models import ReachOut

pytestmark = pytest.mark.django_db(transaction=True)

DEADLINE = 120.0


def schemas() -> list[str]:
    """Return the scratch schemas that are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s) ORDER BY 1", [PREFIX])
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which our command works on the test database."""
    one = connection.settings_dict
    host = f"?host={quote(one['HOST'], safe='')}" if one["HOST"].startswith("/") else ""
    address = "" if host else one["HOST"]
    login = f"{quote(one['USER'])}:{quote(one['PASSWORD'])}"
    url = f"postgresql://{login}@{address}:{one['PORT'] or 5432}/{one['NAME']}{host}"
    mine = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
    return {**mine, "DATABASE_URL": url, "ALONGSIDE_DATA_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture
def left_behind() -> Iterator[tuple[str, str]]:
    """Make two schemas: one of a rehearsal that was killed, one of a rehearsal that still runs."""
    dead, alive = f"{PREFIX}dead", f"{PREFIX}alive"
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        for name in (dead, alive):
            other.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        other.execute(LOCK, [alive])
        yield dead, alive
        for name in (dead, alive):
            other.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))


def command(*arguments: str) -> list[str]:
    """Return how our command is started."""
    return [sys.executable, "-m", "alongside", "rehearse", *arguments]


def test_everything_arrives_and_nothing_is_left_behind(
    environment: dict[str, str], left_behind: tuple[str, str]
) -> None:
    _dead, alive = left_behind
    done = subprocess.run(
        command("--people", "6", "--reachouts", "6", "--json"),
        env=environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    times = [said.pop(name) for name in ("pressed_to_handed_over_ms", "pressed_to_answered_ms")]
    assert said == {"people": 6, "reachouts": 6, "answered": 5, "unanswered": 1, "lost": 0}
    assert all(0 < one["p50"] <= one["p99"] for one in times)
    assert schemas() == [alive]
    assert Person.objects.count() == 0


def test_one_that_is_stopped_leaves_nothing_behind(environment: dict[str, str]) -> None:
    with subprocess.Popen(command(), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + DEADLINE
        while not schemas() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(schemas()) == 1
        running.send_signal(signal.SIGTERM)
        assert running.wait(DEADLINE) == 1
    assert schemas() == []


def test_more_reach_outs_than_people_are_refused(environment: dict[str, str]) -> None:
    done = subprocess.run(
        command("--people", "3", "--reachouts", "4"), env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "4 reach-outs need as many people; please ask for --people 4." in done.stderr


@pytest.fixture
def push(settings: object) -> Iterator[RehearsalPush]:
    """Return a push service that a worker of this process may send to."""
    settings.PUSH_TO_PRIVATE_ADDRESSES = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
    with RehearsalPush() as listening:
        yield listening


def test_what_was_lost_is_said(push: RehearsalPush, now: datetime) -> None:
    people = _gather(3, push, now=now)
    drill = Drill(push)
    drill._press(0, people[0])  # and no worker is at work
    report = drill.report(3)
    assert (report.answered, report.handed_over) == (0, [])
    assert report.losses == ["A reach-out should be answered, and is open.", *["A delivery is waiting."] * 2]


def test_a_message_that_never_came_and_one_that_came_twice_are_said(push: RehearsalPush) -> None:
    people = _gather(3, push, now=current_time())
    drill = Drill(push)
    with _working():
        drill.run(people[:1])
    told = Delivery.objects.filter(state="handed_over").count()
    assert (ReachOut.objects.get().state, drill.report(3).losses) == ("answered", [])
    first, second = list(drill._arrived)[:2]
    drill._arrived[first] += 1
    del drill._arrived[second]
    assert drill.report(3).losses == [
        "A delivery is marked as handed over, and never arrived.",
        "A message arrived 2 times.",
    ]
    assert told >= 2
