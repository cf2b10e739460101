"""Pieces of pages that are the same for everybody who is shown the same: drawn once, and kept in this process.

A piece is a template that sees the values it is named with and nothing else: no request, nobody who is signed in, no
token. What it says can therefore depend on nothing but these values and the language, and is kept under just those.
"""

import re
from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

Value = str | bool
MOST = 512
BETWEEN = re.compile(r"\s*\n\s*")
"""White space of the template's own lines: no page is larger for it."""


def kept(template: str, /, **values: Value) -> SafeString:
    """Return what a template makes of these values in the language that is active; while developing, anew each time."""
    if settings.DEBUG:
        return render_to_string(template, values)
    return _drawn(template, get_language(), settings.ROOT_URLCONF, tuple(values.items()))


@lru_cache(maxsize=MOST)
def _drawn(template: str, _language: str | None, _addresses: str, values: tuple[tuple[str, Value], ...]) -> SafeString:
    return mark_safe(BETWEEN.sub("\n", render_to_string(template, dict(values))))  # noqa: S308 - a template made it


def forget_kept(**_signal: object) -> None:
    """Draw every piece anew; done by itself where a test changes a setting."""
    _drawn.cache_clear()


setting_changed.connect(forget_kept)
