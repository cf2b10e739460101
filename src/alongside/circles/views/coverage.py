"""The owner's page of who of their circle could answer, hour by hour."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.coverage_page import Asked, coverage_page
from alongside.circles.next_steps_queries import next_steps_for
from alongside.kernel.clock import current_time


@person_required
@require_safe
def coverage(request: PersonRequest) -> HttpResponse:
    """Show who could answer what the actor needs: all of it or one need, with everybody or without one person."""
    return render(request, "circles/coverage.html", shown(request))


@person_required
@require_safe
def coverage_part(request: PersonRequest) -> HttpResponse:
    """Show what of it may change while the page is open."""
    return render(request, "circles/coverage_part.html", shown(request))


def shown(request: PersonRequest) -> dict[str, object]:
    """Return what a request asks to look at, and what could help next."""
    now = current_time()
    asked = Asked(need=request.GET.get("need", ""), without=request.GET.get("without", ""))
    return {
        "page": coverage_page(request.user, asked, now=now),
        "next_steps": next_steps_for(request.user, now=now),
    }
