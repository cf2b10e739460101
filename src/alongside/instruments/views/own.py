"""Its person's pages: which questionnaires there are, taking one, what came out over time, when it is taken again."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.looks import last_looks
from alongside.circles.policies import visible_supported
from alongside.circles.views.pages import answer, done, saved
from alongside.instruments import services
from alongside.instruments.catalogue import instrument_of, instruments
from alongside.instruments.forms import RhythmForm, TakeForm
from alongside.instruments.history_page import history_page
from alongside.instruments.models import Result
from alongside.instruments.policies import visible_rhythms
from alongside.instruments.queries import keys_gone, latest_results, readers_of, results_of
from alongside.instruments.retake import Every
from alongside.instruments.wording import EVERY
from alongside.kernel.clock import current_time


@person_required
@require_safe
def instruments_list(request: PersonRequest) -> HttpResponse:
    """Show which questionnaires there are, and what came out last."""
    latest = latest_results(request.user)
    context = {
        "lines": [(one, latest.get(one.key)) for one in instruments().values()],
        "gone": keys_gone(request.user),
        "supports": visible_supported(request.user).exists(),
    }
    return render(request, "instruments/instruments.html", context)


@person_required
@require_safe
def instrument(request: PersonRequest, key: str) -> HttpResponse:
    """Show what came out of one questionnaire over time, and all that can be done with it."""
    found = instrument_of(key)
    results = results_of(request.user, key)
    rhythm = visible_rhythms(request.user).filter(instrument=key).first()
    context = {
        "instrument": found,
        "results": results,
        "page": history_page(found, results),
        "rhythm": rhythm,
        "every": EVERY[Every(rhythm.every)] if rhythm else None,
        "readers": list(readers_of(request.user, key).values()),
        "readings": last_looks(request.user, "questionnaire.read"),
    }
    return render(request, "instruments/instrument.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: PersonRequest, key: str) -> HttpResponse:
    """Say who sees it and what an answer leads to, then ask the questions."""
    found = instrument_of(key)
    form = TakeForm(request.POST if request.method == "POST" else None, instrument=found)
    kept: list[Result] = []

    def save() -> None:
        answers, now = form.answers(), current_time()
        kept.append(services.keep_result(actor=request.user, key=key, answers=answers, now=now))

    if form.is_bound and saved(form, save):
        response = HttpResponseRedirect(reverse("instrument-result", args=[kept[0].id]))
        response.status_code = 303
        return response
    context = {
        "instrument": found,
        "rather": instruments().get(found.rather or ""),
        "speaks": found.speaks(get_language() or "en"),
        "readers": list(readers_of(request.user, key).values()),
        "form": form,
    }
    return answer(request, "instruments/take.html", context, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: PersonRequest, key: str) -> HttpResponse:
    """Choose whether and how often to be reminded."""
    found = instrument_of(key)
    rhythm = visible_rhythms(request.user).filter(instrument=key).first()
    form = RhythmForm(
        request.POST if request.method == "POST" else None, initial={"every": rhythm.every if rhythm else ""}
    )

    def save() -> None:
        every, now = form.cleaned_data["every"], current_time()
        services.choose_rhythm(actor=request.user, key=key, every=every, now=now)

    if form.is_bound and saved(form, save):
        return done(request, reverse("instrument", args=[key]), _("It is kept when you take it again."))
    return answer(request, "instruments/again.html", {"instrument": found, "form": form}, form)


@person_required
@require_POST
def not_now(request: PersonRequest, key: str) -> HttpResponse:
    """Leave it out this time."""
    services.put_off(actor=request.user, key=key, now=current_time())
    return done(request, reverse("today"), _("Not this time, then. You are asked again as you chose."))
