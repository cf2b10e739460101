"""Aliases: what a person is called here (pure)."""

import re
import unicodedata
from enum import Enum

SHORTEST, LONGEST = 2, 40
LONGEST_KEY = 60  # folding can make an alias longer: one Arabic ligature becomes eighteen letters

# Cc control, Cf format (zero width, bidi), Co private, Cs surrogate, Cn unassigned, Zl and Zp line ends.
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# By category letters, marks and symbols, which show nothing at all: Hangul fillers, the empty Braille cell, and what
# Unicode has programs leave out where they do not know it.
BLANK = frozenset(
    "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f"
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
# How a sign is drawn: keyboards add it to pictures. It makes no other alias.
DRAWN = re.compile("[\ufe00-\ufe0f]")
EMAIL = re.compile(r"[^\s@]@[^\s@]")
# Seven digits or more with nothing but separators between them, not glued to a word: "+49 30 1234567".
PHONE = re.compile(r"(?<!\w)\+?\d(?:[\s().\-/]*\d){6,}")
ALIKE = ("LATIN", "CYRILLIC", "GREEK", "CHEROKEE", "LISU")


class AliasProblem(Enum):
    """Why an alias cannot be used."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    HIDDEN = "hidden characters"
    MIXED = "mixed alphabets"
    EMAIL = "e-mail address"
    PHONE = "phone number"


def alias_key(alias: str) -> str:
    """Return the folded form under which an alias is unique: NFKC, case folded, runs of white space as one space.

    How a sign is drawn is left out.
    """
    return _folded(DRAWN.sub("", alias))


def keys_to_find(alias: str) -> tuple[str, ...]:
    """Return the keys under which an account with that alias may stand, the surest first.

    Where two were one but for how a sign is drawn, the second kept its key of before, with that in it; and a release
    before that goes on while the schema is newer makes such keys still.
    """
    return tuple(dict.fromkeys((_folded(alias), alias_key(alias))))


def _folded(alias: str) -> str:
    """Fold until nothing changes: folding can undo normalising and the other way round."""
    key = " ".join(unicodedata.normalize("NFKC", alias).casefold().split())
    return key if key == alias else _folded(key)


def tidy_alias(alias: str) -> str:
    """Return the alias as it is kept and shown: composed (NFC), without white space around it or doubled in it."""
    return " ".join(unicodedata.normalize("NFC", alias).split())


def alias_problem(alias: str) -> AliasProblem | None:
    """Return what is wrong with a tidy alias, None if nothing is."""
    key = alias_key(alias[: LONGEST + 1])
    if len(alias) > LONGEST or len(key) > LONGEST_KEY:
        return AliasProblem.TOO_LONG
    if any(unicodedata.category(letter) in HIDDEN or letter in BLANK for letter in alias) or _piles_marks(alias):
        return AliasProblem.HIDDEN
    if len(alias) < SHORTEST or not any(letter.isalnum() for letter in key):
        return AliasProblem.TOO_SHORT
    plain = unicodedata.normalize("NFKC", alias)
    if EMAIL.search(plain):
        return AliasProblem.EMAIL
    if PHONE.search(plain):
        return AliasProblem.PHONE
    return AliasProblem.MIXED if _mixes_alphabets(alias) else None


def _piles_marks(alias: str) -> bool:
    """Tell whether more than three marks stand on one letter, which would cover the lines around it."""
    piled = 0
    for letter in alias:
        piled = piled + 1 if unicodedata.combining(letter) else 0
        if piled > 3:
            return True
    return False


def _mixes_alphabets(alias: str) -> bool:
    """Tell whether letters of alphabets that look alike stand together, so that one alias could pass for another."""
    names = (unicodedata.name(letter, "") for letter in alias if letter.isalpha())
    return len({alphabet for name in names for alphabet in ALIKE if name.startswith(alphabet)}) > 1
