"""What of a `World` an address of going together is about."""

from collections.abc import Mapping

from tests.architecture.objects import contact, tie
from tests.architecture.objects_meetings import along
from tests.architecture.world import World

__all__ = ["along", "contact", "offer", "tie"]


def offer(world: World) -> Mapping[str, object]:
    """That the supporter offers the owner to come along, who has saved a meeting."""
    assert world.my_meeting
    return {"offer_id": world.company_offer.id}
