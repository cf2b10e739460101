"""Looking for meetings, and one meeting; open to everybody."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.kernel.places import get_ready
from alongside.meetings.group_part import group_part
from alongside.meetings.meeting_page import meeting_page
from alongside.meetings.mine_page import save_part
from alongside.meetings.policies import access_meeting
from alongside.meetings.run_page import serve_part
from alongside.meetings.search_calendar import calendar_address
from alongside.meetings.search_page import Reader, search_page
from alongside.meetings.whereabouts import known_zone
from alongside.ui.context import country_of
from alongside.ui.countries import written_as_in


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Show the form and what was found for what the address asks. Here alone a device may be asked where it is."""
    get_ready()
    country = country_of(request)
    with written_as_in(country):
        page = search_page(request.GET, Reader(_own_zone(request), country), now=current_time())
    with timezone.override(ZoneInfo(page.zone)):
        context = {"page": page, "form": page.form, "calendar": calendar_address(request.GET, page)}
        response = render(request, "meetings/search.html", context, status=422 if page.form.errors else 200)
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=()"
    return response


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one meeting: when it is held next, how one gets there or joins, and how sure that is."""
    reader = request.user if isinstance(request.user, Person) else None
    row = access_meeting(slug, reader)
    chosen, browser = (known_zone(one) if (one := request.GET.get(name)) else "" for name in ("clock", "tz"))
    # A stranger who did not say whose clock is theirs is told the time of the place.
    zone = chosen or _own_zone(request) or browser or row.timezone
    with timezone.override(ZoneInfo(zone)):
        with written_as_in(country_of(request)):
            page = meeting_page(row, now=current_time())
        user = request.user
        context = {
            "page": page,
            "meeting": row,
            "save": save_part(user, row),
            "serve": serve_part(user, row),
            "group": group_part(reader, row),
        }
        return render(request, "meetings/meeting.html", context)


def _own_zone(request: HttpRequest) -> str:
    return request.user.time_zone if request.user.is_authenticated else ""
