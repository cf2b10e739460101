"""What becomes due of a case: somebody who can look, help for something urgent, and the end of its evidence."""

from collections.abc import Sequence
from datetime import datetime

from alongside.safety.enums import CaseState, Event
from alongside.safety.models import Case
from alongside.safety.policies import is_claimed
from alongside.safety.services.handling import let_go
from alongside.safety.services.rows import forget_evidence, next_look, note, reach_somebody, tell_those_who_look


def move_cases(rows: Sequence[Case], now: datetime) -> None:
    """Move cases one step: tell those who can see it from now on, or destroy what was kept of it."""
    for row in rows:
        if row.evidence_until <= now:
            forget_evidence(row, now=now)
        else:
            if row.state == CaseState.OPEN and not is_claimed(row, now=now):
                _look_again(row, now=now)
            row.due_at = next_look(row, now=now)
            row.save(update_fields=["due_at"])


def _look_again(case: Case, *, now: datetime) -> None:
    """Tell those who can see a case from now on, once, and of something urgent that somebody took on and left."""
    assert case.due_at  # noqa: S101 - it is due
    is_new = case.instance_from is not None and case.due_at <= case.instance_from <= now
    is_left = case.is_urgent and case.claimed_by_id is not None
    if reach_somebody(case, now=now) or is_new or is_left:
        tell_those_who_look(case, urgent=case.is_urgent, now=now)
    if is_left:
        let_go(case)
        note(case, Event.RELEASED, now=now)
