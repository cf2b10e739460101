"""What a text may give away of somebody: looked for by rules, in English and in Spanish. Pure.

Every repetition has a small bound, so the work grows with the length of a text and no faster, whatever is in it.
A finding is only asked about. Nothing is refused, kept or counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from alongside.safety.words.folding import folded
from alongside.safety.words.full_names import NAME, full_names
from alongside.safety.words.others_lives import OTHERS_LIFE
from alongside.safety.words.spelled_out import SPELLED_OUT
from alongside.safety.words.stories import STORY
from alongside.safety.words.workplaces import WORKPLACES


class Given(StrEnum):
    """What a text may give away."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"
    PLACE = "place"
    ACCOUNT = "account"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text that may give something away: from `start` up to `end`."""

    kind: Given
    start: int
    end: int
    words: str


_STREET = r"(?:street|st|road|rd|avenue|ave|lane|drive|boulevard|blvd|court|close|crescent|terrace|way|square)"
_VIA = r"(?:calle|c/|avenida|avda\.?|av\.|plaza|paseo|carrera|camino|ronda)"
_PLACES = r"(?:facebook|fb|instagram|tiktok|twitter|x|reddit|linkedin)\.com"
_APPS = r"(?:insta|instagram|snap|snapchat|telegram|discord|whatsapp|tiktok|facebook)"

_RULES: tuple[tuple[Given, re.Pattern[str]], ...] = (
    (Given.EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    *((Given.EMAIL, rule) for rule in SPELLED_OUT),
    (Given.ACCOUNT, re.compile(rf"\b(?:{_PLACES}|t\.me|wa\.me|discord\.gg)/[\w./@-]{{2,60}}", re.IGNORECASE)),
    (Given.ACCOUNT, re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{1,29}\w")),
    (
        Given.ACCOUNT,
        re.compile(rf"\b(?:on|my|mi|en|por) {_APPS}(?: is | es |: ?| as | como )[\w.]{{3,30}}", re.IGNORECASE),
    ),
    (Given.ADDRESS, re.compile(rf"(?<![\w])\d{{1,5}}[A-Za-z]? (?:{NAME} ){{1,3}}(?i:{_STREET})\b")),
    (
        Given.ADDRESS,
        re.compile(
            rf"(?<!\w)(?i:{_VIA}) ?(?:(?:de|del|la|las|los|el) ){{0,2}}{NAME}(?: \w{{1,20}}){{0,3}}?"
            r",? (?:(?:número|num\.?|n\.?º|nº) ?)?\d{1,4}\b"
        ),
    ),
    *((Given.PLACE, rule) for rule in WORKPLACES),
)
_NUMBER = re.compile(r"(?<![\w.,/+€$£-])\+?\(?\d[\d ().-]{5,20}\d(?![\w€$£])")
_NO_NUMBER = re.compile(
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|(?:19|20)\d\d ?- ?(?:19|20)\d\d|\d{1,3}(?:[., ]000){1,3}"
    r"|\d{1,2}\.\d\d ?- ?\d{1,2}\.\d\d"
)


def look(text: str) -> tuple[Finding, ...]:
    """Return what a text may give away, in the order it stands there; of two over each other the first rule's.

    A story is told beside them: it may hold a name.
    """
    taken: list[Finding] = []
    edge: set[int] = set()
    for found in _all(text):
        span = range(found.start, found.end)
        if found.kind == Given.STORY or edge.isdisjoint(span):
            edge.update(span if found.kind != Given.STORY else ())
            taken.append(found)
    return tuple(sorted(taken, key=lambda one: one.start))


def _all(text: str) -> Iterator[Finding]:
    for kind, rule in _RULES:
        for match in rule.finditer(text):
            yield _finding(kind, match, text)
    for match in full_names(text):
        yield _finding(Given.NAME, match, text)
    yield from _stories(text)
    for match in _NUMBER.finditer(text):
        if _is_phone(match.group()):
            yield Finding(Given.PHONE, match.start(), match.end(), match.group())


def _stories(text: str) -> Iterator[Finding]:
    """Go through other people's stories: of two over each other the first one's."""
    plain = folded(text)
    found = [*STORY.finditer(plain), *OTHERS_LIFE.finditer(plain)]
    last = 0
    for match in sorted(found, key=lambda one: one.start()):
        if match.start() >= last:
            last = match.end()
            yield _finding(Given.STORY, match, text)


def _finding(kind: Given, match: re.Match[str], text: str) -> Finding:
    start, end = match.span(1 if match.lastindex else 0)
    return Finding(kind, start, end, text[start:end])


def _is_phone(words: str) -> bool:
    digits = sum(sign.isdigit() for sign in words)
    return 7 <= digits <= 15 and _NO_NUMBER.fullmatch(words) is None
