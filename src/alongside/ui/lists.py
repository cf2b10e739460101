"""Several words as one list, as the reader's language writes it."""

import re
from collections.abc import Sequence

from babel.lists import format_list

from alongside.ui.countries import reader_locale

# In Spanish “y” before the sound of an i is “e”: inglés, higos; but hielo and Iona begin with another sound.
SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)


def listed(words: Sequence[str]) -> str:
    """Return words as a list in the reader's language: “a, b and c”, “a, b y c”, “a e i”; '' for none."""
    locale = reader_locale()
    said = format_list(words, locale=locale)
    if locale.language == "es" and len(words) > 1 and SOUNDS_LIKE_I.match(words[-1]):
        return said.removesuffix(f" y {words[-1]}") + f" e {words[-1]}"
    return said
