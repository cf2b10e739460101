"""A recording that somebody sent, made into a voice note by a child process that is held back (`child`, `heldback`)."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.heldback import Door, run_child

LONGEST_SECONDS = 60
LARGEST_RECORDING = 2_000_000
"""Bytes that are looked at: a minute as browsers and phones record it fits, a long film does not."""
LARGEST_VOICE = 400_000
"""Bytes: a minute as we keep it takes 369,000."""
CHILD = Path(__file__).with_name("child.py")

UNREADABLE = _(
    "We cannot read this as a recording. Nothing was sent. Please record it anew, or write a few words instead."
)
TOO_LARGE = _("This recording is too large: it can have up to 2 MB. Nothing was sent. Please record a shorter one.")
SENTENCES = {
    "unreadable": UNREADABLE,
    "large": TOO_LARGE,
    "long": _("This recording is longer than 60 seconds. Nothing was sent. Please record a shorter one."),
    "silent": _("There is nothing to hear in this recording. Nothing was sent. Please record it anew."),
    "film": _("This is a film. Nothing was sent. Please choose a recording of sound alone."),
}
MANY_AT_ONCE = _("Many recordings are coming in just now. Nothing was sent. Please try again in a minute.")
DOOR = Door(MANY_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note as we keep it: an MP3 file of our own making that holds sound and nothing else."""

    data: bytes
    seconds: int


def read_recording(data: bytes, *, field: str) -> Voice:
    """Make a recording into a voice note; Invalid, naming the field, when it cannot be one.

    It takes a moment, so call it before a transaction, and only for who may send one.
    """
    if len(data) > LARGEST_RECORDING:
        raise Invalid(SENTENCES["large"], field=field)
    with DOOR.opened(field=field):
        said, made = run_child(CHILD, data, largest=LARGEST_VOICE)
    return _voice(said, made, field=field)


def _voice(said: dict[str, object], made: bytes, *, field: str) -> Voice:
    seconds = said.get("seconds")
    if not isinstance(seconds, float) or not made or len(made) > LARGEST_VOICE:
        raise Invalid(SENTENCES.get(str(said.get("refused")), UNREADABLE), field=field)
    return Voice(made, min(max(round(seconds), 1), LONGEST_SECONDS))
