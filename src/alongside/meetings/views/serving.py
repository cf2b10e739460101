"""People say what they would do for a meeting, see when it is their turn, hand a date back, and stand in for others."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import Page, confirm_page, done, form_page, saved
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.filling import roles_in_order
from alongside.meetings.policies import access_offered, access_service
from alongside.meetings.run_forms import ServeForm
from alongside.meetings.run_page import my_asked, my_meetings, my_services, my_wanted, served_by
from alongside.meetings.run_words import role_words
from alongside.meetings.stewards_page import asked_to_look_after, offers_to
from alongside.ui import phrases


@person_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Show when the person serves, what they are asked for, and where they could stand in."""
    now = current_time()
    context = {
        "services": my_services(request.user, now=now),
        "wanted": my_wanted(request.user, now=now),
        "asked": my_asked(request.user),
        "meetings": my_meetings(request.user),
        "to_look_after": asked_to_look_after(request.user),
        "offers": offers_to(request.user),
    }
    return render(request, "meetings/services.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: PersonRequest, slug: str) -> HttpResponse:
    """Say which roles of a meeting the person serves, and which not."""
    hosting = access_offered(request.user, slug)
    roles = roles_in_order(hosting.roles.all())
    form = ServeForm(request.POST if request.method == "POST" else None, roles, served_by(request.user, hosting))

    def save() -> None:
        role_ids = form.cleaned_data["roles"]
        services.choose_served(actor=request.user, slug=slug, role_ids=role_ids, now=current_time())

    if form.is_bound and saved(form, save):
        return done(request, reverse("my-services"), _("It is kept. Thank you."))
    lead = (
        hosting.meeting.name,
        _("You take turns with the others who said yes. You can hand back any date, and stop at any time."),
    )
    page = Page(phrases.SERVE_THIS_MEETING, phrases.KEEP, reverse("meeting", args=[slug]), lead)
    return form_page(request, page, form)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: PersonRequest, service_id: UUID) -> HttpResponse:
    """Ask, then give one date back."""
    row = access_service(request.user, service_id)
    if request.method == "POST":
        services.hand_back(actor=request.user, service_id=service_id, now=current_time())
        return done(request, reverse("my-services"), _("It is handed back. The others are asked."))
    lead = (row.role.hosting.meeting.name, role_words(row.role), _("Everybody else who serves this role is asked."))
    return confirm_page(request, Page(_("Hand this date back?"), phrases.HAND_IT_BACK, reverse("my-services"), lead))


@person_required
@require_POST
def stand_in(request: PersonRequest, slug: str, role_id: UUID, day: str) -> HttpResponse:
    """Take a date that nobody serves."""
    services.stand_in(actor=request.user, slug=slug, role_id=role_id, on_date=_date(day), now=current_time())
    return done(request, reverse("my-services"), _("It is yours. Thank you for stepping in."))


@person_required
@require_POST
def not_then(request: PersonRequest, slug: str, day: str) -> HttpResponse:
    """Say that the person serves nothing on a date, or that they can after all."""
    change = services.then_again if request.POST.get("can") == "yes" else services.not_then
    change(actor=request.user, slug=slug, on_date=_date(day), now=current_time())
    return done(request, reverse("meeting-run", args=[slug]), phrases.CHANGES_KEPT)


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
