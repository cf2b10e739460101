"""The plans of one person of the demo community: a safety plan nearly whole, and a staying-well plan just begun."""

from datetime import datetime

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.plans import services
from alongside.plans.steps import PlanKind, Step

LINES: dict[Step, tuple[str, ...]] = {
    Step.SIGNS: ("I stop answering messages", "The evening after a letter from the court", "I count what is left"),
    Step.ALONE: ("Cold water on my wrists", "Twice around the pond", "The record with the green sleeve"),
    Step.COMPANY: ("The reading room, till nine",),
    Step.HELPERS: ("My brother Max, 555 0117",),
    Step.SERVICES: ("Dr Madeup, weekdays, 555 0140",),
    Step.DAILY: ("Up before eight", "Breakfast at the table", "One call"),
}
NEAR = "Maple"


def write_plans(owner: Person, *, now: datetime) -> None:
    """Write them; one supporter may read how it begins and what helps."""
    names = {name: tie_id for tie_id, name in names_of(Tie.objects.filter(owner=owner)).items()}
    named = {Step.COMPANY: [names["Tuesday evening group"]], Step.HELPERS: [names[NEAR]]}
    for step, lines in LINES.items():
        kind = PlanKind.STAYING_WELL if step == Step.DAILY else PlanKind.SAFETY
        services.write_step(actor=owner, kind=kind, step=step, lines=lines, tie_ids=named.get(step, []), now=now)
    for step in (Step.SIGNS, Step.ALONE):
        services.share_step(actor=owner, kind=PlanKind.SAFETY, step=step, tie_ids=[names[NEAR]], now=now)
