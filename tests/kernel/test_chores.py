"""A chore is done by one worker at a time."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from alongside.kernel import chores
from alongside.kernel.chores import Chore, run_alone

DEADLINE = 20.0  # seconds; a thread that takes longer hangs


@pytest.mark.django_db
def test_a_chore_is_told_the_time(now: datetime) -> None:
    ran_at: list[datetime] = []
    assert run_alone(Chore("sweep the floor", timedelta(hours=1), ran_at.append), now=now)
    assert ran_at == [now]


@pytest.mark.django_db(transaction=True)
def test_while_one_worker_is_at_it_another_leaves_it_alone(now: datetime) -> None:
    has_begun, may_finish = threading.Event(), threading.Event()
    ran: list[str] = []

    def hold(_now: datetime) -> None:
        has_begun.set()
        assert may_finish.wait(DEADLINE)
        ran.append("slow")

    def work() -> None:
        run_alone(Chore("sweep", timedelta(hours=1), hold), now=now)
        connection.close()

    other = threading.Thread(target=work)
    other.start()
    try:
        assert has_begun.wait(DEADLINE)
        assert not run_alone(Chore("sweep", timedelta(hours=1), lambda _: ran.append("quick")), now=now)
        assert run_alone(Chore("dust", timedelta(hours=1), lambda _: ran.append("another chore")), now=now)
    finally:
        may_finish.set()
        other.join(DEADLINE)
    assert ran == ["another chore", "slow"]


def test_chores_are_registered_once_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "_chores", {})
    first, replaced = (Chore("sweep", timedelta(hours=hours), print) for hours in (1, 2))
    chores.register_chore(first)
    chores.register_chore(replaced)
    assert chores.chores() == (replaced,)


@pytest.mark.parametrize(
    ("since_last", "is_due"),
    [
        (timedelta(minutes=1), True),
        (timedelta(minutes=1) - timedelta.resolution, False),
        (timedelta(), False),
        (-timedelta.resolution, True),  # the clock was set back
    ],
)
def test_a_chore_is_due_when_its_time_has_passed(now: datetime, since_last: timedelta, is_due: bool) -> None:
    chore = Chore("made up", timedelta(minutes=1), lambda now: None)
    assert chore.is_due(now - since_last, now=now) is is_due
    assert chore.is_due(None, now=now)
