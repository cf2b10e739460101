"""What pages of moderators say of cases: who has one, who is beside whom, what came back, why somebody was removed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.safety.acts import hidden_with
from alongside.safety.enums import Act, CaseState, DecisionState, Reach, Reason, Source
from alongside.safety.models import Case, Decision, Report
from alongside.safety.policies import is_claimed, visible_cases
from alongside.safety.reasons import reasons_of
from alongside.safety.replies import REPLY
from alongside.safety.reportable import Since, reportable

# So long after a pause moderators are asked about what was hidden with it.
ASKED_FOR = timedelta(days=14)
# When the latest came in a case.
LATEST = Max("reports__created_at")


@dataclass(frozen=True, slots=True)
class Beside:
    """Who is beside somebody in danger where they wrote: how many wrote there since, when the last did.

    `wrote_again`: whoever is in danger did, after that.
    """

    people: int
    last_at: datetime | None
    wrote_again: bool


@dataclass(frozen=True, slots=True)
class Back:
    """That somebody answered a word that was written to them: the case of it, and when the latest came."""

    id: UUID
    at: datetime


def beside_of(cases: Sequence[Case]) -> dict[UUID, Beside]:
    """Return who wrote since where somebody may be in danger: one query a kind, and nothing of what is nowhere."""
    urgent = [case for case in cases if case.is_urgent and case.state == CaseState.OPEN and case.about_id]
    told: dict[UUID, Since] = {}
    for name in sorted({case.kind for case in urgent}):
        kind = reportable(name)
        if kind and kind.since:
            told |= kind.since({case.subject: case.about_id for case in urgent if case.kind == name and case.about_id})
    return {case.id: _one_beside(case, told[case.subject]) for case in urgent if case.subject in told}


def _one_beside(case: Case, since: Since) -> Beside:
    cried = [row.created_at for row in case.reports.all() if row.source == Source.WORDS]
    wrote_again = bool(since.last_at and cried and max(cried) > since.last_at)
    return Beside(since.people, to_the_minute(since.last_at) if since.last_at else None, wrote_again)


def backs_of(actor: Person, rows: Sequence[Decision], *, now: datetime) -> dict[UUID, list[Back]]:
    """Return what answers each of these, as far as the actor may look after it."""
    words = [row.id for row in rows if row.act == Act.WRITE]
    seen = visible_cases(actor, now=now).filter(kind=REPLY, subject__in=words) if words else Case.objects.none()
    found: dict[UUID, list[Back]] = {}
    latest = seen.annotate(latest=LATEST).order_by("created_at", "id")
    for case_id, word_id, at in latest.values_list("id", "subject", "latest"):
        found.setdefault(word_id, []).append(Back(case_id, at))
    return found


@dataclass(frozen=True, slots=True)
class StillHidden:
    """What is hidden though the pause it was hidden with is over: its case, where it was written, since when."""

    case: UUID
    community: UUID | None
    at: datetime


def still_hidden(actor: Person, *, now: datetime) -> list[StillHidden]:
    """Return what stays hidden past a pause that ended lately, to those who can show it again; what ended first."""
    over = Decision.objects.filter(act=Act.PAUSE, state=DecisionState.IN_FORCE, until__lte=now)
    rows = list(over.filter(until__gt=now - ASKED_FOR).select_related("case").order_by("until", "id"))
    if not rows:
        # Mostly there is none. That is asked first: to work out who may look after it takes longer.
        return []
    seen = set(visible_cases(actor, now=now).filter(decisions__in=rows).values_list("id", flat=True))
    rows = [row for row in rows if row.case_id in seen]
    hidden = hidden_with(rows)
    return [StillHidden(row.case_id, row.case.community, row.until) for row in rows if row.until and row.id in hidden]


def reason_words(row: Report) -> str:
    """Say why it came; '' of an answer, which says so itself."""
    if row.case.kind == REPLY and row.source == Source.PERSON:
        return ""
    return str(Reason(row.reason).label if row.source == Source.PERSON else Source(row.source).label)


def who_has(case: Case, actor: Person, now: datetime) -> str:
    """Return who has a case, for somebody: "" for nobody, "you" or "other"."""
    if not is_claimed(case, now=now):
        return ""
    return "you" if case.claimed_by_id == actor.id else "other"


def in_turn(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases as they came, the oldest first."""
    return cases.order_by("created_at", "id")


def why_removed(
    actor: Person, community_id: UUID, people: Collection[UUID], *, now: datetime
) -> dict[UUID, tuple[str, UUID | None]]:
    """Return why each of these was removed from a community, by account, to those who look after it.

    With the case of it for whoever may look after that; nothing where nobody was asked to agree.
    """
    removals = Decision.objects.filter(act=Act.REMOVE, state=DecisionState.IN_FORCE, reach=Reach.GROUP)
    found = list(removals.filter(community=community_id, about__in=people).order_by("in_force_at", "id"))
    seen = set(visible_cases(actor, now=now).filter(decisions__in=found).values_list("id", flat=True)) if found else ()
    reasons = reasons_of(found)
    return {
        row.about_id: (why, row.case_id if row.case_id in seen else None)
        for row, why in zip(found, reasons, strict=True)
        if row.about_id
    }
