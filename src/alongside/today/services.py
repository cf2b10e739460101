"""The writes of a first visit. Each keeps what was said through circles, and that the step was passed, together."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles import services as circles
from alongside.circles.details import NeedDetails, TieDetails
from alongside.today.enums import Step
from alongside.today.models import FirstVisit


@transaction.atomic
def keep_needs(*, actor: Person, needs: Sequence[NeedDetails], now: datetime) -> None:
    """Write down what somebody wants support for, and go on. Invalid, Conflict as `circles.services.add_needs`."""
    circles.add_needs(actor=actor, needs=needs, now=now)
    pass_step(actor=actor, step=Step.NEEDS, now=now)


@transaction.atomic
def keep_people(*, actor: Person, people: Sequence[TieDetails], now: datetime) -> None:
    """Write down whom somebody knows, and go on. Invalid, Conflict as `circles.services.name_new_ties`."""
    circles.name_new_ties(actor=actor, people=people, now=now)
    pass_step(actor=actor, step=Step.PEOPLE, now=now)


@transaction.atomic
def pass_step(*, actor: Person, step: Step, now: datetime) -> None:
    """Go past a step, with or without having done it; a second time changes nothing."""
    visit = _locked(actor.id, now)
    if step not in visit.passed:
        visit.passed = [known for known in Step.values if known in {*visit.passed, step}]
        visit.save(update_fields=["passed"])
        record("first-visit.passed", actor=actor.id, subject=visit.id, about=actor.id, now=now)


@transaction.atomic
def put_away(*, actor: Person, now: datetime) -> None:
    """Show the way through the first steps on the home page no more; its pages stay where they are."""
    visit = _locked(actor.id, now)
    if visit.put_away_at is None:
        visit.put_away_at = now
        visit.save(update_fields=["put_away_at"])
        record("first-visit.put_away", actor=actor.id, subject=visit.id, about=actor.id, now=now)


@transaction.atomic
def note_rehearsal(*, person_id: UUID, at: datetime) -> None:
    """Note when somebody has rehearsed reaching out; the first time counts."""
    visit = _locked(person_id, at)
    if visit.rehearsed_at is None:
        visit.rehearsed_at = at
        visit.save(update_fields=["rehearsed_at"])


def _locked(person_id: UUID, now: datetime) -> FirstVisit:
    row, _made = FirstVisit.objects.select_for_update(of=("self",), no_key=True).get_or_create(
        person_id=person_id, defaults={"created_at": now}
    )
    return row
