"""Live updates: a commit tells open pages that something they show has changed.

What travels in the database is a person's id, a topic and a row's id, never content: the page fetches through the
policies. Streams are served by `config.asgi`, with one listening database connection a process.

What many look at together and in the same words (`Shared`) would cost a fetch for each of them. It is put into words
once for each change and language, and the same bytes go to everybody who may read it. What only grows, such as the
lines of a chat, is not told as a whole: each reader is told the lines that came or changed after those they have.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
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


NOTIFY_SHARED = "SELECT pg_notify(%s, json_build_object('shared', %s::text, 'ref', %s::uuid)::text)"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a shared thing says now: HTML by the name of each part. `version` is another one after each change.

    `lines` are those that are told with it, by number: a page has those that came before.
    """

    version: int
    parts: Mapping[str, str]
    lines: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that came or changed up to a version: HTML by number."""

    version: int
    lines: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that many look at together.

    `see(people, ref, now)` returns who of some people may read it, and may note that they do: it is asked when they
    begin, every so often, and when something is announced to them. `render(ref, now)` puts it into the words of the
    active language, None when it is over; nothing in it may differ from reader to reader.
    With `since(ref, version, now)` the thing has lines, numbered without a gap: it returns those that came or changed
    after that version (of very many the last), and up to which version that is. A line told twice is shown once.
    """

    topic: str
    see: Callable[[Collection[UUID], UUID, datetime], set[UUID]]
    render: Callable[[UUID, datetime], Snapshot | None]
    since: Callable[[UUID, int, datetime], Lines] | None = None


_shared: dict[str, Shared] = {}


def register_shared(shared: Shared) -> None:
    """Make known something that many look at together."""
    _shared[shared.topic] = shared


def shared_of(topic: str) -> Shared | None:
    """Return what was registered under a topic, or None."""
    return _shared.get(topic)


def announce_shared(*, topic: str, ref: UUID) -> None:
    """Tell everybody who looks at a shared thing, once this transaction commits, that it has changed."""
    with connection.cursor() as cursor:
        cursor.execute(NOTIFY_SHARED, [CHANNEL, topic, ref])
