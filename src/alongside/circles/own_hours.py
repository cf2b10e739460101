"""The hours of ties for each kind of support, from their rows."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from alongside.circles import offers
from alongside.circles.enums import Support
from alongside.circles.given_hours import GivenHours, Hours
from alongside.circles.models import SupportHours, Tie

OwnHours = Mapping[offers.Support, Hours]


def with_own_hours(ties: QuerySet[Tie]) -> QuerySet[Tie]:
    """Read the hours of kinds along with ties, for `own_hours_with`, in one statement.

    Read after the ties, they could be those of a later offer, and somebody be asked at an hour they never agreed to.
    """
    rows = SupportHours.objects.filter(tie=OuterRef("pk"))
    return ties.annotate(own_rows=ArraySubquery(rows.values(row=JSONObject(support="support", hours="hours"))))


def own_hours_with(tie: Tie) -> OwnHours:
    """Return the hours of the kinds that a tie read by `with_own_hours` gives at other hours than usual."""
    rows: list[dict[str, Any]] = tie.own_rows  # type: ignore[attr-defined]  # `with_own_hours` sets it
    return {offers.Support(row["support"]): frozenset(row["hours"]) for row in rows if row["support"] in tie.gives}


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
