"""What one record of a source says, in our words (pure), and what cannot be used."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from datetime import time as time_of_day
from typing import Any

NOT_FIELDS = frozenset({"source_slug", "record", "program", "timezone", "dates", "remarks"})


@dataclass(frozen=True, slots=True)
class OtherDate:
    """What is different on one date: cancelled, or another start or place."""

    on_date: date
    is_cancelled: bool = False
    moved_date: date | None = None
    moved_time: time_of_day | None = None
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One meeting as a source lists it: the fields of `models.Meeting` that a source decides.

    `program` and `timezone` are '' where the record names none: then those of the source hold. `record` is the number
    of the record in the feed: one record may list a meeting on several days. `dates` are those that are not as usual.
    `remarks` are (field, sentence) of what was not taken as it came.
    """

    source_slug: str
    name: str
    attendance: str
    rhythm: str
    record: int = 0
    program: str = ""
    types: tuple[str, ...] = ()
    day: int | None = None
    nth: int | None = None
    on_date: date | None = None
    time: time_of_day | None = None
    duration_min: int | None = None
    timezone: str = ""
    languages: tuple[str, ...] = ()
    location: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    formatted_address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_approximate: bool = False
    conference_url: str = ""
    conference_url_notes: str = ""
    conference_phone: str = ""
    conference_phone_notes: str = ""
    notes: str = ""
    location_notes: str = ""
    group: str = ""
    group_notes: str = ""
    regions: tuple[str, ...] = ()
    contacts: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    feed_updated: str = ""
    is_closed: bool = False
    closed_until: date | None = None
    dates: tuple[OtherDate, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()

    def said(self) -> dict[str, Any]:
        """Return what goes into the row of a meeting as it is, by field; not what is as in an empty listing."""
        return {name: value for name in FIELDS if (value := getattr(self, name)) != UNSAID[name]}

    def fingerprint(self, *more: str) -> str:
        """Return a digest of all it says, and of `more` that decides what becomes of it."""
        values = {name: getattr(self, name) for name in SAYING}
        values |= {"dates": [repr(one) for one in self.dates]} if self.dates else {}
        text = json.dumps([values, *more], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


FIELDS = tuple(one.name for one in fields(Listing) if one.name not in NOT_FIELDS)
# What holds where a listing says nothing, by field.
UNSAID = {name: getattr(Listing("", "", "", ""), name) for name in FIELDS}
# What two listings of one meeting are told apart by.
SAYING = tuple(one.name for one in fields(Listing) if one.name not in ("record", "dates", "remarks"))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that cannot be used: its slug, or its place in the feed, and why, in a sentence."""

    slug: str
    reason: str
    record: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    """All that a feed says: its records as listings or skipped, and how many records there are.

    `refusal` is a sentence when it is no such feed at all.
    """

    listings: tuple[Listing, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    records: int = 0
    refusal: str = ""
