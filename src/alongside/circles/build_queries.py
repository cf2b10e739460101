"""Where somebody's guided path to a network stands, for its pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.build_path import Facts, next_step, progress
from alongside.circles.enums import PathStep, Relation, Stance, TieState
from alongside.circles.models import BuildPath
from alongside.circles.policies import visible_needs
from alongside.circles.queries import Circle, CircleTie, circle_of
from alongside.ui.paths import Progress
from alongside.ui.steps import Step

WHY: dict[PathStep, Promise] = {
    PathStep.NEEDS: _("Say what would help you, and when. Then you see whom to ask for what."),
    PathStep.PEOPLE: _("Somebody you know can be there sooner than anybody new."),
    PathStep.GROUPS: _("People who live with the same thing understand without long explanations."),
    PathStep.ONLINE: _("Online there is somebody awake at any hour."),
    PathStep.PROFESSIONAL: _("Some things need somebody who has learned to help with them."),
}

# What the steps are called where there is little room.
SHORT: dict[PathStep, Promise] = {
    PathStep.NEEDS: _("Needs"),
    PathStep.PEOPLE: _("People"),
    PathStep.GROUPS: _("Groups"),
    PathStep.ONLINE: _("Online"),
    PathStep.PROFESSIONAL: _("Care"),
}

# Which ties of a circle a step is about.
ABOUT: dict[PathStep, Callable[[CircleTie], bool]] = {
    PathStep.NEEDS: lambda _tie: False,
    PathStep.PEOPLE: lambda tie: not tie.is_place,
    PathStep.GROUPS: lambda tie: tie.relation == Relation.GROUP,
    PathStep.ONLINE: lambda tie: tie.relation == Relation.ONLINE,
    PathStep.PROFESSIONAL: lambda tie: tie.relation == Relation.PROFESSIONAL,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step as the overview shows it."""

    step: PathStep
    why: Promise
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Path:
    """A guided path: the circle it is about, which steps are done, and where it goes on; None when nothing is left."""

    circle: Circle
    done: frozenset[PathStep]
    next_step: PathStep | None

    def stepper(self, current: PathStep) -> tuple[Step, ...]:
        """Return the steps as a stepper shows them on the page of one."""
        return tuple(Step(SHORT[step], step in self.done, step == current) for step in PathStep)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the steps as the overview shows them."""
        return tuple(Line(step, WHY[step], step in self.done, step == self.next_step) for step in PathStep)

    @property
    def has_begun(self) -> bool:
        """Tell whether a step is done."""
        return bool(self.done)

    def ties(self, step: PathStep) -> list[CircleTie]:
        """Return the ties of the circle that a step is about; nobody who makes recovery harder is proposed."""
        return [tie for tie in self.circle.ties if ABOUT[step](tie) and tie.stance != Stance.UNDERMINES]

    def with_them(self, step: PathStep) -> list[CircleTie]:
        """Return who of these has said yes."""
        return [tie for tie in self.ties(step) if tie.state == TieState.ACCEPTED]

    def to_invite(self, step: PathStep) -> list[CircleTie]:
        """Return who of these can be invited, or has been and not answered yet."""
        return [tie for tie in self.ties(step) if tie.state in {TieState.NAMED, TieState.INVITED}]


def path_of(owner: Person, *, now: datetime) -> Path:
    """Return where somebody's guided path stands: six queries, whatever the size of the circle."""
    row = BuildPath.objects.filter(owner=owner).first()
    circle = circle_of(owner, now=now)
    facts = facts_of(circle, needs=visible_needs(owner).count())
    following = next_step(facts, frozenset(row.passed if row else ()))
    return Path(
        circle=circle,
        done=frozenset(step for step in PathStep if progress(step, facts) == Progress.DONE),
        next_step=PathStep(following) if following else None,
    )


def facts_of(circle: Circle, *, needs: int) -> Facts:
    """Count what a circle holds."""
    people = [tie for tie in circle.ties if ABOUT[PathStep.PEOPLE](tie)]
    relations = [tie.relation for tie in circle.ties]
    return Facts(
        needs=needs,
        people=len(people),
        asked=sum(tie.state != TieState.NAMED for tie in people),
        groups=relations.count(Relation.GROUP),
        online=relations.count(Relation.ONLINE),
        professionals=relations.count(Relation.PROFESSIONAL),
    )
