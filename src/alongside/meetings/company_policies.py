"""Who sees that somebody offers to come along: whoever offers, and whom they offer it to. The only door to an offer."""

from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.kernel.errors import NotFound
from alongside.meetings.models import CompanyOffer


def visible_offers_made(actor: SupportingActor) -> QuerySet[CompanyOffer]:
    """Return what the actor offers those they stand with, and has not ended."""
    return _whole(CompanyOffer.objects.filter(tie__in=visible_supported(actor)))


def access_offer_made(actor: SupportingActor, tie_id: UUID, *, lock: bool = False) -> CompanyOffer:
    """Return what the actor offers through a tie; with `lock`, locked by the running transaction. NotFound."""
    return _one(visible_offers_made(actor).filter(tie=tie_id), lock=lock)


def visible_company(actor: Person) -> QuerySet[CompanyOffer]:
    """Return what the actor is offered by those who stand with them, and has not ended."""
    return _whole(CompanyOffer.objects.filter(tie__owner=actor, tie__state=TieState.ACCEPTED))


def access_company(actor: Person, offer_id: UUID, *, lock: bool = False) -> CompanyOffer:
    """Return one of these; with `lock`, locked by the running transaction. NotFound for whoever offered, too."""
    return _one(visible_company(actor).filter(id=offer_id), lock=lock)


def _whole(rows: QuerySet[CompanyOffer]) -> QuerySet[CompanyOffer]:
    return rows.filter(ended_at=None).select_related("tie__owner", "tie__supporter__person")


def _one(rows: QuerySet[CompanyOffer], *, lock: bool) -> CompanyOffer:
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if row is None:
        raise NotFound
    return row
