"""What happens in reach-outs and belongs to a first visit; called inside the transaction in which it happens."""

from alongside.kernel.events import subscribe
from alongside.reachouts.events import Rehearsed
from alongside.today.services import note_rehearsal


def rehearsed(event: Rehearsed) -> None:
    """Note that somebody knows how the button feels."""
    note_rehearsal(person_id=event.person_id, at=event.at)


def register() -> None:
    """Listen to reach-outs."""
    subscribe(Rehearsed, rehearsed)
