"""Pictures and voice notes that people of a `World` sent each other in messages."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from alongside.kernel.pictures import Picture
from alongside.kernel.voice import Voice
from alongside.messaging import services
from alongside.messaging.models import Message
from alongside.messaging.services import Shown
from tests.support.pictures import drawn

if TYPE_CHECKING:
    from tests.architecture.world import People

SOUND = b"\xff\xf3Sound Test"


class Media:
    """What owner and supporter showed each other in their conversation, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @cached_property
        def message(self) -> Message:
            """What they wrote to each other."""

    @cached_property
    def picture_message(self) -> Message:
        """A picture of the owner's."""
        return send_picture(self)

    @cached_property
    def voice_message(self) -> Message:
        """A voice note of the owner's."""
        return send_voice(self)


def send_picture(world: "Media", *, seen: str = "Hill Test", care: str = "") -> Message:
    """Have the owner show the supporter a hill."""
    shown = Shown(Picture(drawn(), 640, 480), seen, care, uuid4().hex)
    talk = world.message.conversation_id
    return services.send_picture(actor=world.people.owner, conversation_id=talk, shown=shown, now=world.now)


def send_voice(world: "Media") -> Message:
    """Have the owner say something to the supporter aloud."""
    given = {"conversation_id": world.message.conversation_id, "request_key": uuid4().hex, "now": world.now}
    return services.send_voice(actor=world.people.owner, voice=Voice(SOUND, 7), **given)
