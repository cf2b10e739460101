"""What stands on and under a chip: two letters of a name that tell people apart, and the name made short (pure)."""

import unicodedata

from alongside.ui.initials import letters_of

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
    letters = list(letters_of(first if len(first) > _TELLING else whole))
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
