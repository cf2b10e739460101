"""What stands on and under a chip: two letters of a name that tell people apart, and the name made short (pure)."""

import unicodedata
from collections.abc import Iterable, Iterator

LABEL_SIZE = 14
"""The size of a label's type, in units of the picture."""

# Widths of signs as shares of the type size, rather too wide than too narrow.
_NARROW = frozenset("iljtfrI.,:;'’|!()[]- 1")
_BROAD = frozenset("mwMWQOG@%&—…")
_CUT = "…"
_TELLING = 3


def shortened(name: str, most: int) -> str:
    """Return a name as far as it fits into `most` units: whole, its first word, or cut with an ellipsis.

    A first word of a few letters is none to go by ("My", "Dr."), so such a name is cut where the room ends.
    """
    whole = " ".join(name.split())
    first = whole.partition(" ")[0]
    for fitting in (whole, first if len(first) > _TELLING else whole):
        if width(fitting) <= most:
            return fitting
    letters = list(_letters(first if len(first) > _TELLING else whole))
    while letters and width("".join(letters) + _CUT) > most:
        letters.pop()
    return "".join(letters).rstrip() + _CUT


def width(text: str) -> float:
    """Estimate how wide a text is in the type of labels, in units of the picture; it is hardly ever wider."""
    return LABEL_SIZE * sum(_share(sign) for sign in text)


def _share(sign: str) -> float:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(sign) in ("W", "F") or not unicodedata.name(sign, "").startswith(_USUAL):
        return 1.05
    if sign in _NARROW:
        return 0.36
    return 0.85 if sign in _BROAD else 0.69 if sign.isupper() else 0.57


_USUAL = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "DIGIT", "SPACE", "FULL STOP", "COMMA", "HYPHEN", "APOS")


def initials_of(names: Iterable[str]) -> list[str]:
    """Return up to two letters for each name, different ones as long as there are: the first to come keeps the best."""
    taken: set[str] = set()
    chosen = []
    for name in names:
        best = next((pair for pair in _pairs(name) if pair.casefold() not in taken), next(_pairs(name)))
        taken.add(best.casefold())
        chosen.append(best)
    return chosen


def _pairs(name: str) -> Iterator[str]:
    """Give pairs for a name, the most telling first: of its words' beginnings, then of any letter, then numbers."""
    words = [letters for word in name.replace("-", " ").split() if (letters := _readable(word))]
    if not words:
        words = [list(_letters(name.strip()))[:2] or ["?"]]
    first, rest = words[0], [letter for word in words for letter in word][1:]
    if len(words) > 1:
        yield first[0] + words[-1][0]
    yield from (first[0] + letter for letter in rest)
    if not rest:
        yield first[0]
    yield from (f"{first[0]}{number}" for number in range(2, 10))


def _readable(word: str) -> list[str]:
    return [_capital(letter) for letter in _letters(word) if letter[0].isalnum()]


def _capital(letter: str) -> str:
    capital = letter.upper()
    return capital if len(capital) == len(letter) else letter


def _letters(text: str) -> Iterator[str]:
    """Give what a reader takes for one letter: a sign with the marks and joiners that follow it."""
    letter = ""
    for sign in text:
        if letter and (unicodedata.category(sign).startswith("M") or sign == "\u200d" or letter[-1] == "\u200d"):
            letter += sign
            continue
        if letter:
            yield letter
        letter = sign
    if letter:
        yield letter
