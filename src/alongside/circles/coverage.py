"""Who of a circle could answer, for each need and each hour of the owner's week (pure).

A *mask* is an int whose bit h says something of hour h of the owner's week, 0..167 from Monday 00:00: a whole week of
one supporter is one number, and a week of a circle a handful of operations on them. The week is the one that begins
now: each hour stands for the next time the owner's clock shows it, so that a breather, a clock change here or there and
a supporter in another zone are seen as they will be.

Who counts: a tie that said yes, gives the wanted support, is within its hours for it and not in quiet ones (or agreed
to be woken when somebody is struggling), takes no breather then, has room left in this week and is within the
boundaries of its agreement. Whoever makes recovery harder does not count, and a place does not: nobody answers there.
`docs/explanation/coverage.md` has examples worked by hand.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache, reduce
from itertools import accumulate
from operator import or_
from zoneinfo import ZoneInfo

from alongside.circles.offers import Candidate, Level, Relation, Stance, Support
from alongside.kernel.weekhours import HOURS_IN_WEEK, coming_moments, hour_of_week, windows

Mask = int

ONE_DAY = timedelta(days=1)

NEVER: Mask = 0
ALWAYS: Mask = (1 << HOURS_IN_WEEK) - 1

# At this level it is looked who could answer: heavy enough to wake whoever agreed to be woken for it.
LEVEL = Level.STRUGGLING


class Kind(StrEnum):
    """The four kinds of people who hold somebody up."""

    PEER = "peer"
    FAMILY_OR_FRIEND = "family_or_friend"
    PROFESSIONAL = "professional"
    COMMUNITY = "community"


KINDS: Mapping[Relation, Kind] = {
    Relation.PEER: Kind.PEER,
    Relation.FAMILY: Kind.FAMILY_OR_FRIEND,
    Relation.FRIEND: Kind.FAMILY_OR_FRIEND,
    Relation.PROFESSIONAL: Kind.PROFESSIONAL,
    Relation.GROUP: Kind.COMMUNITY,
    Relation.ONLINE: Kind.COMMUNITY,
}


@dataclass(frozen=True, slots=True)
class Need:
    """What the owner needs: `hours` of their week, None when it does not matter when; `key` is given back."""

    key: str
    support: Support
    hours: Mask | None = None
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody could answer: in `hours`, and in `when_urgent` as well, but then only."""

    hours: Mask
    when_urgent: Mask = NEVER


@dataclass(frozen=True, slots=True)
class Helper:
    """A tie through which somebody could answer: in `hours`, and in `when_urgent` as well, but then only.

    `others` has the times of the kinds of support that they give at other hours than those.
    """

    key: str
    gives: frozenset[Support]
    hours: Mask
    when_urgent: Mask = NEVER
    others: Mapping[Support, Times] = field(default_factory=dict, hash=False)

    def hours_for(self, kind: Support) -> Mask:
        """The hours in which they could answer for this kind of support, given that they give it."""
        return self.others[kind].hours if kind in self.others else self.hours

    def urgent_for(self, kind: Support) -> Mask:
        """The hours in which they could answer for it as well, were it urgent."""
        return self.others[kind].when_urgent if kind in self.others else self.when_urgent

    @property
    def hours_for_any(self) -> Mask:
        """The hours in which they could answer for one kind or another of what they give."""
        hours = NEVER
        for kind in self.gives:
            hours |= self.hours_for(kind)
        return hours


@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """How one need is covered. `gaps` are hours nobody covers, `singles` those one person alone does.

    `counts` says for each hour of the week how many could answer. `alone` has for each helper the hours that only they
    cover. `woken` are the gaps in which somebody could be woken, were it urgent.
    """

    need: Need
    counts: tuple[int, ...]
    gaps: Mask
    singles: Mask
    alone: Mapping[str, Mask]
    woken: Mask

    @property
    def is_met(self) -> bool:
        """Whether no hour of it is a gap."""
        return self.gaps == NEVER

    @property
    def hours(self) -> Mask:
        """The hours it is about; all of them when it does not matter when."""
        return ALWAYS if self.need.hours is None else self.need.hours


@dataclass(frozen=True)
class Coverage:
    """A circle's coverage: one `NeedCoverage` for each need, in their order."""

    needs: tuple[NeedCoverage, ...]
    helpers: tuple[Helper, ...]

    @cached_property
    def share(self) -> float | None:
        """How much of what is needed is covered, by weight, 0 to 1: a need's share is that of its hours."""
        total = sum(one.need.weight for one in self.needs)
        return sum(one.need.weight * _covered_share(one) for one in self.needs) / total if total else None

    @cached_property
    def carries_everything(self) -> str | None:
        """Who alone covers everything that is covered, in whatever hour of whatever need; None for nobody."""
        covered = sum((one.hours & ~one.gaps).bit_count() for one in self.needs)
        for helper in self.helpers:
            if covered and sum(one.alone.get(helper.key, NEVER).bit_count() for one in self.needs) == covered:
                return helper.key
        return None

    def breaks_without(self, key: str) -> dict[str, Mask]:
        """Which hours of which needs would become gaps if this helper left: the same that reckoning anew would find."""
        lost = {one.need.key: one.alone.get(key, NEVER) for one in self.needs}
        return {need: hours for need, hours in lost.items() if hours}

    def without(self, key: str) -> "Coverage":
        """The coverage of this circle if this helper left."""
        return coverage_of([one.need for one in self.needs], [helper for helper in self.helpers if helper.key != key])


@dataclass(frozen=True, slots=True)
class _Line:
    """The week of one kind of support: who covers each hour once or more, twice or more, and how many do."""

    once: Mask
    twice: Mask
    counts: tuple[int, ...]
    woken: Mask
    helpers: tuple[tuple[str, Mask], ...]


def coverage_of(needs: Iterable[Need], helpers: Sequence[Helper]) -> Coverage:
    """Return how a circle's helpers, one for each person, cover these needs."""
    lines = {kind: _line(kind, [helper for helper in helpers if kind in helper.gives]) for kind in Support}
    return Coverage(tuple(_need_coverage(need, lines[need.support]) for need in needs), tuple(helpers))


def _line(kind: Support, helpers: Sequence[Helper]) -> _Line:
    once = twice = woken = NEVER
    found = tuple((helper.key, helper.hours_for(kind)) for helper in helpers)
    for _key, hours in found:
        twice |= once & hours
        once |= hours
    for helper in helpers:
        woken |= helper.urgent_for(kind)
    return _Line(once, twice, counts_of([hours for _key, hours in found]), woken, found)


def _need_coverage(need: Need, line: _Line) -> NeedCoverage:
    if need.hours is None:
        return _whenever(need, line)
    singles = need.hours & line.once & ~line.twice
    gaps = need.hours & ~line.once
    alone = {key: own for key, hours in line.helpers if (own := hours & singles)}
    return NeedCoverage(need, line.counts, gaps, singles, alone, gaps & line.woken)


def _whenever(need: Need, line: _Line) -> NeedCoverage:
    """Cover a need for which it does not matter when: one hour of the week is enough, and then there is no gap."""
    able = [key for key, hours in line.helpers if hours]
    gaps = NEVER if able else ALWAYS
    alone = {able[0]: ALWAYS} if len(able) == 1 else {}
    return NeedCoverage(need, line.counts, gaps, ALWAYS if alone else NEVER, alone, gaps & line.woken)


def _covered_share(one: NeedCoverage) -> float:
    wanted = one.hours.bit_count()
    return 1 - one.gaps.bit_count() / wanted if wanted else 1.0


def counts_of(masks: Iterable[Mask]) -> tuple[int, ...]:
    """Return for each hour of the week in how many of these masks it is, added up in binary, all hours at a time."""
    digits: list[Mask] = []
    for mask in masks:
        carry = mask
        for place, digit in enumerate(digits):
            digits[place], carry = digit ^ carry, digit & carry
        if carry:
            digits.append(carry)
    return tuple(
        sum((digit >> hour & 1) << place for place, digit in enumerate(digits)) for hour in range(HOURS_IN_WEEK)
    )


def mask_of(hours: Iterable[int]) -> Mask:
    """Return the mask of these hours of the week."""
    mask = NEVER
    for hour in hours:
        mask |= 1 << hour
    return mask


def hours_in(mask: Mask) -> list[int]:
    """Return the hours of the week in a mask, in order."""
    return [hour for hour in range(HOURS_IN_WEEK) if mask >> hour & 1]


def missing_kinds(relations: Collection[Relation]) -> tuple[Kind, ...]:
    """Return which of the four kinds of people none of these is."""
    found = {KINDS[relation] for relation in relations}
    return tuple(kind for kind in Kind if kind not in found)


def helper_of(candidate: Candidate, owner_zone: ZoneInfo, now: datetime) -> Helper | None:
    """Return when somebody could answer in the owner's week that begins `now`; None when they are nobody to ask."""
    if candidate.stance is Stance.UNDERMINES or candidate.is_over_capacity or candidate.was_asked_enough:
        return None
    clocks = _clocks(owner_zone, candidate.zone, _within_the_hour(now))
    free = clocks.rested(candidate.breather_until, now) & clocks.before(candidate.until)
    awake = ~clocks.quiet(candidate.quiet)
    usual, *others = (
        _times(candidate, free, clocks.projected(hours) & awake)
        for hours in (candidate.hours, *candidate.hours_by_support.values())
    )
    by_kind = dict(zip(candidate.hours_by_support, others, strict=True))
    return Helper(str(candidate.tie_id), candidate.gives, usual.hours, usual.when_urgent, by_kind)


def _times(candidate: Candidate, free: Mask, usual: Mask) -> Times:
    hours, urgent = (_hours_at(level, candidate, free, usual) for level in (LEVEL, Level.URGENT))
    return Times(hours, when_urgent=urgent & ~hours)


def _hours_at(level: Level, candidate: Candidate, free: Mask, usual: Mask) -> Mask:
    """Return when somebody can be asked at this level, of the hours that are free and those that are usual for them."""
    if not candidate.is_asked_from(level):
        return NEVER
    return free if candidate.may_be_woken(level) else free & usual


def _within_the_hour(now: datetime) -> datetime:
    """Return the quarter of an hour that `now` is in: no zone's clock changes within one, so it serves all of it."""
    return now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Turn:
    """In these `hours` of the owner's week a supporter's clock shows the hour of the week that is `ahead` later."""

    ahead: int
    hours: Mask

    def turned(self, week: Mask) -> Mask:
        """Return which of these hours of the owner's are in a week of the supporter's."""
        return (week >> self.ahead | week << HOURS_IN_WEEK - self.ahead) & self.hours


def turns(owner_zone: ZoneInfo, zone: ZoneInfo, now: datetime) -> tuple[Turn, ...]:
    """Return how a supporter's clock stands to the owner's in the week that begins now: one turn, or two or more in a
    week in which a clock of the two changes. Every hour of the owner's is in one of them."""
    return _turns([hour_of_week(moment, zone) for moment in _moments(owner_zone, _within_the_hour(now))])


@dataclass(frozen=True, slots=True)
class Coming:
    """The hours of an owner's week as they come: when each `begins` (UTC), and which come `since` then; none, last."""

    begins: tuple[datetime, ...]
    since: tuple[Mask, ...]

    def from_moment(self, moment: datetime) -> Mask:
        """Return the hours that do not begin before a moment."""
        return self.since[bisect_left(self.begins, moment)]


def hours_to_come(owner_zone: ZoneInfo, now: datetime) -> Coming:
    """Return the hours of the owner's week that begins now, as they come."""
    return _coming(owner_zone, _within_the_hour(now))


@lru_cache(maxsize=1024)
def _coming(owner_zone: ZoneInfo, now: datetime) -> Coming:
    moments = _moments(owner_zone, now)
    in_order = sorted(range(HOURS_IN_WEEK), key=moments.__getitem__)
    following = accumulate(reversed(in_order), lambda mask, hour: mask | 1 << hour, initial=NEVER)
    return Coming(tuple(moments[hour] for hour in in_order), tuple(following)[::-1])


def quiet_hours(window: tuple[time, time], owner_zone: ZoneInfo, zone: ZoneInfo, now: datetime) -> Mask:
    """Return the hours of the owner's week at whose beginning a quiet window holds on a supporter's clock."""
    return _clocks(owner_zone, zone, _within_the_hour(now)).quiet(window)


class _Clocks:
    """The owner's coming week beside a supporter's clock; kept, as many ties share the same two zones."""

    def __init__(self, owner_zone: ZoneInfo, zone: ZoneInfo, now: datetime) -> None:
        self._zone = zone
        self._moments = _moments(owner_zone, now)
        self.turns = _turns([hour_of_week(moment, zone) for moment in self._moments])
        self._coming = _coming(owner_zone, now)
        self._projected: dict[frozenset[int], Mask] = {}
        self._quiet: dict[object, Mask] = {None: NEVER}

    def projected(self, hours: frozenset[int]) -> Mask:
        """Return the hours of the owner's week in which these of the supporter's hold; none are any."""
        if not hours:
            return ALWAYS
        if hours not in self._projected:
            week = mask_of(hours)
            self._projected[hours] = sum(turn.turned(week) for turn in self.turns)
        return self._projected[hours]

    def quiet(self, window: tuple[time, time] | None) -> Mask:
        """Return the hours of the owner's week at whose beginning the supporter's quiet window holds."""
        if window not in self._quiet and window is not None:
            begins = self._coming.begins
            first, last = (moment.astimezone(self._zone).date() for moment in (begins[0], begins[-1]))
            found = windows(*window, self._zone, first=first - ONE_DAY, last=last + ONE_DAY)
            held = (self._coming.from_moment(start) & ~self._coming.from_moment(end) for start, end in found)
            self._quiet[window] = reduce(or_, held, NEVER)
        return self._quiet[window]

    def rested(self, breather_until: datetime | None, now: datetime) -> Mask:
        """Return the hours that come after a breather."""
        if breather_until is None or breather_until <= now:
            return ALWAYS
        return self._coming.from_moment(breather_until)

    def before(self, until: date | None) -> Mask:
        """Return the hours that come before a day of the supporter's begins; None is no day."""
        if until is None:
            return ALWAYS
        return mask_of(own for own, at in enumerate(self._moments) if at.astimezone(self._zone).date() < until)


def _turns(theirs: Sequence[int]) -> tuple[Turn, ...]:
    """Put the hours of the owner's week together by how far the supporter's clock, which shows `theirs`, is ahead."""
    hours: dict[int, Mask] = {}
    for own, shown in enumerate(theirs):
        ahead = (shown - own) % HOURS_IN_WEEK
        hours[ahead] = hours.get(ahead, NEVER) | 1 << own
    return tuple(Turn(ahead, mask) for ahead, mask in hours.items())


@lru_cache(maxsize=1024)
def _moments(owner_zone: ZoneInfo, now: datetime) -> tuple[datetime, ...]:
    return coming_moments(owner_zone, now)


@lru_cache(maxsize=4096)
def _clocks(owner_zone: ZoneInfo, zone: ZoneInfo, now: datetime) -> _Clocks:
    return _Clocks(owner_zone, zone, now)
