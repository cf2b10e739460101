"""How much waits for somebody who moderates, and what they carried lately: as Today tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q

from alongside.accounts.models import Person
from alongside.safety.enums import CaseState, Reason
from alongside.safety.models import Case, Handling
from alongside.safety.policies import CLAIM, is_claimed, visible_appeals, visible_cases, visible_proposals
from alongside.safety.queries import LATEST, still_hidden

# So many are counted for Today; nobody looks after more.
COUNTED = 1_000
WEEK = timedelta(days=7)
OF_DANGER = Q(reports__reason=Reason.DANGER)
SIGNS, LAST_SIGN = Count("reports", filter=OF_DANGER), Max("reports__created_at", filter=OF_DANGER)


def handled_this_week(actor: Person, *, now: datetime) -> tuple[int, int]:
    """Return how many cases somebody took on within a week, and how many of them they handed over."""
    # What is older than its case was handed over before, and is kept from them with the answers to it.
    rows = Handling.objects.filter(person=actor, created_at__gt=now - WEEK, created_at__gte=F("case__created_at"))
    return rows.count(), rows.filter(was_hard=True).count()


@dataclass(frozen=True, slots=True)
class Waits:
    """How many cases wait for somebody to take them on (`free`), how many of these are urgent, and what else waits.

    `own` are those that the reader has taken on, `more` the urgent ones of them in which something came after that. Of
    the urgent ones that wait, `signs` is how often danger was told of, and `last_sign` when last. `hidden` is how much
    stays hidden though the pause it came with is over.
    """

    free: int
    urgent: int
    signs: int
    last_sign: datetime | None
    own: int
    more: int
    proposals: int
    appeals: int
    hidden: int


def waits_for(actor: Person, *, now: datetime) -> Waits:
    """Return what waits for somebody who moderates."""
    rows = visible_cases(actor, now=now).filter(state=CaseState.OPEN)
    is_free, is_own = Q(claimed_by=None) | Q(claimed_until__lte=now), Q(claimed_by=actor, claimed_until__gt=now)
    found = list(
        rows.filter(is_free | is_own)
        .annotate(latest=LATEST, signs=SIGNS, last_sign=LAST_SIGN)
        .order_by("-is_urgent")[:COUNTED]
    )
    own = [case for case in found if is_claimed(case, now=now)]
    free = [case for case in found if case not in own]
    urgent = [case for case in free if case.is_urgent]
    return Waits(
        free=len(free),
        urgent=len(urgent),
        signs=sum(case.signs for case in urgent),
        last_sign=max((case.last_sign for case in urgent if case.last_sign), default=None),
        own=len(own),
        more=sum(case.is_urgent and _came_since(case, case.latest) for case in own),
        proposals=visible_proposals(actor, now=now).count(),
        appeals=visible_appeals(actor, now=now).count(),
        hidden=len(still_hidden(actor, now=now)),
    )


def _came_since(case: Case, latest: datetime | None) -> bool:
    """Tell whether the `latest` came in a case after whoever has it took it on, or did something last."""
    return bool(latest and case.claimed_until and latest > case.claimed_until - CLAIM)
