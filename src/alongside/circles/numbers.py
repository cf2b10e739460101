"""Telephone numbers in what somebody wrote down about how to reach people. Pure."""

import re
import unicodedata
from dataclasses import dataclass

# Six digits at the least, so that a flat number or an hour is none; fifteen at most, as in ITU-T E.164.
FEWEST, MOST = 6, 15
CANDIDATE = re.compile(r"(?<![\w+/.-])\+?\(?\d[\d\s()./\u00a0-]*\d(?![\w:])")
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written, and the address that calls it."""

    dial: str
    address: str


def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the telephone numbers in a text, in order, each once; what looks like a date is none."""
    found: dict[str, Number] = {}
    for line in text.splitlines():
        for match in CANDIDATE.finditer(line):
            number = _number(match[0].strip())
            if number:
                found.setdefault(number.address, number)
    return tuple(found.values())


def _number(written: str) -> Number | None:
    # "+49 (0)30" is how Germans write a number for both sides of the border: the zero is not dialled from outside.
    dialled = written.replace("(0)", "") if written.startswith("+") else written
    digits = "".join(str(unicodedata.digit(sign)) for sign in dialled if sign.isdecimal())
    if DATE.fullmatch(written) or not FEWEST <= len(digits) <= MOST:
        return None
    return Number(dial=written, address=f"tel:{'+' if written.startswith('+') else ''}{digits}")
