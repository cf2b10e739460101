"""Meetings that are proposed, as who proposed them and organisers read them."""

from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from alongside.accounts.models import Person
from alongside.meetings.enums import ProposalState, State
from alongside.meetings.models import Proposal
from alongside.meetings.proposal_policies import visible_proposals, visible_proposed


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal: what the meeting is called, who proposed it, how it stands, why not, where it is by now."""

    id: UUID
    name: str
    alias: str
    state: str
    is_waiting: bool
    why: str
    slug: str


def own_proposals(person: Person) -> list[Proposed]:
    """Return what somebody proposed, the last first."""
    return [_proposed(row, "") for row in visible_proposals(person).order_by("-created_at", "-id")]


def waiting_proposals(organiser: Person) -> list[Proposed]:
    """Return what waits for the organisers, the first first. NotAllowed."""
    rows = visible_proposed(organiser).order_by("created_at", "id")
    return [_proposed(row, row.person.alias) for row in rows]


def _proposed(row: Proposal, alias: str) -> Proposed:
    meeting = row.meeting if row.state == ProposalState.LET_IN else None
    return Proposed(
        id=row.id,
        name=row.said["name"],
        alias=alias,
        state=str(ProposalState(row.state).label),
        is_waiting=row.ended_at is None,
        why=row.why,
        slug=meeting.slug if meeting and meeting.state != State.GONE else "",
    )


def proposal_initial(row: Proposal) -> dict[str, Any]:
    """Return what the form of organisers says of a meeting that is proposed."""
    said = dict(row.said)
    at = time.fromisoformat(said["time"]) if said.get("time") else None
    return {**said, "types": ", ".join(said["types"]), "time_zone": said["timezone"], "time": at}
