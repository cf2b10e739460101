"""What the pages of threads read: a list of them, one with a page of its posts, and what was looked for.

A page of posts takes the same few statements, however many there are and wherever it is in a thread. Moments are given
to the minute: to the second, what one person did in two groups could be laid side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from alongside.groups.enums import GroupRole, Reacts, Standing, ThreadState, Use, Wants
from alongside.groups.models import Membership
from alongside.groups.policies import may
from alongside.groups.thread_models import Post, Reaction, Reading, Thread
from alongside.groups.thread_policies import visible_threads
from alongside.groups.thread_words import HAS_LEFT, TOLD, WITHOUT_TITLE
from alongside.kernel.clock import to_the_minute
from alongside.kernel.markdown import excerpt

THREADS = 20
POSTS = 50
QUOTE = 140
# What a page shows of a post, its writer and what it answers: the rest would be most of the work of reading it.
SHOWN = (
    "thread_id", "place", "html", "note", "created_at", "edited_at", "taken_back_at", "hidden_at", "membership__alias",
    "membership__role", "answers__place", "answers__html", "answers__note", "answers__taken_back_at",
    "answers__hidden_at", "answers__membership__alias",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thread of a list. `unread` is how many posts came since the reader last looked, None when they never did."""

    id: UUID
    title: str
    at: datetime
    posts: int
    unread: int | None
    needs_answer: bool
    is_followed: bool
    is_muted: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """What a post answers: who wrote it, and its beginning or, folded, what to know before opening it."""

    place: int
    alias: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Word:
    """One of the few words that can be said to a post: whether the reader said it."""

    kind: str
    label: str
    is_said: bool


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as one reader sees it. `said` is what others said to it: numbers for its writer, words for the rest.

    What `is_hidden` has its words for its writer and for those who moderate.
    """

    id: UUID
    place: int
    alias: str
    role: str
    is_own: bool
    is_taken_back: bool
    is_hidden: bool
    html: SafeString
    note: str
    quote: Quote | None
    at: datetime
    is_changed: bool
    is_new: bool
    said: list[str]
    words: list[Word]


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


def threads_of(standing: Membership, *, start: int = 0) -> tuple[list[Line], bool]:
    """Return a page of the threads of a group, what is newest first, and whether there are more."""
    rows = list(visible_threads(standing).order_by("-last_at", "-id")[start : start + THREADS + 1])
    return lines_of(standing, rows[:THREADS]), len(rows) > THREADS


def milestones_of(standing: Membership, *, start: int = 0) -> tuple[list[Line], bool]:
    """Return a page of what people reached, the newest first: by nothing else, so that nobody is above another."""
    threads = visible_threads(standing).exclude(milestone="").order_by("-created_at", "-id")
    rows = list(threads[start : start + THREADS + 1])
    return lines_of(standing, rows[:THREADS]), len(rows) > THREADS


def lines_of(standing: Membership, threads: Sequence[Thread]) -> list[Line]:
    """Return these threads as a list shows them to one reader."""
    readings = {row.thread_id: row for row in Reading.objects.filter(membership=standing, thread__in=threads)}
    return [_line(thread, readings.get(thread.id)) for thread in threads]


def _line(thread: Thread, reading: Reading | None) -> Line:
    wants = reading.wants if reading else Wants.NOTHING
    return Line(
        id=thread.id,
        title=title_of(thread),
        at=to_the_minute(thread.last_at),
        posts=thread.last_place,
        unread=thread.last_place - reading.read_place if reading and reading.read_place else None,
        needs_answer=thread.needs_answer,
        is_followed=wants == Wants.FOLLOW,
        is_muted=wants == Wants.MUTE,
        is_locked=thread.state == ThreadState.LOCKED,
    )


def reading_of(standing: Membership, thread: Thread) -> Reading | None:
    """Return how somebody stands to a thread; None when they never opened it."""
    return Reading.objects.filter(membership=standing, thread=thread).first()


def thread_view(standing: Membership, thread: Thread, reading: Reading | None, *, start: int) -> ThreadView:
    """Return a thread with the page of its posts that begins at place `start`."""
    posts = list(_posts_from(thread, start))
    read = reading.read_place if reading else 0
    reactions, unsaid = _reactions_to(posts), _words([], standing)
    shown = [_post(post, standing, reactions.get(post.id, []), read, unsaid) for post in posts]
    last = posts[-1].place if posts else 0
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


def _posts_from(thread: Thread, start: int) -> QuerySet[Post]:
    # By place, which the constraint's index holds: as quick in a thread of a million posts as in one of ten.
    rows = Post.objects.filter(thread=thread, place__gte=start).order_by("place")
    return rows.select_related("membership", "answers__membership").only(*SHOWN)[:POSTS]


def _reactions_to(posts: Iterable[Post]) -> dict[UUID, list[Reaction]]:
    by_post: dict[UUID, list[Reaction]] = {}
    rows = Reaction.objects.filter(post__in=[post.id for post in posts], membership__state=Standing.IN)
    for row in rows:
        by_post.setdefault(row.post_id, []).append(row)
    return by_post


def _post(post: Post, standing: Membership, reactions: list[Reaction], read: int, unsaid: list[Word]) -> PostView:
    is_own = post.membership_id == standing.id
    is_taken_back = post.taken_back_at is not None
    is_hidden = post.hidden_at is not None
    is_away = is_hidden and not is_own and not may(standing, Use.MODERATE)
    return PostView(
        id=post.id,
        place=post.place,
        alias=alias_of(post),
        role=_role_of(post),
        is_own=is_own,
        is_taken_back=is_taken_back,
        is_hidden=is_hidden,
        html=mark_safe("" if is_away else post.html),  # noqa: S308 - `kernel.markdown` made it when it was written
        note="" if is_away else post.note,
        quote=_quote(post.answers) if post.answers else None,
        at=to_the_minute(post.created_at),
        is_changed=post.edited_at is not None,
        is_new=0 < read < post.place and not is_own,
        said=_said(reactions, is_own=is_own) if reactions else [],
        words=[] if is_own or is_taken_back or is_hidden else _words(reactions, standing) if reactions else unsaid,
    )


def alias_of(post: Post) -> str:
    """Return by which alias who wrote a post goes now: none where it was taken back, or they have left."""
    if post.taken_back_at is not None:
        return ""
    return (post.membership.alias if post.membership else "") or str(HAS_LEFT)


def _role_of(post: Post) -> str:
    role = post.membership.role if post.membership else GroupRole.MEMBER
    return "" if role == GroupRole.MEMBER else str(GroupRole(role).label)


def _quote(post: Post) -> Quote:
    if post.hidden_at is not None:
        return Quote(post.place, "", "", "")
    words = "" if post.note else excerpt(post.html, QUOTE)
    return Quote(post.place, alias_of(post), words, post.note)


def _said(reactions: list[Reaction], *, is_own: bool) -> list[str]:
    kinds = [row.kind for row in reactions]
    given = [kind for kind in Reacts if kind in kinds]
    if is_own:
        return [str(TOLD[kind] % {"people": kinds.count(kind)}) for kind in given]
    return [str(kind.label) for kind in given]


def _words(reactions: list[Reaction], standing: Membership) -> list[Word]:
    own = {row.kind for row in reactions if row.membership_id == standing.id}
    return [Word(kind, str(kind.label), kind in own) for kind in Reacts]
