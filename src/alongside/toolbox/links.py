"""Where whoever stands with somebody reads the sheets shared with them."""

from uuid import UUID

from django.urls import reverse

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.policies import SupportingActor


def shared_path(actor: SupportingActor, tie_id: UUID) -> str:
    """Return where the actor finds what is shared through a tie."""
    if isinstance(actor, Person):
        return reverse("supporting-sheets", args=[tie_id])
    return reverse("with-sheets", args=[links.sign(actor.id, salt=links.CONTACT)])


def shared_sheet_path(actor: SupportingActor, tie_id: UUID, sheet_id: UUID) -> str:
    """Return where the actor reads one sheet."""
    if isinstance(actor, Person):
        return reverse("supporting-sheet", args=[tie_id, sheet_id])
    return reverse("with-sheet", args=[links.sign(actor.id, salt=links.CONTACT), sheet_id])
