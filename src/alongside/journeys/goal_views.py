"""Goals as their owner reads them (`GoalView`), and as whoever is to ask about one does (`AskView`): only its words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.enums import TieState
from alongside.circles.names import names_of
from alongside.circles.policies import SupportingActor
from alongside.journeys.enums import AskState
from alongside.journeys.models import Goal, GoalAsk, GoalStep
from alongside.journeys.policies import visible_goal_asks, visible_goals
from alongside.journeys.sealing import GOAL, STEP
from alongside.kernel.sealed import unseal_all


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: its place from 1 on, its words, and whether it is done."""

    place: int
    words: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """Who is to ask, by the owner's name for them, on which day, and whether they have said yes."""

    name: str
    day: date
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its steps, and who is to ask about it."""

    id: UUID
    title: str
    is_reached: bool
    steps: tuple[StepView, ...]
    ask: OpenAsk | None

    @property
    def next_step(self) -> StepView | None:
        """Return the first step that is not done."""
        return next((step for step in self.steps if not step.is_done), None)


@dataclass(frozen=True, slots=True)
class AskView:
    """A goal that somebody is to ask about; `is_day` says that they agreed to, and that the day has come."""

    owner_alias: str
    title: str
    day: date
    is_day: bool
    yes_path: str
    not_now_path: str
    asked_path: str


def goals_of(owner: Person, *, only_open: bool = False) -> tuple[GoalView, ...]:
    """Return the owner's goals, those to come first: a constant number of queries."""
    rows = visible_goals(owner).order_by("created_at", "id")
    found = goal_views(list(rows.filter(reached_at=None) if only_open else rows))
    return tuple(sorted(found, key=lambda view: view.is_reached))


def goal_views(rows: Sequence[Goal]) -> tuple[GoalView, ...]:
    """Return these goals of one owner as they read them."""
    titles = unseal_all([row.title_sealed for row in rows], what=GOAL)
    steps, asks = _steps(rows), _open_asks(rows)
    return tuple(
        GoalView(row.id, title or "", row.reached_at is not None, tuple(steps[row.id]), asks.get(row.id))
        for row, title in zip(rows, titles, strict=True)
    )


def _steps(rows: Sequence[Goal]) -> dict[UUID, list[StepView]]:
    steps = list(GoalStep.objects.filter(goal__in=rows).order_by("place"))
    texts = unseal_all([step.words_sealed for step in steps], what=STEP)
    found: dict[UUID, list[StepView]] = defaultdict(list)
    for step, text in zip(steps, texts, strict=True):
        found[step.goal_id].append(StepView(step.place, text or "", step.done_at is not None))
    return found


def _open_asks(rows: Sequence[Goal]) -> dict[UUID, OpenAsk]:
    open_ones = GoalAsk.objects.filter(goal__in=rows, ended_at=None, tie__state=TieState.ACCEPTED)
    asks = list(open_ones.select_related("tie"))
    names = names_of(ask.tie for ask in asks)
    return {ask.goal_id: OpenAsk(names.get(ask.tie_id, ""), ask.day, ask.state == AskState.AGREED) for ask in asks}


def to_ask_about(actor: SupportingActor) -> tuple[AskView, ...]:
    """Return what the actor is asked to ask about, and what they agreed to ask about once the day has come."""
    waiting = [row for row in visible_goal_asks(actor).order_by("day", "id") if _waits(row)]
    titles = unseal_all([row.goal.title_sealed for row in waiting], what=GOAL)
    return tuple(_ask_view(row, title or "", actor) for row, title in zip(waiting, titles, strict=True))


def _waits(row: GoalAsk) -> bool:
    return row.state == AskState.PROPOSED or row.told_at is not None


def _ask_view(row: GoalAsk, title: str, actor: SupportingActor) -> AskView:
    return AskView(
        owner_alias=row.tie.owner.alias,
        title=title,
        day=row.day,
        is_day=row.told_at is not None,
        yes_path=_path(row, "yes", actor),
        not_now_path=_path(row, "not-now", actor),
        asked_path=_path(row, "asked", actor),
    )


def _path(row: GoalAsk, move: str, actor: SupportingActor) -> str:
    if isinstance(actor, Person):
        return reverse("supporting-goal", args=[row.id, move])
    return reverse("with-goal", args=[links.sign(actor.id, salt=links.CONTACT), row.id, move])
