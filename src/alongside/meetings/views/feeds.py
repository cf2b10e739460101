"""Meetings for other programs: Meeting Guide and calendars. Who has a version is told when it is still the same."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import condition, require_safe

from alongside.kernel.clock import current_time
from alongside.meetings import queries
from alongside.meetings.formats.calendar import write_calendar
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.policies import access_meeting
from alongside.meetings.search_calendar import searched_entries

CACHED = {"Cache-Control": "public, max-age=300"}
CALENDAR = "text/calendar; charset=utf-8"


def _version(request: HttpRequest) -> str | None:
    return None if request.GET else f'"{queries.version_of_all()}"'


def versioned(request: HttpRequest, body: bytes, *, cached: str) -> HttpResponseBase:
    """Give a calendar; who has this very version is told that it is still the same."""
    version = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"Cache-Control": cached, "ETag": version, "X-Robots-Tag": "noindex"}
    whole = HttpResponse(body, content_type=CALENDAR, headers=headers)
    return get_conditional_response(request, etag=version, response=whole) or whole


@require_safe
@condition(etag_func=_version)
def meeting_guide(_request: HttpRequest) -> HttpResponseBase:
    """Publish every public meeting as Meeting Guide has it."""
    pieces = write_feed(queries.public_listings(now=current_time()))
    return StreamingHttpResponse(pieces, content_type="application/json", headers=CACHED)


@require_safe
@condition(etag_func=_version)
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Publish every public meeting that has a time as one calendar, or those that a search finds."""
    now = current_time()
    entries = searched_entries(request.GET, now=now) if request.GET else queries.public_entries()
    pieces = write_calendar(entries, name=settings.INSTANCE_NAME, year=now.year)
    if request.GET:
        return versioned(request, b"".join(pieces), cached="private, max-age=300")
    return StreamingHttpResponse(pieces, content_type=CALENDAR, headers=CACHED)


@require_safe
def one_calendar(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give one meeting for the calendar of whoever wants to go; the name of the file tells nothing."""
    entry = queries.entry_of(access_meeting(slug))
    body = b"".join(write_calendar([entry], name=settings.INSTANCE_NAME, year=current_time().year))
    headers = {**CACHED, "Content-Disposition": 'attachment; filename="calendar.ics"'}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)
