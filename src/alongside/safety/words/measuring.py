"""How often the rules find what they are meant to find, and how often they find what is not there. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.safety.words.danger import sounds_like_danger
from alongside.safety.words.giving_away import Given, look

DANGER = "danger"
MEASURED = (*(str(kind) for kind in Given), DANGER)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the test set, and what a person says is in it."""

    text: str
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind: found rightly, missed, and found where it is not."""

    kind: str
    hits: int
    misses: int
    false_alarms: int


def found_in(text: str) -> frozenset[str]:
    """Return the kinds the rules find in a text."""
    given = {str(one.kind) for one in look(text)}
    return frozenset(given | {DANGER}) if sounds_like_danger(text) else frozenset(given)


def measured(sentences: Iterable[Sentence]) -> list[Count]:
    """Return what the rules do on these sentences, kind by kind."""
    pairs = [(one.holds, found_in(one.text)) for one in sentences]
    return [_count(kind, pairs) for kind in MEASURED]


def _count(kind: str, pairs: list[tuple[frozenset[str], frozenset[str]]]) -> Count:
    hits = sum(kind in holds and kind in found for holds, found in pairs)
    misses = sum(kind in holds and kind not in found for holds, found in pairs)
    alarms = sum(kind not in holds and kind in found for holds, found in pairs)
    return Count(kind, hits, misses, alarms)
