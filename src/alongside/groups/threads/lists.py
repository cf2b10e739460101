"""What lists of threads read: those of a group, and the milestones among them.

A list takes the same few statements, however many threads there are. Moments are given to the minute: to the second,
what one person did in two groups could be laid side by side.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from alongside.groups.enums import Standing, ThreadState, Wants
from alongside.groups.models import Membership
from alongside.groups.threads.models import Draft, Post, Thread
from alongside.groups.threads.policies import visible_threads
from alongside.groups.threads.words import WITHOUT_TITLE
from alongside.groups.unheard import unheard_of
from alongside.kernel.clock import to_the_minute
from alongside.kernel.statements import Statement

THREADS = 20
# What is read of each.
OF_A_LINE = (
    "id", "title", "last_at", "last_place", "needs_answer", "state",
    "first_writer", "last_writer", "reading__read_place", "reading__wants", "has_draft", "has_begun", "note",
)  # fmt: skip


class Line(NamedTuple):
    """One thread of a list. `unread` is how many posts came since the reader last looked, None when they never did.

    What nobody has added to since they joined is not new to them. `note` is the word of care before its first post.

    `begun_by` and `last_by` are the aliases of who wrote its first post and its newest: '' where there is one alone, it
    was taken back, or who wrote it has left or is somebody whom the reader does not hear; what these began `is_folded`.
    `has_draft`: the reader has begun to write there, and not sent it. `is_danger` and `is_waiting` are for those who
    look after the group alone (`thread_marks`).
    """

    id: UUID
    title: str
    at: datetime
    posts: int
    unread: int | None
    needs_answer: bool
    is_followed: bool
    is_muted: bool
    is_locked: bool
    is_folded: bool = False
    begun_by: str = ""
    last_by: str = ""
    has_draft: bool = False
    is_danger: bool = False
    is_waiting: bool = False
    note: str = ""


class Listed(NamedTuple):
    """A page of threads, whether there are more, and whether the reader has begun to write a new one."""

    lines: list[Line]
    are_more: bool
    has_begun: bool


class LineRow(NamedTuple):
    """What is read of a thread for its line, in the order of `OF_A_LINE`; of a writer the membership and the alias."""

    id: UUID
    title: str
    last_at: datetime
    last_place: int
    needs_answer: bool
    state: str
    first_writer: str
    last_writer: str
    read_place: int | None
    wants: str | None
    has_draft: bool
    has_begun: bool
    note: str | None


def threads_of(standing: Membership, *, start: int = 0) -> Listed:
    """Return a page of the threads of a group, what is newest first."""
    if standing.state != Standing.IN:
        return Listed([], are_more=False, has_begun=False)
    rows = [LineRow(*row) for row in _newest(standing.role, start)(group=standing.group_id, membership=standing.id)]
    return _listed(standing, rows)


@lru_cache(maxsize=64)
def _newest(role: str, start: int) -> Statement:
    def made(group: UUID, membership: UUID) -> QuerySet[Thread, Any]:
        seen = visible_threads(Membership(group_id=group, role=role, state=Standing.IN))
        return _read_by(membership, _not_gone(seen).order_by("-last_at", "-id"))[start : start + THREADS + 1]

    return Statement(made, group=UUID, membership=UUID)


def _not_gone(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Leave out threads whose only post was taken back: there is nothing to read. Who has their address finds them."""
    # The post is looked up for the few without a title alone.
    first = Post.objects.filter(thread=OuterRef("pk"), place=1).values("taken_back_at")
    there = ~Q(title="") | Q(last_place__gt=1) | Q(first_gone_at__isnull=True)
    return threads.alias(first_gone_at=Subquery(first)).filter(there)


def _read_by(membership: UUID, threads: QuerySet[Thread]) -> QuerySet[Thread, Any]:
    """Return what a line says of threads, who began and who wrote last, and how a member stands to each."""
    drafts = Draft.objects.filter(membership=membership)
    rows = threads.annotate(
        reading=FilteredRelation("readings", condition=Q(readings__membership=membership)),
        first_writer=_writer("place"),
        last_writer=_writer("-place"),
        has_draft=Exists(drafts.filter(thread=OuterRef("pk"))),
        has_begun=Exists(drafts.filter(thread=None)),
        note=Subquery(Post.objects.filter(thread=OuterRef("pk"), place=1, hidden_at=None).values("note")[:1]),
    )
    return rows.values_list(*OF_A_LINE)


def _writer(order: str) -> Subquery:
    """Give who wrote the first post of a thread, or its last, as one value; no alias where it was taken back.

    By order, which the index holds: joined by its place, PostgreSQL would read a thread of many posts through.
    """
    alias = Case(When(taken_back_at=None, then=F("membership__alias")), default=Value(""))
    writer = Concat(Cast("membership_id", CharField()), Value(" "), alias, output_field=CharField())
    posts = Post.objects.filter(thread=OuterRef("pk")).order_by(order)
    return Subquery(posts.annotate(writer=writer).values("writer")[:1])


def milestones_of(standing: Membership, *, start: int = 0) -> Listed:
    """Return a page of what people reached, the newest first: by nothing else, so that nobody is above another."""
    threads = visible_threads(standing).exclude(milestone="").order_by("-created_at", "-id")
    return _listed(standing, [LineRow(*row) for row in _read_by(standing.id, threads)[start : start + THREADS + 1]])


def _listed(standing: Membership, rows: Sequence[LineRow]) -> Listed:
    unheard = unheard_of(standing)
    lines = [_line(row, unheard, since=standing.joined_at) for row in rows[:THREADS]]
    return Listed(lines, are_more=len(rows) > THREADS, has_begun=bool(rows) and rows[0].has_begun)


def _line(row: LineRow, unheard: Collection[UUID], *, since: datetime | None) -> Line:
    (first, _, begun_by), (last, _, last_by) = row.first_writer.partition(" "), row.last_writer.partition(" ")
    away = {str(one) for one in unheard}
    is_folded = first in away
    return Line(
        id=row.id,
        title=row.title or str(WITHOUT_TITLE),
        at=to_the_minute(row.last_at),
        posts=row.last_place,
        unread=_unread(row, since),
        needs_answer=row.needs_answer,
        is_followed=row.wants == Wants.FOLLOW,
        is_muted=row.wants == Wants.MUTE,
        is_locked=row.state == ThreadState.LOCKED,
        is_folded=is_folded,
        begun_by="" if is_folded else begun_by,
        last_by="" if row.last_place == 1 or last in away else last_by,
        has_draft=row.has_draft,
        note="" if is_folded else row.note or "",
    )


def _unread(row: LineRow, since: datetime | None) -> int | None:
    if row.read_place:
        return row.last_place - row.read_place
    return 0 if since and row.last_at < since else None
