"""What notifications say: neutral on a lock screen, a little more only for who asked for it.

A text is named by a fixed word; a delivery keeps the word, so that what was sent can be seen without keeping content.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Wording:
    """Title and body, and the body for people whose lock screen may say more."""

    title: str | Promise
    body: str | Promise
    more: str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """A wording in one language."""

    title: str
    body: str


_wordings: dict[str, Wording] = {}


def register_wording(text: str, wording: Wording) -> None:
    """Make a text known; each app registers its own in `ready()`."""
    _wordings[text] = wording


def is_known(text: str) -> bool:
    """Tell whether a text was registered."""
    return text in _wordings


def words_of(text: str, *, locale: str, says_more: bool) -> Words:
    """Return the words of a text in that language; KeyError for a text nobody registered."""
    wording = _wordings[text]
    with translation.override(locale):
        return Words(str(wording.title), str(wording.more if says_more else wording.body))


NEUTRAL_TITLE = _("Alongside")
NEUTRAL_BODY = _("There is something new for you.")
