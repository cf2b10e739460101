"""What plans hold about a person: what they wrote, whom they named, who may read which step."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.circles.names import names_of
from alongside.kernel.privacy import Holding, Said, Table
from alongside.kernel.sealed import unseal_all
from alongside.plans.models import Item, Plan, Share
from alongside.plans.sealing import ITEM
from alongside.plans.steps import PlanKind, Step
from alongside.plans.wording import PLANS, STEPS
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return their plans, what stands in each step, and with whom they share it."""
    return {"plans": _plans(person_id), "plan_items": _items(person_id), "plan_shares": _shares(person_id)}


def _plans(person_id: UUID) -> Table:
    return [
        {"plan": row.kind, "begun_at": row.created_at.isoformat(), "looked_at": row.looked_at.isoformat()}
        for row in Plan.objects.filter(owner=person_id).order_by("created_at", "id")
    ]


def _items(person_id: UUID) -> Table:
    rows = list(Item.objects.filter(plan__owner=person_id).select_related("plan", "tie"))
    names = names_of({row.tie for row in rows if row.tie})
    texts = unseal_all([row.words_sealed for row in rows], what=ITEM)
    opened = {row.id: text or _name(row, names) for row, text in zip(rows, texts, strict=True)}
    return [
        {"plan": row.plan.kind, "step": row.step, "words": opened[row.id], "added_at": row.created_at.isoformat()}
        for row in _in_order(rows)
    ]


def _name(row: Item | Share, names: Mapping[UUID, str]) -> str:
    return names.get(row.tie_id, "") if row.tie_id else ""


def _in_order(rows: Iterable[Item]) -> list[Item]:
    kinds, steps = list(PlanKind), list(Step)
    return sorted(rows, key=lambda row: (kinds.index(PlanKind(row.plan.kind)), steps.index(Step(row.step)), row.place))


def _shares(person_id: UUID) -> Table:
    rows = list(Share.objects.filter(plan__owner=person_id).select_related("plan", "tie").order_by("created_at", "id"))
    names = names_of({row.tie for row in rows})
    return [
        {"plan": row.plan.kind, "step": row.step, "reader": _name(row, names), "shared_at": row.created_at.isoformat()}
        for row in rows
    ]


@transaction.atomic
def erase(person_id: UUID, _now: datetime) -> None:
    """Remove their plans, and what others shared with them."""
    Plan.objects.filter(owner=person_id).delete()
    Share.objects.filter(tie__supporter__person=person_id).delete()


WORDS = {
    "plans": phrases.YOUR_PLANS,
    "plan_items": _("What stands in your plans"),
    "plan_shares": _("Who may read your plans"),
    "plan": _("Plan"),
    "step": _("Step"),
    "words": _("Words"),
    "reader": phrases.WHO_MAY_READ_IT,
    "begun_at": _("Begun"),
    "looked_at": _("Last looked at"),
    "added_at": _("Added"),
    "shared_at": _("Shared"),
}
SAID: dict[str, Said] = {
    "plan": lambda kind: PLANS[PlanKind(kind)].title,
    "step": lambda step: STEPS[Step(step)].title,
}
HOLDING = Holding(app="plans", export=export, erase=erase, words=WORDS, said=SAID)
