"""What happens under medication and changes it; called inside the transaction in which it happens."""

from alongside.accounts.events import ZoneChanged
from alongside.circles.events import TieEnded
from alongside.kernel.events import subscribe
from alongside.medication import services


def zone_changed(event: ZoneChanged) -> None:
    """Go by the clock of where somebody is now."""
    services.travel(person_id=event.person_id, zone=event.zone, now=event.at)


def tie_ended(event: TieEnded) -> None:
    """Share nothing more through a tie that is over."""
    services.end_sharing(event.tie_id)


def register() -> None:
    """Listen to accounts and circles."""
    subscribe(ZoneChanged, zone_changed)
    subscribe(TieEnded, tie_ended)
