"""What opens by itself in the group of the made-up community."""

from datetime import datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from alongside.groups import services as groups
from alongside.groups.models import Group, Regular, Thread
from alongside.groups.regular.details import RegularDetails
from alongside.groups.regular.turns import Plan
from tests.support.engine import step_of_the_engine

if TYPE_CHECKING:
    from tests.architecture.world import People


class Regulars:
    """A thread that opens by itself every evening, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @cached_property
        def group(self) -> Group:
            """The group it opens in."""

    @cached_property
    def regular(self) -> Regular:
        """A thread of the evening that the owner wrote, and that both host in turn."""
        owner, supporter, slug = self.people.owner, self.people.supporter, self.group.slug
        plan = Plan(frozenset(range(7)), time(19, 30), "Europe/Madrid")
        details = RegularDetails("Evenings Test", "It is a hard night.", "", plan, with_pledge=True)
        row = groups.write_regular(actor=owner, slug=slug, details=details, now=self.now)
        for person in (supporter, owner):
            groups.host_in_turn(actor=person, slug=slug, regular_id=row.id, hosts=True, now=self.now)
        return row

    @cached_property
    def regular_thread(self) -> Thread:
        """The thread that opened by itself today, which the supporter hosts."""
        row = self.regular
        Regular.objects.filter(id=row.id).update(due_at=self.now)
        step_of_the_engine(groups.open_regulars, row, self.now + timedelta(minutes=1))
        return row.days.get().thread
