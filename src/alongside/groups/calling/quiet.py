"""Calls to members who are quiet and said yes to that (pure): when one is due, and who is asked to call first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

# For how long somebody has to be quiet; a group chooses one of these.
QUIET_DAYS = (7, 14, 21, 30)
USUAL_DAYS = 14
# Between two calls to one person there is at least this.
BETWEEN = timedelta(days=7)
FURTHEST = timedelta(days=60)
# Who has called least is asked alone for so long; whoever says that they will call holds it for so long.
ALONE = timedelta(days=2)
CLAIM = timedelta(days=2)
# Calls of this time count when the load is shared; after the other one a call that was made is forgotten.
COUNTED = timedelta(days=28)
KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody who may be called: when they were last heard of, last on the list, and which next date was agreed."""

    heard_at: datetime
    days: int
    listed_at: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who calls: how many calls were theirs of late, and since when they are in the group."""

    who: UUID
    calls: int
    since: datetime


def call_at(one: Quiet) -> datetime:
    """Return when somebody comes on the list: on the date that was agreed, else once they are quiet; weekly at most."""
    due = one.next_at or one.heard_at + timedelta(days=one.days)
    return max(due, one.listed_at + BETWEEN) if one.listed_at else due


def first_to_ask(callers: Iterable[Caller]) -> UUID | None:
    """Return who is asked first: who had the fewest calls of late, of those who is there longest; None for nobody."""
    found = min(callers, key=lambda one: (one.calls, one.since, one.who), default=None)
    return found.who if found else None
