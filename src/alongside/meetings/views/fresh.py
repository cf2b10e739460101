"""Whether a meeting is still so: "was it there?" for those who went, and the page of its secretary."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.circles.views.pages import done
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotFound
from alongside.meetings import links, services
from alongside.meetings.meeting_page import confirm_page, there_page
from alongside.meetings.policies import access_meeting, visible_meetings
from alongside.ui.context import country_of
from alongside.ui.countries import written_as_in


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def there(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask whether it was there; one press answers, another takes it back."""
    meeting = access_meeting(slug)
    if request.method != "POST":
        return render(request, "meetings/there.html", there_page(meeting, request.user, now=current_time()))
    if request.POST.get("was_there") == "take_back":
        services.take_report_back(actor=request.user, slug=slug)
        return done(request, request.path, _("What you said about it is forgotten."))
    was_there = request.POST.get("was_there") == "yes"
    services.report_there(actor=request.user, slug=slug, was_there=was_there, now=current_time())
    return done(request, request.path, _("Thank you. That helps those who come after you."))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the secretary whether a meeting is as it stands here; whoever has the link may answer."""
    meeting_id = links.meeting_of(token)
    meeting = visible_meetings().filter(id=meeting_id).first() if meeting_id else None
    if meeting is None:
        raise NotFound
    if request.method != "POST":
        with timezone.override(ZoneInfo(meeting.timezone)):
            with written_as_in(country_of(request)):
                context = confirm_page(meeting, now=current_time())
            return render(request, "meetings/confirm.html", context)
    is_so = request.POST.get("is_so") == "yes"
    services.confirm_meeting(meeting_id=meeting.id, is_so=is_so, now=current_time())
    said = _("Thank you. It stands here as confirmed by you.") if is_so else _("Thank you. People are told to ask.")
    return done(request, request.path, said)
