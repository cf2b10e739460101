"""What becomes due of a case: help for something urgent that nobody took on, and the end of its evidence."""

from collections.abc import Sequence
from datetime import datetime

from alongside.kernel.models import DataKey
from alongside.safety.enums import CaseState, Event
from alongside.safety.models import Case, Exhibit
from alongside.safety.services.handling import is_claimed
from alongside.safety.services.rows import note, tell_those_who_look


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


def forget_evidence(case: Case, *, now: datetime) -> None:
    """Destroy what was kept of a case, with its key: not even an old backup opens it. What was decided stays."""
    key = case.data_key_id
    Exhibit.objects.filter(report__case=case).delete()
    case.reports.update(evidence_sealed=None, words_sealed=None)
    case.data_key, case.due_at = None, None
    case.save(update_fields=["data_key", "due_at"])
    if key is not None:
        DataKey.objects.filter(id=key).delete()
    note(case, Event.EVIDENCE_FORGOTTEN, now=now)
