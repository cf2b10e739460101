"""What happens in circles and changes journeys; called inside the transaction in which it happens."""

from alongside.circles.events import TieEnded
from alongside.journeys import services
from alongside.kernel.events import subscribe


def tie_ended(event: TieEnded) -> None:
    """Tell nothing more through a tie that is over, and have nobody ask."""
    services.end_telling(event.tie_id, now=event.at)
    services.end_unsent_voices(event.tie_id)
    services.end_asks_of(event.tie_id, now=event.at)


def register() -> None:
    """Listen to circles."""
    subscribe(TieEnded, tie_ended)
