"""What stands on and under a chip: two letters of a name that tell people apart, and the name made short (pure)."""

import unicodedata

from alongside.ui.initials import letters_of

LABEL_SIZE = 14
"""The size of a label's type, in units of the picture."""
BROAD, MIDDLING, SHORT = 100, 80, 64
"""How wide a line of a label may be where there is much room, some, or as little as there always is."""

# Widths of signs as shares of the type size, rather too wide than too narrow.
_NARROW = frozenset("iljtfrI.,:;'’|!()[]- 1")
_BROAD = frozenset("mwMWQOG@%&—…")
_CUT = "…"
_TELLING = 3


def wordings(name: str) -> list[tuple[str, ...]]:
    """Return how a name may be written under its chip, in one line or two, the most telling first; the last is short.

    Which of them it is depends on the room there is; `SHORT` units of it there always are.
    """
    words = name.split()
    whole = " ".join(words)
    if width(whole) <= SHORT:
        return [(whole,)]
    found: list[tuple[str, ...]] = []
    for most in (BROAD, MIDDLING, SHORT):
        found += [(whole,)] if width(whole) <= most else []
        found += [lines] if (lines := _in_two(words, most)) else []
    found += [lines for most in (BROAD, MIDDLING, SHORT) if (lines := _begun_in_two(words, most))]
    found += [(shortened(name, most),) for most in (BROAD, MIDDLING, SHORT)]
    return list(dict.fromkeys(found))


def _in_two(words: list[str], most: float) -> tuple[str, ...] | None:
    """Return words in two lines as even as can be, None where they do not fit."""
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(splits, key=lambda lines: max(map(width, lines)), default=("", ""))
    return best if best[0] and max(map(width, best)) <= most else None


def _begun_in_two(words: list[str], most: float) -> tuple[str, ...] | None:
    """Return the beginning of a name in two lines, the second ended by an ellipsis; None where no word fits in one."""
    first = _beginning(words, most)
    rest = words[len(first) :]
    second = _beginning(rest, most - width(_CUT))
    if not first or not second or len(second) == len(rest):
        return None
    return " ".join(first), " ".join(second) + _CUT


def _beginning(words: list[str], most: float) -> list[str]:
    """Return as many words as fit in a line."""
    return max((words[:count] for count in range(len(words) + 1) if width(" ".join(words[:count])) <= most), key=len)


def shortened(name: str, most: int) -> str:
    """Return a name as far as it fits into `most` units: whole, its first words, or cut with an ellipsis.

    First words of a few letters are none to go by ("My", "Dr."), so such a name is cut where the room ends.
    """
    words = name.split()
    whole = " ".join(words)
    begun = " ".join(_beginning(words, most - width(_CUT)))
    first = words[0] if words and _tells(words[0]) else whole
    for fitting in (whole, begun + _CUT if _tells(begun) else whole, first):
        if width(fitting) <= most:
            return fitting
    letters = list(letters_of(first))
    while letters and width("".join(letters) + _CUT) > most:
        letters.pop()
    return "".join(letters).rstrip() + _CUT


def _tells(text: str) -> bool:
    return sum(sign.isalnum() for sign in text) >= _TELLING


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
