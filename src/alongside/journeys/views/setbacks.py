"""A setback: a short form, a page that says exactly what it changes and whom it tells, and what is at hand after it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.choosing import people_of
from alongside.circles.views.pages import Page, answer, confirm_page, done, saved
from alongside.journeys import services
from alongside.journeys.counting import Span, taken_out
from alongside.journeys.details import SetbackDetails, checked_setback
from alongside.journeys.forms import SetbackForm
from alongside.journeys.models import Journey, Setback
from alongside.journeys.policies import access_journey, access_setback
from alongside.journeys.queries import JourneyView, helped_before, journey_view, setback_view, why_of
from alongside.journeys.wording import count_words
from alongside.kernel.clock import current_time
from alongside.ui.at_hand import at_hand
from alongside.ui.errors import gives_back


@dataclass(frozen=True, slots=True)
class Review:
    """What a setback would change, and whom it would tell what: said before it is sent."""

    details: SetbackDetails
    taken_out: int
    stays: str
    names: tuple[str, ...]


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
@gives_back(SetbackForm)
def tell(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Take a setback, show what it would change and whom it would tell, and then keep it."""
    row, now = access_journey(request.user, journey_id), current_time()
    view = journey_view(row, now=now)
    form = _form(request, view)
    kept: list[Setback] = []
    reviews: list[Review] = []

    def look() -> None:
        reviews.append(_review(view, form.details(), people_of(request.user)))

    def save() -> None:
        details = form.details()
        kept.append(services.tell_setback(actor=request.user, journey_id=row.id, details=details, now=current_time()))

    is_sure = "sure" in request.POST
    if form.is_bound and "again" not in request.POST and saved(form, save if is_sure else look):
        if kept:
            return done(request, reverse("setback", args=[kept[0].id]), _("Thank you for writing it down."))
        return render(request, "journeys/setback_review.html", {"journey": view, "form": form, "review": reviews[0]})
    return answer(request, "journeys/setback_tell.html", _telling(row, view, form, now), form)


def _form(request: PersonRequest, view: JourneyView) -> SetbackForm:
    given = request.POST if request.method == "POST" else None
    return SetbackForm(given, people=people_of(request.user), initial={"first_day": view.today})


def _telling(row: Journey, view: JourneyView, form: SetbackForm, now: datetime) -> dict[str, object]:
    return {
        "journey": view,
        "form": form,
        "helped_before": helped_before(row),
        "why": why_of(row),
        "at_hand": at_hand(row.owner, now=now),
    }


def _review(view: JourneyView, details: SetbackDetails, people: dict[UUID, str]) -> Review:
    details = checked_setback(details, started=view.started_on, today=view.today)
    more = Span(details.first_day, details.last_day)
    out = taken_out(view.started_on, view.setback_days, more, view.today) if view.counts_days else 0
    names = tuple(name for tie_id, name in people.items() if tie_id in details.told)
    return Review(details, out, count_words(view.kind, view.standing.count - out), names)


@person_required
@require_safe
def setback(request: PersonRequest, setback_id: UUID) -> HttpResponse:
    """Show a setback with what stays, what is at hand and how to reach out."""
    row, now = access_setback(request.user, setback_id), current_time()
    context = {
        "setback": setback_view(row),
        "journey": journey_view(row.journey, now=now),
        "why": why_of(row.journey),
        "helped_before": helped_before(row.journey),
        "at_hand": at_hand(request.user, now=now),
    }
    return render(request, "journeys/setback.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, setback_id: UUID) -> HttpResponse:
    """Ask, then take a setback out again."""
    row = access_setback(request.user, setback_id)
    if request.method == "POST":
        journey = services.remove_setback(actor=request.user, setback_id=row.id, now=current_time())
        return done(request, reverse("journey", args=[journey.id]), _("It is taken out again."))
    page = Page(
        title=_("Take this setback out again?"),
        lead=(
            _("Its days count again. What you wrote about it is deleted, and those you told do not see it any more."),
        ),
        button=_("Take it out"),
        back=reverse("setback", args=[setback_id]),
    )
    return confirm_page(request, page)
