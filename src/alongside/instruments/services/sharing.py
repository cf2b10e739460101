"""Who may read the numbers of a questionnaire, that somebody read them, and when that ends."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import chosen, have_look_again
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor
from alongside.instruments.catalogue import instrument_of
from alongside.instruments.models import Share
from alongside.instruments.policies import access_shared, visible_own_shares


@transaction.atomic
def share_results(*, actor: Person, key: str, tie_ids: Iterable[UUID], now: datetime) -> None:
    """Let exactly these people of the actor's circle read the numbers of one questionnaire, and nobody else.

    NotFound for one that is not here; Conflict when somebody does not stand with the actor any more.
    """
    instrument_of(key)
    # Locked, so that of two forms sent at once the later one holds alone.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    ties = chosen(actor, tie_ids)
    removed = visible_own_shares(actor).filter(instrument=key).exclude(tie__in=ties)
    before = set(removed.values_list("tie", flat=True))
    removed.delete()
    Share.objects.bulk_create([Share(created_at=now, tie=tie, instrument=key) for tie in ties], ignore_conflicts=True)
    action = "questionnaire.shared" if ties else "questionnaire.unshared"
    record(action, actor=actor.id, about=actor.id, now=now)
    have_look_again(before | {tie.id for tie in ties})


@transaction.atomic
def note_look(*, actor: SupportingActor, tie_id: UUID, now: datetime) -> Tie:
    """Note that the actor reads what somebody shares with them; return the tie. NotFound, NotAllowed."""
    tie = access_shared(actor, tie_id)
    record("questionnaire.read", actor=actor.id, subject=tie.id, about=tie.owner_id, now=now)
    return tie


def forget_shares(tie_id: UUID) -> None:
    """Forget what was shared with somebody whose tie has ended."""
    Share.objects.filter(tie=tie_id).delete()
