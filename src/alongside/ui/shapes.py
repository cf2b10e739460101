"""Pieces of pages that differ in a few words, quickly: a template draws each shape once, and what is said is filled in.

A list would run its template for every row. What may differ in a shape (whether a post was changed) is part of it and
chooses what the template draws; what people wrote, and where it leads, stands in it as a blank: a sign for private
use, which nothing that is kept may hold. So a shape says nothing of anybody.
"""

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import get_language

Value = str | bool | UUID
MOST = 512
SLUG = "slug"
# An address takes no signs for private use, so that the blank of a slug is one that nothing has.
ANY_SLUG = "blank-slug-zz"
NOTHING = r"(?!)"
GAPS = re.compile(r"\s+")


def escaped(text: str) -> str:
    """Return text for HTML as `conditional_escape` does, in a third of its steps: a list asks a hundred times."""
    return text if isinstance(text, SafeData) else html.escape(text)


class Skeleton:
    """What a template makes of a shape: the pieces between blanks, and which blank stands where."""

    def __init__(self, template: str, context: Mapping[str, object], blanks: Iterable[str]) -> None:
        """Draw the template once, with these blanks for what is said."""
        drawn = GAPS.sub(" ", render_to_string(template, dict(context)))
        # The longest first: one may begin as another does.
        blank = re.compile("|".join(map(re.escape, sorted(blanks, key=len, reverse=True))) or NOTHING)
        pieces, self._blanks = blank.split(drawn), blank.findall(drawn)
        self._parts = [""] * (len(pieces) + len(self._blanks))
        self._parts[::2] = pieces

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the HTML: `values` are escaped already, or were made by a template or `kernel.markdown`."""
        parts = self._parts.copy()
        parts[1::2] = [values[blank] for blank in self._blanks]
        return "".join(parts)


def joined(drawn: Iterable[str]) -> SafeString:
    """Return pieces that skeletons were filled to as one."""
    return mark_safe("".join(drawn))  # noqa: S308 - made of templates, and of values that are escaped


def shaped(template: str, /, **values: Value) -> SafeString:
    """Return what a template makes of these values.

    What is true or false, and which words are there at all, chooses the shape; words, ids and the `slug` of an address
    are filled in, so the template must not look into them.
    """
    flags = tuple((name, value) for name, value in values.items() if isinstance(value, bool))
    said = [
        (name, _blank(name, value), value) for name, value in values.items() if not isinstance(value, bool) and value
    ]
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn
    blanks = tuple((name, blank) for name, blank, _value in said)
    skeleton: Skeleton = draw(template, get_language(), settings.ROOT_URLCONF, flags, blanks)
    filled = skeleton.filled(
        {blank: escaped(value if isinstance(value, str) else str(value)) for _name, blank, value in said}
    )
    return mark_safe(filled)  # noqa: S308 - made of a template, and of values that are escaped


@lru_cache(maxsize=MOST)
def _drawn(
    template: str,
    _language: str | None,
    _addresses: str,
    flags: tuple[tuple[str, bool], ...],
    blanks: tuple[tuple[str, str], ...],
) -> Skeleton:
    return Skeleton(template, {**dict(flags), **dict(blanks)}, [blank for _name, blank in blanks])


def forget_shapes(**_signal: object) -> None:
    """Draw every shape anew; done by itself where a test changes a setting."""
    _drawn.cache_clear()


setting_changed.connect(forget_shapes)


def _blank(name: str, value: Value) -> str:
    """Return what stands for a value: where an address needs an id or a slug, such a one."""
    if isinstance(value, UUID):
        return str(uuid5(NAMESPACE_URL, name))
    return ANY_SLUG if name == SLUG else f"\ue040{name}\ue041"
