"""Somebody's own calendar: when the meetings they saved are held, under words that tell nobody what they are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.kernel.sealed import unseal_all
from alongside.meetings.enums import State
from alongside.meetings.formats.calendar import Entry, write_calendar
from alongside.meetings.listing import Listing
from alongside.meetings.mine_page import is_gone
from alongside.meetings.models import CalendarFeed, Saved
from alongside.meetings.policies import visible_saved
from alongside.meetings.queries import timing_of
from alongside.meetings.sealing import FEED_WORDS
from alongside.meetings.timing import Differs, Timing


def own_calendar(feed: CalendarFeed, *, now: datetime) -> bytes:
    """Return the calendar of a feed: times alone, no name, place or word of a meeting."""
    [said] = unseal_all([feed.words_sealed], what=FEED_WORDS)
    with translation.override(feed.owner.locale):
        title = said or _("Appointment")
    entries = _entries(feed, title)
    return b"".join(write_calendar(entries, name=title, year=now.year, product="Calendar"))


def _entries(feed: CalendarFeed, title: str) -> Iterator[Entry]:
    rows = visible_saved(feed.owner).select_related("meeting").prefetch_related("meeting__occurrences")
    return (_entry(row, title) for row in rows.order_by("created_at", "id") if not is_gone(row))


def _entry(row: Saved, title: str) -> Entry:
    meeting = row.meeting
    assert meeting is not None  # noqa: S101 - it is not gone
    listing = Listing(
        source_slug="",
        name=title,
        attendance=meeting.attendance,
        rhythm=meeting.rhythm,
        duration_min=meeting.duration_min,
    )
    return Entry(
        uid=f"{row.id}@{urlsplit(settings.BASE_URL).hostname}",
        listing=listing,
        timing=_times_alone(timing_of(meeting)),
        made_on=row.created_at.date(),
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        url="",
        is_confirmed=meeting.state == State.LISTED,
    )


def _times_alone(timing: Timing) -> Timing:
    """Return when a meeting is held without places and words of single dates."""
    told = ((day, one) for day, one in timing.differs.items() if one.is_cancelled or one.start)
    differs = {day: Differs(one.is_cancelled, one.start) for day, one in told}
    return replace(timing, differs=differs)
