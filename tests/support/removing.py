"""Asking somebody to leave the whole place, as its moderators decide it, and another look that lets them stay."""

from datetime import datetime, timedelta
from uuid import uuid4

from alongside.accounts.models import Person
from alongside.kernel.sealed import create_data_key
from alongside.safety.enums import Act, DecisionState, Reach
from alongside.safety.models import Case, Decision
from alongside.safety.services import deciding


def removed(person: Person, now: datetime) -> Decision:
    """Put it in force that somebody was asked to leave the whole place."""
    key, until = create_data_key(now=now), now + timedelta(days=30)
    case = Case.objects.create(
        created_at=now,
        kind="member",
        subject=uuid4(),
        instance_from=now,
        about=person,
        data_key=key,
        evidence_until=until,
        due_at=until,
    )
    row = Decision(created_at=now, case=case, act=Act.REMOVE, reach=Reach.INSTANCE, about=person)
    row.state = DecisionState.PROPOSED
    deciding.put_in_force(row, now=now)
    return row
