"""The posts that somebody could answer in the groups they greet in, as Today leads them there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.accounts.models import Person
from alongside.groups.enums import GroupState
from alongside.groups.models import Waiting
from alongside.groups.threads.page import title_of
from alongside.groups.unanswered.page import greeted_waiting
from alongside.kernel.clock import to_the_minute
from alongside.kernel.statements import Statement

SHOWN = 3


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """One post that waits: where it stands, and until when it is to be answered. `is_heavy` sounds like danger."""

    slug: str
    group: str
    thread_id: UUID
    title: str
    place: int
    answer_by: datetime
    is_late: bool
    is_heavy: bool


def to_answer(person: Person, *, now: datetime) -> list[ToAnswer]:
    """Return a few posts that wait for somebody who greets, what may be about a life first; nothing for most people.

    What they wrote themself is not among them, nor what somebody else has said that they will answer.
    """
    ids = [id_ for (id_,) in _waiting(person=person.id, now=now)]
    rows = _in_turn(Waiting.objects.filter(id__in=ids)).select_related("post__thread__group") if ids else []
    return [_to_answer(row, now) for row in rows]


def _waiting_for(person: UUID, now: datetime) -> QuerySet[Waiting, Any]:
    alive = {"post__thread__group__state__in": [GroupState.OPEN, GroupState.HOSTLESS]}
    rows = greeted_waiting(person).filter(post__hidden_at=None, **alive)
    is_free = Q(claimed_by=None) | Q(claimed_until__lte=now) | Q(claimed_by__person=person)
    return _in_turn(rows.filter(is_free).exclude(post__membership__person=person)).values_list("id")[:SHOWN]


def _in_turn(rows: QuerySet[Waiting]) -> QuerySet[Waiting]:
    return rows.order_by("-post__is_heavy", "answer_by", "id")


_waiting = Statement(_waiting_for, person=UUID, now=datetime)


def _to_answer(row: Waiting, now: datetime) -> ToAnswer:
    post = row.post
    group = post.thread.group
    return ToAnswer(
        slug=group.slug,
        group=group.name,
        thread_id=post.thread_id,
        title=title_of(post.thread),
        place=post.place,
        answer_by=to_the_minute(row.answer_by),
        is_late=row.answer_by <= now,
        is_heavy=post.is_heavy,
    )
