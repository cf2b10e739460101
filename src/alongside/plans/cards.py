"""What plans put on the home page, and on the page of what somebody carries for others."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.policies import SupportingActor
from alongside.plans.queries import sharing_with, written_plans
from alongside.plans.steps import PlanKind
from alongside.plans.wording import PLANS
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card, register_supporter_card

WHY = _(
    "Six short steps, written on a better day: how you notice it coming, what helps, whom you ask. In a hard hour you "
    "need not think of them."
)


def register() -> None:
    """Put a plan that has grown old above what can wait, the plans themselves beside the safety card."""
    register_card(order=36, name="plan to look at", template="plans/card_review.html", context=to_look_at)
    register_card(order=44, name="plans", template="plans/card_plans.html", context=my_plans)
    register_beginning(order=30, name="plans", source=to_begin)
    register_supporter_card(order=30, name="plans", template="plans/card_shared.html", context=shared_with_me)


def to_look_at(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the plans that were not looked at for a long time."""
    old = [plan for plan in written_plans(person, now=now) if plan.is_too_old]
    return {"old_plans": old} if old else None


def to_begin(person: Person, now: datetime) -> Beginning | None:
    """Return the way to a safety plan; None for who has written a plan: its card leads to the other."""
    if written_plans(person, now=now):
        return None
    return Beginning(PLANS[PlanKind.SAFETY].begin, WHY, reverse("plan", args=[PlanKind.SAFETY.value]))


def my_plans(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the person's plans and the one they could still begin; None without any."""
    plans = written_plans(person, now=now)
    if not plans:
        return None
    to_begin = next((kind for kind in PlanKind if kind not in {plan.kind for plan in plans}), None)
    return {"plans": plans, "to_begin": to_begin, "begin": PLANS[to_begin] if to_begin else None}


def shared_with_me(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return whose plans the actor may read something of, and where."""
    shared = [(alias, _path(actor, tie_id)) for tie_id, alias in sharing_with(actor)]
    return {"shared_plans": shared} if shared else None


def _path(actor: SupportingActor, tie_id: object) -> str:
    if isinstance(actor, Person):
        return reverse("supporting-plans", args=[tie_id])
    return reverse("with-plans", args=[links.sign(actor.id, salt=links.CONTACT)])
