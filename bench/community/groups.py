"""A group with a thread of fifty posts among any number of others, and somebody in it who is signed in."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction

from alongside.accounts.models import Person
from alongside.groups.models import Group, Membership
from alongside.groups.threads.models import Post, Reading, Thread
from alongside.kernel.markdown import safe_html
from bench.community.content import GROUPS, HIDDEN, LONG_THREAD, MEMBERS, SHORT, SHORT_THREAD, TEXT
from bench.community.people import Community, Row, copy_rows

SEED = 20


@dataclass(frozen=True, slots=True)
class Filled:
    """Where to look, and as whom."""

    slug: str
    thread_id: UUID
    person_id: UUID


def title(number: int) -> str:
    """Return what a thread is called."""
    return f"Evenings, number {number}"


class Forum:
    """Groups, of which the first has threads; it can grow."""

    def __init__(self, now: datetime) -> None:
        """Make people, groups and who is in them, and the thread that is looked at."""
        self._now = now
        self._draw = random.Random(SEED)
        self._html = {text: safe_html(text) for text in (TEXT, SHORT)}
        self._posts = 0
        community = Community(seed=SEED, now=now, subscribe=_no_browsers)
        community.grow(MEMBERS, with_ties=False)
        self._people = [one.id for one in community.people]
        with transaction.atomic():  # an open group has a host
            self._begin()
        self._looked_at = self._add([LONG_THREAD], TEXT)[0]
        Reading.objects.create(
            created_at=now, thread_id=self._looked_at, membership_id=self._members[0], read_place=LONG_THREAD
        )

    def _begin(self) -> None:
        hidden = {**self._group(GROUPS), "slug": HIDDEN, "openness": "hidden"}
        copy_rows(Group, [*map(self._group, range(GROUPS)), hidden], now=self._now)
        self._first, *others = Group.objects.exclude(slug=HIDDEN).order_by("slug")
        self._members = [uuid4() for _ in self._people]
        rows = (self._membership(self._first.id, number, row_id) for number, row_id in enumerate(self._members))
        copy_rows(Membership, rows, now=self._now)
        copy_rows(Membership, (self._membership(group.id, 0, uuid4()) for group in others), now=self._now)
        whose = Group.objects.get(slug=HIDDEN).id
        copy_rows(Membership, [{**self._membership(whose, 1, uuid4()), "role": "host"}], now=self._now)

    def grow(self, posts: int) -> None:
        """Add threads, all older than the one that is looked at, until there are about so many posts."""
        while self._posts < posts:
            threads = min(2_000, -(-(posts - self._posts) // SHORT_THREAD))
            self._add([SHORT_THREAD] * threads, SHORT)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    @property
    def filled(self) -> Filled:
        """Where to look, and as whom."""
        return Filled(self._first.slug, self._looked_at, Person.objects.get(id=self._people[0]).id)

    def _add(self, lengths: list[int], text: str) -> list[UUID]:
        ids = [uuid4() for _ in lengths]
        copy_rows(Thread, (self._thread(id_, length) for id_, length in zip(ids, lengths, strict=True)), now=self._now)
        rows = (row for id_, length in zip(ids, lengths, strict=True) for row in self._posts_of(id_, length, text))
        copy_rows(Post, rows, now=self._now)
        self._posts += sum(lengths)
        return ids

    def _group(self, number: int) -> Row:
        return {
            "slug": f"lantern-group-{number:04}", "name": f"Lantern group {number}", "purpose": TEXT[:200],
            "agreements": "What is said here stays here.", "agreements_since": self._now, "kind": "condition",
            "openness": "open", "languages": ["en"], "state": "open",
        }  # fmt: skip

    def _membership(self, group: UUID, number: int, row_id: UUID) -> Row:
        return {
            "id": row_id, "group_id": group, "person_id": self._people[number], "alias": f"Quiet Lantern {number}",
            "alias_key": f"quiet lantern {number}", "role": "host" if number == 0 else "member", "state": "in",
            "agreed_at": self._now, "joined_at": self._now, "lets_write": False,
        }  # fmt: skip

    def _thread(self, row_id: UUID, length: int) -> Row:
        at = self._now - timedelta(seconds=self._posts + self._draw.randrange(1000))
        return {
            "id": row_id, "group_id": self._first.id, "title": title(self._draw.randrange(10_000)),
            "last_place": length, "created_at": at, "last_at": at,
        }  # fmt: skip

    def _posts_of(self, thread: UUID, length: int, text: str) -> Iterator[Row]:
        for place in range(1, length + 1):
            yield {
                "thread_id": thread, "membership_id": self._members[place % MEMBERS], "place": place, "text": text,
                "html": self._html[text],
            }  # fmt: skip


def _no_browsers(count: int) -> list[dict[str, str]]:
    return [{"endpoint": f"https://push.example.org/{uuid4()}", "p256dh": "", "auth": ""} for _ in range(count)]
