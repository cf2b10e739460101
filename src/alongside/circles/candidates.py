"""Ties as candidates for a wave: everything that planning needs, in two queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.accounts.removed import not_removed
from alongside.circles import offers
from alongside.circles.enums import TieState
from alongside.circles.models import Tie
from alongside.circles.own_hours import own_hours_with, with_own_hours
from alongside.notifications.models import Preferences


@dataclass(frozen=True, slots=True)
class Record:
    """What a supporter carries over everyone, and how they were asked by this owner and answered before.

    `asked_lately` are the reach-outs of the last 7 days in which this owner asked them.
    """

    load: int = 0
    asked: int = 0
    answered: int = 0
    last_asked_at: datetime | None = None
    asked_lately: int = 0


def accepted_ties(owner_id: UUID) -> list[Tie]:
    """Return the ties of a circle through which somebody can be asked, with their supporters."""
    ties = Tie.objects.filter(not_removed("supporter__person"), owner=owner_id, state=TieState.ACCEPTED)
    return list(with_own_hours(ties.select_related("supporter__person")))


def candidates_of(ties: list[Tie], records: Mapping[UUID, Record]) -> list[offers.Candidate]:
    """Turn accepted ties, read `with_own_hours`, into candidates; a supporter without a record carries nothing."""
    people = {tie.supporter.person_id for tie in ties if tie.supporter and tie.supporter.person_id}
    quiet = {row.person_id: row for row in Preferences.objects.filter(person__in=people, quiet_from__isnull=False)}
    return [_candidate(tie, records, quiet) for tie in ties]


def _candidate(tie: Tie, records: Mapping[UUID, Record], quiet: Mapping[UUID, Preferences]) -> offers.Candidate:
    supporter = tie.supporter
    if supporter is None:
        raise ValueError("an accepted tie has a supporter")
    person = supporter.person
    record = records.get(supporter.id, Record())
    return offers.Candidate(
        supporter_id=supporter.id,
        tie_id=tie.id,
        ring=tie.ring,
        gives=frozenset(offers.Support(kind) for kind in tie.gives),
        stance=offers.Stance(tie.stance),
        hours=frozenset(tie.hours),
        hours_by_support=own_hours_with(tie),
        zone=ZoneInfo(person.time_zone if person else supporter.time_zone),
        wakes_at=offers.Level(tie.wakes_at) if tie.wakes_at else None,
        quiet=_quiet_of(quiet.get(person.id)) if person else None,
        breather_until=supporter.breather_until,
        weekly_capacity=supporter.weekly_capacity,
        load=record.load,
        asked=record.asked,
        answered=record.answered,
        last_asked_at=record.last_asked_at,
        from_level=offers.Level(tie.from_level) if tie.from_level else None,
        most_a_week=tie.most_a_week,
        asked_lately=record.asked_lately,
        until=tie.until,
    )


def _quiet_of(preferences: Preferences | None) -> tuple[time, time] | None:
    if preferences is None or preferences.quiet_from is None or preferences.quiet_until is None:
        return None
    return preferences.quiet_from, preferences.quiet_until
