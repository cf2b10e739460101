"""Countries by their ISO 3166-1 code: their names in the reader's language, and where a reader seems to be."""

import re
from contextlib import AbstractContextManager
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, override, to_locale

_CODE = re.compile(r"[A-Z]{2}")
# Codes of two letters in CLDR that are no country: groups of countries, pseudo-locales and "unknown".
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def reader_locale() -> Locale:
    """Return the locale of the language that is active now; of the language alone where CLDR has not its region."""
    name = to_locale(get_language() or "en")
    try:
        return Locale.parse(name)
    except UnknownLocaleError:
        return Locale.parse(name.partition("_")[0])


def written_as_in(country: str) -> AbstractContextManager[None]:
    """Write times and distances as in a country meanwhile, in the same language; only the United States differ.

    It is for words that are made at once: the frame of a page knows languages alone.
    """
    language = (get_language() or "en").partition("-")[0]
    return override(f"{language}-us" if country == "US" else language)


def country_choices() -> list[tuple[str, str]]:
    """Return (code, name) of every country, by name in the reader's language."""
    return list(_choices(str(reader_locale())))


def known_country(code: str) -> str:
    """Return a code of a country, or of the European Union, in capitals; '' when it is none we know."""
    asked = code.upper()
    return asked if asked == "EU" or asked in dict(_choices("en")) else ""


def country_name(code: str) -> str:
    """Return a country's name in the reader's language; the code itself when it is none we know."""
    return str(reader_locale().territories.get(code, code))


@lru_cache(maxsize=16)
def _choices(locale: str) -> tuple[tuple[str, str], ...]:
    names = ((str(code), str(name)) for code, name in Locale.parse(locale).territories.items())
    countries = (pair for pair in names if _CODE.fullmatch(pair[0]) and pair[0] not in _NO_COUNTRY)
    return tuple(sorted(countries, key=lambda pair: pair[1].casefold()))


def country_in_languages(header: str) -> str:
    """Return the region of the most wanted language in an Accept-Language header that has one (RFC 9110, 12.5.4).

    "de-AT, en;q=0.8" gives AT; "de, en" gives '': a language alone says too little about where somebody is.
    """
    wanted = []
    for place, item in enumerate(header[:500].split(",")):
        tag, _, weight = item.strip().partition(";")
        parts = tag.strip().split("-")
        region = next((part.upper() for part in parts[1:] if re.fullmatch(r"[A-Za-z]{2}", part)), "")
        if region:
            wanted.append((-_weight(weight), place, region))
    return min(wanted)[2] if wanted else ""


def _weight(parameter: str) -> float:
    found = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", parameter)
    return float(found[1]) if found else 1.0
