"""What is written in a chat room of the group of the made-up community."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from alongside.groups import services as groups
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.models import ChatRoom, Group
from alongside.groups.services.chat_here import who_sees_chat

if TYPE_CHECKING:
    from tests.architecture.world import People


class Chats:
    """A room of the group, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @cached_property
        def group(self) -> Group:
            """The group it is in."""

    @cached_property
    def chat(self) -> ChatRoom:
        """A slow room in which owner and supporter have written, and the owner lets others see that they are there."""
        owner, supporter, slug = self.people.owner, self.people.supporter, self.group.slug
        details = RoomDetails("Long one Test", "For people who go through long evenings", 30)
        room = groups.open_room(actor=owner, slug=slug, details=details, now=self.now)
        for who, words in ((owner, "It is a hard night."), (supporter, "Shaky Test, but I am here")):
            written = Written(words, uuid4())
            groups.write_line(actor=who, slug=slug, room_id=room.id, written=written, now=self.now)
        groups.choose_here(actor=owner, slug=slug, shows=True, now=self.now)
        who_sees_chat({owner.id}, room.id, self.now)
        return room
