"""The pages of a first visit, one thing on each. It goes on where it stopped, however somebody comes back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.accounts.forms import add_sentence
from alongside.circles import services as circles
from alongside.circles.enums import TieUse
from alongside.circles.forms import SendForm
from alongside.circles.needs_forms import NeedsForm
from alongside.circles.people_forms import PeopleForms, people_named
from alongside.circles.policies import access_tie
from alongside.circles.queries import CircleTie, circle_of, needs_of
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, Conflict, Invalid, NotFound
from alongside.notifications.queries import sends_mail
from alongside.today import services
from alongside.today.enums import Step
from alongside.today.queries import first_visit
from alongside.today.steps import step_after
from alongside.ui import phrases
from alongside.ui.errors import gives_back


@person_required
@require_safe
def begin(request: PersonRequest) -> HttpResponse:
    """Go on where it stopped; to today when nothing is left."""
    step = first_visit(request.user).next_step
    return redirect(f"begin-{step}" if step else "today")


def show(request: PersonRequest, step: Step, *, status: int = 200, **context: object) -> HttpResponse:
    """Show the page of one step, with where it is on the way."""
    visit = first_visit(request.user)
    values = {"visit": visit, "step": step, "stepper_steps": visit.stepper(step), **context}
    return render(request, f"today/begin_{step}.html", values, status=status)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(NeedsForm)
def needs(request: PersonRequest) -> HttpResponse:
    """Ask what somebody wants support for."""
    kept = needs_of(request.user)
    form = NeedsForm(request.POST if request.method == "POST" else None, kept=[need.words for need in kept])
    if form.is_valid():
        try:
            services.keep_needs(actor=request.user, needs=form.needs(), now=current_time())
        except AlongsideError as error:
            add_sentence(form, error)
        else:
            return onward(request, Step.NEEDS)
    return show(request, Step.NEEDS, form=form, needs=kept, status=422 if form.is_bound else 200)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest) -> HttpResponse:
    """Ask whom somebody knows already."""
    forms = PeopleForms(request.POST if request.method == "POST" else None)
    if forms.is_valid():
        try:
            services.keep_people(actor=request.user, people=people_named(forms), now=current_time())
        except Conflict as refusal:
            forms.non_form_errors().append(str(refusal.sentence))
        else:
            return onward(request, Step.PEOPLE)
    status = 422 if forms.is_bound else 200
    return show(request, Step.PEOPLE, forms=forms, ties=people_of(request), status=status)


def people_of(request: PersonRequest) -> list[CircleTie]:
    """Return the people of the actor's circle whom they may ask or have asked."""
    return [tie for tie in circle_of(request.user, now=current_time()).ties if not tie.is_place]


@person_required
@require_safe
def invite(request: PersonRequest) -> HttpResponse:
    """Show everybody who was named, with the link for them."""
    return show_invitations(request)


def show_invitations(
    request: PersonRequest, failed: SendForm | None = None, tie_id: UUID | None = None
) -> HttpResponse:
    """Show the links, with the one form that could not be used as it was filled in."""
    rows = [(tie, failed if tie.id == tie_id else SendForm(auto_id=ids_for(tie.id))) for tie in people_of(request)]
    links = [tie.invitation.link for tie, _form in rows if tie.invitation and not tie.invitation.has_run_out]
    context = {"rows": rows, "preview": next(iter(links), ""), "sends_mail": sends_mail()}
    return show(request, Step.INVITE, status=422 if failed else 200, **context)


@person_required
@require_POST
def make_link(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Make a link for one of them; on a page that is open still from before, the one there is stays good."""
    circles.ensure_invitation(actor=request.user, tie_id=tie_id, now=current_time())
    return redirect(f"{reverse('begin-invite')}#tie-{tie_id}")


@person_required
@require_POST
def send(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Mail the link to one of them."""
    access_tie(request.user, tie_id, to=TieUse.CHANGE)
    form = SendForm(request.POST, auto_id=ids_for(tie_id))
    if form.is_valid():
        address = form.cleaned_data["email"]
        try:
            circles.send_invitation(actor=request.user, tie_id=tie_id, address=address, now=current_time())
        except Invalid as error:
            add_sentence(form, error)
        else:
            messages.success(request, phrases.EMAIL_IS_ON_ITS_WAY)
            return redirect("begin-invite")
    return show_invitations(request, form, tie_id)


def ids_for(tie_id: UUID) -> str:
    """Return how the fields about one tie are named on a page with several."""
    return f"id_{tie_id}_%s"


@person_required
@require_safe
def rehearse(request: PersonRequest) -> HttpResponse:
    """Say what a rehearsal is; it leads to reach-outs, and an event of theirs says that it was done."""
    return show(request, Step.REHEARSE)


@person_required
@require_POST
def pass_by(request: PersonRequest, step: str) -> HttpResponse:
    """Leave a step for later."""
    if step not in Step.values:
        raise NotFound
    services.pass_step(actor=request.user, step=Step(step), now=current_time())
    return onward(request, Step(step))


def onward(request: PersonRequest, step: Step) -> HttpResponse:
    """Lead on to the step that follows and can be done; home after the last."""
    following = step_after(step, first_visit(request.user).facts)
    return redirect(f"begin-{following}" if following else "today")


@person_required
@require_POST
def put_away(request: PersonRequest) -> HttpResponse:
    """Show the way no more."""
    services.put_away(actor=request.user, now=current_time())
    return redirect("today")
