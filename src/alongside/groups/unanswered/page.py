"""What those who look after a group see of posts that nobody has answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.groups.enums import MAY, Standing, ThreadState, Use
from alongside.groups.models import Membership, Waiting
from alongside.groups.things import POST
from alongside.groups.threads.page import title_of
from alongside.groups.threads.policies import visible_waiting
from alongside.groups.unanswered.turns import LEVELS
from alongside.groups.wording import ASKED_SO_FAR
from alongside.kernel.clock import to_the_minute
from alongside.safety.urgent import Urgent, urgent_among


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A post that waits: where it stands, since when and until when, who was asked last, and who said they will.

    `is_danger`: its words sound like danger to life, or something urgent waits of it; `urgent` is that, to who may
    look after it.
    """

    id: UUID
    thread_id: UUID
    title: str
    place: int
    since: datetime
    answer_by: datetime
    is_late: bool
    asked: str
    claimed_by: str
    is_readers: bool
    is_danger: bool
    urgent: Urgent | None


def waiting_of(standing: Membership, *, now: datetime) -> list[WaitingLine]:
    """Return the posts that wait in a group, who waits longest first."""
    found = visible_waiting(standing).select_related("post__thread", "claimed_by").order_by("answer_by", "id")
    rows = list(found[:50])
    cases = urgent_among(standing.person, POST, {row.post_id for row in rows}, now=now) if rows else {}
    return [_line(row, standing, cases.get(row.post_id), now) for row in rows]


def _line(row: Waiting, standing: Membership, urgent: Urgent | None, now: datetime) -> WaitingLine:
    holds = row.claimed_by if row.claimed_until and row.claimed_until > now else None
    return WaitingLine(
        id=row.id,
        thread_id=row.post.thread_id,
        title=title_of(row.post.thread),
        place=row.post.place,
        since=to_the_minute(row.created_at),
        answer_by=to_the_minute(row.answer_by),
        is_late=row.answer_by <= now,
        asked=str(ASKED_SO_FAR[row.level]) if row.level in LEVELS else "",
        claimed_by=holds.alias if holds else "",
        is_readers=standing.id in (row.post.membership_id, holds.id if holds else None),
        is_danger=row.post.is_heavy or urgent is not None,
        urgent=urgent,
    )


def greeted_waiting(person: UUID) -> QuerySet[Waiting]:
    """Return what waits in the groups that somebody greets in, in threads in which it can be answered."""
    own = "post__thread__group__memberships__"
    return Waiting.objects.filter(
        answered_at=None,
        post__thread__state=ThreadState.OPEN,
        **{f"{own}person": person, f"{own}state": Standing.IN, f"{own}role__in": sorted(MAY[Use.GREET])},
    )
