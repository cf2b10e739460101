"""What somebody wrote in their groups that nobody has answered yet, as Today tells them: who will, and until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.accounts.removed import not_removed
from alongside.groups.enums import GroupState, Standing, ThreadState
from alongside.groups.models import Membership, Waiting
from alongside.groups.thread_page import title_of
from alongside.groups.unheard import unheard_in
from alongside.groups.wording import asked_for_you
from alongside.kernel.clock import to_the_minute
from alongside.kernel.statements import Statement

SHOWN = 3


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


def own_waits(person: Person, *, now: datetime) -> list[OwnWait]:
    """Return what somebody wrote and waits with, what is to be answered first at the head; nothing for most people."""
    ids = [id_ for (id_,) in _waiting(person=person.id)]
    if not ids:
        return []
    of_it = ("claimed_by", "post__thread__group", "post__membership")
    rows = list(Waiting.objects.filter(id__in=ids).select_related(*of_it).order_by("answer_by", "id"))
    unheard = unheard_in([row.post.membership for row in rows if row.post.membership])
    peopled = _with_others(person, rows)
    return [_own_wait(row, unheard, peopled, now) for row in rows]


def _waiting_of(person: UUID) -> QuerySet[Waiting, Any]:
    there = {"post__membership__person": person, "post__membership__state": Standing.IN}
    whole = {"post__hidden_at": None, "post__taken_back_at": None, "post__thread__state": ThreadState.OPEN}
    states = [GroupState.OPEN, GroupState.HOSTLESS]
    rows = Waiting.objects.filter(answered_at=None, post__thread__group__state__in=states, **there, **whole)
    return rows.order_by("answer_by", "id").values_list("id")[:SHOWN]


_waiting = Statement(_waiting_of, person=UUID)


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
