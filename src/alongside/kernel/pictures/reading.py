"""A picture that somebody sent, made anew by a child process that is held back (`child`, `heldback`)."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid
from alongside.kernel.heldback import Door, run_child

LARGEST_FILE = 3_900_000
"""Bytes that are looked at: what fits into a request."""
LARGEST_KEPT = 1_500_000
"""Bytes: a picture of the longest sides with as much on it as there can be."""
LONGEST_SIDE = 1600
CHILD = Path(__file__).with_name("child.py")

UNREADABLE = _(
    "We cannot read this as a picture. Nothing was sent. Please choose one that is a JPEG, PNG or WebP file."
)
TOO_LARGE = _(
    "This picture is too large: the file can have up to 3.9 MB. Nothing was sent. Please choose a smaller one, or take "
    "a screenshot of it."
)
SENTENCES = {
    "unreadable": UNREADABLE,
    "large": TOO_LARGE,
    "many": _(
        "This picture has more in it than we can open. Nothing was sent. Please choose a smaller one, or take a "
        "screenshot of it."
    ),
    "small": _("There is nothing to see on this picture. Nothing was sent. Please choose another one."),
    "moving": _("This is a moving picture. Nothing was sent. Please choose one that keeps still."),
    "heic": _(
        "This picture is kept in a form that many devices cannot show (HEIC). Nothing was sent. Please save it as "
        "JPEG, or take a screenshot of it."
    ),
}
MANY_AT_ONCE = _("Many pictures are coming in just now. Nothing was sent. Please try again in a minute.")
DOOR = Door(MANY_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as we keep it: a JPEG file of our own making that holds what is seen and nothing else."""

    data: bytes
    width: int
    height: int


def read_picture(data: bytes, *, field: str) -> Picture:
    """Make a file into a picture; Invalid, naming the field, when it cannot be one.

    It takes a moment, so call it before a transaction, and only for who may send one.
    """
    if len(data) > LARGEST_FILE:
        raise Invalid(TOO_LARGE, field=field)
    with DOOR.opened(field=field):
        said, made = run_child(CHILD, data, largest=LARGEST_KEPT)
    return _picture(said, made, field=field)


def _picture(said: dict[str, object], made: bytes, *, field: str) -> Picture:
    width, height = said.get("width"), said.get("height")
    if not _is_side(width) or not _is_side(height) or not made or len(made) > LARGEST_KEPT:
        raise Invalid(SENTENCES.get(str(said.get("refused")), UNREADABLE), field=field)
    return Picture(made, width, height)


def _is_side(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and 0 < value <= LONGEST_SIDE
