"""The pages of goals: the owner's, and the answers of whoever is to ask about one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import links
from alongside.circles.choosing import people_of
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor
from alongside.circles.views.contact import contact_required
from alongside.circles.views.pages import Page, answer, confirm_page, done, form_page, saved
from alongside.journeys import services
from alongside.journeys.goal_forms import AskForm, GoalForm
from alongside.journeys.goal_views import goal_views, goals_of
from alongside.journeys.models import Goal
from alongside.journeys.policies import access_goal
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.ui import phrases
from alongside.ui.errors import gives_back

ANSWERS = {
    "yes": gettext_lazy("Thank you. We remind you on the day."),
    "not-now": gettext_lazy("That is all right. It needs no reason."),
    "asked": gettext_lazy("Thank you for asking."),
}


@person_required
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Show the actor's goals."""
    return render(request, "journeys/goals.html", {"goals": goals_of(request.user)})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(GoalForm)
def add(request: PersonRequest) -> HttpResponse:
    """Write a goal down."""
    form = GoalForm(request.POST if request.method == "POST" else None)
    made: list[Goal] = []

    def save() -> None:
        title, steps = form.cleaned_data["title"], form.lines()
        made.append(services.add_goal(actor=request.user, title=title, steps=steps, now=current_time()))

    if form.is_bound and saved(form, save):
        return done(request, reverse("goal", args=[made[0].id]), _("It is written down."))
    page = Page(
        title=_("A small goal"),
        lead=(_("Only you see it. If you like, you choose somebody later who asks you about it."),),
        button=_("Write it down"),
        back=reverse("goals"),
    )
    return form_page(request, page, form)


@person_required
@require_safe
def goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Show one goal with its steps."""
    (view,) = goal_views([access_goal(request.user, goal_id)])
    return render(request, "journeys/goal.html", {"goal": view})


@person_required
@require_POST
def tick(request: PersonRequest, goal_id: UUID, place: int) -> HttpResponse:
    """Say that a step is done, or not after all."""
    is_done = request.POST.get("done") == "1"
    services.tick_step(actor=request.user, goal_id=goal_id, place=place, is_done=is_done, now=current_time())
    return done(request, reverse("goal", args=[goal_id]), _("It is noted."))


@person_required
@require_POST
def reached(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Say that a goal is reached."""
    services.reach_goal(actor=request.user, goal_id=goal_id, now=current_time())
    return done(request, reverse("goal", args=[goal_id]), _("You have done what you wanted to do."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Ask, then delete a goal."""
    row = access_goal(request.user, goal_id)
    if request.method == "POST":
        services.remove_goal(actor=request.user, goal_id=row.id, now=current_time())
        return done(request, reverse("goals"), phrases.IT_IS_DELETED)
    page = Page(
        title=_("Delete this goal?"),
        lead=(_("It is deleted with its steps, and nobody asks about it any more. Letting go of a goal is fine."),),
        button=_("Delete it"),
        back=reverse("goal", args=[goal_id]),
    )
    return confirm_page(request, page)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Choose who asks about a goal, and on which day."""
    row = access_goal(request.user, goal_id)
    people = people_of(request.user)
    form = AskForm(request.POST if request.method == "POST" else None, people=people)

    def save() -> None:
        values = form.cleaned_data
        services.propose_goal_ask(
            actor=request.user, goal_id=row.id, tie_id=values["who"], day=values["day"], now=current_time()
        )

    if form.is_bound and saved(form, save):
        return done(request, reverse("goal", args=[goal_id]), phrases.THEY_ARE_ASKED)
    (view,) = goal_views([row])
    return answer(request, "journeys/goal_ask.html", {"form": form, "goal": view, "people": people}, form)


@person_required
@require_POST
def take_back(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Have nobody ask about a goal any more."""
    services.take_back_goal_ask(actor=request.user, goal_id=goal_id, now=current_time())
    return done(request, reverse("goal", args=[goal_id]), phrases.IT_IS_TAKEN_BACK)


@person_required
@require_POST
def answer_ask(request: PersonRequest, ask_id: UUID, move: str) -> HttpResponse:
    """Say yes, not now, or that one has asked."""
    _answered(request.user, ask_id, move)
    return done(request, reverse("supporting"), ANSWERS[move])


@require_POST
@contact_required
def answer_ask_as_contact(request: HttpRequest, contact: Supporter, ask_id: UUID, move: str) -> HttpResponse:
    """Say the same as a contact."""
    _answered(contact, ask_id, move)
    return done(request, links.contact_path(contact.id), ANSWERS[move])


def _answered(actor: SupportingActor, ask_id: UUID, move: str) -> None:
    if move not in ANSWERS:
        raise NotFound
    if move == "asked":
        services.say_asked(actor=actor, ask_id=ask_id, now=current_time())
    else:
        services.answer_goal_ask(actor=actor, ask_id=ask_id, is_yes=move == "yes", now=current_time())
