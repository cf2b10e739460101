"""What happens in circles and changes reach-outs; called inside the transaction in which it happens."""

from alongside.circles.events import SupporterMerged, TieEnded
from alongside.kernel.events import subscribe
from alongside.reachouts import leaving


def tie_ended(event: TieEnded) -> None:
    """Go on without whoever has just left, or was removed."""
    leaving.leave_circle(owner_id=event.owner_id, supporter_id=event.supporter_id, now=event.at)


def supporter_merged(event: SupporterMerged) -> None:
    """Have a contact's reach-outs follow them to their account."""
    leaving.merge_supporters(old_id=event.old_id, new_id=event.new_id)


def register() -> None:
    """Listen to circles."""
    subscribe(TieEnded, tie_ended)
    subscribe(SupporterMerged, supporter_merged)
