"""What the services share: moving a tie, ending it, telling both ends."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.asks_telling import take_back_tellings
from alongside.circles.enums import TIE_MOVES, AskState, TieState
from alongside.circles.events import TieEnded
from alongside.circles.models import Acquaintance, Agreement, Supporter, SupportHours, Tie
from alongside.kernel import events, live
from alongside.kernel.errors import Conflict

CIRCLE = "circle"
SUPPORTING = "supporting"


def move(tie: Tie, to: TieState) -> None:
    """Set the state of a locked tie, not saved yet; Conflict when TIE_MOVES knows no such move."""
    if to not in TIE_MOVES[TieState(tie.state)]:
        raise Conflict(
            _("Something has changed meanwhile, and this is not possible any more. Please look at the page again.")
        )
    tie.state = to


def end_tie(tie: Tie, *, actor_id: UUID, now: datetime) -> None:
    """End a locked tie and keep of it only what its owner wrote; nobody is told why, or who ended it.

    What the two agreed was between them, and goes with it. Whoever calls this has the measures remembered afterwards,
    of all whom it touched at once (see `measuring`).
    """
    was_accepted = tie.state == TieState.ACCEPTED
    move(tie, TieState.ENDED)
    tie.ended_at = now
    tie.gives, tie.hours, tie.wakes_at, tie.on_safety_card = [], [], None, False
    tie.most_a_week, tie.from_level, tie.until = None, None, None
    tie.save()
    SupportHours.objects.filter(tie=tie).delete()
    Agreement.objects.filter(tie=tie).delete()
    tie.invitations.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now)
    _end_asks(tie, now)
    Acquaintance.objects.filter(Q(first=tie) | Q(second=tie)).delete()
    if was_accepted and tie.supporter_id:
        forget_address(tie.supporter_id)
        events.publish(TieEnded(tie_id=tie.id, owner_id=tie.owner_id, supporter_id=tie.supporter_id, at=now))
    record("tie.ended", actor=actor_id, subject=tie.id, about=tie.owner_id, now=now)
    tell_both_ends(tie)


def _end_asks(tie: Tie, now: datetime) -> None:
    """Take back what was asked of somebody who is not with the owner any more, and forget what was said to it."""
    waiting = tie.asks.filter(state=AskState.OPEN)
    take_back_tellings(waiting.values_list("id", flat=True), now=now)
    waiting.update(state=AskState.TAKEN_BACK, ended_at=now)
    tie.asks.update(words_sealed=None)


def forget_address(supporter_id: UUID) -> None:
    """Delete a contact's e-mail address: they belong to one circle, and are told nothing more."""
    Supporter.objects.filter(id=supporter_id, person__isnull=True).update(email_sealed=None)


def both_ends(tie: Tie) -> list[Person]:
    """Return the owner of a tie and, where they have an account, its supporter."""
    return [tie.owner, *([tie.supporter.person] if tie.supporter and tie.supporter.person else [])]


def tell_owner(tie: Tie) -> None:
    """Have the owner's open pages show what this tie has become."""
    live.announce([tie.owner_id], topic=CIRCLE, ref=tie.id)


def tell_both_ends(tie: Tie) -> None:
    """Have the open pages of owner and supporter show what this tie has become."""
    tell_owner(tie)
    if tie.supporter and tie.supporter.person_id:
        live.announce([tie.supporter.person_id], topic=SUPPORTING, ref=tie.id)
