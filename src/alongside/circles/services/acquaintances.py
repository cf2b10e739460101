"""The owner's write on who of their circle knows whom."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.enums import TieUse
from alongside.circles.models import Acquaintance
from alongside.circles.policies import access_tie, living_ties
from alongside.circles.services.moves import tell_owner
from alongside.kernel.errors import Invalid


@transaction.atomic
def set_acquaintances(*, actor: Person, tie_id: UUID, knows: Collection[UUID], now: datetime) -> None:
    """Say whom of the actor's circle somebody knows; nobody is told. Invalid, NotFound, NotAllowed.

    It holds for both: who is left out is not known to them any more, and they not to who is left out.
    """
    tie = access_tie(actor, tie_id, to=TieUse.CHANGE)
    known = set(knows) - {tie_id}
    # Locked in the order of their ids, so that none of them ends meanwhile, which would end this, too.
    ties = (
        living_ties(actor).filter(id__in={tie_id, *known}).order_by("id").select_for_update(of=("self",), no_key=True)
    )
    if len(ties) != len(known) + 1:
        raise Invalid(_("Somebody you chose is not in your circle any more. Please choose again."), field="knows")
    Acquaintance.objects.filter(Q(first=tie) | Q(second=tie)).delete()
    Acquaintance.objects.bulk_create(
        Acquaintance(created_at=now, owner=actor, first_id=min(tie_id, other), second_id=max(tie_id, other))
        for other in sorted(known)
    )
    record("tie.acquaintances_set", actor=actor.id, subject=tie.id, about=actor.id, now=now)
    tell_owner(tie)
