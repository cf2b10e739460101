"""Several words as one list, as the reader's language writes it."""

from collections.abc import Sequence

from babel.lists import format_list

from alongside.ui.countries import reader_locale


def listed(words: Sequence[str]) -> str:
    """Return words as a list in the reader's language: “a, b and c”, “a, b y c”; '' for none."""
    return format_list(words, locale=reader_locale())
