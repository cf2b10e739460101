"""What those who look after a group see of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from alongside.groups.enums import GroupRole
from alongside.groups.links import invitation_link
from alongside.groups.models import Membership
from alongside.groups.policies import askable_members, visible_banned, visible_invitations, visible_requests
from alongside.groups.queries import RANKS
from alongside.groups.sealing import WORD
from alongside.groups.things import REQUEST
from alongside.groups.threads.policies import visible_waiting
from alongside.groups.unanswered.page import WaitingLine, waiting_of
from alongside.groups.wording import people_ask, posts_wait
from alongside.kernel.sealed import unseal_all
from alongside.safety.queries import why_removed
from alongside.safety.urgent import Urgent, urgent_among
from alongside.safety.words.danger import sounds_like_danger


class Asking(NamedTuple):
    """Who asks to join, with what they said to those who let people in, or ''; the rest is as in `WaitingLine`."""

    member: Membership
    word: str
    is_danger: bool
    urgent: Urgent | None


@dataclass(frozen=True, slots=True)
class Out:
    """Somebody who cannot come back: since which day, and what that was decided for, in its first words.

    `case_id` leads to where it was decided, None for whoever may not look after that.
    """

    id: UUID
    ended_at: datetime
    why: str
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class Care:
    """What those who look after a group see of it: who asks or waits, which links are out, who cannot come back."""

    requests: list[Asking]
    invitations: list[tuple[UUID, str, datetime]] = field(default_factory=list)
    banned: list[Out] = field(default_factory=list)
    waiting: list[WaitingLine] = field(default_factory=list)

    @property
    def asks_in_danger(self) -> bool:
        """Tell whether somebody who asks to join may be in danger: then these come before all else that waits."""
        return any(one.is_danger for one in self.requests)


def care_of(standing: Membership, *, now: datetime) -> Care:
    """Return what somebody who looks after a group sees to; of each only what their role may."""
    invitations = visible_invitations(standing, now=now).order_by("expires_at", "id")
    return Care(
        requests=_requests(standing, now=now),
        invitations=[(row.id, invitation_link(row.id), row.expires_at) for row in invitations],
        banned=_banned(standing, now=now),
        waiting=waiting_of(standing, now=now),
    )


def _banned(standing: Membership, *, now: datetime) -> list[Out]:
    rows = list(visible_banned(standing).order_by("ended_at", "id"))
    if not rows:
        return []
    why = why_removed(standing.person, standing.group_id, {row.person_id for row in rows}, now=now)
    return [Out(row.id, row.ended_at, *why.get(row.person_id, ("", None))) for row in rows if row.ended_at]


def still_waits(standing: Membership) -> list[str]:
    """Say what waits in a group for those who look after it: posts for an answer, and who asks to join."""
    posts, people = visible_waiting(standing).count(), visible_requests(standing).count()
    return [*([posts_wait(posts)] if posts else []), *([people_ask(people)] if people else [])]


def _requests(standing: Membership, *, now: datetime) -> list[Asking]:
    """Return who asks to join: who may be in danger, then who asks longest."""
    rows = list(visible_requests(standing).order_by("created_at", "alias_key"))
    words = unseal_all([row.word_sealed for row in rows], what=WORD)
    cases = urgent_among(standing.person, REQUEST, {row.id for row in rows}, now=now)
    found = []
    for row, word in zip(rows, words, strict=True):
        urgent = cases.get(row.id)
        is_danger = urgent is not None or sounds_like_danger(word or "")
        found.append(Asking(row, word or "", is_danger, urgent))
    return sorted(found, key=lambda one: not one.is_danger)


def roles_to_offer(standing: Membership, row: Membership) -> list[GroupRole]:
    """Return which roles somebody could ask a member to take: hosts ask, and others than themself."""
    if standing.role != GroupRole.HOST or row.role == GroupRole.HOST:
        return []
    if not askable_members(standing).exclude(id=standing.id).filter(id=row.id).exists():
        return []
    return [role for role in reversed(RANKS) if role not in (GroupRole.MEMBER, row.role, row.offered_role)]
