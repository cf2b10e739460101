"""The owner's pages: both plans, one plan, one step at a time, that it holds, what a browser keeps, the end."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.plans import services
from alongside.plans.forms import StepForm
from alongside.plans.naming import nameable
from alongside.plans.policies import access_plan
from alongside.plans.queries import PlanView, looks_at, plan_of
from alongside.plans.steps import STEPS, PlanKind, Step, has_step, step_after
from alongside.plans.wording import PLANS
from alongside.plans.wording import STEPS as STEP_WORDS
from alongside.ui import phrases
from alongside.ui.context import kept_for
from alongside.ui.errors import gives_back
from alongside.ui.steps import steps_of


def known_kind(kind: str) -> PlanKind:
    """Return the kind of plan of that name; NotFound when there is none."""
    if kind not in list(PlanKind):
        raise NotFound
    return PlanKind(kind)


def known_step(kind: PlanKind, step: str) -> Step:
    """Return the step of that name; NotFound when this plan has none."""
    if step not in list(Step) or not has_step(kind, Step(step)):
        raise NotFound
    return Step(step)


@person_required
@require_safe
def plans(request: PersonRequest) -> HttpResponse:
    """Show what plans there are, and how far each is."""
    now = current_time()
    lines = [(kind, PLANS[kind], plan_of(request.user, kind, now=now)) for kind in PlanKind]
    return render(request, "plans/plans.html", {"lines": lines})


@person_required
@require_safe
def plan(request: PersonRequest, kind: str) -> HttpResponse:
    """Show one plan as a whole, or what it is for."""
    known = known_kind(kind)
    context = {
        "kind": known,
        "words": PLANS[known],
        "plan": plan_of(request.user, known, now=current_time()),
        "first": STEPS[known][0],
        "readings": looks_at(request.user),
    }
    return render(request, "plans/plan.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(StepForm)
def write(request: PersonRequest, kind: str, step: str) -> HttpResponse:
    """Write one step; what is kept can be changed at any time."""
    plan_kind = known_kind(kind)
    known = known_step(plan_kind, step)
    whole = plan_of(request.user, plan_kind, now=current_time())
    view = next((one for one in whole.steps if one.step == known), None) if whole else None
    people = nameable(request.user, known)
    form = StepForm(request.POST if request.method == "POST" else None, people=people, view=view)

    def save() -> None:
        lines, ties, now = form.said(), form.named(), current_time()
        services.write_step(actor=request.user, kind=plan_kind, step=known, lines=lines, tie_ids=ties, now=now)

    if form.is_bound and saved(form, save):
        return _onward(request, plan_kind, known)
    context = {"kind": plan_kind, "step": known, "words": STEP_WORDS[known], "view": view, "form": form}
    stepper = _stepper(plan_kind, known, whole)
    return answer(request, "plans/step.html", {**context, "stepper_steps": stepper}, form)


def _onward(request: PersonRequest, kind: PlanKind, step: Step) -> HttpResponse:
    """Lead on to the next step where the person goes through all of them, otherwise back to the whole."""
    following = step_after(kind, step)
    if "on" in request.POST and following:
        return redirect("plan-step", kind.value, following.value)
    return done(request, reverse("plan", args=[kind.value]), phrases.CHANGES_KEPT)


def _stepper(kind: PlanKind, step: Step, whole: PlanView | None) -> object:
    written = frozenset(place for place, one in enumerate(whole.steps) if not one.is_empty) if whole else frozenset()
    labels = [STEP_WORDS[one].short for one in STEPS[kind]]
    return steps_of(labels, current=STEPS[kind].index(step), done=written)


@person_required
@require_POST
def holds(request: PersonRequest, kind: str) -> HttpResponse:
    """Note that the person looked at their plan and that it holds."""
    known = known_kind(kind)
    services.confirm_plan(actor=request.user, kind=known, now=current_time())
    return done(request, reverse("plan", args=[known.value]), _("Good: you looked at it today, and it still holds."))


@person_required
@require_safe
def kept(request: PersonRequest, kind: str) -> HttpResponse:
    """Give the actor's browser what it keeps: whose it is, and the plan, null while there is none."""
    view = plan_of(request.user, known_kind(kind), now=current_time())
    return JsonResponse({"whose": kept_for(request), "value": view.kept() if view else None})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, kind: str) -> HttpResponse:
    """Ask, then delete the plan."""
    known = known_kind(kind)
    access_plan(request.user, known)
    if request.method == "POST":
        services.remove_plan(actor=request.user, kind=known, now=current_time())
        return done(request, reverse("plans"), _("Your plan is deleted."))
    page = Page(
        title=PLANS[known].remove,
        lead=(
            _("What stands in it is deleted, also from this device if it is kept here. Nobody can read it any more."),
            phrases.ANOTHER_DEVICE_DELETES_IT,
        ),
        button=_("Delete it"),
        back=reverse("plan", args=[known.value]),
    )
    return confirm_page(request, page)
