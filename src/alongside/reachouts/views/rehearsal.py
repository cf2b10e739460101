"""Pages of a rehearsed reach-out: the same screens as the real ones, each marked. Looking at them tells nobody."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import offers
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.notifications.wording import words_of
from alongside.reachouts.forms import RehearsalForm
from alongside.reachouts.rehearsal import end_rehearsal, rehearsed
from alongside.reachouts.wordings import ASKED
from alongside.ui.errors import gives_back

STAGES = ("asking", "answered", "unanswered")
ANYTHING = "any"


@person_required
@require_http_methods(["GET", "POST"])
@gives_back(RehearsalForm)
def start(request: PersonRequest) -> HttpResponse:
    """Ask how it is, as the real page does; what is chosen goes on to the next page and nowhere else."""
    form = RehearsalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data
        return redirect("rehearsal", chosen["level"], chosen["support"] or ANYTHING, STAGES[0])
    return render(request, "reachouts/rehearsal_start.html", {"form": form}, status=422 if form.is_bound else 200)


@person_required
@require_GET
def stage(request: PersonRequest, level: str, support: str, stage: str) -> HttpResponse:
    """Show whom a real one would ask, then what it is like when somebody answers, and when nobody does."""
    if level not in set(offers.Level) or support not in {ANYTHING, *offers.Support} or stage not in STAGES:
        raise NotFound
    wanted = None if support == ANYTHING else offers.Support(support)
    following = STAGES[STAGES.index(stage) + 1 :]
    context = {
        "rehearsal": rehearsed(request.user, offers.Level(level), wanted, now=current_time()),
        "lock_screen": words_of(ASKED, locale=request.user.locale, says_more=False),
        "onward": reverse("rehearsal", args=[level, support, following[0]]) if following else "",
    }
    return render(request, f"reachouts/rehearsal_{stage}.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def end(request: PersonRequest) -> HttpResponse:
    """Note that the actor has rehearsed (POST), and say where the real button is."""
    if request.method == "POST":
        end_rehearsal(actor=request.user, now=current_time())
        return redirect("rehearsal-end")
    return render(request, "reachouts/rehearsal_end.html")
