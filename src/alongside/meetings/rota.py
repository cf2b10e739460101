"""Who serves a meeting on which date (pure): in turn among those who said yes, fairly, and steady when people change.

What stands already stays. An open place goes to who served this meeting longest ago, and nobody has two roles on one
date as long as there is somebody else for one of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

Place = tuple[date, UUID]
# Whoever serves is reminded so long before.
REMINDED = (timedelta(days=2), timedelta(hours=2))
# Later than this nobody is put down any more: a place that is open is asked for, so that whoever serves knows of it.
SURE = REMINDED[0]
# What lies further ahead is planned anew when somebody more says yes to a role, so that they need not wait for weeks.
SETTLED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Turns:
    """What is known before: `roles` in their order, and who said yes to each, the first to say so first.

    `away` are (date, role, person) on which somebody does not serve that role; `served` is when people served last, and
    `kept` who serves at a place already, None where that place is not to be filled (a stand-in is looked for).
    """

    roles: Sequence[UUID]
    willing: Mapping[UUID, Sequence[UUID]]
    away: Collection[tuple[date, UUID, UUID]] = frozenset()
    served: Mapping[UUID, date] = field(default_factory=dict)
    kept: Mapping[Place, UUID | None] = field(default_factory=dict)


def fill(turns: Turns, dates: Sequence[date]) -> dict[Place, UUID]:
    """Return who is put down at the places that are open, by (date, role); the dates are in order."""
    last = dict(turns.served)
    found: dict[Place, UUID] = {}
    for day in dates:
        standing = {role: turns.kept[day, role] for role in turns.roles if (day, role) in turns.kept}
        here = _on_one_date(turns, day, {person for person in standing.values() if person}, last)
        found |= {(day, role): person for role, person in here.items()}
        last |= {person: day for person in (*standing.values(), *here.values()) if person}
    return found


def _on_one_date(turns: Turns, day: date, busy: Collection[UUID], last: Mapping[UUID, date]) -> dict[UUID, UUID]:
    """Return who takes which open role on a date, one each as far as people reach, and then whoever can."""
    able = {role: _able(turns, day, role, last) for role in turns.roles if (day, role) not in turns.kept}
    free = {role: [one for one in people if one not in busy] for role, people in able.items()}
    taken: dict[UUID, UUID] = {}  # by person, the role
    for role in free:
        _place(role, free, taken, set())
    here = {role: person for person, role in taken.items()}
    twice = {role: people[0] for role, people in able.items() if people and role not in here}
    return here | twice


def _able(turns: Turns, day: date, role: UUID, last: Mapping[UUID, date]) -> list[UUID]:
    """Return who could serve a role on a date, who served longest ago first."""
    people = [one for one in turns.willing.get(role, ()) if (day, role, one) not in turns.away]
    coming = {one for (later, _role), one in turns.kept.items() if later > day}
    return sorted(people, key=lambda one: (last.get(one, date.min), one in coming))


def _place(role: UUID, able: Mapping[UUID, Sequence[UUID]], taken: dict[UUID, UUID], asked: set[UUID]) -> bool:
    """Give a role to somebody who has none; whoever has one moves to another role if that makes room (Kuhn)."""
    for person in able[role]:
        if person in asked:
            continue
        asked.add(person)
        if person not in taken or _place(taken[person], able, taken, asked):
            taken[person] = role
            return True
    return False


def next_reminder(starts_at: datetime, *, now: datetime) -> datetime | None:
    """Return when somebody is reminded next of a service that starts then; None when there is no more reminder."""
    return next((starts_at - before for before in REMINDED if starts_at - before > now), None)
