"""What of a text is shown only to whoever asks for it (pure): passcodes and the like, so that no robot reads them."""

import re
from dataclasses import dataclass

# A word for a secret, whatever joins it, and one run of signs with a digit in it, or one that "is"/":" names. Nothing
# is tried in more than a few ways: anybody's text is looked through on every view.
_SECRET = re.compile(
    r"(?i)(?<![?&])\b(?P<word>pass\s?codes?|pass\s?words?|pwd?|pin|clave|contraseña)\b"
    r"(?P<join>\s{0,9}(?:is|es|[:=#-]){0,9}\s{0,9})"
    r"(?P<code>[\w!@$%^&*+.-]{0,60}\d[\w!@$%^&*+-]*|(?<=[:=])\S+|(?<=[:=] )\S+)"
)
_IN_ADDRESS = re.compile(r"(?i)(?P<word>[?&](?:pwd|passcode|password)=)(?P<code>[^&#\s]+)")
# Somebody who writes one of these may mean a secret that is a word as any other, such as "serenity".
_NAMED = re.compile(r"(?i)\b(?:pass\w*|pwd?|pin|codes?|id|clave|c[oó]digo|contraseña)\b")
HIDDEN = "•••"
# Somebody has hidden a passcode already where nothing but these stands in its place.
_DOTS = "•*…,.;)"


@dataclass(frozen=True, slots=True)
class Parted:
    """A text with each passcode replaced by `HIDDEN`, and the passcodes in their order."""

    said: str
    hidden: tuple[str, ...] = ()


def is_bare(text: str) -> bool:
    """Return whether a text is a passcode and nothing else, such as "Passcode: 123456"."""
    return bool(_SECRET.fullmatch(text.strip()))


def names_a_secret(text: str) -> bool:
    """Return whether a text speaks of a code at all, whatever that code looks like."""
    return bool(_NAMED.search(text))


def parted(text: str) -> Parted:
    """Part a text from the passcodes in it."""
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if not found["code"].strip(_DOTS):
            return found[0]
        hidden.append(found["code"])
        return found[0].removesuffix(found["code"]) + HIDDEN

    said = _SECRET.sub(hide, _IN_ADDRESS.sub(hide, text))
    return Parted(said, tuple(hidden))
