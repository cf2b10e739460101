"""Reads of meetings, shaped for pages and feeds."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from alongside.meetings.listing import Listing
from alongside.meetings.models import Meeting, Occurrence
from alongside.meetings.policies import visible_meetings
from alongside.meetings.timing import Differs, Timing

_FROM_ROW = [one.name for one in fields(Listing) if one.name not in ("source_slug", "record")]
_LISTS = ("types", "languages", "regions")


def listing_of(meeting: Meeting) -> Listing:
    """Return a meeting as a listing, under our own slug: what is published."""
    values = {name: getattr(meeting, name) for name in _FROM_ROW}
    return Listing(source_slug=meeting.slug, **values | {name: tuple(values[name]) for name in _LISTS})


def public_listings() -> Iterator[Listing]:
    """Return all that is published, in the order of slugs, without holding it all at once."""
    return map(listing_of, visible_meetings().order_by("slug").iterator(chunk_size=1000))


def timing_of(meeting: Meeting) -> Timing:
    """Return when a meeting is held, with the dates that differ (prefetch `occurrences`)."""
    return Timing(
        rhythm=meeting.rhythm,
        timezone=meeting.timezone,
        day=meeting.day,
        nth=meeting.nth,
        on_date=meeting.on_date,
        time=meeting.time,
        is_closed=meeting.is_closed,
        closed_until=meeting.closed_until,
        differs={one.on_date: _differs(one) for one in meeting.occurrences.all()},
    )


def _differs(one: Occurrence) -> Differs:
    start = datetime.combine(one.moved_date, one.moved_time) if one.moved_date and one.moved_time else None
    return Differs(one.is_cancelled, start, one.place, one.words)
