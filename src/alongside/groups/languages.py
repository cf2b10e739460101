"""Languages that are spoken in groups, by their names in the reader's language."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from django.utils.text import capfirst

from alongside.ui.countries import reader_locale
from alongside.ui.lists import listed

LANGUAGES = ("en", "es", "fr", "de", "pt", "ru", "pl", "it", "ar", "fa", "ja", "ko", "hi", "ase")

CONFIGURATIONS, WHOLE = {"en": "english", "es": "spanish"}, "simple"


def language_choices() -> list[tuple[str, str]]:
    """Return each language and its name, by name."""
    return sorted(((code, capfirst(language_name(code))) for code in LANGUAGES), key=lambda pair: pair[1])


def language_name(code: str) -> str:
    """Return what a language is called, as it is written within a sentence: “English”, “inglés”."""
    return str(reader_locale().languages.get(code, code))


def language_names(codes: Iterable[str]) -> list[str]:
    """Return what several are called, in the order of their names."""
    return sorted(map(language_name, codes), key=str.casefold)


@lru_cache(maxsize=256)
def said_languages(codes: tuple[str, ...], _language: str) -> str:
    """Return the names as one list, in the language that is active: worked out once for each."""
    return capfirst(listed(language_names(codes)))


def search_configurations(codes: Collection[str]) -> tuple[str, ...]:
    """Return each way in which PostgreSQL cuts the words of a group: by its languages, and whole for all but one."""
    known = [CONFIGURATIONS[code] for code in codes if code in CONFIGURATIONS]
    return tuple(known) if len(codes) == len(known) == 1 else (*known, WHOLE)
