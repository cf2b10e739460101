"""What could help next: steps towards a circle without gaps, the ones that could close most first (pure).

A *step* is one thing the owner can do about one need. What it is worth are the hours it could close, by the weight of
the need: an hour nobody covers counts two, one more at night, an hour that one person alone covers counts one. Who is
asked says yes to just these hours; with every other step nobody knows yet whether it helps, so it is worth half. What
one step shown already is about counts half for the next, so that needs which weigh about the same come in turn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from alongside.circles.coverage import ALWAYS, NEVER, Coverage, Kind, Mask, NeedCoverage, mask_of
from alongside.circles.offers import Support
from alongside.kernel.weekhours import HOURS_IN_WEEK, coming_moments, hour_of_week, projected

MOST_SHOWN = 3

GAP, NIGHT, SINGLE = 2, 1, 1
NIGHTS = mask_of(hour for hour in range(HOURS_IN_WEEK) if not 7 <= hour % 24 < 23)
# A need for which it does not matter when weighs as one about a day's hours.
WHENEVER = 24


class StepKind(StrEnum):
    """What a step is. Those of other capabilities (a meeting, a mentor) are `OFFERED`."""

    ASK = "ask"
    INVITE = "invite"
    HAND_ON = "hand_on"
    NAME = "name"
    PLACE = "place"
    LISTENERS = "listeners"
    PROFESSIONAL = "professional"
    OFFERED = "offered"


class Standing(StrEnum):
    """Where a tie stands: said yes, was asked to stand with the owner, was only named, or is nobody to turn to now."""

    WITH_YOU = "with_you"
    INVITED = "invited"
    NAMED = "named"
    LEFT_ALONE = "left_alone"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the circle as steps see them; `key` is given back.

    `hours` of the owner's week are those in which they can usually be reached, `others` those for the kinds of support
    that they give at other hours, and `could` those in which they could be, had they said so: without quiet hours and
    breathers. `not_now` are the kinds of support they were asked for lately, in vain.
    Whoever rests, carries all they can, makes recovery harder or has an ask open is `LEFT_ALONE`.
    """

    key: str
    standing: Standing
    ring: int
    gives: frozenset[Support]
    hours: Mask = NEVER
    could: Mask = NEVER
    not_now: frozenset[Support] = frozenset()
    others: Mapping[Support, Mask] = field(default_factory=dict, hash=False)

    def hours_for(self, kind: Support) -> Mask:
        """Return when they can be reached for a kind of support that they give."""
        return self.others.get(kind, self.hours)

    @property
    def hours_for_any(self) -> Mask:
        """Return when they can be reached for anything that they give."""
        hours = NEVER
        for kind in self.gives:
            hours |= self.hours_for(kind)
        return hours


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do about the need `need`: in `hours` of the owner's week it could help.

    `key` is the tie it is about, or whatever else: of steps with the same key one is shown. `is_sure` says that the
    hours are covered once it is done. `effort` orders what is worth the same, the likeliest and lightest first.
    """

    kind: StepKind
    key: str
    need: str
    hours: Mask
    is_sure: bool = False
    effort: int = 50


# The likeliest and lightest first: who gives this already, a link that is made, who is with the owner, who was named.
_MORE_HOURS, _HAND_ON, _ONE_THING_MORE, _INVITE, _INVITE_OPEN, _PLACE, _PROFESSIONAL, _NAME = range(0, 80, 10)


def steps_towards(coverage: Coverage, circle: Sequence[Known], missing: Iterable[Kind]) -> list[Step]:
    """Return every step the circle itself offers for what is not covered, in no order; `missing` kinds of people."""
    kinds = frozenset(missing)
    return [step for one in coverage.needs if weak(one) for step in _steps_for(one, circle, kinds)]


def weak(one: NeedCoverage) -> Mask:
    """Return the hours of a need that nobody covers, or one person alone."""
    return one.gaps | one.singles


def _steps_for(one: NeedCoverage, circle: Sequence[Known], missing: frozenset[Kind]) -> Iterator[Step]:
    need, hours = one.need.key, weak(one)
    for known in circle:
        yield from _step_with(known, one)
    yield Step(StepKind.NAME, StepKind.NAME, need, hours, effort=_NAME)
    if Kind.COMMUNITY in missing and one.need.support != Support.PRACTICAL:
        yield Step(StepKind.PLACE, StepKind.PLACE, need, hours, effort=_PLACE)
    if Kind.PROFESSIONAL in missing:
        yield Step(StepKind.PROFESSIONAL, StepKind.PROFESSIONAL, need, hours, effort=_PROFESSIONAL)


def _step_with(known: Known, one: NeedCoverage) -> Iterator[Step]:
    need, support = one.need.key, one.need.support
    if known.standing == Standing.WITH_YOU and support not in known.not_now:
        gives = support in known.gives
        if hours := _to_ask_for(known, one):
            effort = (_MORE_HOURS if gives else _ONE_THING_MORE) + known.ring
            yield Step(StepKind.ASK, known.key, need, hours, is_sure=True, effort=effort)
    fits = support in known.gives
    if known.standing == Standing.INVITED and fits:
        yield Step(StepKind.HAND_ON, known.key, need, weak(one), effort=_HAND_ON + known.ring)
    if known.standing == Standing.NAMED and (fits or not known.gives):
        yield Step(StepKind.INVITE, known.key, need, weak(one), effort=(_INVITE if fits else _INVITE_OPEN) + known.ring)


def _to_ask_for(known: Known, one: NeedCoverage) -> Mask:
    """Return the hours to ask somebody for: those they gave for something else before any others."""
    gives = one.need.support in known.gives
    if one.need.hours is None:
        return NEVER if gives or not known.could & known.hours else ALWAYS
    open_to_them = weak(one) & known.could
    if gives:
        return open_to_them & ~known.hours_for(one.need.support)
    return open_to_them & known.hours_for_any or open_to_them


def worth(step: Step, one: NeedCoverage) -> int:
    """Return what a step could close of its need."""
    gaps, singles = step.hours & one.gaps, step.hours & one.singles
    if one.need.hours is None:
        hours = GAP * WHENEVER if gaps else SINGLE * WHENEVER if singles else 0
    else:
        hours = GAP * gaps.bit_count() + NIGHT * (gaps & NIGHTS).bit_count() + SINGLE * singles.bit_count()
    return one.need.weight * hours * (2 if step.is_sure else 1)


def best_of(coverage: Coverage, steps: Iterable[Step], *, most: int = MOST_SHOWN) -> list[Step]:
    """Return the steps to show, the best first: no two with the same key, and none that could close nothing."""
    needs = {one.need.key: one for one in coverage.needs}
    places = {key: place for place, key in enumerate(needs)}
    shown = dict.fromkeys(needs, 0)
    left = [(worth(step, needs[step.need]), step) for step in steps if step.need in needs]
    left = [(value, step) for value, step in left if value]
    chosen: list[Step] = []
    while left and len(chosen) < most:
        _value, best = min(left, key=lambda pair: (-pair[0] / 2 ** shown[pair[1].need], _order(pair[1], places)))
        chosen.append(best)
        shown[best.need] += 1
        left = [(value, step) for value, step in left if step.key != best.key]
    return chosen


def _order(step: Step, places: dict[str, int]) -> tuple[int, int, str, str, Mask]:
    """Return what decides between steps that are worth the same."""
    return (step.effort, places[step.need], step.kind, step.key, step.hours)


def on_their_clock(hours: Iterable[int], owner_zone: ZoneInfo, zone: ZoneInfo, now: datetime) -> frozenset[int]:
    """Return the hours of the supporter's week in which these of the owner's lie, in whole hours.

    Where the two clocks do not strike together an hour lies in two of theirs: then both belong to it, so that whoever
    says yes to these hours covers all of those, as coverage reckons them.
    """
    asked = frozenset(hours)
    moments = coming_moments(owner_zone, now)
    return projected(asked, owner_zone, zone, now) | {hour_of_week(moments[hour], zone) for hour in asked}
