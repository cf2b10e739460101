"""Who may see results of questionnaires. The only door to a row: `visible_*` filters, `access_*` fetches one.

Results are their person's alone. Whoever stands with them reads, by their tie, the numbers of the questionnaires that
were shared with them, and nothing tells them whether there are others.
"""

from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor, access_supported, visible_supported, visible_ties
from alongside.instruments.models import Result, Rhythm, Share
from alongside.kernel.errors import NotFound


def visible_results(actor: Person) -> QuerySet[Result]:
    """Return the actor's own results; nobody sees another's with its answers."""
    return Result.objects.filter(person=actor)


def access_result(actor: Person, result_id: UUID, *, lock: bool = False) -> Result:
    """Return one result of the actor's. NotFound."""
    rows = visible_results(actor).filter(id=result_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def visible_rhythms(actor: Person) -> QuerySet[Rhythm]:
    """Return how often the actor wants to take which questionnaire."""
    return Rhythm.objects.filter(person=actor)


def visible_own_shares(actor: Person) -> QuerySet[Share]:
    """Return what the actor shares with whom."""
    return Share.objects.filter(tie__in=visible_ties(actor))


def visible_shares(actor: SupportingActor) -> QuerySet[Share]:
    """Return what those whom the actor supports share with them, as long as the tie is accepted."""
    return Share.objects.filter(tie__in=visible_supported(actor))


def access_shared(actor: SupportingActor, tie_id: UUID) -> Tie:
    """Return the tie through which something is shared with the actor; NotFound when nothing is.

    NotAllowed for the owner, who knows of the tie: this page is for the other end.
    """
    tie = access_supported(actor, tie_id)
    if not visible_shares(actor).filter(tie=tie).exists():
        raise NotFound
    return tie
