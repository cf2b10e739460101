"""What happens in circles and changes meetings; called inside the transaction in which it happens."""

from alongside.circles.events import TieEnded
from alongside.kernel.events import subscribe
from alongside.meetings import services


def tie_ended(event: TieEnded) -> None:
    """Have nobody come along through a tie that is over."""
    services.end_along_of(event.tie_id, now=event.at)
    services.end_offers_of(event.tie_id, now=event.at)


def register() -> None:
    """Listen to circles."""
    subscribe(TieEnded, tie_ended)
