"""What of a `World` an address of going or looking after together is about."""

from collections.abc import Mapping

from tests.architecture.objects import contact, tie
from tests.architecture.objects_meetings import along, contact_along_answer, hosting
from tests.architecture.world import World

__all__ = ["along", "contact", "hosting", "offer", "tie"]


def offer(world: World) -> Mapping[str, object]:
    """That the supporter offers the owner to come along, who has saved a meeting."""
    assert world.my_meeting
    return {"offer_id": world.company_offer.id}


def along_agreed(world: World) -> Mapping[str, object]:
    """What the supporter said yes to come along to."""
    return {"along_id": world.along_agreed.id}


def contact_along_agreed(world: World) -> Mapping[str, object]:
    """What the contact is asked to come along to, behind their link."""
    found = contact_along_answer(world)
    return {name: found[name] for name in ("token", "along_id")}


def proposal(world: World) -> Mapping[str, object]:
    """A meeting that the owner proposed."""
    return {"proposal_id": world.proposal.id}


def proposed(world: World) -> Mapping[str, object]:
    """That they did; the address has no parameter."""
    assert world.proposal
    return {}
