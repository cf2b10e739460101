"""Reads shaped for the pages of plans: a constant number of queries each.

What the owner reads and what somebody reads with whom a step is shared are different types: the second holds no number
and no tie.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from textwrap import shorten
from uuid import UUID

from django.db.models import Exists, OuterRef

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.circles.looks import last_looks
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.numbers import Number, numbers_in
from alongside.circles.policies import SupportingActor
from alongside.circles.sealing import WAYS
from alongside.kernel.sealed import unseal_all
from alongside.plans.lint import Facts, Named, Standing, findings, is_too_old
from alongside.plans.models import Item, Plan, Share
from alongside.plans.policies import visible_plans, visible_shares
from alongside.plans.sealing import ITEM
from alongside.plans.steps import STEPS, PlanKind, Step
from alongside.plans.wording import PLANS, PlanWords, StepWords, finding_words
from alongside.plans.wording import STEPS as STEP_WORDS

# As much of a line as a sentence about it can say.
MOST_SAID = 50

STANDINGS = {
    TieState.ACCEPTED: Standing.WITH_THEM,
    TieState.INVITED: Standing.ASKED,
    TieState.NAMED: Standing.NOT_ASKED,
    TieState.DECLINED: Standing.NOT_ASKED,
    TieState.ENDED: Standing.GONE,
}


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody named in a step, as the owner reads it; '' is who left the circle and was put away."""

    tie_id: UUID
    name: str
    standing: Standing
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a step, and the numbers in it."""

    words: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a plan as its owner reads it; `readers` are those who may read it too."""

    step: Step
    words: StepWords
    people: tuple[PersonView, ...]
    lines: tuple[LineView, ...]
    readers: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return not self.lines and not self.people

    @property
    def text(self) -> str:
        """Return its lines as they are written down again."""
        return "\n".join(line.words for line in self.lines)


@dataclass(frozen=True, slots=True)
class FindingView:
    """One thing to look at, in a sentence; `step` is where it is mended, None for the whole plan."""

    step: Step | None
    words: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as its owner reads it."""

    kind: PlanKind
    words: PlanWords
    looked_at: datetime
    is_too_old: bool
    steps: tuple[StepView, ...]
    findings: tuple[FindingView, ...]

    @property
    def has_empty_steps(self) -> bool:
        """Tell whether nothing stands in one of its steps."""
        return any(one.is_empty for one in self.steps)

    def kept(self) -> dict[str, object]:
        """Return what a browser keeps of it, as plain JSON values: no ids, nothing but what the page says."""
        written = [one for one in self.steps if not one.is_empty]
        return {"title": str(self.words.title), "steps": [_kept_step(one) for one in written]}


def _kept_step(view: StepView) -> dict[str, object]:
    people = [(one.name, one.numbers) for one in view.people if one.name]
    lines = [(one.words, one.numbers) for one in view.lines]
    return {
        "title": str(view.words.title),
        "lines": [
            {"words": words, "numbers": [asdict(number) for number in numbers]} for words, numbers in (*people, *lines)
        ],
    }


@dataclass(frozen=True, slots=True)
class Written:
    """That somebody has a plan with something in it, and when they last looked at it."""

    kind: PlanKind
    words: PlanWords
    looked_at: datetime
    is_too_old: bool


def written_plans(owner: Person, *, now: datetime) -> tuple[Written, ...]:
    """Return the owner's plans in which something stands, the safety plan first: one query."""
    rows = {row.kind: row for row in visible_plans(owner).filter(Exists(Item.objects.filter(plan=OuterRef("pk"))))}
    return tuple(
        Written(kind, PLANS[kind], rows[kind].looked_at, is_too_old(kind, rows[kind].looked_at, now=now))
        for kind in PlanKind
        if kind in rows
    )


def plan_of(owner: Person, kind: PlanKind, *, now: datetime) -> PlanView | None:
    """Return the owner's plan of that kind, None while they have written none."""
    row = visible_plans(owner).filter(kind=kind).first()
    if row is None:
        return None
    steps = _steps(row)
    facts = Facts(kind, {view.step: _named(view) for view in steps}, row.looked_at)
    found = tuple(FindingView(one.step, finding_words(one)) for one in findings(facts, now=now))
    return PlanView(kind, PLANS[kind], row.looked_at, is_too_old(kind, row.looked_at, now=now), steps, found)


def _named(view: StepView) -> tuple[Named, ...]:
    people = (Named(one.name, one.standing, bool(one.numbers)) for one in view.people)
    lines = (
        Named(shorten(one.words, MOST_SAID, placeholder="…"), Standing.IN_WORDS, bool(one.numbers))
        for one in view.lines
    )
    return (*people, *lines)


def _steps(plan: Plan) -> tuple[StepView, ...]:
    items = list(plan.items.select_related("tie").order_by("step", "place"))
    shares = list(plan.shares.filter(tie__state=TieState.ACCEPTED).select_related("tie"))
    names = names_of({*(item.tie for item in items if item.tie), *(share.tie for share in shares)})
    people, lines = _people(items, names), _lines(items)
    return tuple(
        StepView(
            step,
            STEP_WORDS[step],
            tuple(people[item.id] for item in items if item.step == step and item.id in people),
            tuple(lines[item.id] for item in items if item.step == step and item.id in lines),
            _readers(shares, step, names),
        )
        for step in STEPS[PlanKind(plan.kind)]
    )


def _readers(shares: Sequence[Share], step: Step, names: Mapping[UUID, str]) -> tuple[str, ...]:
    found = (names.get(share.tie_id, "") for share in shares if share.step == step)
    return tuple(sorted(found, key=str.casefold))


def _people(items: Iterable[Item], names: Mapping[UUID, str]) -> dict[UUID, PersonView]:
    """Return who is named, by item."""
    found = [(item.id, item.tie) for item in items if item.tie]
    ways = unseal_all([tie.ways_sealed for _id, tie in found], what=WAYS)
    return {
        item_id: PersonView(tie.id, names.get(tie.id, ""), STANDINGS[TieState(tie.state)], numbers_in(way or ""))
        for (item_id, tie), way in zip(found, ways, strict=True)
    }


def _lines(items: Iterable[Item]) -> dict[UUID, LineView]:
    found = [item for item in items if item.words_sealed is not None]
    texts = unseal_all([item.words_sealed for item in found], what=ITEM)
    return {
        item.id: LineView(text, numbers_in(text)) for item, text in zip(found, texts, strict=True) if text is not None
    }


@dataclass(frozen=True, slots=True)
class SharedStep:
    """A step as somebody reads it with whom it is shared: names and words, nothing else."""

    words: StepWords
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """What of a plan is shared with somebody."""

    kind: PlanKind
    looked_at: datetime
    steps: tuple[SharedStep, ...]


def shared_through(tie: Tie) -> tuple[SharedPlan, ...]:
    """Return what the owner of an accepted tie shares with its supporter, plan by plan, in the order of steps."""
    shares = list(Share.objects.filter(tie=tie).select_related("plan"))
    plans = {share.plan.kind: share.plan for share in shares}
    open_steps = {(share.plan_id, share.step) for share in shares}
    views = {kind: _steps(plan) for kind, plan in plans.items()}
    return tuple(
        SharedPlan(
            kind,
            plans[kind].looked_at,
            tuple(_shared(view) for view in views[kind] if (plans[kind].id, view.step) in open_steps),
        )
        for kind in PlanKind
        if kind in plans
    )


def _shared(view: StepView) -> SharedStep:
    names = (one.name for one in view.people if one.name)
    return SharedStep(view.words, (*names, *(line.words for line in view.lines)))


def sharing_with(actor: SupportingActor) -> tuple[tuple[UUID, str], ...]:
    """Return the ties through which the actor may read something, with the alias of whom they support: one query."""
    rows = visible_shares(actor).values_list("tie_id", "tie__owner__alias").distinct()
    return tuple(sorted(rows, key=lambda row: (row[1].casefold(), row[0])))


def looks_at(owner: Person) -> tuple[tuple[str, datetime], ...]:
    """Return who read what the owner shares with them, and when they last did, the latest first."""
    return last_looks(owner, "plan.read")
