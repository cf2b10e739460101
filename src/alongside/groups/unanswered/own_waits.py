"""What somebody wrote in their groups, as Today tells them: who will answer and until when, or where an answer is.

With it comes what is new in threads that they follow: it is asked for together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.groups.enums import GroupState, Standing, ThreadState, Wants
from alongside.groups.models import Membership, Post, Reading, Waiting
from alongside.groups.own_groups import answered
from alongside.groups.threads.followed_news import FollowedNews, followed_news, new_in_followed
from alongside.groups.threads.page import title_of
from alongside.groups.unanswered.answers import counts_as_answer
from alongside.groups.unheard import unheard_in
from alongside.groups.wording import asked_for_you
from alongside.kernel.clock import to_the_minute
from alongside.kernel.statements import Statement

SHOWN = 3
# So many are looked through: of some, whom the reader does not hear has written alone.
LOOKED_THROUGH = 12
WAITS, ANSWERED, FOLLOWED = "waits", "answered", "followed"


@dataclass(frozen=True, slots=True)
class OwnWait:
    """One post of the reader's that waits, where it stands, and what they can count on.

    `claimed_by` is the alias of who will answer, '' for nobody and for somebody whom they do not hear; then, too, it
    `is_claimed`. `is_alone`: nobody else is in that group. Of what `is_heavy` no hour is told: it can be too late.
    """

    slug: str
    group: str
    thread_id: UUID
    title: str
    place: int
    is_claimed: bool
    claimed_by: str
    asked: str
    by: datetime
    is_late: bool
    is_alone: bool
    is_heavy: bool


class OwnAnswer(NamedTuple):
    """Where the first answer is that somebody got to a post of theirs, and has not seen."""

    slug: str
    group: str
    thread_id: UUID
    title: str
    place: int


@dataclass(frozen=True, slots=True)
class OwnNews:
    """What of their own still waits, what is to be answered first at the head, what was answered, and what they follow.

    Of what they follow, what sounds like danger comes first.
    """

    waits: list[OwnWait]
    answers: list[OwnAnswer]
    followed: list[FollowedNews]


def own_news(person: Person, *, now: datetime) -> OwnNews:
    """Return what somebody wrote and waits with, and where it was answered, and what is new in what they follow.

    There is nothing of all three for most people, and then it takes one statement.
    """
    ids: dict[str, list[UUID]] = {WAITS: [], ANSWERED: [], FOLLOWED: []}
    for id_, which in _news(person=person.id):
        ids[which].append(id_)
    return OwnNews(
        _own_waits(person, ids[WAITS], now), _own_answers(ids[ANSWERED]), followed_news(ids[FOLLOWED])[:SHOWN]
    )


def _own_waits(person: Person, ids: Collection[UUID], now: datetime) -> list[OwnWait]:
    if not ids:
        return []
    of_it = ("claimed_by", "post__thread__group", "post__membership")
    rows = list(Waiting.objects.filter(id__in=ids).select_related(*of_it).order_by("answer_by", "id"))
    unheard = unheard_in([row.post.membership for row in rows if row.post.membership])
    peopled = _with_others(person, rows)
    return [_own_wait(row, unheard, peopled, now) for row in rows]


def _own_answers(ids: Collection[UUID]) -> list[OwnAnswer]:
    """Return where in each of these threads the first answer is, by whom they hear there."""
    if not ids:
        return []
    rows = list(Reading.objects.filter(id__in=ids).select_related("membership", "thread__group"))
    unheard = unheard_in([row.membership for row in rows])
    answers = Post.objects.filter(thread=OuterRef("thread"), place__gt=OuterRef("read_place"))
    shown = answers.filter(hidden_at=None, taken_back_at=None).exclude(membership=OuterRef("membership"))
    shown = shown.filter(counts_as_answer(answers__membership=OuterRef("membership")))
    shown = shown.exclude(membership__in=unheard) if unheard else shown
    first = Subquery(shown.order_by("place").values("place")[:1])
    heard = Reading.objects.filter(answered(unheard), id__in=ids).annotate(first=first)
    places = dict(heard.values_list("id", "first"))
    latest = sorted((row for row in rows if row.id in places), key=lambda row: row.thread.last_at)[-SHOWN:]
    return [
        OwnAnswer(row.thread.group.slug, row.thread.group.name, row.thread_id, title_of(row.thread), places[row.id])
        for row in latest
    ]


def _news_of(person: UUID) -> QuerySet[Any, Any]:
    there = {"post__membership__person": person, "post__membership__state": Standing.IN}
    whole = {"post__hidden_at": None, "post__taken_back_at": None, "post__thread__state": ThreadState.OPEN}
    states = [GroupState.OPEN, GroupState.HOSTLESS]
    rows = Waiting.objects.filter(answered_at=None, post__thread__group__state__in=states, **there, **whole)
    waits = rows.order_by("answer_by", "id").values_list("id", Value(WAITS))[:SHOWN]
    followed = Reading.objects.filter(membership__person=person, membership__state=Standing.IN, wants=Wants.FOLLOW)
    new = followed.filter(answered(), thread__last_place__gt=F("read_place")).exclude(thread__state=ThreadState.HIDDEN)
    answers = new.order_by("-thread__last_at", "id").values_list("id", Value(ANSWERED))[:LOOKED_THROUGH]
    others = new_in_followed(person).exclude(answered()).values_list("id", Value(FOLLOWED))[:LOOKED_THROUGH]
    return waits.union(answers, others, all=True)


_news = Statement(_news_of, person=UUID)


def _with_others(person: Person, rows: Collection[Waiting]) -> set[UUID]:
    """Return the groups in which somebody else is who could answer."""
    groups = {row.post.thread.group_id for row in rows}
    others = Membership.objects.filter(not_removed("person"), group__in=groups, state=Standing.IN)
    return set(others.exclude(person=person).values_list("group", flat=True).distinct())


def _own_wait(row: Waiting, unheard: Collection[UUID], peopled: Collection[UUID], now: datetime) -> OwnWait:
    holds = row.claimed_by if row.claimed_until and row.claimed_until > now else None
    thread = row.post.thread
    return OwnWait(
        slug=thread.group.slug,
        group=thread.group.name,
        thread_id=thread.id,
        title=title_of(thread),
        place=row.post.place,
        is_claimed=holds is not None,
        claimed_by=holds.alias if holds and holds.id not in unheard else "",
        asked=asked_for_you(row.level, is_alone=thread.group_id not in peopled),
        by=to_the_minute(row.claimed_until if holds and row.claimed_until else row.answer_by),
        is_late=holds is None and row.answer_by <= now,
        is_alone=thread.group_id not in peopled,
        is_heavy=row.post.is_heavy,
    )
