"""The owner's page of who of their circle could answer, hour by hour."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.coverage_page import Asked, CoveragePage, coverage_page
from alongside.kernel.clock import current_time


@person_required
@require_safe
def coverage(request: PersonRequest) -> HttpResponse:
    """Show who could answer what the actor needs: all of it or one need, with everybody or without one person."""
    return render(request, "circles/coverage.html", {"page": page_of(request)})


@person_required
@require_safe
def coverage_part(request: PersonRequest) -> HttpResponse:
    """Show what of it may change while the page is open."""
    return render(request, "circles/coverage_part.html", {"page": page_of(request)})


def page_of(request: PersonRequest) -> CoveragePage:
    """Return what a request asks to look at."""
    asked = Asked(need=request.GET.get("need", ""), without=request.GET.get("without", ""))
    return coverage_page(request.user, asked, now=current_time())
