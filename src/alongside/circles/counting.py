"""A circle as `measures` counts it, from its rows, and what was counted on earlier days: a few queries for all."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.accounts.models import Person
from alongside.circles.enums import Rhythm, TieState
from alongside.circles.measures import Measures, Member, measures_of
from alongside.circles.models import Snapshot, Tie
from alongside.circles.offers import Relation, Stance, Support
from alongside.circles.policies import living_ties, visible_snapshots, visible_supported


def members_of(owner: Person) -> list[Member]:
    """Return everybody and every place of the owner's circle, as they are counted."""
    ties = living_ties(owner).select_related("supporter")
    helped = set(visible_supported(owner).values_list("owner_id", flat=True))
    return [_member(tie, helped, ZoneInfo(owner.time_zone)) for tie in ties]


def _member(tie: Tie, helped: set[UUID], zone: ZoneInfo) -> Member:
    person = tie.supporter.person_id if tie.supporter else None
    return Member(
        relation=Relation(tie.relation),
        gives=frozenset(Support(kind) for kind in tie.gives),
        stance=Stance(tie.stance),
        is_daily=tie.rhythm == Rhythm.DAILY,
        said_yes=tie.state == TieState.ACCEPTED,
        is_helped=person in helped,
        added=tie.created_at.astimezone(zone).date(),
    )


def measures_now(owner: Person) -> Measures:
    """Return the measures of the owner's circle as it is."""
    return measures_of(members_of(owner))


def measured_days(owner: Person) -> list[tuple[date, Measures]]:
    """Return the measures of each day on which the owner's circle changed, in order."""
    return [(row.day, _kept(row)) for row in visible_snapshots(owner).order_by("day")]


def _kept(row: Snapshot) -> Measures:
    emotional, accountability, practical = row.gives
    return Measures(
        row.size,
        row.with_you,
        row.daily,
        row.supporting_recovery,
        (emotional, accountability, practical),
        row.mutual,
    )
