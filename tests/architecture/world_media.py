"""Pictures, voice notes and small circles of people of a `World` in messages."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from alongside.circles import services as circles
from alongside.circles.details import Offer
from alongside.circles.models import Tie
from alongside.groups import services as groups
from alongside.groups.models import Group
from alongside.kernel.pictures import Picture
from alongside.kernel.voice import Voice
from alongside.messaging import services
from alongside.messaging.models import Conversation, Message
from alongside.messaging.services import Asking, Shown
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
        def tie(self) -> Tie:
            """The owner's tie to the supporter."""

        @cached_property
        def group(self) -> Group:
            """A group of the owner's with the supporter in it."""

        def _invited(self, called: str) -> str: ...

        @cached_property
        def message(self) -> Message:
            """What they wrote to each other."""

    @cached_property
    def picture_message(self) -> Message:
        """A picture of the owner's."""
        return send_picture(self)

    @cached_property
    def listener_tie(self) -> Tie:
        """The owner's tie to the listener, beside the one to the supporter."""
        assert self.tie
        offer = Offer(gives=("emotional",), hours=(), wakes_at="talk")
        return circles.accept_invitation(
            actor=self.people.listener,
            token=self._invited("Cousin Test"),
            offer=offer,
            weekly_capacity=None,
            now=self.now,
        )

    @cached_property
    def letting_group(self) -> Group:
        """The group, in which the supporter lets others write to them."""
        groups.choose_letters(actor=self.people.supporter, slug=self.group.slug, lets_write=True, now=self.now)
        return self.group

    @cached_property
    def small_circle(self) -> Conversation:
        """One of the owner's, who asks supporter and listener."""
        asking = Asking(None, {self.listener_tie.id, self.tie.id}, "Quill Test")
        return services.begin_circle(actor=self.people.owner, asking=asking, now=self.now)

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
