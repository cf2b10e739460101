"""What stands in a filled sheet, and what becomes of it when it is changed (pure).

Beside each answer stands what was asked: a worksheet may be changed, or taken away, and what somebody wrote stays
readable.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from alongside.toolbox.worksheets import STRONG, Kind, Worksheet

Rows = tuple[tuple[str, ...], ...]
Value = int | str | tuple[str, ...] | Rows


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, in English, and what was answered."""

    key: str
    asks: str
    value: Value


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a sheet: what its worksheet was called, in English, and the answers in order."""

    title: str
    answers: tuple[Answer, ...]

    def value(self, key: str) -> Value | None:
        """Return the answer to a field, None while it is open."""
        return next((one.value for one in self.answers if one.key == key), None)


NOTHING = Contents("", ())


def contents_after(worksheet: Worksheet, old: Contents, said: Mapping[str, Value | None]) -> Contents:
    """Return what a sheet holds after these fields were answered; None empties one.

    Fields that were not asked this time keep their answers, also those that the worksheet has lost since.
    """
    fields = {one.key: one.asks for one in worksheet.fields}
    kept = {one.key: one for one in old.answers if one.key not in said}
    new = {key: Answer(key, fields[key], value) for key, value in said.items() if value is not None}
    together = {**kept, **new}
    order = [*fields, *(key for key in kept if key not in fields)]
    return Contents(worksheet.title, tuple(together[key] for key in order if key in together))


def is_strong(worksheet: Worksheet, contents: Contents) -> bool:
    """Tell whether an urge was still strong when it was last looked at."""
    scales = [one.key for one in worksheet.fields if one.kind == Kind.SCALE] if worksheet.surfs else []
    values = [value for key in scales if isinstance(value := contents.value(key), int)]
    return bool(values) and values[-1] >= STRONG


def to_text(contents: Contents) -> str:
    """Write contents down."""
    return json.dumps([contents.title, [[one.key, one.asks, one.value] for one in contents.answers]])


def from_text(text: str) -> Contents:
    """Read contents that were written down."""
    title, answers = json.loads(text)
    return Contents(title, tuple(Answer(key, asks, _value(value)) for key, asks, value in answers))


def _value(read: int | str | list[str] | list[list[str]]) -> Value:
    if not isinstance(read, list):
        return read
    rows = tuple(tuple(one) for one in read if isinstance(one, list))
    return rows or tuple(one for one in read if isinstance(one, str))
