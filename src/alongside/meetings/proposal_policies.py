"""Who sees that a meeting is proposed: whoever proposed it, and organisers while it waits. The only door to one."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.meetings.models import Proposal
from alongside.meetings.policies import access_sources

SWITCHED_OFF = _("The organisers of this place write down its meetings themselves. Nothing is lost.")


def may_propose() -> bool:
    """Tell whether people of this place propose meetings at all."""
    return bool(settings.PROPOSE_MEETINGS)


def access_proposing() -> None:
    """Let whoever is here propose a meeting; NotAllowed where that is switched off."""
    if not may_propose():
        raise NotAllowed(SWITCHED_OFF)


def visible_proposals(actor: Person) -> QuerySet[Proposal]:
    """Return what the actor proposed."""
    return Proposal.objects.filter(person=actor).select_related("meeting")


def access_proposal(actor: Person, proposal_id: UUID, *, lock: bool = False) -> Proposal:
    """Return one of these that waits; with `lock`, locked by the running transaction. NotFound."""
    return _waiting(Proposal.objects.filter(person=actor), proposal_id, lock=lock)


def visible_proposed(actor: Person) -> QuerySet[Proposal]:
    """Return what waits for an organiser, to organisers. NotAllowed."""
    access_sources(actor)
    return Proposal.objects.filter(ended_at=None).select_related("person")


def access_proposed(actor: Person, proposal_id: UUID, *, lock: bool = False) -> Proposal:
    """Return one of these; with `lock`, locked by the running transaction. NotAllowed, NotFound."""
    return _waiting(visible_proposed(actor), proposal_id, lock=lock)


def _waiting(rows: QuerySet[Proposal], proposal_id: UUID, *, lock: bool) -> Proposal:
    rows = rows.filter(id=proposal_id, ended_at=None)
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if row is None:
        raise NotFound
    return row
