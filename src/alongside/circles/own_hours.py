"""The hours of ties for each kind of support, from their rows."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from alongside.circles import offers
from alongside.circles.enums import Support
from alongside.circles.given_hours import GivenHours, Hours
from alongside.circles.models import SupportHours, Tie

OwnHours = Mapping[offers.Support, Hours]


def own_hours_of(ties: Iterable[Tie]) -> dict[UUID, OwnHours]:
    """Return by tie the hours of the kinds that it gives at other hours than usual: one query for all of them."""
    gives = {tie.id: tie.gives for tie in ties}
    found: dict[UUID, dict[offers.Support, Hours]] = {}
    for row in SupportHours.objects.filter(tie__in=list(gives)).order_by("tie", "support"):
        if row.support in gives[row.tie_id]:
            found.setdefault(row.tie_id, {})[offers.Support(row.support)] = frozenset(row.hours)
    return dict(found)


def own_hours_in(ties: Iterable[Tie]) -> dict[UUID, dict[Support, Hours]]:
    """Return the same for pages, which say kinds of support in the words of `enums`."""
    return {tie_id: {Support(kind): hours for kind, hours in own.items()} for tie_id, own in own_hours_of(ties).items()}


def given_hours_of(tie: Tie) -> GivenHours:
    """Return the hours in which a tie gives each kind of support."""
    return GivenHours(frozenset(tie.hours), own_hours_of([tie]).get(tie.id, {}))
