"""How somebody is reached, line by line: a number to call and an address to write to can be tapped (pure)."""

import re
from dataclasses import dataclass

# A number as people write it: 5 to 15 digits (ITU-T E.164 allows no more), grouped somehow. Nothing else in its line
# but a word before it, as in "Home: 030 123456", so that a house number or a date is not taken for one.
_NUMBER = re.compile(r"(?:[^\d+@]{1,40}[:\s]\s*)?(\+?\(?\d[\d\s().\-/]{3,24}\d)")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_MOST_DIGITS = 15
_FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Way:
    """One line of what the owner wrote, and what a tap on it opens, '' for nothing."""

    words: str
    address: str


def ways_in(text: str) -> tuple[Way, ...]:
    """Return the lines of a text that hold something, in order."""
    return tuple(Way(line, _address(line)) for line in map(str.strip, text.splitlines()) if line)


def _address(line: str) -> str:
    if found := _ADDRESS.search(line):
        return f"mailto:{found[0]}"
    if found := _NUMBER.fullmatch(line):
        digits = re.sub(r"\D", "", found[1])
        if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
            return f"tel:{'+' if found[1].startswith('+') else ''}{digits}"
    return ""
