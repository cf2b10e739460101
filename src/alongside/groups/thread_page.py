"""What the pages of threads read: a list of them, one with a page of its posts, and what was looked for.

A page of posts takes the same few statements, however many there are and wherever it is in a thread. Moments are given
to the minute: to the second, what one person did in two groups could be laid side by side.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.utils.safestring import SafeString, mark_safe

from alongside.groups.enums import HURTING, GroupRole, Reacts, Standing, ThreadState, Use, Wants
from alongside.groups.models import Membership
from alongside.groups.policies import may
from alongside.groups.thread_models import Draft, Post, Reaction, Reading, Thread
from alongside.groups.thread_policies import visible_threads
from alongside.groups.thread_words import HAS_LEFT, TOLD, WITHOUT_TITLE, alias_of_member
from alongside.groups.unheard import unheard_of
from alongside.kernel.clock import to_the_minute
from alongside.kernel.markdown import excerpt
from alongside.kernel.statements import Statement, columns, instance

# Who said which of the few kind words to a post.
Said = list[tuple[UUID, str]]
THREADS = 20
POSTS = 50
# Of what a post answers: its first lines, and as far as it unfolds. Whoever wants all of it finds it above.
QUOTE, UNFOLDED = 90, 600
# What a page shows of a post, its writer and what it answers: the rest would be most of the work of reading it.
SHOWN = (
    "id", "membership_id", "membership__alias", "membership__role", "place", "html", "note", "created_at", "edited_at",
    "taken_back_at", "hidden_at", "is_heavy", "open_wait__id", "answers__place", "answers__membership_id",
    "answers__membership__alias", "answers__html", "answers__note", "answers__taken_back_at", "answers__hidden_at",
)  # fmt: skip
# Beside words that sound like danger to life.
OF_A_LINE = (
    "id", "title", "last_at", "last_place", "needs_answer", "state",
    "first_writer", "last_writer", "reading__read_place", "reading__wants", "has_draft", "has_begun",
)  # fmt: skip


class Answered(NamedTuple):
    """What is read of a post that another answers: all None for a post that answers none."""

    place: int | None
    membership_id: UUID | None
    alias: str | None
    html: str | None
    note: str | None
    taken_back_at: datetime | None
    hidden_at: datetime | None


class PostRow(NamedTuple):
    """What is read of a post, as far as it is of its own; in the order of `SHOWN`."""

    id: UUID
    membership_id: UUID | None
    alias: str | None
    role: str | None
    place: int
    html: str
    note: str
    created_at: datetime
    edited_at: datetime | None
    taken_back_at: datetime | None
    hidden_at: datetime | None
    is_heavy: bool
    waiting: UUID | None


OF_A_POST = len(PostRow._fields)


class Line(NamedTuple):
    """One thread of a list. `unread` is how many posts came since the reader last looked, None when they never did.

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


class Quote(NamedTuple):
    """What a post answers: who wrote it, and its beginning or, folded, what to know before opening it.

    `rest` is what follows its first lines, '' where these are all.

    What is by somebody whom the reader does not hear has none of it, and `is_unheard`.
    """

    place: int
    alias: str
    words: str
    note: str
    is_unheard: bool = False
    rest: str = ""


class Word(NamedTuple):
    """One of the few words that can be said to a post: whether the reader said it."""

    kind: str
    label: str
    is_said: bool


class PostView(NamedTuple):
    """A post as one reader sees it. `said` is what others said to it: numbers for its writer, words for the rest.

    What `is_hidden` has its words for its writer and for those who moderate. What `is_folded` is by somebody whom the
    reader does not hear: it is there when they open it. `waiting` is the wait of one that nobody has answered yet. With
    what `is_heavy`, readers are told what they can do; what is the reader's own has `cried_at`, when it was written so.
    Who `has_left` does not read an answer.
    """

    id: UUID
    place: int
    alias: str
    role: str
    is_own: bool
    is_taken_back: bool
    is_hidden: bool
    is_folded: bool
    html: SafeString
    note: str
    quote: Quote | None
    at: datetime
    is_changed: bool
    is_new: bool
    said: tuple[str, ...]
    words: tuple[Word, ...]
    waiting: UUID | None = None
    is_heavy: bool = False
    cried_at: datetime | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread with a page of its posts, and the places where the pages before and after begin; None without one."""

    id: UUID
    title: str
    state: str
    needs_answer: bool
    wants: str
    posts: list[PostView]
    start: int
    earlier: int | None
    later: int | None
    last_place: int

    @property
    def is_open(self) -> bool:
        """Tell whether something can be added."""
        return self.state == ThreadState.OPEN


def title_of(thread: Thread) -> str:
    """Return what a thread is called."""
    return thread.title or str(WITHOUT_TITLE)


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
    lines = [_line(row, unheard) for row in rows[:THREADS]]
    return Listed(lines, are_more=len(rows) > THREADS, has_begun=bool(rows) and rows[0].has_begun)


def _line(row: LineRow, unheard: Collection[UUID]) -> Line:
    (first, _, begun_by), (last, _, last_by) = row.first_writer.partition(" "), row.last_writer.partition(" ")
    away = {str(one) for one in unheard}
    is_folded = first in away
    return Line(
        id=row.id,
        title=row.title or str(WITHOUT_TITLE),
        at=to_the_minute(row.last_at),
        posts=row.last_place,
        unread=row.last_place - row.read_place if row.read_place else None,
        needs_answer=row.needs_answer,
        is_followed=row.wants == Wants.FOLLOW,
        is_muted=row.wants == Wants.MUTE,
        is_locked=row.state == ThreadState.LOCKED,
        is_folded=is_folded,
        begun_by="" if is_folded else begun_by,
        last_by="" if row.last_place == 1 or last in away else last_by,
        has_draft=row.has_draft,
    )


def reading_of(standing: Membership, thread: Thread) -> Reading | None:
    """Return how somebody stands to a thread; None when they never opened it."""
    rows = _reading(membership=standing.id, thread=thread.id)
    return instance(Reading, rows[0]) if rows else None


def _own_reading(membership: UUID, thread: UUID) -> QuerySet[Reading, Any]:
    return Reading.objects.filter(membership=membership, thread=thread).values_list(*columns(Reading))


_reading = Statement(_own_reading, membership=UUID, thread=UUID)


def thread_view(standing: Membership, thread: Thread, reading: Reading | None, *, start: int) -> ThreadView:
    """Return a thread with the page of its posts that begins at place `start`."""
    posts = [(PostRow(*row[:OF_A_POST]), Answered(*row[OF_A_POST:])) for row in _posts(thread=thread.id, start=start)]
    read = reading.read_place if reading else 0
    last = posts[-1][0].place if posts else 0
    reactions = _reactions_to(thread, start, last)
    unsaid = {is_heavy: _words([], standing, is_heavy=is_heavy) for is_heavy in (False, True)}
    reader = Reader(standing, read, unsaid, unheard_of(standing))
    shown = [_post(row, reader, reactions.get(row[0].id, [])) for row in posts]
    return ThreadView(
        id=thread.id,
        title=title_of(thread),
        state=thread.state,
        needs_answer=thread.needs_answer,
        wants=reading.wants if reading else Wants.NOTHING,
        posts=shown,
        start=start,
        earlier=max(1, start - POSTS) if start > 1 else None,
        later=last + 1 if posts and last < thread.last_place else None,
        last_place=last,
    )


def start_for(reading: Reading | None, thread: Thread, asked: int | None) -> int:
    """Return at which place the page begins: where was asked, else the page with the first post that is not read."""
    wanted = asked if asked is not None else (reading.read_place if reading else 0) + 1
    within = max(1, min(wanted, thread.last_place))
    return within if asked is not None else (within - 1) // POSTS * POSTS + 1


def _page_of_posts(thread: UUID, start: int) -> QuerySet[Post, Any]:
    # By place, which the constraint's index holds: as quick in a thread of a million posts as in one of ten.
    # What waits comes with it, so that a page on which nothing does is not asked about once more.
    open_wait = FilteredRelation("waiting", condition=Q(waiting__answered_at=None))
    posts = Post.objects.annotate(open_wait=open_wait).filter(thread=thread, place__gte=start)
    return posts.order_by("place").values_list(*SHOWN)[:POSTS]


def _reactions_within(thread: UUID, start: int, last: int) -> QuerySet[Reaction, Any]:
    rows = Reaction.objects.filter(post__thread=thread, post__place__gte=start, post__place__lte=last)
    return rows.filter(membership__state=Standing.IN).values_list("post_id", "membership_id", "kind")


_posts = Statement(_page_of_posts, thread=UUID, start=int)
_reactions = Statement(_reactions_within, thread=UUID, start=int, last=int)


def _reactions_to(thread: Thread, start: int, last: int) -> dict[UUID, Said]:
    by_post: dict[UUID, Said] = {}
    for post_id, membership_id, kind in _reactions(thread=thread.id, start=start, last=last):
        by_post.setdefault(post_id, []).append((membership_id, kind))
    return by_post


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a thread: up to where they had, what they can say to a post, and from whom they do not hear.

    `unsaid` is that for a post to which nobody has said anything, by whether it is heavy.
    """

    standing: Membership
    read: int
    unsaid: dict[bool, tuple[Word, ...]]
    unheard: frozenset[UUID]


def _post(row: tuple[PostRow, Answered], reader: Reader, reactions: Said) -> PostView:
    post, answers = row
    standing, read = reader.standing, reader.read
    is_own = post.membership_id == standing.id
    is_taken_back = post.taken_back_at is not None
    is_hidden = post.hidden_at is not None
    has_left = not post.alias and not is_taken_back
    is_silent = is_own or has_left or is_taken_back or is_hidden
    is_away = is_hidden and not is_own and not may(standing, Use.MODERATE)
    return PostView(
        id=post.id,
        place=post.place,
        alias=_alias(post.alias, is_taken_back=is_taken_back),
        role=_role(post.role),
        is_own=is_own,
        is_taken_back=is_taken_back,
        is_hidden=is_hidden,
        is_folded=post.membership_id in reader.unheard,
        html=mark_safe("" if is_away else post.html),  # noqa: S308 - `kernel.markdown` made it when it was written
        note="" if is_away else post.note,
        quote=_quote(answers, reader.unheard) if answers.place else None,
        at=to_the_minute(post.created_at),
        is_changed=post.edited_at is not None,
        is_new=0 < read < post.place and not is_own,
        said=_said(reactions, is_own=is_own) if reactions else (),
        words=() if is_silent else _to_say(reactions, reader, is_heavy=post.is_heavy),
        waiting=post.waiting,
        is_heavy=post.is_heavy and not is_own and not is_hidden,
        has_left=has_left,
        cried_at=(post.edited_at or post.created_at) if post.is_heavy and is_own else None,
    )


def alias_of(post: Post) -> str:
    """Return by which alias who wrote a post goes now: none where it was taken back, or they have left."""
    if post.taken_back_at is not None:
        return ""
    return alias_of_member(post.membership)


def _alias(alias: str | None, *, is_taken_back: bool) -> str:
    return "" if is_taken_back else alias or str(HAS_LEFT)


def _role(role: str | None) -> str:
    return "" if role in (None, GroupRole.MEMBER) else str(GroupRole(role).label)


def _quote(answers: Answered, unheard: frozenset[UUID]) -> Quote:
    place, note = answers.place or 0, answers.note or ""
    if answers.membership_id in unheard:
        return Quote(place, "", "", "", is_unheard=True)
    if answers.hidden_at is not None:
        return Quote(place, "", "", "")
    words, rest = _first_lines("" if note else excerpt(answers.html or "", UNFOLDED))
    alias = _alias(answers.alias, is_taken_back=answers.taken_back_at is not None)
    return Quote(place, alias, words, note, rest=rest)


def _first_lines(words: str) -> tuple[str, str]:
    """Return the beginning of what is quoted, and the rest; cut between words where there is a space."""
    if len(words) <= QUOTE:
        return words, ""
    cut = words.rfind(" ", QUOTE // 2, QUOTE)
    cut = cut if cut > 0 else QUOTE
    return f"{words[:cut]}…", f"…{words[cut:].strip()}"


def _said(reactions: Said, *, is_own: bool) -> tuple[str, ...]:
    kinds = [kind for _membership, kind in reactions]
    given = [kind for kind in Reacts if kind in kinds]
    if is_own:
        return tuple(str(TOLD[kind] % {"people": kinds.count(kind)}) for kind in given)
    return tuple(str(kind.label) for kind in given)


def _to_say(reactions: Said, reader: Reader, *, is_heavy: bool) -> tuple[Word, ...]:
    return _words(reactions, reader.standing, is_heavy=is_heavy) if reactions else reader.unsaid[is_heavy]


def _words(reactions: Said, standing: Membership, *, is_heavy: bool) -> tuple[Word, ...]:
    """Return what can be said: to heavy words none that would hurt, but what was said can be taken back."""
    own = {kind for membership, kind in reactions if membership == standing.id}
    fit = [kind for kind in Reacts if kind in own or not (is_heavy and kind in HURTING)]
    return tuple(Word(kind.value, str(kind.label), kind in own) for kind in fit)
