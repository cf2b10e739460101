"""A circle's coverage, from its rows: what the owner needs beside who of their accepted ties could answer, and when."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.accounts.models import Person
from alongside.circles.asked import asked_lately
from alongside.circles.candidates import Record, accepted_ties, candidates_of
from alongside.circles.coverage import ALWAYS, Coverage, Helper, Need, coverage_of, helper_of, mask_of
from alongside.circles.load import loads_of
from alongside.circles.models import Need as NeedRow
from alongside.circles.models import Tie
from alongside.circles.offers import Support
from alongside.circles.policies import visible_needs


def coverage_for(owner: Person, *, now: datetime) -> Coverage:
    """Return how the circle of its owner covers what they need in the week that begins now: a few queries for all.

    Keys are the ids of needs and ties as text; hours are hours of the owner's week.
    """
    needs = visible_needs(owner).order_by("created_at", "id")
    return coverage_of([_need(row) for row in needs], helpers_for(owner, now=now))


def helpers_for(owner: Person, *, now: datetime) -> tuple[Helper, ...]:
    """Return who of the circle could answer, and when."""
    ties = accepted_ties(owner.id)
    candidates = candidates_of(ties, _carried(owner, ties, now))
    found = (helper_of(candidate, ZoneInfo(owner.time_zone), now) for candidate in candidates)
    return tuple(helper for helper in found if helper)


def _carried(owner: Person, ties: list[Tie], now: datetime) -> dict[UUID, Record]:
    loads = loads_of([tie.supporter_id for tie in ties if tie.supporter_id], now=now)
    limited = [tie.supporter_id for tie in ties if tie.supporter_id and tie.most_a_week]
    asked = asked_lately(limited, owner_id=owner.id, now=now)
    return {one: Record(load=load.carried_7_days, asked_lately=asked.get(one, 0)) for one, load in loads.items()}


def _need(row: NeedRow) -> Need:
    hours = None if row.hours is None else mask_of(row.hours) or ALWAYS
    return Need(str(row.id), Support(row.support), hours, row.weight)
