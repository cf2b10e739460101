"""Plans, what stands in them, and who may read which step."""

from django.db import models
from django.db.models import F, Q

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.kernel.models import BaseModel
from alongside.plans.steps import NAMES_PEOPLE, PlanKind, Step

KINDS = [kind.value for kind in PlanKind]
STEPS = [step.value for step in Step]


class Plan(BaseModel):
    """One person's plan of one kind. `looked_at` is when they last wrote in it, or said that it still holds."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind"], name="plans_plan_one_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="plans_plan_kind"),
            models.CheckConstraint(condition=Q(looked_at__gte=F("created_at")), name="plans_plan_looked_at"),
        ]


class Item(BaseModel):
    """One thing in a step of a plan: words, sealed with the owner's data key, or somebody of their circle."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    step = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    words_sealed = models.BinaryField(null=True)
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "step", "place"], name="plans_item_place"),
            models.UniqueConstraint(fields=["plan", "step", "tie"], name="plans_item_tie_once"),
            models.CheckConstraint(condition=Q(step__in=STEPS), name="plans_item_step"),
            models.CheckConstraint(
                condition=Q(words_sealed__isnull=False, tie__isnull=True) & ~Q(words_sealed=b"")
                | Q(words_sealed__isnull=True, tie__isnull=False, step__in=sorted(step.value for step in NAMES_PEOPLE)),
                name="plans_item_words_or_tie",
            ),
        ]


class Share(BaseModel):
    """That the person of a tie may read one step of a plan, for as long as the tie is accepted."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shares")
    step = models.CharField(max_length=20)
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "step", "tie"], name="plans_share_once"),
            models.CheckConstraint(condition=Q(step__in=STEPS), name="plans_share_step"),
        ]
