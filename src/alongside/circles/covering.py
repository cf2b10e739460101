"""A circle's coverage, from its rows: what the owner needs beside who of their accepted ties could answer, and when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
from alongside.circles.offers import Candidate, Stance, Support
from alongside.circles.policies import visible_needs
from alongside.circles.queries import Circle, NeedView, circle_of, needs_of


def coverage_for(owner: Person, *, now: datetime) -> Coverage:
    """Return how the circle of its owner covers what they need in the week that begins now: a few queries for all.

    Keys are the ids of needs and ties as text; hours are hours of the owner's week.
    """
    return coverage_of(needed_by(owner), helpers_for(owner, now=now))


def needed_by(owner: Person) -> list[Need]:
    """Return what the owner needs, in the order they said it."""
    return needed(visible_needs(owner).order_by("created_at", "id"))


def needed(needs: Iterable[NeedRow | NeedView]) -> list[Need]:
    """Return needs that have been read already as coverage takes them."""
    return [_need(one) for one in needs]


@dataclass(frozen=True, slots=True)
class Seen:
    """A circle as it was read once for all that its page tells: everybody, what is needed, and who could be asked."""

    circle: Circle
    needs: tuple[NeedView, ...]
    candidates: tuple[Candidate, ...]


def seen_of(owner: Person, *, now: datetime, circle: Circle | None = None) -> Seen:
    """Read a circle; `circle`, if everybody in it has been read already."""
    circle = circle or circle_of(owner, now=now)
    return Seen(circle, needs_of(owner), tuple(candidates_for(owner, now=now)))


def uncovered_needs(owner: Person, seen: Seen, *, now: datetime) -> frozenset[UUID]:
    """Return the needs of which some hour is a gap, for a picture that is looked at together."""
    return frozenset(UUID(one.need.key) for one in coverage_to_show(owner, seen, now=now).needs if not one.is_met)


def coverage_to_show(owner: Person, seen: Seen, *, now: datetime) -> Coverage:
    """Return coverage for a picture that is looked at together.

    How somebody stands to the owner's recovery must not be read off it, so that here it opens and closes no gap.
    """
    blind = [replace(candidate, stance=Stance.SUPPORTS) for candidate in seen.candidates]
    return coverage_of(needed(seen.needs), helpers_among(blind, owner, now=now))


def helpers_for(owner: Person, *, now: datetime) -> tuple[Helper, ...]:
    """Return who of the circle could answer, and when."""
    return helpers_among(candidates_for(owner, now=now), owner, now=now)


def candidates_for(owner: Person, *, now: datetime) -> list[Candidate]:
    """Return everybody of the circle who said yes, with what they agreed to and carry."""
    ties = accepted_ties(owner.id)
    return candidates_of(ties, _carried(owner, ties, now))


def helpers_among(candidates: Iterable[Candidate], owner: Person, *, now: datetime) -> tuple[Helper, ...]:
    """Return who of these could answer, and when."""
    found = (helper_of(candidate, ZoneInfo(owner.time_zone), now) for candidate in candidates)
    return tuple(helper for helper in found if helper)


def _carried(owner: Person, ties: list[Tie], now: datetime) -> dict[UUID, Record]:
    loads = loads_of([tie.supporter_id for tie in ties if tie.supporter_id], now=now)
    limited = [tie.supporter_id for tie in ties if tie.supporter_id and tie.most_a_week]
    asked = asked_lately(limited, owner_id=owner.id, now=now)
    return {one: Record(load=load.carried_7_days, asked_lately=asked.get(one, 0)) for one, load in loads.items()}


def _need(row: NeedRow | NeedView) -> Need:
    hours = None if row.hours is None else mask_of(row.hours) or ALWAYS
    return Need(str(row.id), Support(row.support), hours, int(row.weight))
