"""Meetings for other programs: Meeting Guide and calendars. Who has a version is told when it is still the same."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import condition, require_safe

from alongside.kernel.clock import current_time
from alongside.meetings import queries
from alongside.meetings.formats.calendar import write_calendar
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.policies import access_meeting

CACHED = {"Cache-Control": "public, max-age=300"}
CALENDAR = "text/calendar; charset=utf-8"


def _version(_request: HttpRequest) -> str:
    return f'"{queries.version_of_all()}"'


@require_safe
@condition(etag_func=_version)
def meeting_guide(_request: HttpRequest) -> HttpResponseBase:
    """Publish every public meeting as Meeting Guide has it."""
    return StreamingHttpResponse(write_feed(queries.public_listings()), content_type="application/json", headers=CACHED)


@require_safe
@condition(etag_func=_version)
def calendar(_request: HttpRequest) -> HttpResponseBase:
    """Publish every public meeting that has a time as one calendar."""
    pieces = write_calendar(queries.public_entries(), name=settings.INSTANCE_NAME, year=current_time().year)
    return StreamingHttpResponse(pieces, content_type=CALENDAR, headers=CACHED)


@require_safe
def one_calendar(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give one meeting for the calendar of whoever wants to go; the name of the file tells nothing."""
    entry = queries.entry_of(access_meeting(slug))
    body = b"".join(write_calendar([entry], name=settings.INSTANCE_NAME, year=current_time().year))
    headers = {**CACHED, "Content-Disposition": 'attachment; filename="calendar.ics"'}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)
