"""What the two of a tie expect of it, and where that does not fit (pure).

Each side says the same things: the owner what they hope for, the supporter what they offer. It fits as long as the
offer is as wide as the hope: who gives more than is hoped for is no mismatch, a hope that is wider than the offer is.
The day on which to look again is of both alike, so there two different days do not fit, whoever named the later one.
Words about what a side does not want are for both to read; nobody compares them.

Hours are compared on the supporter's clock, on which they hold: so whoever takes over the other's hours says the same,
also where zones differ by half an hour.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from alongside.circles.offers import Level, Support
from alongside.kernel.weekhours import HOURS_IN_WEEK, projected

EVERY_HOUR = frozenset(range(HOURS_IN_WEEK))
_A_WEEK = timedelta(days=7)

Value = frozenset[Support] | frozenset[int] | frozenset[str] | int | Level | date | None


class Field(StrEnum):
    """What is agreed on, in the order in which it is asked and shown."""

    GIVES = "gives"
    HOURS = "hours"
    CHANNELS = "channels"
    WITHIN = "within"
    MOST_A_WEEK = "most_a_week"
    FROM_LEVEL = "from_level"
    UNTIL = "until"
    REVIEW_ON = "review_on"


@dataclass(frozen=True, slots=True)
class Terms:
    """What one side expects.

    `hours` (of the week) are on the clock of `zone`, none for any hour; no `channels` for whichever way. None stands
    for: no time named (`within`, in minutes), no limit (`most_a_week`), any level (`from_level`), no end (`until`), no
    day named (`review_on`). `not_wanted` says in words what they do not want.
    """

    gives: frozenset[Support]
    zone: ZoneInfo
    hours: frozenset[int] = frozenset()
    channels: frozenset[str] = frozenset()
    within: int | None = None
    most_a_week: int | None = None
    from_level: Level | None = None
    until: date | None = None
    review_on: date | None = None
    not_wanted: str = ""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where it does not fit: what the owner hopes for, and what the supporter offers."""

    field: Field
    hoped: Value
    offered: Value


def mismatches(owner: Terms, supporter: Terms, now: datetime) -> tuple[Mismatch, ...]:
    """Return where what the owner hopes for goes beyond what the supporter offers, in the week of `now`."""
    found = [field for field, fits in _FITS.items() if not fits(owner, supporter)]
    if not hours_on(owner, supporter.zone, now) <= _as_set(supporter.hours):
        found.append(Field.HOURS)
    return tuple(_mismatch(field, owner, supporter, now) for field in Field if field in found)


def taken_over(own: Terms, other: Terms, fields: Collection[Field], now: datetime, *, keeps_zone: bool) -> Terms:
    """Return one's own terms with what the other says in these fields.

    Whose hours have to be on their own clock keeps it (`keeps_zone`); for anybody else they hold on the other's.
    """
    values = {field.value: getattr(other, field.value) for field in fields if field is not Field.HOURS}
    if Field.HOURS not in fields:
        return replace(own, **values)
    zone = own.zone if keeps_zone else other.zone
    return replace(own, zone=zone, hours=as_hours(hours_on(other, zone, now)), **values)


def hours_on(terms: Terms, zone: ZoneInfo, now: datetime) -> frozenset[int]:
    """Return the hours of the week in which these terms hold on the clock of `zone`, all of them for any hour.

    It is the week of `now`, or the next where a clock change leaves nothing of them in this one.
    """
    if not terms.hours or terms.zone == zone:
        return _as_set(terms.hours)
    return projected(terms.hours, terms.zone, zone, now) or projected(terms.hours, terms.zone, zone, now + _A_WEEK)


def _as_set(hours: frozenset[int]) -> frozenset[int]:
    return hours or EVERY_HOUR


def as_hours(hours: frozenset[int]) -> frozenset[int]:
    """Return hours of the week as they are stored: the whole week as no hours, which stand for any hour."""
    return frozenset() if hours == EVERY_HOUR else hours


def _mismatch(field: Field, owner: Terms, supporter: Terms, now: datetime) -> Mismatch:
    if field is Field.HOURS:
        return Mismatch(field, as_hours(hours_on(owner, supporter.zone, now)), supporter.hours)
    return Mismatch(field, getattr(owner, field.value), getattr(supporter, field.value))


def _channels_fit(owner: Terms, supporter: Terms) -> bool:
    return not supporter.channels or owner.channels <= supporter.channels


def _within_fits(owner: Terms, supporter: Terms) -> bool:
    return owner.within is None or (supporter.within is not None and supporter.within <= owner.within)


def _most_fits(owner: Terms, supporter: Terms) -> bool:
    return supporter.most_a_week is None or (
        owner.most_a_week is not None and owner.most_a_week <= supporter.most_a_week
    )


def _level_fits(owner: Terms, supporter: Terms) -> bool:
    return supporter.from_level is None or (owner.from_level or Level.TALK).at_least(supporter.from_level)


def _until_fits(owner: Terms, supporter: Terms) -> bool:
    return supporter.until is None or (owner.until is not None and owner.until <= supporter.until)


def _review_fits(owner: Terms, supporter: Terms) -> bool:
    return owner.review_on is None or supporter.review_on is None or owner.review_on == supporter.review_on


# Hours need the clocks, and are looked at beside these.
_FITS: Mapping[Field, Callable[[Terms, Terms], bool]] = {
    Field.GIVES: lambda owner, supporter: owner.gives <= supporter.gives,
    Field.CHANNELS: _channels_fit,
    Field.WITHIN: _within_fits,
    Field.MOST_A_WEEK: _most_fits,
    Field.FROM_LEVEL: _level_fits,
    Field.UNTIL: _until_fits,
    Field.REVIEW_ON: _review_fits,
}
