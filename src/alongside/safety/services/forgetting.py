"""What becomes due of a case: help for something urgent that nobody took on, and the end of its evidence."""

from collections.abc import Sequence
from datetime import datetime

from alongside.safety.enums import CaseState
from alongside.safety.models import Case
from alongside.safety.services.handling import is_claimed
from alongside.safety.services.rows import forget_evidence, tell_those_who_look


def move_cases(rows: Sequence[Case], now: datetime) -> None:
    """Move cases one step: tell those who can see it from now on, or destroy what was kept of it."""
    for row in rows:
        if row.evidence_until <= now:
            forget_evidence(row, now=now)
        else:
            if row.state == CaseState.OPEN and not is_claimed(row, now=now):
                tell_those_who_look(row, urgent=row.is_urgent, now=now)
            row.due_at = row.evidence_until
            row.save(update_fields=["due_at"])
