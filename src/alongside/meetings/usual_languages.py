"""In which languages a meeting is taken to be held that names none (pure): those usual where its clock is.

Feeds of English-speaking places mark only what is held in another language. A country's most spoken official language
counts, and English wherever it is official; of a clock that is no country's, such as UTC, English.
"""

from functools import lru_cache

from babel.core import get_global
from babel.languages import get_official_languages

from alongside.accounts.zones import known_zones

ENGLISH = "en"


@lru_cache(maxsize=256)
def zones_speaking(language: str) -> tuple[str, ...]:
    """Return the time zones in which a meeting without a language is taken to be held in this one."""
    return tuple(zone for zone in sorted(known_zones()) if language in _languages_of(zone))


def _languages_of(zone: str) -> tuple[str, ...]:
    territory = get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone))
    if territory is None:
        return (ENGLISH,)
    first, *others = get_official_languages(territory, de_facto=True) or (ENGLISH,)
    return (first.partition("_")[0], *(one for one in others if one == ENGLISH))
