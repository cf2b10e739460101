"""Who may see filled sheets. The only door to a row: `visible_*` filters, `access_*` fetches one.

A sheet is its owner's alone. Whoever stands with them sees, by their tie, the sheets that were shared with them, and
nothing tells them whether there are others.
"""

from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor, access_supported, visible_supported
from alongside.kernel.errors import NotFound
from alongside.toolbox.models import Share, Sheet


def visible_sheets(actor: Person) -> QuerySet[Sheet]:
    """Return the actor's own sheets."""
    return Sheet.objects.filter(owner=actor)


def access_sheet(actor: Person, sheet_id: UUID, *, lock: bool = False) -> Sheet:
    """Return a sheet of the actor's own; with `lock`, locked by the running transaction. NotFound for any other."""
    sheets = visible_sheets(actor).select_related("owner").filter(id=sheet_id)
    sheet = (sheets.select_for_update(of=("self",), no_key=True) if lock else sheets).first()
    if sheet is None:
        raise NotFound
    return sheet


def visible_shares(actor: SupportingActor) -> QuerySet[Share]:
    """Return which sheets those whom the actor supports share with them, as long as the tie is accepted."""
    return Share.objects.filter(tie__in=visible_supported(actor))


def access_shared(actor: SupportingActor, tie_id: UUID) -> Tie:
    """Return the tie through which sheets are shared with the actor; NotFound when none is.

    NotAllowed for the owner, who knows of the tie: this page is for the other end.
    """
    tie = access_supported(actor, tie_id)
    if not visible_shares(actor).filter(tie=tie).exists():
        raise NotFound
    return tie


def visible_shared_sheets(actor: SupportingActor, tie_id: UUID) -> QuerySet[Sheet]:
    """Return the sheets that are shared with the actor through this tie; NotFound and NotAllowed as above."""
    return Sheet.objects.filter(shares__tie=access_shared(actor, tie_id))


def access_shared_sheet(actor: SupportingActor, tie_id: UUID, sheet_id: UUID) -> Sheet:
    """Return one sheet that is shared with the actor through this tie; NotFound and NotAllowed as above."""
    tie = access_supported(actor, tie_id)
    share = visible_shares(actor).filter(tie=tie, sheet=sheet_id).select_related("sheet__owner").first()
    if share is None:
        raise NotFound
    return share.sheet
