"""The plans among what somebody has at hand for a hard hour."""

from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.plans.queries import written_plans
from alongside.plans.steps import PlanKind
from alongside.plans.wording import PLANS
from alongside.ui.at_hand import AtHand, register_at_hand

OFFERS: dict[PlanKind, tuple[int, Promise]] = {
    PlanKind.SAFETY: (10, _("You wrote it for an hour like this: step by step, with whom to call.")),
    PlanKind.STAYING_WELL: (20, _("What you know about yourself, and what helped you before.")),
}
LAST = 90
FOR_LATER = _("For when it is a little calmer: six short steps, and the first one can be enough for today.")


def register() -> None:
    """Offer the plans wherever it gets hard."""
    register_at_hand("plans", plans_at_hand)


def plans_at_hand(person: Person, now: datetime) -> list[AtHand]:
    """Return the person's plans in which something stands; without a safety plan, last, the way to one."""
    plans = written_plans(person, now=now)
    written = [
        AtHand(OFFERS[plan.kind][0], plan.words.title, OFFERS[plan.kind][1], reverse("plan", args=[plan.kind.value]))
        for plan in plans
    ]
    if any(plan.kind == PlanKind.SAFETY for plan in plans):
        return written
    return [
        *written,
        AtHand(LAST, PLANS[PlanKind.SAFETY].begin, FOR_LATER, reverse("plan", args=[PlanKind.SAFETY.value])),
    ]
