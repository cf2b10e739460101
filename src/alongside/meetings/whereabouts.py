"""Where somebody looks for meetings: a place they wrote or a point they gave, about a kilometre exact, never kept."""

from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext_lazy as _

from alongside.accounts.zones import known_zones
from alongside.kernel.errors import Invalid
from alongside.kernel.places import Place, find_places, fold, zone_at
from alongside.meetings.asking import Point

NO_POINT = _("A point is latitude and longitude with a comma between them, such as 39.95,-75.16.")
NO_PLACE = _("We do not know this place. Please write a larger town nearby, or a postal code of the United States.")
NO_ZONE = _("We do not know this time zone. Please write one such as Europe/Berlin.")
# A hundredth of a degree is about a kilometre.
DECIMALS = 2
# How many places of a name are looked at, and how many others are offered.
LOOKED_AT, OFFERED = 20, 3


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A point, its clock, how its place is written, and other places that may have been meant."""

    point: Point | None = None
    zone: str = ""
    said: str = ""
    others: tuple[str, ...] = ()


def whereabouts(*, place: str = "", near: str = "", country: str = "") -> Whereabouts:
    """Return where that is: a point counts more than a place; Invalid when it cannot be found."""
    if near.strip():
        point = read_point(near)
        return Whereabouts(point, zone_at(point.latitude, point.longitude))
    if not place.strip():
        return Whereabouts()
    found = find_places(place, country=country, limit=LOOKED_AT)
    if not found:
        raise Invalid(NO_PLACE, field="place")
    return _of(place, found)


def _of(asked: str, found: tuple[Place, ...]) -> Whereabouts:
    first, *others = found
    said = dict.fromkeys(one.said for one in _of_that_name(asked, others, found) if one.said != first.said)
    return Whereabouts(Point(first.latitude, first.longitude), first.timezone, first.said, tuple(said)[:OFFERED])


def _of_that_name(asked: str, others: list[Place], found: tuple[Place, ...]) -> list[Place]:
    """Return those called so today; those once or elsewhere called so only where no place has it as its name."""
    name = fold(asked.partition(",")[0])
    if any(fold(one.name) == name for one in found):
        return [one for one in others if fold(one.name) == name]
    return others


def read_point(text: str) -> Point:
    """Return a point from "LATITUDE,LONGITUDE", rounded; Invalid."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError as error:
        raise Invalid(NO_POINT, field="near") from error
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise Invalid(NO_POINT, field="near")
    return Point(round(latitude, DECIMALS), round(longitude, DECIMALS))


def known_zone(name: str) -> str:
    """Return a time zone of that name; Invalid when there is none."""
    if name not in known_zones():
        raise Invalid(NO_ZONE, field="tz")
    return name
