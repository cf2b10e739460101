"""Reading and writing what others understand (pure): Meeting Guide, BMLT, tables, calendars.

`read_feed` takes the bytes of a feed and never raises for what is in them: each record becomes a listing, or is skipped
with a sentence; what is no feed at all is refused as a whole.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from alongside.meetings.formats import bmlt, ical, meeting_guide, table
from alongside.meetings.formats.as_said import as_said
from alongside.meetings.listing import Feed

READERS: dict[str, Callable[[bytes, str], Feed]] = {
    "meeting-guide": meeting_guide.read,
    "bmlt": bmlt.read,
    "csv": table.read,
    "ical": ical.read,
}

# Whose meetings a format has, where only one fellowship writes it.
PROGRAM_OF = MappingProxyType({"bmlt": "na"})


def looks_like(body: bytes) -> str:
    """Return in which of these formats a feed seems to be written, by how it begins."""
    start = body[:4000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.upper().startswith(b"BEGIN:VCALENDAR"):
        return "ical"
    # What we publish has a slug first, and what came from a server along with it.
    if b'"id_bigint"' in start and b'"slug"' not in start:
        return "bmlt"
    return "csv" if not start.startswith((b"[", b"{", b"<")) and start else "meeting-guide"


def read_feed(body: bytes, *, of: str, program: str, today: date | None = None) -> Feed:
    """Read a feed in one of the formats of `enums.Format`, with the type codes of a fellowship.

    Only a calendar says what has ended by `today`.
    """
    feed = ical.read(body, program, today) if of == "ical" else READERS[of](body, program)
    return replace(feed, listings=tuple(map(as_said, feed.listings)))
