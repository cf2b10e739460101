"""Live updates: a commit tells open pages that something they show has changed.

What travels is a person's id, a topic and a row's id, never content: the page fetches through the policies. Streams are
served by `config.asgi`, with one listening database connection a process.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from alongside.kernel.arrays import uuid_array

CHANNEL = "alongside_live"
# Put together in the database: what is sent there is a list of ids, however many hear of it.
NOTIFY = """
SELECT pg_notify(%s, json_build_object('to', person, 'topic', %s::text, 'ref', %s::uuid)::text)
FROM unnest(%s::uuid[]) AS person
"""


def announce(person_ids: Iterable[UUID], *, topic: str, ref: UUID | None = None) -> None:
    """Tell the open pages of these people, once this transaction commits, that `ref` of `topic` has changed."""
    people = sorted(set(person_ids))
    if people:
        with connection.cursor() as cursor:
            cursor.execute(NOTIFY, [CHANNEL, topic, ref, uuid_array(people)])
