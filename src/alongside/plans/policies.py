"""Who may see plans. The only door to a row: `visible_*` filters, `access_*` fetches one.

A plan is its owner's alone. Whoever stands with them sees, by their tie, the steps that were shared with them, and
nothing tells them whether there are others.
"""

from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor, access_supported, visible_supported
from alongside.kernel.errors import NotFound
from alongside.plans.models import Plan, Share
from alongside.plans.steps import PlanKind


def visible_plans(actor: Person) -> QuerySet[Plan]:
    """Return the actor's own plans; nobody sees another's as a whole."""
    return Plan.objects.filter(owner=actor)


def access_plan(actor: Person, kind: PlanKind, *, lock: bool = False) -> Plan:
    """Return the actor's own plan of that kind; NotFound while they have written none."""
    plans = visible_plans(actor).filter(kind=kind)
    plan = (plans.select_for_update(no_key=True) if lock else plans).first()
    if plan is None:
        raise NotFound
    return plan


def visible_shares(actor: SupportingActor) -> QuerySet[Share]:
    """Return which steps those whom the actor supports share with them, as long as the tie is accepted."""
    return Share.objects.filter(tie__in=visible_supported(actor))


def access_shared(actor: SupportingActor, tie_id: UUID) -> Tie:
    """Return the tie through which something is shared with the actor; NotFound when nothing is.

    NotAllowed for the owner, who knows of the tie: this page is for the other end.
    """
    tie = access_supported(actor, tie_id)
    if not visible_shares(actor).filter(tie=tie).exists():
        raise NotFound
    return tie
