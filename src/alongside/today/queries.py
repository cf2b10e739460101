"""Where somebody's first visit stands, for the pages and the card."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.enums import PLACES, TieState
from alongside.circles.policies import visible_needs, visible_ties
from alongside.circles.queries import supporter_of
from alongside.today.enums import Step
from alongside.today.models import FirstVisit
from alongside.today.steps import Facts, next_step, progress
from alongside.ui.paths import Progress
from alongside.ui.steps import Step as ShownStep

NEXT_WORDS: dict[Step, Promise] = {
    Step.NEEDS: _("Say what you want support for. Then you see whom you could ask for what."),
    Step.PEOPLE: _("Name somebody you could turn to. Nobody is told that you named them."),
    Step.INVITE: _("Pass a link on to whom you named, so that they know."),
    Step.REHEARSE: _("Try the button, so that you know it when you need it. Nobody is told anything."),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit: which steps are done, and where it goes on; None when nothing is left to do.

    `is_offered`: the home page offers to go on.
    """

    facts: Facts
    done: frozenset[Step]
    next_step: Step | None
    is_offered: bool

    def stepper(self, current: Step) -> tuple[ShownStep, ...]:
        """Return the steps as a stepper shows them on the page of one."""
        return tuple(ShownStep(step.label, step in self.done, step == current) for step in Step)

    @property
    def next_words(self) -> Promise | None:
        """Say what the next step is and why it helps."""
        return NEXT_WORDS[self.next_step] if self.next_step else None


def first_visit(person: Person) -> Visit:
    """Return where somebody's first visit stands: at most four queries."""
    row = FirstVisit.objects.filter(person=person).first()
    facts = facts_of(person, row)
    following = next_step(facts, frozenset(row.passed if row else ()))
    return Visit(
        facts=facts,
        done=frozenset(step for step in Step if progress(step, facts) == Progress.DONE),
        next_step=Step(following) if following else None,
        is_offered=following is not None and _is_offered(person, row, facts),
    )


def facts_of(person: Person, row: FirstVisit | None) -> Facts:
    """Count what somebody has said, named and sent so far."""
    ties = visible_ties(person).exclude(state=TieState.ENDED).exclude(relation__in=PLACES)
    states = list(ties.values_list("state", flat=True))
    return Facts(
        needs=visible_needs(person).count(),
        people=len(states),
        asked=sum(state != TieState.NAMED for state in states),
        has_rehearsed=row is not None and row.rehearsed_at is not None,
    )


def _is_offered(person: Person, row: FirstVisit | None, facts: Facts) -> bool:
    """Tell whether the home page offers it: to who has begun and not put it away, and to who has nothing at all yet.

    Whoever came to support others has come for something else, and finds it at their circle.
    """
    if row is not None:
        return row.put_away_at is None
    return facts.is_blank and supporter_of(person) is None
