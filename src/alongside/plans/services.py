"""The writes on plans: a step, that a plan still holds, who reads which step, that somebody looked, and the end."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import chosen
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid, NotFound
from alongside.kernel.sealed import seal
from alongside.plans.models import Item, Plan, Share
from alongside.plans.naming import nameable_ties
from alongside.plans.policies import access_plan, access_shared
from alongside.plans.sealing import ITEM
from alongside.plans.steps import PlanKind, Step, has_step

LINE_LENGTH = 300
MOST_LINES = 20
TOO_MANY = _("That is more than anybody can read in a hard hour. Please keep it to %(most)d lines in one step.")
NOT_IN_CIRCLE = _("Somebody you chose is not in your circle any more. Nothing is lost. Please choose once more.")


@transaction.atomic
def write_step(
    *, actor: Person, kind: PlanKind, step: Step, lines: Sequence[str], tie_ids: Iterable[UUID], now: datetime
) -> Plan:
    """Write one step of the actor's plan, or write it anew; the plan begins with its first step.

    Invalid for a line that cannot be kept, too many of them, or a tie that cannot be named there; NotFound for a step
    of another kind of plan.
    """
    if not has_step(kind, step):
        raise NotFound
    kept = _checked_lines(lines)
    ties = _named(actor, step, tie_ids)
    plan = _begun(actor, kind, now)
    plan.items.filter(step=step).delete()
    Item.objects.bulk_create(_items(plan, step, kept, ties, now))
    _look(plan, now)
    record("plan.written", actor=actor.id, subject=plan.id, about=actor.id, now=now)
    return plan


def _checked_lines(lines: Sequence[str]) -> list[str]:
    if len(lines) > MOST_LINES:
        raise Invalid(TOO_MANY % {"most": MOST_LINES}, field="lines")
    return [checked_text(line, field="lines", most=LINE_LENGTH, required=True) for line in lines]


def _named(actor: Person, step: Step, tie_ids: Iterable[UUID]) -> list[Tie]:
    wanted = set(tie_ids)
    ties = [tie for tie in nameable_ties(actor, step) if tie.id in wanted] if wanted else []
    if len(ties) < len(wanted):
        raise Invalid(NOT_IN_CIRCLE, field="people")
    return ties


def _begun(actor: Person, kind: PlanKind, now: datetime) -> Plan:
    """Return the locked plan, a new one when there is none; of two who begin at once the second waits for the first."""
    Plan.objects.bulk_create([Plan(created_at=now, owner=actor, kind=kind, looked_at=now)], ignore_conflicts=True)
    return access_plan(actor, kind, lock=True)


def _items(plan: Plan, step: Step, lines: Sequence[str], ties: Sequence[Tie], now: datetime) -> list[Item]:
    key = plan.owner.data_key_id
    people = [Item(created_at=now, plan=plan, step=step, place=place, tie=tie) for place, tie in enumerate(ties)]
    words = [
        Item(created_at=now, plan=plan, step=step, place=place, words_sealed=seal(key, line, what=ITEM))
        for place, line in enumerate(lines, len(ties))
    ]
    return people + words


def _look(plan: Plan, now: datetime) -> None:
    plan.looked_at = max(plan.looked_at, now)
    plan.save(update_fields=["looked_at"])


@transaction.atomic
def confirm_plan(*, actor: Person, kind: PlanKind, now: datetime) -> None:
    """Note that the actor looked at their plan and that it still holds. NotFound when there is none."""
    plan = access_plan(actor, kind, lock=True)
    _look(plan, now)
    record("plan.confirmed", actor=actor.id, subject=plan.id, about=actor.id, now=now)


@transaction.atomic
def share_step(*, actor: Person, kind: PlanKind, step: Step, tie_ids: Iterable[UUID], now: datetime) -> None:
    """Let exactly these people of the actor's circle read one step; whoever is not among them cannot any more.

    NotFound when there is no such plan or step; Conflict when somebody does not stand with the actor any more.
    """
    plan = access_plan(actor, kind, lock=True)
    if not has_step(kind, step):
        raise NotFound
    ties = chosen(actor, tie_ids)
    plan.shares.filter(step=step).exclude(tie__in=ties).delete()
    Share.objects.bulk_create(
        [Share(created_at=now, plan=plan, step=step, tie=tie) for tie in ties], ignore_conflicts=True
    )
    record("plan.shared" if ties else "plan.unshared", actor=actor.id, subject=plan.id, about=actor.id, now=now)


@transaction.atomic
def note_look(*, actor: SupportingActor, tie_id: UUID, now: datetime) -> Tie:
    """Note that the actor reads what somebody shares with them; return the tie. NotFound, NotAllowed."""
    tie = access_shared(actor, tie_id)
    record("plan.read", actor=actor.id, subject=tie.id, about=tie.owner_id, now=now)
    return tie


@transaction.atomic
def remove_plan(*, actor: Person, kind: PlanKind, now: datetime) -> None:
    """Delete the actor's plan and all that is shared of it; NotFound when there is none."""
    plan = access_plan(actor, kind, lock=True)
    record("plan.removed", actor=actor.id, subject=plan.id, about=actor.id, now=now)
    plan.delete()


def forget_shares(tie_id: UUID) -> None:
    """Forget what was shared with somebody whose tie has ended."""
    Share.objects.filter(tie=tie_id).delete()
