"""Limits hold exactly, across connections, and their table names nobody."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from alongside.kernel.errors import TooMany
from alongside.kernel.models import RateBucket
from alongside.kernel.ratelimit import count_try, forget_old_buckets

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def tries(count: int, *, now: datetime, who: str = "Ada Madeup", what: str = "sign-in", limit: int = 3) -> int:
    """Try that often; return how many were let through."""
    passed = 0
    for _ in range(count):
        try:
            count_try(what, who, limit=limit, window=HOUR, now=now)
        except TooMany:
            continue
        passed += 1
    return passed


def test_the_limit_is_exact(now: datetime) -> None:
    assert tries(5, now=now) == 3


def test_others_and_other_things_count_for_themselves(now: datetime) -> None:
    assert tries(3, now=now) == 3
    assert tries(3, now=now, who="Bo Madeup") == 3
    assert tries(3, now=now, what="join") == 3


def test_names_that_run_into_each_other_stay_apart(now: datetime) -> None:
    assert tries(3, now=now, what="a", who="bc") == 3
    assert tries(3, now=now, what="ab", who="c") == 3


@pytest.mark.parametrize(("later", "passed"), [(HOUR - timedelta(microseconds=1), 0), (HOUR, 3)])
def test_a_new_window_begins_when_the_old_one_ends(now: datetime, later: timedelta, passed: int) -> None:
    tries(3, now=now)
    assert tries(5, now=now + later) == passed


@pytest.mark.parametrize(("ahead", "passed"), [(HOUR, 0), (HOUR + timedelta(microseconds=1), 3)])
def test_a_clock_that_was_set_back_locks_nobody_out_for_as_long(now: datetime, ahead: timedelta, passed: int) -> None:
    tries(3, now=now + ahead)
    assert tries(5, now=now) == passed


@pytest.mark.parametrize(
    ("later", "seconds"),
    [(timedelta(0), 3601), (timedelta(minutes=59), 61), (HOUR - timedelta(microseconds=1), 1)],
)
def test_it_says_how_long_to_wait(now: datetime, later: timedelta, seconds: int) -> None:
    tries(3, now=now)
    with pytest.raises(TooMany) as refused:
        count_try("sign-in", "Ada Madeup", limit=3, window=HOUR, now=now + later)
    assert refused.value.retry_after == seconds
    assert refused.value.status == 429


@pytest.mark.django_db(transaction=True)
def test_many_connections_share_one_limit(now: datetime) -> None:
    passed: list[int] = []

    def work() -> None:
        passed.append(tries(5, now=now, limit=20))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(passed), sum(passed)) == (8, 20)


def test_the_table_names_nobody(now: datetime) -> None:
    tries(1, now=now)
    [bucket] = RateBucket.objects.all()
    assert len(bucket.key) == 64
    assert set(bucket.key) <= set("0123456789abcdef")


def test_old_buckets_are_forgotten(now: datetime) -> None:
    tries(1, now=now - timedelta(days=7, seconds=1), who="long ago")
    tries(1, now=now - timedelta(days=7), who="a week ago")
    assert forget_old_buckets(now=now) == 1
    assert RateBucket.objects.get().window_start == now - timedelta(days=7), "some windows are a week"
