"""Time zones to choose from, grouped by region, with their places in the reader's language."""

from functools import lru_cache
from importlib.resources import files
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.ui.countries import reader_locale

REGIONS: dict[str, Promise] = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}
ELSEWHERE = "UTC"
Places = tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """Return every zone of a region, older names too, and UTC: what a browser may name (IANA time zone database)."""
    named = (zone for zone in available_timezones() if zone.partition("/")[0] in REGIONS)
    return frozenset({ELSEWHERE, *named})


@lru_cache(maxsize=1)
def _listed_zones() -> tuple[str, ...]:
    """Return one zone for each place worth a line of its own (`zone.tab` of the IANA time zone database)."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text()
    return tuple(line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#"))


def zone_name(zone: str) -> str:
    """Return the place of a zone in the active language: "Berlin" for Europe/Berlin."""
    return _place(zone, str(reader_locale()))


def zone_choices(also: str = "") -> list[tuple[str | Promise, Places]]:
    """Return (region, ((zone, place), ...)) in the active language, with the zone `also` even if it has no line."""
    locale = str(reader_locale())
    more = also if also in known_zones() - {ELSEWHERE, *_listed_zones()} else ""
    return [("", ((ELSEWHERE, ELSEWHERE),)), *((REGIONS[key], places) for key, places in _grouped(locale, more))]


@lru_cache(maxsize=64)
def _grouped(locale: str, also: str) -> tuple[tuple[str, Places], ...]:
    groups: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for zone in (*_listed_zones(), *filter(None, [also])):
        groups[zone.partition("/")[0]].append((zone, _place(zone, locale)))
    named = ((region, tuple(sorted(places, key=lambda pair: pair[1].casefold()))) for region, places in groups.items())
    return tuple(group for group in named if group[1])


@lru_cache(maxsize=2048)
def _place(zone: str, locale: str) -> str:
    return get_timezone_location(zone, locale=locale, return_city=True) if zone != ELSEWHERE else ELSEWHERE
