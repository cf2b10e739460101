"""Plans whom a reach-out asks, in which order, and how long each wave waits.

Pure, and deterministic whatever the order of its input: the plan is frozen when the reach-out starts, and
the same facts must give the same plan on every machine. `docs/explanation/waves.md` tells it in plain
words.

Who is not asked at all:

- whom the owner marked as undermining: a bad answer at a weak moment does more harm than a wave less;
- whoever agreed to be asked at heavier levels only, or until a day that has come: it is the boundary of their agreement
  with this owner, and holds whoever else there is;
- whom this owner has asked as often in 7 days as their agreement allows. Only at *urgent* they are asked all the same,
  after everybody who is not resting: whoever said "twice a week" was thinking of their evenings and not of a night that
  is dangerous, and two minutes in which nobody else answered weigh more then than once too often;
- who is on a breather. Only at *urgent*, and only if they agreed to be woken, they are asked, in the last
  wave;
- at *talk*, who cannot be reached now: company can wait until somebody's hours. At *struggling* they come
  after all who can be reached; at *urgent* everybody is asked. Whether a device makes a sound
  in quiet hours is decided where notifications are delivered, not here.

Who comes later, the weightiest reason first:

1. on a breather;
2. asked as often as they agreed to;
3. not reachable now: they may be asleep, and each wave asked in vain costs the person a wait;
4. over capacity: never before, or in the same wave as, somebody who can help: who has room and can be reached.
   This is what keeps a willing supporter from being worn out;
5. a mixed stance: they can help, and somebody who plainly supports should have the chance before.

People with the same reasons stand together and are cut into waves; the next standing starts a wave of its
own, so that nobody is asked while somebody who should come before them still has time to answer. At
*urgent* only the first two are kept apart: all others are asked at once, as nothing is worse than nobody.

Within a standing: who gives the wanted support; then the nearer ring; then who answered this owner more
often; then who carries less of what they can; then who was asked longest ago, so that turns are taken; then
the id, so that a tie between equals falls the same way every time. The first wave is small, as two people
who know they are meant answer better than ten who think another will; at *struggling* it asks one more.
Later waves ask three.

The plan stays, and each later wave looks again when it begins (`look_again`): whom these rules would not ask now is
left out, and who is full by now is put off until nobody is left whom the plan would ask before them. Whom they would
ask now and not then is planned by the same rules, and comes after the plan and before who is put off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from uuid import UUID

from alongside.circles.offers import Candidate, Level, Stance, Support

_NEVER = datetime.min.replace(tzinfo=UTC)


class Reason(StrEnum):
    """Why somebody is asked later, or not at all, the weightiest first.

    A stance is private to the owner, load and breather are the supporter's, and both know what they agreed: a page
    shows a reason only to whom it belongs, and to others at most that somebody cannot be asked now.
    """

    UNDERMINES = "undermines"
    BELOW_LEVEL = "below_level"
    PAST_UNTIL = "past_until"
    ON_BREATHER = "on_breather"
    ASKED_ENOUGH = "asked_enough"
    NOT_REACHABLE = "not_reachable"
    OVER_CAPACITY = "over_capacity"
    MIXED_STANCE = "mixed_stance"
    ANOTHER_TIE = "another_tie"


# The reasons that put people later, the weightiest first; at urgent only the first two keep them apart.
_LATER = (
    Reason.ON_BREATHER,
    Reason.ASKED_ENOUGH,
    Reason.NOT_REACHABLE,
    Reason.OVER_CAPACITY,
    Reason.MIXED_STANCE,
)
_LATER_AT_URGENT = _LATER[:2]


@dataclass(frozen=True, slots=True)
class WaveSettings:
    """How long a wave waits at each level, and how many it asks; at urgent a wave has no size.

    Raises ValueError when a level is missing, a wait is not positive or a wave would ask nobody.
    """

    waits: Mapping[Level, timedelta] = field(
        default_factory=lambda: MappingProxyType(
            {
                Level.TALK: timedelta(minutes=10),
                Level.STRUGGLING: timedelta(minutes=5),
                Level.URGENT: timedelta(minutes=2),
            }
        )
    )
    first_sizes: Mapping[Level, int] = field(
        default_factory=lambda: MappingProxyType({Level.TALK: 2, Level.STRUGGLING: 3})
    )
    following_size: int = 3

    def __post_init__(self) -> None:
        if set(self.waits) != set(Level) or min(self.waits.values()) <= timedelta():
            raise ValueError("Each level needs a wait above zero")
        if set(self.first_sizes) != {Level.TALK, Level.STRUGGLING}:
            raise ValueError("Talk and struggling, and only they, need the size of a first wave")
        if min(*self.first_sizes.values(), self.following_size) < 1:
            raise ValueError("A wave asks at least one person")

    def size(self, level: Level, number: int, standing: int) -> int:
        """How many of a standing of `standing` people wave `number` (from 1) asks."""
        if level is Level.URGENT:
            return standing
        return self.first_sizes[level] if number == 1 else self.following_size


@dataclass(frozen=True, slots=True)
class Wave:
    """The ties asked together, best first. After `wait` unanswered comes the next wave, or the listeners."""

    number: int
    members: tuple[UUID, ...]
    wait: timedelta


@dataclass(frozen=True, slots=True)
class Placed:
    """Which wave asks a tie, and what put it later, the weightiest first.

    At urgent the reasons only order the one wave. Without any, the tie is among the first.
    """

    tie_id: UUID
    wave: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A tie that is not asked, and why."""

    tie_id: UUID
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """The waves of one reach-out; none when nobody may be asked.

    Every candidate is either in `placed` or in `left_out`. `placed` goes in the order of the waves and
    their members, `left_out` by tie id.
    """

    waves: tuple[Wave, ...]
    placed: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A candidate with everything that speaks against asking them at once."""

    candidate: Candidate
    reasons: tuple[Reason, ...]

    def rank(self) -> tuple[bool, ...]:
        return tuple(reason in self.reasons for reason in _LATER)


@dataclass(frozen=True, slots=True)
class Look:
    """What holds of a circle when a later wave begins: the ties that may be asked now, with what puts them later.

    Two ties of the same rank do not wait for each other. At urgent nobody waits for anybody.
    """

    ranks: Mapping[UUID, tuple[bool, ...]]
    full: frozenset[UUID]

    def begin(self, members: Iterable[UUID], later: Iterable[UUID]) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
        """Return whom a wave of these members asks, and whom of them it puts off, as `later` are still to be asked."""
        found = [tie_id for tie_id in members if tie_id in self.ranks]
        first = min((self.ranks[tie_id] for tie_id in (*found, *later) if tie_id in self.ranks), default=())
        put_off = tuple(tie_id for tie_id in found if tie_id in self.full and first < self.ranks[tie_id])
        return tuple(tie_id for tie_id in found if tie_id not in put_off), put_off


def as_planned(tie_ids: Iterable[UUID]) -> Look:
    """Return what holds of a circle whose plan has just been made: whoever was planned is asked."""
    return Look(dict.fromkeys(tie_ids, ()), frozenset())


def look_again(level: Level, candidates: Iterable[Candidate], now: datetime) -> Look:
    """Look at a circle (all ties of the owner) by the rules of the plan, as it is when a later wave begins."""
    standings = [one for one in _standings(level, list(candidates), now) if _why_not(one, level) is None]
    is_urgent = level is Level.URGENT
    return Look(
        # Without the stance: it is the one reason that weighs less than being full.
        {one.candidate.tie_id: () if is_urgent else one.rank()[:-1] for one in standings},
        frozenset(one.candidate.tie_id for one in standings if Reason.OVER_CAPACITY in one.reasons),
    )


def plan(
    level: Level,
    wanted: Support | None,
    candidates: Sequence[Candidate],
    now: datetime,
    settings: WaveSettings,
) -> Plan:
    """The waves that ask `candidates` (one for each tie of the owner) at the aware moment `now`.

    A supporter with several ties is asked once, through the best of them, and is taken at the most careful
    word on any: undermining, on a breather, over capacity or out of bounds through one tie is so through all.
    The rules and why they are so stand at the top of this module.
    """
    askable: list[_Standing] = []
    left_out: list[LeftOut] = []
    for standing in _standings(level, candidates, now):
        reason = _why_not(standing, level)
        if reason is None:
            askable.append(standing)
        else:
            left_out.append(LeftOut(standing.candidate.tie_id, reason))
    askable.sort(key=lambda standing: (standing.rank(), _order(standing.candidate, wanted)))
    chosen, doubles = _once_each(askable)
    left_out += (LeftOut(tie_id, Reason.ANOTHER_TIE) for tie_id in doubles)
    waves = tuple(_cut(chosen, level, settings))
    return Plan(waves, _placed(waves, chosen), tuple(sorted(left_out, key=lambda left: left.tie_id)))


def _standings(level: Level, candidates: Sequence[Candidate], now: datetime) -> Iterator[_Standing]:
    of_all: dict[UUID, set[Reason]] = {}
    for one in candidates:
        of_all.setdefault(one.supporter_id, set()).update(_of_the_person(one, level, now))
    for one in candidates:
        holds = of_all[one.supporter_id] | set(_of_the_tie(one, level, now))
        yield _Standing(one, tuple(reason for reason in Reason if reason in holds))


def _of_the_person(one: Candidate, level: Level, now: datetime) -> Iterator[Reason]:
    """What counts for all ties of a person when one says so."""
    holds = {
        Reason.UNDERMINES: one.stance is Stance.UNDERMINES,
        Reason.BELOW_LEVEL: not one.is_asked_from(level),
        Reason.PAST_UNTIL: one.is_over_at(now),
        Reason.ON_BREATHER: one.is_resting(now),
        Reason.ASKED_ENOUGH: one.was_asked_enough,
        Reason.OVER_CAPACITY: one.is_over_capacity,
    }
    return (reason for reason, is_so in holds.items() if is_so)


def _of_the_tie(one: Candidate, level: Level, now: datetime) -> Iterator[Reason]:
    """What counts for one tie alone."""
    holds = {Reason.NOT_REACHABLE: not one.is_reachable(now, level), Reason.MIXED_STANCE: one.stance is Stance.MIXED}
    return (reason for reason, is_so in holds.items() if is_so)


def _why_not(standing: _Standing, level: Level) -> Reason | None:
    """Why this tie is not asked at all at this level; None when it may be asked."""
    is_urgent = level is Level.URGENT
    bars = {
        Reason.UNDERMINES: True,
        Reason.BELOW_LEVEL: True,
        Reason.PAST_UNTIL: True,
        Reason.ASKED_ENOUGH: not is_urgent,
        Reason.ON_BREATHER: not (is_urgent and standing.candidate.may_be_woken(level)),
        Reason.NOT_REACHABLE: level is Level.TALK,
    }
    return next((reason for reason in standing.reasons if bars.get(reason, False)), None)


def _order(one: Candidate, wanted: Support | None) -> tuple[bool, int, float, float, datetime, UUID]:
    """Where a candidate stands among those of the same standing; the smallest is asked first."""
    return (
        wanted is not None and wanted not in one.gives,
        one.ring,
        -one.answer_rate,
        one.load_share,
        one.last_asked_at or _NEVER,
        one.tie_id,
    )


def _once_each(ordered: Sequence[_Standing]) -> tuple[list[_Standing], list[UUID]]:
    """The first standing of each supporter, and the ties that are left over."""
    chosen: dict[UUID, _Standing] = {}
    for standing in ordered:
        chosen.setdefault(standing.candidate.supporter_id, standing)
    taken = {standing.candidate.tie_id for standing in chosen.values()}
    return list(chosen.values()), [
        standing.candidate.tie_id for standing in ordered if standing.candidate.tie_id not in taken
    ]


def _cut(chosen: Sequence[_Standing], level: Level, settings: WaveSettings) -> Iterator[Wave]:
    """Cut the ordered people into waves; people who stand apart never share one."""
    apart = _LATER_AT_URGENT if level is Level.URGENT else _LATER
    number = 1
    for _, group in groupby(chosen, key=lambda standing: [reason in standing.reasons for reason in apart]):
        rest = [standing.candidate.tie_id for standing in group]
        while rest:
            size = settings.size(level, number, len(rest))
            yield Wave(number, tuple(rest[:size]), settings.waits[level])
            rest = rest[size:]
            number += 1


def _placed(waves: Iterable[Wave], chosen: Iterable[_Standing]) -> tuple[Placed, ...]:
    numbers = (wave.number for wave in waves for _ in wave.members)
    return tuple(
        Placed(standing.candidate.tie_id, number, standing.reasons)
        for number, standing in zip(numbers, chosen, strict=True)
    )
