"""Kinds of meetings that people look for in any fellowship (pure), by the codes that fellowships have for them.

The same code may say something else elsewhere: T is transgender in most, and Fellowship Text in ACA.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from alongside.meetings.programs import programs

WHEELCHAIR, WOMEN, MEN, BEGINNERS = "wheelchair", "women", "men", "beginners"
LGBTQ, YOUNG, OPEN = "lgbtq", "young", "open"
# How the words of a code begin that says so, in English.
_WORDS = {
    WHEELCHAIR: "wheelchair access|handicapped access",
    WOMEN: "women$",
    MEN: "men$",
    BEGINNERS: ".*(beginner|newcomer)",
    LGBTQ: "lgbt|gay|lesbian|bisexual|transgender|genderqueer",
    YOUNG: "young (people|adult)|alateen",
    OPEN: "open($| to )|.*observers welcome",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """The codes of a kind; in the fellowships `apart` only those of `sure` mean it, the others something else."""

    codes: tuple[str, ...]
    sure: tuple[str, ...]
    apart: tuple[str, ...]


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its name."""
    return MappingProxyType({name: _kind(words) for name, words in _WORDS.items()})


def codes_meant(kind: str, program: str) -> tuple[str, ...]:
    """Return the codes by which a fellowship means a kind."""
    one = kinds()[kind]
    return one.sure if program in one.apart else one.codes


def _kind(words: str) -> Kind:
    listed = ((one.code, code, text["en"]) for one in programs().values() for code, text in one.types.items())
    said = [(program, code, bool(re.match(words, text.casefold()))) for program, code, text in listed]
    codes = {code for _program, code, is_it in said if is_it}
    other = {(program, code) for program, code, is_it in said if not is_it and code in codes}
    sure = codes - {code for _program, code in other}
    return Kind(tuple(sorted(codes)), tuple(sorted(sure)), tuple(sorted({program for program, _code in other})))
