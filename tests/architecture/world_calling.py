"""A call to somebody quiet in the group of the made-up community."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from alongside.groups import services as groups
from alongside.groups.calling.details import CallDetails
from alongside.groups.models import Call, CallWish, Group
from tests.support.engine import step_of_the_engine

if TYPE_CHECKING:
    from tests.architecture.world import People


class Calls:
    """Somebody who wants to be called, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @cached_property
        def group(self) -> Group:
            """The group in which they are called."""

    @cached_property
    def call(self) -> Call:
        """The supporter is on the list, by a date that was agreed; the owner has said that they will call."""
        owner, supporter, slug = self.people.owner, self.people.supporter, self.group.slug
        details = CallDetails("phone", frozenset({0, 2}), "evening", "Europe/Madrid", "+1 555 0100")
        row = groups.choose_calls(actor=supporter, slug=slug, details=details, now=self.now)
        CallWish.objects.filter(id=row.id).update(due_at=self.now, next_on=self.now.date() - timedelta(days=1))
        step_of_the_engine(groups.move_wishes, row, self.now)
        call = Call.objects.get(membership=row.membership, outcome="")
        return groups.claim_call(actor=owner, slug=slug, call_id=call.id, now=self.now)
