"""Which aliases would be held for one another (pure): drawn alike, a letter apart, or with a number added."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

# In a shorter word one other letter makes another word: "Sam" and "Pam" are two people.
LONG_WORD = 5
ACCENTS = re.compile("[\u0300-\u036f]")
SIGNS = re.compile("[^a-z0-9]")
NUMBER = re.compile(r"[0-9]+$")
DOUBLED = re.compile(r"(.)\1+")
AS_LETTERS = str.maketrans("01345", "oleas")
# Cyrillic and Greek letters as they are drawn, small or as capitals: "сора" in Cyrillic is read as "copa".
CONFUSED = str.maketrans(
    "авегкмнопрстухшьіјѕһүѵӏԁԛԝαβγεζηικμνορτυχωϳ",
    "aberkmhonpctyxwbijshyvldqwabyezhikmnoptyxwj",
)
PAIRS = (("rn", "m"), ("cl", "d"))
VOWELS = frozenset("aeiou")


class Looks(NamedTuple):
    """An alias as one glance takes it: its words, the same as they are drawn, and the numbers behind them."""

    words: tuple[str, ...]
    drawn: tuple[str, ...]
    number: str

    @property
    def is_long(self) -> bool:
        """Tell whether its letters are a name by themselves, whatever number stands behind."""
        return sum(map(len, self.words)) >= LONG_WORD


def looks_of(key: str) -> Looks:
    """Return how the alias with that key looks at one glance: without accents and signs between, its numbers apart."""
    spaced = SIGNS.sub(" ", key) if key.isascii() else _spaced(key)
    numbers = (found.group() for word in spaced.split() if (found := NUMBER.search(word)))
    words = (NUMBER.sub("", word).translate(AS_LETTERS) for word in spaced.split())
    kept = tuple(word for word in words if word)
    return Looks(kept, tuple(map(_drawn, kept)), " ".join(numbers))


def _spaced(key: str) -> str:
    plain = ACCENTS.sub("", unicodedata.normalize("NFD", key)).translate(CONFUSED)
    return "".join(sign if unicodedata.category(sign)[0] in "LNMS" else " " for sign in plain)


def _drawn(word: str) -> str:
    """Return what a word is drawn like: pairs as the letter they look like, doubled letters once, no plural s."""
    drawn = DOUBLED.sub(r"\1", word.replace("vv", "w"))
    for pair, letter in PAIRS:
        drawn = drawn.replace(pair, letter)
    if len(drawn) > 3:
        drawn = drawn.removesuffix("s")
    return DOUBLED.sub(r"\1", drawn.replace("i", "l"))


def looks_like(one: Looks, other: Looks) -> bool:
    """Tell whether two aliases would be held for one another.

    With another number each, they are told apart; a number that one alone bears is little to go by, unless the rest is
    short. Two names that a vowel at the end alone tells apart, as Marie and Maria, are two people.
    """
    if "".join(one.drawn) == "".join(other.drawn):
        adds_number = one.is_long and not (one.number and other.number)
        return one.number == other.number or adds_number
    if one.number != other.number or _are_two_names(one, other):
        return False
    return _differ_little(one.words, other.words) or _differ_little(one.drawn, other.drawn)


def _are_two_names(one: Looks, other: Looks) -> bool:
    """Tell whether each is one word and only a vowel at its end is another or missing: Marie, Maria; Daniel, Danielle.

    Where there are more words the name is made up, and nobody has to bear it.
    """
    if len(one.words) != 1 or len(other.words) != 1:
        return False
    pairs = (one.words + other.words, one.drawn + other.drawn)
    return any(_without_vowel(word) == _without_vowel(another) for word, another in pairs)


def _without_vowel(word: str) -> str:
    return word[:-1] if word[-1] in VOWELS else word


def _differ_little(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether one long word is a letter apart, or two of its letters changed places, and the rest is the same."""
    if len(words) != len(others):
        words, others = ("".join(words),), ("".join(others),)
    apart = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and min(map(len, apart[0])) >= LONG_WORD and are_one_apart(*apart[0])


def are_one_apart(one: str, other: str) -> bool:
    """Tell whether a letter more, less or other, or two that changed places, makes one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    begins = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if begins is None:
        return True
    one, other = one[begins:], other[begins:]
    if one[1:] == other[1:] or one[1:] == other or one == other[1:]:
        return True
    return one[:2] == other[1::-1] and one[2:] == other[2:]


def looks_like_any(key: str, others: Iterable[str]) -> bool:
    """Tell whether an alias would be held for one of these, all given by key: some microseconds for each of them."""
    own = looks_of(key)
    return any(looks_like(own, looks_of(other)) for other in others)


def glances(key: str) -> tuple[str, ...]:
    """Return what an alias is like at one glance, as one text, and if it is long the same without its number."""
    looks = looks_of(key)
    letters = "".join(looks.drawn)
    whole = f"{letters} {looks.number}"
    return (whole, f"{letters} ") if looks.number and looks.is_long else (whole,)
