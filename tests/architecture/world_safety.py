"""What moderators of the made-up community look after."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from alongside.groups.models import Post
from alongside.messaging.models import Message
from alongside.safety import services as safety
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Appeal, Case, Decision, Exhibit

if TYPE_CHECKING:
    from tests.architecture.world import People

WHY = "It named a place to buy from, and that can cost somebody their week. The rest of it was good to read. Test"


class Moderated:
    """A case about what the owner wrote, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @property
        def post(self) -> Post:
            """What it is about."""

        @property
        def picture_message(self) -> Message:
            """A picture that the owner sent the supporter."""

    @cached_property
    def case(self) -> Case:
        """What the supporter reported of the owner's, which goes to the moderator, for the owner hosts the group."""
        telling = Telling("medical", "Advice about doses Test")
        row = safety.report(
            actor=self.people.supporter, kind="post", subject=self.post.id, telling=telling, now=self.now
        )
        return row.case

    def _decided(self, choice: Choice) -> Decision:
        return safety.decide(actor=self.people.moderator, case_id=self.case.id, choice=choice, now=self.now)

    @cached_property
    def exhibit(self) -> Exhibit:
        """A picture of the owner's that the supporter showed the moderator."""
        message = self.picture_message
        telling = Telling("unkind", "It is not what I want to see. Test", frozenset({message.id}))
        seat = message.seat_id
        safety.report(
            actor=self.people.supporter, kind="messages", subject=message.conversation_id, telling=telling, now=self.now
        )
        return Exhibit.objects.get(report__case__subject=seat)

    @cached_property
    def decision(self) -> Decision:
        """What the moderator told the owner about it."""
        return self._decided(Choice("warn", WHY))

    @cached_property
    def removal(self) -> Decision:
        """A removal of the owner's that waits for an organiser: there is no other moderator."""
        return self._decided(Choice("remove", WHY, "group"))

    @cached_property
    def appeal(self) -> Appeal:
        """What the owner says about another decision; an organiser answers."""
        row = self._decided(Choice("pause", WHY, "group", 1))
        words = "I meant the pharmacy of the clinic. Test"
        made = safety.appeal(actor=self.people.owner, decision_id=row.id, words=words, now=self.now)
        safety.lift(actor=self.people.moderator, case_id=self.case.id, decision_id=row.id, now=self.now)
        return made
