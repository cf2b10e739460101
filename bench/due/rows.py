"""Rows that wait for a moment: follow-ups as check-ins will be, and deliveries that wait for a morning."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection

from alongside.kernel.ids import new_id
from alongside.notifications.models import Delivery
from alongside.reachouts.models import FollowUp, ReachOut
from bench.community.people import MadeUp, Row, copy_rows


def add_follow_ups(people: Sequence[MadeUp], moments: Sequence[datetime], *, now: datetime) -> dict[str, datetime]:
    """Make a closed reach-out with a follow-up at each of these moments, its owner the next of the people.

    Returns the moments by the key under which each will be told.
    """
    made = [(new_id(), new_id(), at) for at in moments]
    closed = (_closed(row_id, people[number % len(people)], now) for number, (row_id, _, _) in enumerate(made))
    copy_rows(ReachOut, closed, now=now)
    copy_rows(FollowUp, ({"id": own, "reach_out_id": row_id, "due_at": at} for row_id, own, at in made), now=now)
    return {f"follow-up:{own}": at for _, own, at in made}


def _closed(row_id: object, owner: MadeUp, now: datetime) -> Row:
    return {
        "id": row_id,
        "owner_id": owner.id,
        "level": "talk",
        "request_key": uuid4().hex,
        "state": "closed",
        "ended_at": now,
    }


def add_waiting_deliveries(people: Sequence[MadeUp], count: int, *, now: datetime) -> None:
    """Make deliveries that wait for tomorrow, as quiet hours leave them, half of them urgent."""
    copy_rows(Delivery, _waiting(people, count, now), now=now)


def _waiting(people: Sequence[MadeUp], count: int, now: datetime) -> Iterator[Row]:
    tomorrow = now + timedelta(days=1)
    for number in range(count):
        yield {
            "key": f"waiting:{number}",
            "text": "reach-out.follow-up",
            "path": "/",
            "person_id": people[number % len(people)].id,
            "channel": "push",
            "device": new_id(),
            "urgent": number % 2 == 0,
            "due_at": tomorrow + timedelta(milliseconds=number),
            "expires_at": tomorrow + timedelta(days=1),
        }


def settle() -> None:
    """Have the database know what is in its tables, as it would by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def forget() -> None:
    """Take everything back that these functions made, and what came of it."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reachouts_reachout, notifications_delivery CASCADE")
