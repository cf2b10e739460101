"""A cry for help that was refused as a report, or as a word against a decision: moderators of the place see it anyway.

It goes with what the same person had sent before, so that whoever that speaks of keeps out of it. Where nothing was
sent before, whoever is behind what they wanted to report is kept out of it by a row of its own.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise

from alongside.accounts.models import Person
from alongside.kernel.holding import hold
from alongside.safety.cries import WHO, WHO_REPORTED
from alongside.safety.enums import Reason
from alongside.safety.models import Case
from alongside.safety.policies import own_reports, visible_decisions
from alongside.safety.reportable import reportable
from alongside.safety.services.reporting import bring_cry

# What leads nowhere is one case of whoever wrote it, however often they do.
REFUSED = "refused"


@transaction.atomic
def bring_refused_report(
    *, actor: Person, kind: str, subject: UUID, words: str, reason: str = "", now: datetime
) -> None:
    """Bring what somebody wrote with a report that was not taken, where it sounds like danger; more of it goes on.

    Whoever they wanted to report does not see it, also where what they reported is gone, as far as anything leads to
    them. With danger as the `reason` it says that it may speak of somebody else than who wrote it.
    """
    who = WHO_REPORTED if reason == Reason.DANGER else WHO
    own = own_reports(actor).filter(case__kind=kind, case__subject=subject).order_by("-created_at", "-id")
    earlier = own.values_list("id", flat=True).first()
    if earlier:
        bring_cry(actor, earlier, words, who=who, now=now)
        return
    about = hold(Person, _behind(kind, subject) - {actor.id})
    # A case each of those it is about: nobody is put out of one that they look after by what comes later.
    leads_to = " ".join([REFUSED, *map(str, about)])
    bring_cry(actor, uuid5(actor.id, leads_to), words, who=who, apart=about, now=now)


def _behind(kind: str, subject: UUID) -> set[UUID]:
    """Return who is behind a thing, by what is left of it and by what others have reported of it."""
    known = reportable(kind)
    left = known.behind(subject) if known and known.behind else set()
    cases = Case.objects.filter(Q(subject=subject) | Q(also__contains=[subject]), kind=kind)
    return left | {one for one in cases.values_list("about", flat=True) if one}


@transaction.atomic
def bring_refused_appeal(*, actor: Person, decision_id: UUID, words: str, now: datetime) -> None:
    """Bring what somebody wrote against a decision that was not taken, in the same way."""
    known = visible_decisions(actor).filter(id=decision_id).values_list("appeal__id", "id").first() or ()
    bring_cry(actor, next(filter(None, known), uuid5(actor.id, REFUSED)), words, now=now)


@transaction.atomic
def bring_refused_words(*, actor: Person, words: str, who: Promise, now: datetime) -> None:
    """Bring what somebody wrote to what is not there for them, where it sounds like danger, as from such a person."""
    bring_cry(actor, uuid5(actor.id, REFUSED), words, who=who, now=now)
