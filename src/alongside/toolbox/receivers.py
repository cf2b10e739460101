"""What happens in circles and changes who reads a sheet; called inside the transaction in which it happens."""

from alongside.circles.events import TieEnded
from alongside.kernel.events import subscribe
from alongside.toolbox.services import forget_shares


def tie_ended(event: TieEnded) -> None:
    """Share nothing any more with whoever has just left, or was removed."""
    forget_shares(event.tie_id)


def register() -> None:
    """Listen to circles."""
    subscribe(TieEnded, tie_ended)
