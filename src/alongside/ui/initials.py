"""Somebody's initials: two letters that stand for a name, and tell people apart (pure)."""

import unicodedata
from collections.abc import Iterable, Iterator


def initials(name: str) -> str:
    """Return up to two letters for a name: "My sister" is "MS", "Sam" is "SA"; what has no letters gives a sign."""
    return next(_pairs(name))


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
        words = [list(letters_of(name.strip()))[:2] or ["?"]]
    first, rest = words[0], [letter for word in words for letter in word][1:]
    if len(words) > 1:
        yield first[0] + words[-1][0]
    yield from (first[0] + letter for letter in rest)
    if not rest:
        yield first[0]
    yield from (f"{first[0]}{number}" for number in range(2, 10))


def _readable(word: str) -> list[str]:
    if word.isascii():  # a page names fifty people: nothing stands on a letter here, and none grows
        return [letter.upper() for letter in word if letter.isalnum()]
    return [_capital(letter) for letter in letters_of(word) if letter[0].isalnum()]


def _capital(letter: str) -> str:
    capital = letter.upper()
    return capital if len(capital) == len(letter) else letter


def letters_of(text: str) -> Iterator[str]:
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
