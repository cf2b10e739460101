"""Asking somebody to leave the whole place, or pausing their writing, as moderators decide it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from alongside.accounts.models import Person
from alongside.kernel.sealed import create_data_key
from alongside.safety.enums import Act, DecisionState, Reach
from alongside.safety.models import Case, Decision
from alongside.safety.services import deciding


def removed(person: Person, now: datetime) -> Decision:
    """Put it in force that somebody was asked to leave the whole place."""
    row = Decision(created_at=now, case=_case(person, now), act=Act.REMOVE, reach=Reach.INSTANCE, about=person)
    row.state = DecisionState.PROPOSED
    deciding.put_in_force(row, now=now)
    return row


def paused(person: Person, *, now: datetime, community: UUID | None) -> datetime:
    """Put it in force that somebody does not write in a group, None for the whole place; return when that ends."""
    reach, until = Reach.GROUP if community else Reach.INSTANCE, now + timedelta(days=7)
    row = Decision(created_at=now, case=_case(person, now), act=Act.PAUSE, reach=reach, about=person, until=until)
    row.community = community
    deciding.put_in_force(row, now=now)
    return until


def _case(person: Person, now: datetime) -> Case:
    key, until = create_data_key(now=now), now + timedelta(days=30)
    return Case.objects.create(
        created_at=now,
        kind="member",
        subject=uuid4(),
        instance_from=now,
        about=person,
        data_key=key,
        evidence_until=until,
        due_at=until,
    )
