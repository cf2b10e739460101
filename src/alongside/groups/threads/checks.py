"""What may be written in a thread: each check answers with what to keep or raises a sentence."""

from dataclasses import replace

from alongside.circles.texts import checked_text
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.models import NOTE_LENGTH, TITLE_LENGTH
from alongside.kernel.markdown import calmed

POST_LENGTH = 8000


def checked_said(said: Said) -> Said:
    """Return what can be kept of a post; Invalid for the first thing that cannot."""
    text = checked_text(said.text, field="text", most=POST_LENGTH, required=True)
    return replace(said, text=calmed(text), note=one_line(said.note, field="note", most=NOTE_LENGTH))


def checked_title(title: str) -> str:
    """Return a title that can be kept; Invalid."""
    return one_line(title, field="title", most=TITLE_LENGTH, required=True)


def checked_opening(opening: Opening) -> Opening:
    """Return what can be kept of a new thread; Invalid for the first thing that cannot."""
    return replace(opening, title=checked_title(opening.title), said=checked_said(opening.said))


def one_line(text: str, *, field: str, most: int, required: bool = False) -> str:
    """Return a text that can be kept, on one line; Invalid."""
    return " ".join(calmed(checked_text(text, field=field, most=most, required=required)).split())
