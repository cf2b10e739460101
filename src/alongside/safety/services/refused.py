"""A cry for help that was refused as a report, or as a word against a decision: moderators of the place see it anyway.

It goes with what the same person had sent before, so that whoever that speaks of keeps out of it.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from alongside.accounts.models import Person
from alongside.safety.policies import own_reports, visible_decisions
from alongside.safety.services.reporting import bring_cry

# What leads nowhere is one case of whoever wrote it, however often they do.
REFUSED = "refused"


@transaction.atomic
def bring_refused_report(*, actor: Person, kind: str, subject: UUID, words: str, now: datetime) -> None:
    """Bring what somebody wrote with a report that was not taken, where it sounds like danger; more of it goes on."""
    own = own_reports(actor).filter(case__kind=kind, case__subject=subject).order_by("-created_at", "-id")
    earlier = own.values_list("id", flat=True).first()
    bring_cry(actor, earlier or uuid5(actor.id, REFUSED), words, now=now)


@transaction.atomic
def bring_refused_appeal(*, actor: Person, decision_id: UUID, words: str, now: datetime) -> None:
    """Bring what somebody wrote against a decision that was not taken, in the same way."""
    known = visible_decisions(actor).filter(id=decision_id).values_list("appeal__id", "id").first() or ()
    bring_cry(actor, next(filter(None, known), uuid5(actor.id, REFUSED)), words, now=now)
