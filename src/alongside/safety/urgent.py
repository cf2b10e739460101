"""What is urgent, and whose words sounded like danger to life: for pages beside which it is said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.accounts.models import Person
from alongside.kernel.statements import Statement
from alongside.safety.enums import CaseState, Source
from alongside.safety.models import Case, Report
from alongside.safety.policies import urgent_of, visible_cases
from alongside.safety.queries import in_turn, who_has

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Urgent:
    """The case of something urgent, beside that thing; `who` says who has it, as in `Line`."""

    case_id: UUID
    who: str


def cries_lately(person_id: UUID, *, now: datetime) -> int:
    """Return how often within the hour the words of somebody sounded like danger to life."""
    lately = Report.objects.filter(source=Source.WORDS, created_at__gt=now - AN_HOUR)
    return lately.filter(case__about=person_id).count()


def have_cried(kind: str, things: Collection[UUID]) -> bool:
    """Tell whether the words of any of these were brought before moderators because they sounded like danger."""
    brought = Q(case__subject__in=things) | Q(case__also__overlap=list(things))
    return bool(things) and Report.objects.filter(brought, source=Source.WORDS, case__kind=kind).exists()


def looked_at(things: Collection[UUID], community_id: UUID, *, now: datetime) -> set[UUID]:
    """Return which of these somebody who moderates looks at right now, or has looked at."""
    brought = Case.objects.filter(Q(subject__in=things) | Q(also__overlap=list(things)), community=community_id)
    seen = brought.filter(Q(state=CaseState.CLOSED) | Q(claimed_by__isnull=False, claimed_until__gt=now))
    return {one for subject, also in seen.values_list("subject", "also") for one in (subject, *also) if one in things}


def urgent_in(actor: Person, community_id: UUID, *, now: datetime) -> int:
    """Count what is open and urgent in a community that the actor may look after."""
    rows = visible_cases(actor, now=now).filter(community=community_id, is_urgent=True, state=CaseState.OPEN)
    return rows.count()


def danger_of(actor: Person, about_id: UUID | None, community_id: UUID, *, now: datetime) -> UUID | None:
    """Return what waits longest of what is urgent about somebody in a community, as far as the actor may know."""
    return in_turn(urgent_of(actor, about_id, community_id, now=now)).values_list("id", flat=True).first()


def urgent_among(actor: Person, kind: str, things: Collection[UUID], *, now: datetime) -> dict[UUID, Urgent]:
    """Return of which of these something urgent waits that the actor may look after, each with the case of it."""
    if not things:
        return {}
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN, is_urgent=True, kind=kind)
    shown = in_turn(rows.filter(Q(subject__in=things) | Q(also__overlap=list(things))))
    found = [(case, Urgent(case.id, who_has(case, actor, now))) for case in reversed(shown)]
    return {one: urgent for case, urgent in found for one in case.things if one in things}


def _urgent_cases(community: UUID) -> QuerySet[Case, Any]:
    rows = Case.objects.filter(community=community, is_urgent=True, state=CaseState.OPEN)
    return rows.values_list("id")[:1]


_any_urgent = Statement(_urgent_cases, community=UUID)


def urgent_things(actor: Person, kind: str, community_id: UUID, *, now: datetime) -> set[UUID]:
    """Return of which things of a kind something urgent waits in a community that the actor may look after."""
    # Mostly nothing is urgent. That is asked first: to work out who may look after it takes longer than all else here.
    if not _any_urgent(community=community_id):
        return set()
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN, is_urgent=True, kind=kind)
    return {one for case in rows.filter(community=community_id) for one in case.things}
