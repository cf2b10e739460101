"""What could help next in a circle: the steps to show, what the owner asked for, and whether few stand with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from alongside.accounts.models import Person
from alongside.circles import offers
from alongside.circles.asks_queries import MadeAsk, asks_made, not_now_lately
from alongside.circles.coverage import Coverage, Kind, Need, NeedCoverage, coverage_of, helper_of, missing_kinds
from alongside.circles.covering import Seen, helpers_among, needed, seen_of
from alongside.circles.enums import AskState, Stance, TieState
from alongside.circles.next_step_providers import Offered, Said, Situation, offered_in
from alongside.circles.next_steps import Known, Standing, Step, StepKind, best_of, steps_towards
from alongside.circles.next_steps_wording import reason_of, said_of_other, said_of_tie
from alongside.circles.offers import Candidate
from alongside.circles.queries import Circle, CircleTie, circle_of

# What somebody who has said no need yet is taken to need.
ALL_THREE = tuple(Need(kind.value, kind, weight=1) for kind in offers.Support)
# Up to so many supportive people are few: the guided path is offered.
FEW = 2


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as its page shows it: what to do, what is missing, the need behind it, why it helps, one button."""

    kind: StepKind
    title: str
    reason: str
    words: str
    why: str
    button: str
    address: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What could help next, the best first; what the owner asked for; whether few supportive people are with them."""

    steps: tuple[ShownStep, ...]
    asks: tuple[MadeAsk, ...]
    is_few: bool

    @property
    def first(self) -> ShownStep | None:
        """Return the step that could help most."""
        return self.steps[0] if self.steps else None

    @property
    def others(self) -> tuple[ShownStep, ...]:
        """Return the steps after the first."""
        return self.steps[1:]

    @property
    def has_any(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.steps or self.asks or self.is_few)


def next_steps_for(owner: Person, *, now: datetime, seen: Seen | None = None) -> NextSteps:
    """Return what could help next in the circle of its owner; nothing while the circle is empty: that comes first.

    `seen` is their circle, if it has been read already.
    """
    circle = seen.circle if seen else circle_of(owner, now=now)
    if circle.is_empty:
        return NextSteps((), (), is_few=False)
    seen = seen or seen_of(owner, now=now, circle=circle)
    asks = asks_made(owner, now=now)
    return NextSteps(_steps(owner, seen, asks, now), asks, is_few=_supportive(circle) <= FEW)


def _supportive(circle: Circle) -> int:
    """Count who said yes and does not make recovery harder. Places never say yes."""
    return sum(tie.state == TieState.ACCEPTED and tie.stance != Stance.UNDERMINES for tie in circle.ties)


def _steps(owner: Person, seen: Seen, asks: Iterable[MadeAsk], now: datetime) -> tuple[ShownStep, ...]:
    candidates = {str(candidate.tie_id): candidate for candidate in seen.candidates}
    coverage = coverage_of(needed(seen.needs) or ALL_THREE, helpers_among(seen.candidates, owner, now=now))
    known = _everybody(owner, seen.circle, candidates, asks, now)
    offered = [*_own(coverage, known, seen.circle), *offered_in(Situation(owner, now, coverage))]
    said = {one.step: one.said for one in offered}
    needs = {str(need.id): need.words for need in seen.needs}
    by_key = {one.need.key: one for one in coverage.needs}
    return tuple(
        _shown(step, by_key[step.need], said[step](), needs.get(step.need, "")) for step in _chosen(coverage, offered)
    )


def _chosen(coverage: Coverage, offered: Sequence[Offered]) -> list[Step]:
    """Return the best steps, and below them one that is to be seen beside them in any case."""
    best = best_of(coverage, [one.step for one in offered])
    known = {step.key for step in best}
    beside = [one.step for one in offered if one.beside and one.step.key not in known]
    return [*best, *best_of(coverage, beside, most=1)]


def _shown(step: Step, one: NeedCoverage, said: Said, words: str) -> ShownStep:
    return ShownStep(
        kind=step.kind,
        title=str(said.title),
        reason=reason_of(step, one),
        words=words,
        why=str(said.why),
        button=str(said.button),
        address=said.address,
    )


def _everybody(
    owner: Person, circle: Circle, candidates: Mapping[str, Candidate], asks: Iterable[MadeAsk], now: datetime
) -> list[Known]:
    """Return the circle as steps see it; who has an ask open is not there."""
    waiting = {ask.tie_id for ask in asks if ask.state == AskState.OPEN}
    not_now = not_now_lately(owner, now=now)
    known = (_known(tie, candidates.get(str(tie.id)), owner, now) for tie in circle.ties if tie.id not in waiting)
    return [replace(one, not_now=not_now.get(one.key, frozenset())) for one in known]


def _known(tie: CircleTie, candidate: Candidate | None, owner: Person, now: datetime) -> Known:
    plain = Known(str(tie.id), Standing.LEFT_ALONE, tie.ring, frozenset(offers.Support(kind) for kind in tie.gives))
    if tie.is_place or tie.stance == Stance.UNDERMINES or tie.breather_until:
        return plain
    if candidate:
        return _with_you(plain, candidate, ZoneInfo(owner.time_zone), now)
    if tie.state == TieState.NAMED or (tie.invitation and tie.invitation.has_run_out):
        return replace(plain, standing=Standing.NAMED)
    return replace(plain, standing=Standing.INVITED) if tie.state == TieState.INVITED else plain


def _with_you(plain: Known, candidate: Candidate, zone: ZoneInfo, now: datetime) -> Known:
    """Tell when somebody who said yes can be reached, and could be, had they given any hour; `plain` for never now."""
    helper = helper_of(candidate, zone, now)
    at_most = helper_of(replace(candidate, hours=frozenset(), hours_by_support={}), zone, now)
    if helper is None or at_most is None:
        return plain
    others = {kind: times.hours for kind, times in helper.others.items()}
    return replace(plain, standing=Standing.WITH_YOU, hours=helper.hours, others=others, could=at_most.hours)


def _own(coverage: Coverage, known: Sequence[Known], circle: Circle) -> list[Offered]:
    """Return the steps circles itself offers."""
    by_need = {one.need.key: one for one in coverage.needs}
    names = {str(tie.id): tie.name for tie in circle.ties}
    gives = {one.key: one.gives for one in known}
    return [
        Offered(step, partial(_said, step, by_need[step.need], names.get(step.key), gives.get(step.key, frozenset())))
        for step in steps_towards(coverage, known, _missing(circle))
    ]


def _said(step: Step, one: NeedCoverage, name: str | None, gives: frozenset[offers.Support]) -> Said:
    if name is None:
        return said_of_other(step, one)
    return said_of_tie(step, one, name=name, gives=one.need.support in gives)


def _missing(circle: Circle) -> tuple[Kind, ...]:
    """Return the kinds of people of whom the circle has nobody, not even somebody named."""
    found = [tie for tie in circle.ties if tie.state != TieState.DECLINED and tie.stance != Stance.UNDERMINES]
    return missing_kinds({offers.Relation(tie.relation) for tie in found})
