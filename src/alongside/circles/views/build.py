"""The pages of the guided path to a network, one thing on each; it goes on where it stopped, and is never over."""

from collections.abc import Sequence
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import services
from alongside.circles.build_path import step_after
from alongside.circles.build_queries import path_of
from alongside.circles.details import TieDetails
from alongside.circles.enums import PathStep, Relation
from alongside.circles.needs_forms import NeedsForm
from alongside.circles.people_forms import People, PeopleForms, PlaceForm, ProfessionalForm, people_named
from alongside.circles.queries import needs_of
from alongside.circles.views.pages import saved
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.ui.errors import gives_back


@person_required
@require_safe
def build(request: PersonRequest) -> HttpResponse:
    """Show the whole path: what is done, and where it goes on."""
    return render(request, "circles/build.html", {"path": path_of(request.user, now=current_time())})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(NeedsForm, PlaceForm, ProfessionalForm)
def step(request: PersonRequest, step: str) -> HttpResponse:
    """Show one step of the path, and keep what is said on it."""
    known = known_step(step)
    if known == PathStep.NEEDS:
        return needs(request)
    return people(request) if known == PathStep.PEOPLE else somebody_or_place(request, known)


def known_step(step: str) -> PathStep:
    """Return the step of that name; NotFound when there is none."""
    if step not in PathStep.values:
        raise NotFound
    return PathStep(step)


def needs(request: PersonRequest) -> HttpResponse:
    """Ask what somebody wants support for."""
    kept = needs_of(request.user)
    form = NeedsForm(request.POST if request.method == "POST" else None, kept=[need.words for need in kept])

    def save() -> None:
        services.add_needs(actor=request.user, needs=form.needs(), now=current_time())

    if form.is_bound and saved(form, save):
        return onward(PathStep.NEEDS)
    return show(request, PathStep.NEEDS, form, needs=kept)


def people(request: PersonRequest) -> HttpResponse:
    """Ask whom somebody knows, and give the links to pass on."""
    forms = PeopleForms(request.POST if request.method == "POST" else None)
    if forms.is_bound and forms.is_valid():
        name_new(request, people_named(forms))
        return stay(PathStep.PEOPLE)
    return show(request, PathStep.PEOPLE, forms)


def somebody_or_place(request: PersonRequest, step: PathStep) -> HttpResponse:
    """Ask for a group, a place online, or somebody whose work it is."""
    relation = RELATIONS[step]
    form_class = ProfessionalForm if step == PathStep.PROFESSIONAL else PlaceForm
    form = form_class(request.POST if request.method == "POST" else None)

    def save() -> None:
        name_new(request, [form.details(relation)])

    if form.is_bound and saved(form, save):
        return stay(step) if step == PathStep.PROFESSIONAL else onward(step)
    return show(request, step, form)


RELATIONS = {
    PathStep.GROUPS: Relation.GROUP,
    PathStep.ONLINE: Relation.ONLINE,
    PathStep.PROFESSIONAL: Relation.PROFESSIONAL,
}


def name_new(request: PersonRequest, people: Sequence[TieDetails]) -> None:
    """Write down who is not in the circle yet."""
    services.name_new_ties(actor=request.user, people=people, now=current_time())


def show(request: PersonRequest, step: PathStep, form: Form | People, **context: object) -> HttpResponse:
    """Show the page of one step, with where it is on the path; 422 when what was sent needs another look."""
    path = path_of(request.user, now=current_time())
    values = {
        "path": path,
        "step": step,
        "is_done": step in path.done,
        "ties": path.ties(step),
        "with_them": path.with_them(step),
        "to_invite": path.to_invite(step),
        "stepper_steps": path.stepper(step),
        "form": form,
        **context,
    }
    return render(request, f"circles/build_{step}.html", values, status=422 if form.is_bound else 200)


@person_required
@require_POST
def pass_by(request: PersonRequest, step: str) -> HttpResponse:
    """Go on, with or without having done a step."""
    known = known_step(step)
    services.pass_build_step(actor=request.user, step=known, now=current_time())
    return onward(known)


@person_required
@require_POST
def make_link(request: PersonRequest, step: str, tie_id: UUID) -> HttpResponse:
    """Make a link for somebody named; on a page that is open still from before, the one there is stays good."""
    known = known_step(step)
    services.ensure_invitation(actor=request.user, tie_id=tie_id, now=current_time())
    return redirect(f"{reverse('circle-build-step', args=[known.value])}#tie-{tie_id}")


def stay(step: PathStep) -> HttpResponse:
    """Show the same step again, with what was kept on it."""
    return redirect("circle-build-step", step.value)


def onward(step: PathStep) -> HttpResponse:
    """Lead on to the step that follows; to the whole path after the last."""
    following = step_after(step)
    return redirect("circle-build-step", following) if following else redirect("circle-build")
