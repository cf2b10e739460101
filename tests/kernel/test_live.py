"""What open pages are told when a transaction commits: ids, once each, and nothing when it does not."""

import json
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from alongside.kernel.ids import new_id
from alongside.kernel.live import CHANNEL, announce

pytestmark = pytest.mark.django_db(transaction=True)

END = "the end"


@pytest.fixture
def ears() -> Iterator[psycopg.Connection]:
    """A connection that listens as the live streams do."""
    connection.ensure_connection()
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as listening:
        listening.execute(f"LISTEN {CHANNEL}")
        yield listening


def heard(ears: psycopg.Connection) -> list[dict[str, str | None]]:
    """Return everything told so far."""
    announce([new_id()], topic=END)
    told = []
    for note in ears.notifies(timeout=20):
        told.append(json.loads(note.payload))
        if told[-1]["topic"] == END:
            return told[:-1]
    raise AssertionError("the last word did not arrive")


def test_each_person_is_told_once(ears: psycopg.Connection) -> None:
    one, two, ref = sorted(new_id() for _ in range(3))
    announce([two, one, two], topic="reach-out", ref=ref)
    assert heard(ears) == [
        {"to": str(one), "topic": "reach-out", "ref": str(ref)},
        {"to": str(two), "topic": "reach-out", "ref": str(ref)},
    ]


def test_a_change_of_no_row_in_particular(ears: psycopg.Connection) -> None:
    person = new_id()
    announce([person], topic="health")
    assert heard(ears) == [{"to": str(person), "topic": "health", "ref": None}]


def test_what_is_undone_was_never_told(ears: psycopg.Connection) -> None:
    with transaction.atomic():
        announce([new_id()], topic="reach-out")
        transaction.set_rollback(True)
    assert heard(ears) == []


def test_nobody_to_tell_asks_nothing_of_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        announce([], topic="reach-out")
