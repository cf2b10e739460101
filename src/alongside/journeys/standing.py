"""Where a journey stands (pure): what is counted, the stretches, what was reached on which day, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from alongside.journeys.counting import Span, Stretch, longest, reached_on, stretches
from alongside.journeys.milestones import Custom, Mark, following, marks, reached

SHOWN_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a journey on `today`: `actions` is None for one that counts days; `kept` was reached before."""

    started: date
    today: date
    custom: Custom
    own: tuple[Mark, ...] = ()
    setbacks: tuple[Span, ...] = ()
    actions: int | None = None
    kept: Mapping[Mark, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone and the day it was reached."""

    mark: Mark
    on: date


@dataclass(frozen=True, slots=True)
class Coming:
    """A milestone to come: how much it still takes and, for days, when that is."""

    mark: Mark
    left: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a journey stands: milestones reached in the order they were, those to come nearest first."""

    count: int
    stretches: tuple[Stretch, ...]
    longest: Stretch | None
    reached: tuple[Reached, ...]
    ahead: tuple[Coming, ...]

    @property
    def next(self) -> Coming | None:
        """Return the milestone that comes next."""
        return self.ahead[0] if self.ahead else None


def standing_of(facts: Facts) -> Standing:
    """Return where a journey stands."""
    parts = stretches(facts.started, facts.setbacks, facts.today) if facts.actions is None else ()
    counted = sum(part.days for part in parts) if facts.actions is None else facts.actions
    every = list(marks(facts.custom, facts.own, facts.started))
    to_come = [mark for mark in following(every, counted, facts.started) if mark not in facts.kept]
    return Standing(
        count=counted,
        stretches=parts,
        longest=longest(parts),
        reached=_reached(facts, every, counted),
        ahead=tuple(_coming(facts, mark, counted) for mark in to_come[:SHOWN_AHEAD]),
    )


def _reached(facts: Facts, every: Sequence[Mark], counted: int) -> tuple[Reached, ...]:
    now = {mark: _day_of(facts, mark) for mark in reached(every, counted, facts.started)}
    found = [Reached(mark, day) for mark, day in {**now, **facts.kept}.items()]
    return tuple(sorted(found, key=lambda one: (one.mark.takes(facts.started), one.on)))


def _day_of(facts: Facts, mark: Mark) -> date:
    if facts.actions is not None:
        return facts.today
    return reached_on(facts.started, facts.setbacks, mark.takes(facts.started), facts.today)


def _coming(facts: Facts, mark: Mark, counted: int) -> Coming:
    takes = mark.takes(facts.started)
    return Coming(mark, takes - counted, None if facts.actions is not None else _day_of(facts, mark))
