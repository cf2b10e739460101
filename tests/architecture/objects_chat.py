"""What of a `World` an address of a chat room is about."""

from collections.abc import Mapping

from tests.architecture.world import World


def chats(world: World) -> Mapping[str, object]:
    """The group, in which a room is."""
    assert world.chat
    return {"slug": world.group.slug}


def chat(world: World) -> Mapping[str, object]:
    """A room of the hidden group, in which owner and supporter have written."""
    return {**chats(world), "room_id": world.chat.id}


def line(world: World) -> Mapping[str, object]:
    """A line of the owner's in it."""
    return {**chat(world), "line_id": world.chat.lines.get(number=1).id}


def others_line(world: World) -> Mapping[str, object]:
    """A line of the supporter's in it."""
    return {**chat(world), "line_id": world.chat.lines.get(number=2).id}
