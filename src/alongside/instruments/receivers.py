"""What happens in circles and changes who reads results; called inside the transaction in which it happens."""

from alongside.circles.events import TieEnded
from alongside.instruments.services import forget_shares
from alongside.kernel.events import subscribe


def tie_ended(event: TieEnded) -> None:
    """Share nothing any more with whoever has just left, or was removed."""
    forget_shares(event.tie_id)


def register() -> None:
    """Listen to circles."""
    subscribe(TieEnded, tie_ended)
