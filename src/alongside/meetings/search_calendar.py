"""A search as a calendar: the meetings it finds, as often as they are held. Its address says all there is to know.

Who reads it is not signed in and has no country: so the address on the page of a search says the point and the clock
that were meant. "Now" or "tonight" mean nothing to a calendar, and are left out.
"""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.meetings.enums import Attendance
from alongside.meetings.finding import MOST, find_meetings
from alongside.meetings.formats.calendar import Entry
from alongside.meetings.forms import SearchForm
from alongside.meetings.policies import visible_meetings
from alongside.meetings.queries import entry_of
from alongside.meetings.search_chips import Asking
from alongside.meetings.search_page import LISTED_WHEN, SearchPage, asked_for
from alongside.meetings.whereabouts import known_zone, whereabouts

NO_SEARCH = _("This address does not say what to look for in a way we know. Please make it anew from the search.")
OF_THE_PAGE = ("clock", "cursor", "view", LISTED_WHEN)


def calendar_address(query: Asking, page: SearchPage) -> str:
    """Return where the calendar of a search is read; '' when nothing was found for it."""
    if not page.days:
        return ""
    said = {name: str(value) for name, value in query.dict().items() if value and name not in OF_THE_PAGE}
    if point := page.where.point:
        said = {**said, "place": "", "near": f"{point.latitude:.2f},{point.longitude:.2f}"}
    if page.in_person:  # what is online alone was shown, although nobody said so
        said["attendance"] = Attendance.ONLINE
    lasting = {**said, "when": _lasting(said.get("when", "")), "tz": page.zone}
    return f"{reverse('meetings-calendar')}?{urlencode({name: value for name, value in lasting.items() if value})}"


def searched_entries(query: Asking, *, now: datetime) -> Iterator[Entry]:
    """Return the meetings that a search finds, up to 200, as a calendar has them. Invalid for what is no search."""
    form = SearchForm({**query.dict(), "when": _lasting(query.get("when", ""))})
    if not form.is_valid():
        raise Invalid(NO_SEARCH)
    data = form.cleaned_data
    where = whereabouts(place=data["place"], near=data["near"])
    zone = known_zone(data["tz"]) if data["tz"] else where.zone or "UTC"
    found = find_meetings(asked_for(data, where, zone), now=now, limit=MOST).found
    rows = visible_meetings().filter(id__in=[one.meeting.id for one in found])
    return map(entry_of, rows.prefetch_related("occurrences").order_by("slug"))


def _lasting(when: str) -> str:
    """Return a day of the week, and nothing for what is only true for a while."""
    return when if when.isdigit() else ""
