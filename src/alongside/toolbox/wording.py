"""Practices, worksheets and answers in the reader's language; a text that nobody translated stays as it was written."""

from dataclasses import dataclass

from django.utils.translation import gettext

from alongside.toolbox.answers import Answer
from alongside.toolbox.practices import Practice
from alongside.toolbox.worksheets import SCALE, Field, Kind, Worksheet


def say(text: str) -> str:
    """Return a text of a file in the reader's language; gettext says something else for an empty one."""
    return gettext(text) if text else ""


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A practice in the reader's language; `leads_to` is the worksheet that comes after it, or ''."""

    key: str
    title: str
    why: str
    steps: tuple[str, ...]
    pace: str | None
    leads_to: str


def practice_view(practice: Practice) -> PracticeView:
    """Return a practice as the reader's language says it."""
    steps = tuple(say(step) for step in practice.steps)
    title, why = say(practice.title), say(practice.why)
    return PracticeView(practice.key, title, why, steps, practice.pace, practice.leads_to)


@dataclass(frozen=True, slots=True)
class WorksheetView:
    """A worksheet in the reader's language; what it asks is in its form."""

    key: str
    title: str
    why: str
    steps: tuple[str, ...]

    @property
    def surfs(self) -> bool:
        """Tell whether an urge can be waited out here."""
        return bool(self.steps)


def worksheet_view(worksheet: Worksheet) -> WorksheetView:
    """Return a worksheet as the reader's language says it."""
    steps = tuple(say(step) for step in worksheet.surf_steps)
    return WorksheetView(worksheet.key, say(worksheet.title), say(worksheet.why), steps)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer to read: what was asked, and a text, lines, or rows under columns; half as wide as others, or not."""

    asks: str
    words: str = ""
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    half: bool = False


def answer_view(answer: Answer, field: Field | None) -> AnswerView:
    """Return an answer as the reader's language says it; `field` is None when it is not asked any more."""
    asks, value = say(field.asks if field else answer.asks), answer.value
    half = field is not None and field.half
    if not isinstance(value, tuple):
        return AnswerView(asks, words=said(value, field), half=half)
    rows = tuple(row for row in value if isinstance(row, tuple))
    if rows:
        return AnswerView(asks, columns=_columns(rows, field), rows=rows, half=half)
    return AnswerView(asks, lines=tuple(line for line in value if isinstance(line, str)), half=half)


def _columns(rows: tuple[tuple[str, ...], ...], field: Field | None) -> tuple[str, ...]:
    """Name the columns, unless the worksheet has others by now."""
    width = max(map(len, rows))
    known = field.columns if field else ()
    return tuple(map(say, known)) if len(known) == width else ("",) * width


def said(value: int | str, field: Field | None) -> str:
    """Say a number or a text; words that the worksheet gave to choose from are said in the reader's language."""
    if isinstance(value, int):
        return gettext("%(number)d out of 10") % {"number": value}
    return say(value) if field and field.kind == Kind.CHOICE else value


def in_short(answer: AnswerView) -> str:
    """Return an answer as one text."""
    rows = (", ".join(cell for cell in row if cell) for row in answer.rows)
    return "\n".join(filter(None, (answer.words, *answer.lines, *rows)))


def scale_choices(field: Field) -> list[tuple[str, str]]:
    """Return the numbers of a scale as a form takes them; the ends say what they mean."""
    ends = {0: field.low, 10: field.high}
    named = {one: gettext("%(number)d: %(words)s") % {"number": one, "words": say(text)} for one, text in ends.items()}
    return [(str(one), named.get(one, str(one))) for one in SCALE]
