"""Plans: the token's person's own, and the steps that others share with them."""

from uuid import UUID

from ninja import Router

from alongside.api.auth import TokenRequest
from alongside.api.schemas_own import PlanOut, PlanPerson, PlanStep, SharedPlanOut, SharedStepOut, SharerOut
from alongside.kernel.clock import current_time
from alongside.plans import queries, services
from alongside.plans.queries import PlanView, SharedPlan, StepView
from alongside.plans.steps import PlanKind

router = Router(tags=["plans"])


@router.get("", response=list[PlanOut], summary="Your plans")
def list_own(request: TokenRequest) -> list[PlanOut]:
    """Return the person's safety plan and staying-well plan, as far as they have begun them."""
    now = current_time()
    views = (queries.plan_of(request.auth.person, kind, now=now) for kind in PlanKind)
    return [_plan(view) for view in views if view]


@router.get("/shared", response=list[SharerOut], summary="Who shares steps of their plans with you")
def list_sharers(request: TokenRequest) -> list[SharerOut]:
    """Return them by their alias, as long as they stand with this person and share something."""
    return [SharerOut(tie=tie_id, alias=alias) for tie_id, alias in queries.sharing_with(request.auth.person)]


@router.get("/shared/{uuid:tie_id}", response=list[SharedPlanOut], summary="What somebody shares with you")
def show_shared(request: TokenRequest, tie_id: UUID) -> list[SharedPlanOut]:
    """Return the steps that are shared through this tie. Whose they are can see that they were read."""
    tie = services.note_look(actor=request.auth.person, tie_id=tie_id, now=current_time())
    return [_shared(plan) for plan in queries.shared_through(tie)]


def _plan(view: PlanView) -> PlanOut:
    return PlanOut(
        kind=view.kind, title=str(view.words.title), looked_at=view.looked_at, steps=list(map(_step, view.steps))
    )


def _step(view: StepView) -> PlanStep:
    return PlanStep(
        step=view.step,
        title=str(view.words.title),
        lines=[line.words for line in view.lines],
        people=[PlanPerson(tie=one.tie_id, name=one.name, standing=one.standing) for one in view.people],
        readers=list(view.readers),
    )


def _shared(plan: SharedPlan) -> SharedPlanOut:
    steps = [SharedStepOut(title=str(step.words.title), lines=list(step.lines)) for step in plan.steps]
    return SharedPlanOut(kind=plan.kind, looked_at=plan.looked_at, steps=steps)
