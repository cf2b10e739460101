"""The front page and today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.kernel.clock import current_time
from alongside.ui.cards import filled_cards


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show today, or the front page to somebody who is not signed in."""
    if not request.user.is_authenticated:
        return render(request, "today/front.html")
    return render(request, "today/today.html", {"cards": rendered_cards(request)})


@require_safe
@person_required
def cards(request: PersonRequest) -> HttpResponse:
    """Give the cards of today alone, for a page that is open already."""
    return render(request, "today/cards.html", {"cards": rendered_cards(request)})


def rendered_cards(request: HttpRequest) -> list[str]:
    """Return the cards that have something to say to this reader, each as safe HTML."""
    filled = filled_cards(request.user, now=current_time())
    return [render_to_string(card.template, card.values, request) for card in filled]
