"""Those who look after a meeting ask others to do so with them, and step back; who is asked says yes or no."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.policies import access_stewarded
from alongside.meetings.run_forms import AskForm
from alongside.meetings.run_page import person_to_ask
from alongside.meetings.services.stewards import LAST
from alongside.meetings.stewards_page import stewards_to_ask, would_take_over
from alongside.ui import phrases


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask somebody to look after a meeting together."""
    hosting = access_stewarded(request.user, slug)
    people = stewards_to_ask(request.user, hosting, now=current_time())
    form = AskForm(request.POST if request.method == "POST" else None, people)

    def send() -> None:
        person = person_to_ask(request.user, hosting, form.cleaned_data["who"], now=current_time())
        services.ask_steward(actor=request.user, slug=slug, person=person, now=current_time())

    if form.is_bound and saved(form, send):
        said = _("They are asked. They look after it with you once they say yes.")
        return done(request, reverse("meeting-run", args=[slug]), said)
    context = {"meeting": hosting.meeting, "people": people, "form": form, "role": _("Looking after this meeting")}
    return render(request, "meetings/ask_to_serve.html", context, status=422 if form.errors else 200)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask, then look after a meeting no longer."""
    hosting = access_stewarded(request.user, slug)
    if request.method == "POST":
        services.step_back(actor=request.user, slug=slug, now=current_time())
        return done(request, reverse("my-services"), _("Others look after it now. Thank you for all you did."))
    others = _("Others look after it then, and are told. What you said yes to serve stays yours.")
    lead = (hosting.meeting.name, others if would_take_over(request.user, hosting) else LAST)
    back = reverse("meeting-run", args=[slug])
    return confirm_page(request, Page(_("Look after this meeting no longer?"), phrases.STEP_BACK, back, lead))


@person_required
@require_POST
def answer(request: PersonRequest, slug: str) -> HttpResponse:
    """Look after a meeting from now on, or not."""
    says_yes = request.POST.get("says") == "yes"
    services.answer_steward_ask(actor=request.user, slug=slug, says_yes=says_yes, now=current_time())
    if says_yes:
        return done(request, reverse("meeting-run", args=[slug]), _("You look after it now, with the others."))
    return done(request, reverse("my-services"), _("That is all right, and it needs no reason."))
