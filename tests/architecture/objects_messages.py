"""What of a `World` an address of a picture, a voice note or a small circle in messages is about."""

from collections.abc import Mapping

from tests.architecture.objects_groups import conversation
from tests.architecture.world import World

__all__ = ["conversation", "picture", "voice"]

ASKED_IN = "   302  404  404  200  200  404  404"  # who is asked into a small circle and has not answered


def picture(world: World) -> Mapping[str, object]:
    """A picture of the owner's in the conversation of the two."""
    return {**conversation(world), "message_id": world.picture_message.id}


def voice(world: World) -> Mapping[str, object]:
    """A voice note of the owner's in it."""
    return {**conversation(world), "message_id": world.voice_message.id}


def people_to_ask(world: World) -> Mapping[str, object]:
    """Two people of the owner's circle; the address has no parameter."""
    assert world.listener_tie
    return {}


def members_to_ask(world: World) -> Mapping[str, object]:
    """The group, in which the supporter lets others write to them."""
    return {"company_id": world.letting_group.id}


def circle(world: World) -> Mapping[str, object]:
    """A small circle of the owner's, into which supporter and listener are asked."""
    return {"conversation_id": world.small_circle.id}
