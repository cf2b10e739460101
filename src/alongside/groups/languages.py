"""Languages that are spoken in groups, by their names in the reader's language."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.kernel.places import fold
from alongside.ui.countries import reader_locale
from alongside.ui.lists import listed

LANGUAGES = ("en", "es", "fr", "de", "pt", "ru", "pl", "it", "ar", "fa", "ja", "ko", "hi", "ase")
NOT_IN_EVERY_LOCALE = {"ase": _("American Sign Language")}
STEMMED = {"en": "english", "es": "spanish"}


def language_choices() -> list[tuple[str, str]]:
    """Return each language and its name, by name."""
    return sorted(((code, capfirst(language_name(code))) for code in LANGUAGES), key=lambda pair: fold(pair[1]))


def language_name(code: str) -> str:
    """Return what a language is called, as it is written within a sentence: “English”, “inglés”."""
    return str(reader_locale().languages.get(code) or NOT_IN_EVERY_LOCALE.get(code, code))


def language_names(codes: Iterable[str]) -> list[str]:
    """Return what several are called, in the order of their names."""
    return sorted(map(language_name, codes), key=fold)


@lru_cache(maxsize=256)
def said_languages(codes: tuple[str, ...], _language: str) -> str:
    """Return the names as one list, in the language that is active: worked out once for each."""
    return capfirst(listed(language_names(codes)))


def search_configurations(codes: Iterable[str]) -> tuple[str, ...]:
    """Return how PostgreSQL cuts words of a group: by each language that it knows, and whole where it is not one."""
    spoken = tuple(codes)
    known = tuple(STEMMED[code] for code in spoken if code in STEMMED)
    return known if len(spoken) == len(known) == 1 else (*known, "simple")
