"""With whom the log is shared, and that somebody looked."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.choosing import chosen, have_look_again
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor
from alongside.medication.models import Share
from alongside.medication.policies import access_shared
from alongside.medication.services.announcing import noted


@transaction.atomic
def share_medication(*, actor: Person, tie_ids: Iterable[UUID], now: datetime) -> None:
    """Let exactly these see the log of these days; whoever is not among them cannot any more, at once.

    Conflict when somebody chosen does not stand with the actor.
    """
    # Locked, so that of two forms sent at once the later one holds alone.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    ties = chosen(actor, tie_ids)
    removed = Share.objects.filter(tie__owner=actor).exclude(tie__in=ties)
    before = set(removed.values_list("tie", flat=True))
    removed.delete()
    shares = [Share(created_at=now, tie=tie) for tie in ties]
    Share.objects.bulk_create(shares, ignore_conflicts=True)
    noted("shared" if ties else "unshared", subject=actor.id, person_id=actor.id, now=now)
    have_look_again(before | {tie.id for tie in ties})


def end_sharing(tie_id: UUID) -> None:
    """Forget what is shared through a tie that is over: should the two meet again, it is chosen anew."""
    Share.objects.filter(tie=tie_id).delete()


@transaction.atomic
def look_at(*, actor: SupportingActor, tie_id: UUID, now: datetime) -> Tie:
    """Note that a supporter looks at the log that is shared with them; return the tie. NotFound, NotAllowed."""
    tie = access_shared(actor, tie_id)
    record("medication.looked_at", actor=actor.id, subject=tie.id, about=tie.owner_id, now=now)
    return tie
