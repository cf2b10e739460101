"""The owner's safety card: to read, to write, to take away, and as a browser keeps it for offline."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles import services
from alongside.circles.forms import SafetyCardForm
from alongside.circles.policies import access_safety_card
from alongside.circles.safety_card import card_of, reachable_of, without_ways
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.kernel.clock import current_time
from alongside.ui import phrases
from alongside.ui.context import kept_for
from alongside.ui.errors import gives_back


@person_required
@require_safe
def safety_card(request: PersonRequest) -> HttpResponse:
    """Show the actor's safety card, or what one is for."""
    return render(request, "circles/safety_card.html", {"card": card_of(request.user)})


@person_required
@require_safe
def kept(request: PersonRequest) -> HttpResponse:
    """Give the actor's browser what it keeps: whose it is, and the card, null while there is none."""
    card = card_of(request.user)
    return JsonResponse({"whose": kept_for(request), "value": card.kept() if card else None})


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(SafetyCardForm)
def write(request: PersonRequest) -> HttpResponse:
    """Write the card, or write it anew."""
    reachable = reachable_of(request.user)
    form = SafetyCardForm(
        request.POST if request.method == "POST" else None,
        reachable=reachable,
        unreachable=(unreachable := without_ways(request.user)),
        card=card_of(request.user),
        initial={"called": request.user.alias},
    )

    def save() -> None:
        services.write_safety_card(actor=request.user, card=form.details(), now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("safety-card"), _("Your card is written."))
    return answer(request, "circles/safety_card_form.html", {"form": form, "reachable": reachable or unreachable}, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest) -> HttpResponse:
    """Ask, then delete the card."""
    access_safety_card(request.user)
    if request.method == "POST":
        services.remove_safety_card(actor=request.user, now=current_time())
        return done(request, reverse("safety-card"), _("Your card is deleted."))
    return _ask_to_remove(request)


def _ask_to_remove(request: HttpRequest) -> HttpResponse:
    page = Page(
        title=_("Delete your safety card?"),
        lead=(
            _("What it says is deleted, also from this device if it is kept here. Your circle stays as it is."),
            phrases.ANOTHER_DEVICE_DELETES_IT,
        ),
        button=_("Delete it"),
        back=reverse("safety-card"),
    )
    return confirm_page(request, page)
