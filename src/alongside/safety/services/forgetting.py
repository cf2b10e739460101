"""What becomes due of a case: somebody who can look, help for something urgent, and the end of its evidence."""

from collections.abc import Sequence
from datetime import datetime

from alongside.safety.enums import CaseState, Event, Reach
from alongside.safety.models import Appeal, Case, Decision
from alongside.safety.outgoing import tell_moderators
from alongside.safety.policies import (
    appeals_to_nobody,
    is_claimed,
    organisers_for,
    others_for,
    proposals_of_one,
    was_seen_to,
)
from alongside.safety.services.handling import let_go
from alongside.safety.services.rows import forget_evidence, next_look, note, reach_somebody, tell_those_who_look


def move_cases(rows: Sequence[Case], now: datetime) -> None:
    """Move cases one step: tell those who can see it from now on, or destroy what was kept of it."""
    for row in rows:
        if row.data_key_id and row.evidence_until <= now:
            forget_evidence(row, now=now)
        else:
            if row.state == CaseState.OPEN:
                _look_again(row, now=now)
            row.due_at = next_look(row, now=now)
            row.save(update_fields=["due_at"])


def _look_again(case: Case, *, now: datetime) -> None:
    """Tell those who can see a case from now on, once, and of something urgent that somebody took on and left.

    Where nobody is left who could look after it, these are the organisers. What somebody looks at waits for them, but
    for something urgent in which they have done nothing by then: those of the whole place are told of that.
    """
    assert case.due_at  # noqa: S101 - it is due
    is_new = case.instance_from is not None and case.due_at <= case.instance_from <= now
    if is_claimed(case, now=now):
        if is_new and case.is_urgent and not was_seen_to(case):
            people = others_for(case, besides={case.claimed_by_id}, reach=Reach.INSTANCE, now=now)
            tell_moderators(people, urgent=True, now=now)
        return
    # Also by who is gone since: then it has a time and nobody.
    is_left = case.is_urgent and case.claimed_until is not None
    is_alone = not case.needs_organiser and not others_for(case, besides=set(), now=now)
    if reach_somebody(case, now=now) or is_new or is_left or is_alone:
        tell_those_who_look(case, urgent=case.is_urgent, now=now)
    if is_left:
        let_go(case)
        note(case, Event.RELEASED, now=now)


def leave_to_organisers(now: datetime) -> None:
    """Tell organisers, once, of each removal and appeal for which nobody else is left by now."""
    for row in proposals_of_one(now=now):
        if Decision.objects.filter(id=row.id, needs_organiser=False).update(needs_organiser=True):
            tell_moderators(organisers_for(row.case, besides={row.by_id}), urgent=False, now=now)
    for asked in appeals_to_nobody(now=now):
        by = asked.decision
        if Appeal.objects.filter(id=asked.id, needs_organiser=False).update(needs_organiser=True):
            people = organisers_for(by.case, besides={by.by_id, by.confirmed_by_id})
            tell_moderators(people, urgent=False, now=now)
