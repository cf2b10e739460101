"""What going together leaves behind in the made-up community."""

from datetime import time
from functools import cached_property
from typing import TYPE_CHECKING

from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from alongside.meetings import services as meetings
from alongside.meetings.details import Draft
from alongside.meetings.models import Along, CompanyOffer, Proposal

if TYPE_CHECKING:
    from tests.architecture.world import People


class Company:
    """What the supporter offers the owner, for a `World`."""

    people: "People"

    if TYPE_CHECKING:

        @cached_property
        def tie(self) -> Tie:
            """The owner's tie to the supporter."""

        @cached_property
        def along(self) -> Along:
            """That the owner asked the supporter to come along."""

    @cached_property
    def along_agreed(self) -> Along:
        """That the supporter said yes to that, and is reminded."""
        actor, row, now = self.people.supporter, self.along, current_time()
        meetings.answer_along(actor=actor, along_id=row.id, is_yes=True, can_pick_up=True, now=now)
        meetings.choose_along_reminder(actor=actor, along_id=row.id, minutes=15, now=now)
        return row

    @cached_property
    def company_offer(self) -> CompanyOffer:
        """That the supporter would come along to a meeting, or pick the owner up."""
        actor, now = self.people.supporter, current_time()
        return meetings.offer_company(actor=actor, tie_id=self.tie.id, way="pick_up", now=now)

    @cached_property
    def proposal(self) -> Proposal:
        """A meeting that the owner proposes to the organisers."""
        draft = Draft("Morning Madeup", "sg", "UTC", day=3, time=time(9), street="Lane Madeup", city="Town Madeup")
        return meetings.propose_meeting(actor=self.people.owner, draft=draft, now=current_time())
