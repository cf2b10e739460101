"""What all circles together lack: counts, and none from which a single person could be made out (pure).

What a circle needs and what it is given are each three weeks side by side, one for every kind of support in the order
of `Support`, and behind them a bit for each kind at all: what is needed and not given is then one operation. A circle
goes into the sums as one number, and the sums of all hours grow at once.

The rule for small numbers is `shown`; `docs/explanation/community.md` says why it is so. Only what `counts_for` returns
may leave: a `Sums` holds the bare counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from alongside.circles.coverage import ALWAYS, NEVER, Helper, Mask, Need, hours_in, mask_of
from alongside.circles.offers import Support
from alongside.kernel.weekhours import HOURS_IN_WEEK, coming_moments, hour_of_week

Weeks = int
"""Three weeks side by side, and a bit for each kind of support behind them."""

SMALLEST = 5
"""No count below this is told, and all that are told are multiples of it."""

FEW = 2
"""With so many supporters or fewer, somebody is thinly held."""

_PLACES = {kind: place for place, kind in enumerate(Support)}
_KINDS_FROM = len(_PLACES) * HOURS_IN_WEEK
_FEW_LANE = HOURS_IN_WEEK + len(_PLACES)


@dataclass(frozen=True, slots=True)
class Circle:
    """The facts of one circle: what its owner needs, in their `zone`, and what is given there by anybody.

    `people` is how many said yes and do not make recovery harder.
    """

    zone: ZoneInfo
    needed: Weeks
    given: Weeks
    people: int


@dataclass(slots=True)
class Tally:
    """Counts that grow together: digit n of all of them is one number, a lane of bits for each count."""

    digits: list[int] = field(default_factory=list)

    def add(self, lanes: int) -> None:
        """Add one to every count whose lane is set."""
        carry = lanes
        for place, digit in enumerate(self.digits):
            self.digits[place] = digit ^ carry
            carry &= digit
            if not carry:
                return
        self.digits.append(carry)

    def count(self, lane: int) -> int:
        """Return one count."""
        return sum((digit >> lane & 1) << place for place, digit in enumerate(self.digits))


@dataclass(slots=True)
class Sums:
    """The bare counts of many circles, by the zone of their owners: never to be shown."""

    circles: int = 0
    by_zone: dict[ZoneInfo, Tally] = field(default_factory=dict)

    @property
    def few_supporters(self) -> int:
        """Count the circles with two supporters or fewer."""
        return self._over_zones(_FEW_LANE)

    def without(self, kind: Support) -> int:
        """Count the circles whose owner needs this kind of support, and nobody gives it at any hour."""
        return self._over_zones(HOURS_IN_WEEK + _PLACES[kind])

    def gaps(self, zone: ZoneInfo, now: datetime) -> tuple[int, ...]:
        """Count for each hour of the coming week on the clock of `zone` the circles that have a gap then."""
        moments = coming_moments(zone, now)
        found = [0] * HOURS_IN_WEEK
        for owners_zone, tally in self.by_zone.items():
            theirs = [tally.count(hour) for hour in range(HOURS_IN_WEEK)]
            for hour, moment in enumerate(moments):
                found[hour] += theirs[hour_of_week(moment, owners_zone)]
        return tuple(found)

    def _over_zones(self, lane: int) -> int:
        return sum(tally.count(lane) for tally in self.by_zone.values())


def needed(need: Need) -> Weeks:
    """Return the weeks of a need: its hours, none when it does not matter when, and its kind."""
    place = _PLACES[need.support]
    return (need.hours or NEVER) << place * HOURS_IN_WEEK | 1 << _KINDS_FROM + place


def given(helper: Helper) -> Weeks:
    """Return the weeks of a helper: their hours in every kind they give, and these kinds unless no hour is left."""
    weeks = NEVER
    for kind in helper.gives:
        if hours := helper.hours_for(kind):
            weeks |= hours << _PLACES[kind] * HOURS_IN_WEEK | 1 << _KINDS_FROM + _PLACES[kind]
    return weeks


def add_up(circles: Iterable[Circle]) -> Sums:
    """Return the sums of these circles; each is looked at once and not kept."""
    sums = Sums()
    for circle in circles:
        sums.circles += 1
        tally = sums.by_zone.get(circle.zone)
        if tally is None:
            tally = sums.by_zone.setdefault(circle.zone, Tally())
        tally.add(_lanes(circle))
    return sums


def _lanes(circle: Circle) -> int:
    """Return what a circle adds: the hours of its gaps, the kinds nobody gives, and whether its people are few."""
    lacking = circle.needed & ~circle.given
    gaps = (lacking | lacking >> HOURS_IN_WEEK | lacking >> 2 * HOURS_IN_WEEK) & ALWAYS
    return gaps | lacking >> _KINDS_FROM << HOURS_IN_WEEK | (circle.people <= FEW) << _FEW_LANE


def shown(count: int, total: int) -> int | None:
    """Return what may be told of a part of a group: "at least so many", 0 for fewer than five, None for nothing.

    Of fewer than ten people no part is told. Of more, a part is told in steps of five, and never so high that fewer
    than five could be left who are not in it: so neither the part nor the rest points at anybody.
    """
    if total < 2 * SMALLEST:
        return None
    return in_steps(min(count, total - SMALLEST))


def in_steps(count: int) -> int:
    """Return a count rounded down to a step of five."""
    return count - count % SMALLEST


@dataclass(frozen=True, slots=True)
class Counts:
    """What organisers are told. Every number is "at least so many", 0 "fewer than five", None not to be told.

    Hours are hours of the week in `zone`. `thinnest` are those with the highest count of gaps, `unheard` those in which
    no listener is on call.
    """

    zone: ZoneInfo
    circles: int
    gaps: tuple[int | None, ...]
    few_supporters: int | None
    without: Mapping[Support, int | None]
    supporters: int
    over_capacity: int | None
    unheard: Mask

    @property
    def most(self) -> int | None:
        """The highest count of gaps in an hour."""
        return None if None in self.gaps else max(count or 0 for count in self.gaps)

    @property
    def thinnest(self) -> Mask:
        """The hours with the highest count, none when no count is above "fewer than five"."""
        return mask_of(hour for hour, count in enumerate(self.gaps) if count and count == self.most)

    @property
    def to_fill(self) -> Mask:
        """Of the hours in which no listener is on call, those with the highest count."""
        hours = [hour for hour, count in enumerate(self.gaps) if count and self.unheard >> hour & 1]
        most = max((self.gaps[hour] or 0 for hour in hours), default=0)
        return mask_of(hour for hour in hours if self.gaps[hour] == most)

    def facts(self) -> dict[str, Any]:
        """Return all of it in plain values, as programs and the command line give it."""
        return {
            "time_zone": self.zone.key,
            "circles": self.circles,
            "gaps": list(self.gaps),
            "thinnest": hours_in(self.thinnest),
            "no_listener": hours_in(self.unheard),
            "to_fill": hours_in(self.to_fill),
            "few_supporters": self.few_supporters,
            "nobody_gives": {kind.value: count for kind, count in self.without.items()},
            "supporters": self.supporters,
            "over_capacity": self.over_capacity,
        }


@dataclass(frozen=True, slots=True)
class Carrying:
    """How many people support somebody, and how many of them carry as much as they said they can, or more."""

    supporters: int
    over_capacity: int


def counts_for(sums: Sums, carrying: Carrying, unheard: Mask, *, zone: ZoneInfo, now: datetime) -> Counts:
    """Return what may be told of these sums, on the clock of `zone`."""
    total = sums.circles
    return Counts(
        zone=zone,
        circles=in_steps(total),
        gaps=tuple(shown(count, total) for count in sums.gaps(zone, now)),
        few_supporters=shown(sums.few_supporters, total),
        without={kind: shown(sums.without(kind), total) for kind in Support},
        supporters=in_steps(carrying.supporters),
        over_capacity=shown(carrying.over_capacity, carrying.supporters),
        unheard=unheard,
    )
