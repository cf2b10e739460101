"""What of a `World` an address of a picture, a voice note or a small circle in messages is about."""

from collections.abc import Mapping

from tests.architecture.objects_groups import conversation
from tests.architecture.world import World

__all__ = ["conversation", "picture", "voice"]


def picture(world: World) -> Mapping[str, object]:
    """A picture of the owner's in the conversation of the two."""
    return {**conversation(world), "message_id": world.picture_message.id}


def voice(world: World) -> Mapping[str, object]:
    """A voice note of the owner's in it."""
    return {**conversation(world), "message_id": world.voice_message.id}
