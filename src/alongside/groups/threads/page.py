"""What the page of one thread reads: the thread, and a page of its posts.

A page of posts takes the same few statements, however many there are and wherever it is in a thread. Moments are given
to the minute: to the second, what one person did in two groups could be laid side by side.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.safestring import SafeString, mark_safe

from alongside.groups.enums import HURTING, GroupRole, Reacts, Standing, ThreadState, Use, Wants
from alongside.groups.models import Membership
from alongside.groups.policies import may
from alongside.groups.threads.drafts import opened
from alongside.groups.threads.models import Draft, Post, Reaction, Reading, Thread
from alongside.groups.threads.words import HAS_LEFT, TOLD, WITHOUT_TITLE, alias_of_member
from alongside.groups.unheard import unheard_of
from alongside.kernel.clock import to_the_minute
from alongside.kernel.markdown import excerpt
from alongside.kernel.statements import Statement, columns, instance

# Who said which of the few kind words to a post.
Said = list[tuple[UUID, str]]
POSTS = 50
# Of what a post answers: its first lines, and as far as it unfolds. Whoever wants all of it finds it above.
QUOTE, UNFOLDED = 90, 600
# What a page shows of a post, its writer and what it answers: the rest would be most of the work of reading it.
SHOWN = (
    "id", "membership_id", "membership__alias", "membership__role", "place", "html", "note", "created_at", "edited_at",
    "taken_back_at", "hidden_at", "is_heavy", "open_wait__id", "answers__place", "answers__membership_id",
    "answers__membership__alias", "answers__html", "answers__note", "answers__taken_back_at", "answers__hidden_at",
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
    Who `has_left` does not read an answer. `seat` is whom the reader can stop hearing from, as a member.
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
    seat: UUID | None = None


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


class OwnPart(NamedTuple):
    """How somebody stands to a thread, None when they never opened it, and what they have begun to write there."""

    reading: Reading | None
    draft: dict[str, str]


def own_part_of(standing: Membership, thread: Thread) -> OwnPart:
    """Return a thread's part that is somebody's own."""
    [(sealed, *reading)] = _own_part(membership=standing.id, thread=thread.id)
    return OwnPart(instance(Reading, tuple(reading)) if reading[0] else None, opened(sealed))


def _own_part_in(membership: UUID, thread: UUID) -> QuerySet[Thread, Any]:
    own = FilteredRelation("readings", condition=Q(readings__membership=membership))
    draft = Draft.objects.filter(thread=OuterRef("id"), membership=membership).values("words_sealed")
    found = Thread.objects.annotate(own=own).filter(id=thread)
    return found.values_list(Subquery(draft), *columns(Reading, "own__"))


_own_part = Statement(_own_part_in, membership=UUID, thread=UUID)


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
    """Return at which place the page with what was asked for begins, else that with the first post that is not read.

    Pages are counted from the first post, so that what was asked for has above it what it answers.
    """
    wanted = asked if asked is not None else (reading.read_place if reading else 0) + 1
    within = max(1, min(wanted, thread.last_place))
    return (within - 1) // POSTS * POSTS + 1


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
    is_unheard = post.membership_id in reader.unheard
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
        is_folded=is_unheard,
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
        seat=None if is_own or has_left or is_taken_back or is_unheard else post.membership_id,
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
