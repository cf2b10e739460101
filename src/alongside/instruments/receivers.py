"""What happens in circles and to accounts and changes results; called inside the transaction in which it happens."""

from alongside.accounts.events import ZoneChanged
from alongside.circles.events import TieEnded
from alongside.instruments.services import forget_shares, travel
from alongside.kernel.events import subscribe


def tie_ended(event: TieEnded) -> None:
    """Share nothing any more with whoever has just left, or was removed."""
    forget_shares(event.tie_id)


def zone_changed(event: ZoneChanged) -> None:
    """Remind somebody by the clock of where they are now."""
    travel(person_id=event.person_id, before=event.before, zone=event.zone)


def register() -> None:
    """Listen to circles and accounts."""
    subscribe(ZoneChanged, zone_changed)
    subscribe(TieEnded, tie_ended)
