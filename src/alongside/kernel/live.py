"""Live updates: a commit tells open pages that something they show has changed.

What travels is a person's id, a topic and a row's id, never content: the page fetches through the policies. Streams are
served by `config.asgi`, with one listening database connection a process.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

CHANNEL = "alongside_live"


def announce(person_ids: Iterable[UUID], *, topic: str, ref: UUID | None = None) -> None:
    """Tell the open pages of these people, once this transaction commits, that `ref` of `topic` has changed."""
    payloads = [
        json.dumps({"to": str(person), "topic": topic, "ref": str(ref) if ref else None})
        for person in sorted(set(person_ids))
    ]
    if payloads:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload", [CHANNEL, payloads])
