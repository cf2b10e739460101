"""The pages of somebody who supports with an account."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.forms_other_hours import AccountOtherHoursForm
from alongside.circles.policies import access_supported, living_ties
from alongside.circles.queries import supporting_of
from alongside.circles.views import changes
from alongside.circles.views.pages import Page, confirm_page, done, supporter_cards
from alongside.kernel.clock import current_time
from alongside.notifications.queries import wants_quiet
from alongside.ui import phrases


@person_required
@require_safe
def supporting(request: PersonRequest) -> HttpResponse:
    """Show whom the actor supports, and what they carry."""
    now = current_time()
    context = supporting_context(request.user, now)
    leavings = [
        {"name": f"leave-{tie.id}", "page": leaving_page(tie.owner_alias, reverse("supporting-leave", args=[tie.id]))}
        for tie in context["supporting"].ties
    ]
    cards = supporter_cards(request, request.user, now=now)
    return render(request, "circles/supporting.html", {**context, "cards": cards, "leavings": leavings})


def leaving_page(alias: str, address: str) -> Page:
    """Return what is asked before the actor stops supporting somebody."""
    return changes.leaving_page(alias, back=reverse("supporting"), address=address)


@person_required
@require_safe
def supporting_part(request: PersonRequest) -> HttpResponse:
    """Show what of that may change while the page is open."""
    return render(request, "circles/supporting_part.html", supporting_context(request.user, current_time()))


def supporting_context(person: Person, now: datetime) -> dict[str, Any]:
    """Return what of the page may change while it is open, and whether the person has a circle of their own."""
    return {"supporting": supporting_of(person, now=now), "has_circle": living_ties(person).exists()}


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Change what the actor offers somebody."""
    tie = access_supported(request.user, tie_id)
    form_class = partial(AccountOtherHoursForm, keeps_quiet=wants_quiet(request.user.id))
    return changes.offer(request, request.user, tie, form_class, reverse("supporting"))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PersonRequest, tie_id: UUID) -> HttpResponse:
    """Ask, then stop supporting somebody."""
    tie = access_supported(request.user, tie_id)
    if request.method != "POST":
        return confirm_page(request, leaving_page(tie.owner.alias, request.path))
    services.leave_tie(actor=request.user, tie_id=tie_id, now=current_time())
    return done(request, reverse("supporting"), _("You are not asked any more. Thank you for having been there."))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: PersonRequest) -> HttpResponse:
    """Say how often a week the actor may be asked."""
    return changes.capacity(request, request.user, reverse("supporting"))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def breather(request: PersonRequest) -> HttpResponse:
    """Pause until a day."""
    return changes.breather(request, request.user, ZoneInfo(request.user.time_zone), reverse("supporting"))


@person_required
@require_POST
def come_back(request: PersonRequest) -> HttpResponse:
    """End a pause."""
    services.end_breather(actor=request.user, now=current_time())
    return done(request, reverse("supporting"), phrases.GOOD_TO_HAVE_YOU_BACK)
