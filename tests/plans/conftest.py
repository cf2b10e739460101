"""Plans of one made-up person, with people of their circle to name and to share with."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.plans import services
from alongside.plans.models import Plan
from alongside.plans.steps import PlanKind, Step
from tests.circles.conftest import accepted, contact, invited, mate, named, owner, sign_in, stranger

__all__ = ["accepted", "contact", "invited", "mate", "named", "owner", "sign_in", "stranger"]

Write = Callable[..., Plan]


@pytest.fixture
def write(owner: Person, now: datetime) -> Write:
    """Write a step of the owner's safety plan: `write(Step.HELPERS, "Sol 555 0100", ties=[tie])`."""

    def written(step: Step = Step.SIGNS, *lines: str, ties: Sequence[Tie] = (), **other: Any) -> Plan:
        said = {"actor": owner, "kind": PlanKind.SAFETY, "now": now, **other}
        return services.write_step(step=step, lines=lines, tie_ids=[tie.id for tie in ties], **said)

    return written
