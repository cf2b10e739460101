"""The owner's writes on what they want support for."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.details import NeedDetails, checked_need
from alongside.circles.models import Need
from alongside.circles.policies import access_need
from alongside.circles.queries import needs_of
from alongside.circles.sealing import NEED
from alongside.circles.services.moves import CIRCLE
from alongside.kernel import live
from alongside.kernel.errors import Conflict
from alongside.kernel.sealed import seal

MOST_NEEDS = 50


def add_need(*, actor: Person, details: NeedDetails, now: datetime) -> Need | None:
    """Write one need down, as `add_needs` does; None when the actor has said the same before."""
    return next(iter(add_needs(actor=actor, needs=[details], now=now)), None)


@transaction.atomic
def add_needs(*, actor: Person, needs: Sequence[NeedDetails], now: datetime) -> list[Need]:
    """Write down what the actor wants support for; return what is new. Invalid, Conflict past 50.

    What they have said before, in the same words, stays as it is: a form that is sent twice counts once.
    """
    checked = [checked_need(need) for need in needs]
    # Locked, so that the same form sent twice at once does not find the list empty twice.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    rows = needs_of(actor)
    kept = {need.words.casefold() for need in rows}
    new = {need.words.casefold(): need for need in checked if need.words.casefold() not in kept}
    if len(rows) + len(new) > MOST_NEEDS:
        raise Conflict(_("Your list holds 50 needs already. Please remove one that does not fit any more first."))
    return [_added(actor, need, now) for need in new.values()]


def _added(actor: Person, details: NeedDetails, now: datetime) -> Need:
    need = Need(created_at=now, owner=actor)
    _describe(need, details)
    need.save(force_insert=True)
    _noted("need.added", actor, need, now)
    return need


@transaction.atomic
def change_need(*, actor: Person, need_id: UUID, details: NeedDetails, now: datetime) -> Need:
    """Say a need anew: its words, the kind of support, its hours, how much it matters. Invalid, NotFound."""
    details = checked_need(details)
    need = access_need(actor, need_id, lock=True)
    _describe(need, details)
    need.save()
    _noted("need.changed", actor, need, now)
    return need


@transaction.atomic
def remove_need(*, actor: Person, need_id: UUID, now: datetime) -> None:
    """Delete a need and its words. NotFound."""
    need = access_need(actor, need_id, lock=True)
    _noted("need.removed", actor, need, now)
    need.delete()


def _describe(need: Need, details: NeedDetails) -> None:
    need.support = details.support
    need.words_sealed = seal(need.owner.data_key_id, details.words, what=NEED)
    need.hours = None if details.hours is None else list(details.hours)
    need.weight = details.weight


def _noted(action: str, actor: Person, need: Need, now: datetime) -> None:
    record(action, actor=actor.id, subject=need.id, about=actor.id, now=now)
    live.announce([actor.id], topic=CIRCLE, ref=need.id)
