"""Fellowships and what their type codes mean (pure): the same code says different things in different ones.

`data/programs.json` lists by the code of a programme its name, what it calls itself in other languages where that is
certain, its short name, and the words of its type codes; those of Meeting Guide's own table are in English and Spanish.
The codes are facts that the fellowships publish (code4recovery's tables).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

# Codes that say a language, by Meeting Guide's table; only where the programme's own table does not say otherwise.
LANGUAGES = MappingProxyType(
    {
        "AF": "af", "AM": "am", "AR": "ar", "BG": "bg", "DA": "da", "DE": "de", "EL": "el", "EN": "en", "FA": "fa",
        "FI": "fi", "FR": "fr", "HE": "he", "HI": "hi", "HR": "hr", "HU": "hu", "IS": "is", "ITA": "it", "JA": "ja",
        "KA": "ka", "KOR": "ko", "LT": "lt", "ML": "ml", "MT": "mt", "NE": "ne", "NL": "nl", "NO": "no", "POL": "pl",
        "POR": "pt", "PUN": "pa", "RUS": "ru", "S": "es", "SK": "sk", "SL": "sl", "SV": "sv", "TH": "th", "TL": "tl",
        "TUR": "tr", "UK": "uk",
    }
)  # fmt: skip
SPANISH_IN_WORDS = ("spanish", "en español")
# What programmes' tables leave out, since it is said elsewhere: the place is closed for now, or the meeting is online.
CLOSED_FOR_NOW = "TC"
ONLINE = "ONL"
NOT_SHOWN = frozenset({CLOSED_FOR_NOW, ONLINE})
# Whose codes Meeting Guide's own table has: they hold where nobody says whose meetings these are.
PLAIN = "aa"


@dataclass(frozen=True, slots=True)
class Program:
    """A fellowship: its code, names, and by type code what it says, by language; `names` are those in other ones."""

    code: str
    name: str
    abbr: str
    types: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, locale: str) -> str:
        """Return what it calls itself in a language; its English name where we do not know that for certain."""
        return self.names.get(locale.replace("_", "-").partition("-")[0], self.name)


@lru_cache(maxsize=1)
def programs() -> Mapping[str, Program]:
    """Return every fellowship we know, by its code, in the order of their names."""
    text = (files("alongside.meetings") / "data" / "programs.json").read_text(encoding="utf-8")
    listed = json.loads(text).items()
    read = {code: Program(code, one["name"], one["abbr"], one["types"], one.get("names", {})) for code, one in listed}
    return MappingProxyType(dict(sorted(read.items(), key=lambda pair: pair[1].name.casefold())))


def type_words(program: str, code: str, locale: str = "en") -> str:
    """Return what a type code says in a fellowship, in a language or in English; the code itself where nobody knows."""
    known = programs().get(program)
    words = known.types.get(code, {}) if known else {}
    return words.get(locale.replace("_", "-").partition("-")[0]) or words.get("en") or code


@lru_cache(maxsize=64)
def _readings(program: str) -> Mapping[str, str]:
    """Return the code by everything that people write for it: the code in any case, and its words in English."""
    known = programs().get(program)
    types = known.types if known else {}
    by_words = {words["en"].casefold(): code for code, words in types.items()}
    by_code = {code.casefold(): code for code in (*NOT_SHOWN, *types)}
    return by_words | by_code


def read_types(given: object, program: str) -> tuple[str, ...]:
    """Return the codes in what a feed gives as types: a list, or one text with commas; each once, unknown ones kept."""
    parts = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else []
    texts = [text.strip(" []'\"\t\r\n") for part in parts for text in re.split(r"[,;|]", str(part))]
    readings = _readings(program)
    codes = (readings.get(text.casefold(), text[:60]) for text in texts if text and text != "None")
    return tuple(dict.fromkeys(codes))


def languages_of(types: Iterable[str], program: str) -> tuple[str, ...]:
    """Return the languages (ISO 639-1) that these codes say, as the fellowship reads them."""
    known = programs().get(program)
    own = known.types if known else {}
    found = []
    for code in types:
        words = own.get(code, {}).get("en", "").casefold()
        if code in LANGUAGES and (not words or program == "aa"):
            found.append(LANGUAGES[code])
        elif words in SPANISH_IN_WORDS:
            found.append("es")
    return tuple(dict.fromkeys(found))
