"""What can be kept as an answer to a field of a worksheet, and the sentence when something cannot."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import ngettext

from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid
from alongside.toolbox.answers import Value
from alongside.toolbox.worksheets import SCALE, Field, Kind, Worksheet
from alongside.ui import phrases

SHORT_LENGTH = 200
LONG_LENGTH = 4000
LINE_LENGTH = 300


def name_of(key: str) -> str:
    """Name the place of a field in a form, and in what is refused."""
    return f"sheet-{key}"


def checked(worksheet: Worksheet, said: Mapping[str, object]) -> dict[str, Value | None]:
    """Return answers as they are kept, None for what was left open; Invalid for what cannot be."""
    found: dict[str, Value | None] = {}
    for key, given in said.items():
        field = worksheet.field(key)
        if field is None:
            raise Invalid(phrases.FORM_LOST)
        found[key] = CHECKS[field.kind](field, given)
    return found


def _short(field: Field, given: object) -> str | None:
    return checked_text(str(given or ""), field=name_of(field.key), most=SHORT_LENGTH) or None


def _long(field: Field, given: object) -> str | None:
    return checked_text(str(given or ""), field=name_of(field.key), most=LONG_LENGTH) or None


def _lines(field: Field, given: object) -> tuple[str, ...] | None:
    name = name_of(field.key)
    lines = [checked_text(line, field=name, most=LINE_LENGTH) for line in str(given or "").splitlines()]
    kept = tuple(line for line in lines if line)
    if len(kept) > field.most:
        raise Invalid(_too_many(field.most), field=name)
    return kept or None


def _too_many(most: int) -> str:
    return ngettext(
        "There is room for %(most)d line here. Please put some together.",
        "There is room for %(most)d lines here. Please put some together.",
        most,
    ) % {"most": most}


def _scale(field: Field, given: object) -> int | None:
    if given is None or given == "":
        return None
    if type(given) is not int or given not in SCALE:
        raise Invalid(phrases.ANSWER_NOT_KNOWN, field=name_of(field.key))
    return given


def _choice(field: Field, given: object) -> str | None:
    if not given:
        return None
    if given not in field.choices:
        raise Invalid(phrases.ANSWER_NOT_KNOWN, field=name_of(field.key))
    return str(given)


def _table(field: Field, given: object) -> tuple[tuple[str, ...], ...] | None:
    name = name_of(field.key)
    rows = given if isinstance(given, Iterable) else ()
    checked_rows = [tuple(checked_text(str(cell), field=name, most=SHORT_LENGTH) for cell in row) for row in rows]
    kept = tuple(row for row in checked_rows if any(row))
    if len(kept) > field.most or any(len(row) != len(field.columns) for row in kept):
        raise Invalid(phrases.FORM_LOST, field=name)
    return kept or None


CHECKS: dict[Kind, Callable[[Field, object], Value | None]] = {
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.LINES: _lines,
    Kind.SCALE: _scale,
    Kind.CHOICE: _choice,
    Kind.TABLE: _table,
}
