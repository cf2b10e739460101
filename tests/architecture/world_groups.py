"""The group of the made-up community, and a link into it."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from alongside.groups import services as groups
from alongside.groups import together
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.enums import Standing
from alongside.groups.links import invitation_link
from alongside.groups.models import Group, Invitation, Membership
from alongside.ui.companies import DayWord, Moment
from tests.support import group_meetings

if TYPE_CHECKING:
    from tests.architecture.world import People


class Groups:
    """A group that the owner hosts, for a `World`."""

    people: "People"
    now: datetime

    @cached_property
    def group(self) -> Group:
        """A hidden group with a meeting and a pledge that the owner hosts; the supporter is asked to greet."""
        details = GroupDetails(
            name="Lantern Test",
            purpose="For people who go through long evenings.",
            agreements="What is said here stays here.",
            kind="condition",
            openness="hidden",
            languages=("en", "es"),
        )
        row = groups.begin_group(actor=self.people.owner, details=details, alias="Quiet Test", now=self.now)
        entering = Entering("Amber Test", row.agreements_since)
        link = groups.invite(actor=self.people.owner, slug=row.slug, now=self.now)
        token = invitation_link(link.id).strip("/").split("/")[-1]
        came = groups.accept_invitation(actor=self.people.supporter, token=token, entering=entering, now=self.now)
        groups.offer_role(actor=self.people.owner, slug=row.slug, membership_id=came.id, role="greeter", now=self.now)
        host = Membership.objects.get(group=row, person=self.people.owner)
        word = DayWord(uuid4(), Moment.MORNING, "River Test", self.now + timedelta(hours=6))
        together.hear(self.people.owner, host.id, word, self.now)
        group_meetings.held_by(self.people.owner, row, self.now)
        return row

    @property
    def group_member(self) -> Membership:
        """The supporter in that group."""
        return Membership.objects.get(group=self.group, person=self.people.supporter, state=Standing.IN)

    @cached_property
    def group_invitation(self) -> Invitation:
        """A link into that group that nobody has used."""
        return groups.invite(actor=self.people.owner, slug=self.group.slug, now=self.now)

    @property
    def group_token(self) -> str:
        """What that link ends with."""
        return invitation_link(self.group_invitation.id).strip("/").split("/")[-1]
