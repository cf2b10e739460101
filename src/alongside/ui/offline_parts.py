"""What capabilities add to the page that a browser keeps for offline; the interface knows none of them by name.

The page is the same for everybody who speaks a language: a part's template says nothing about anybody. Its script, a
static file, fills it from the vault of this browser (`ui/js/vault.js`) and shows it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders


@dataclass(frozen=True, slots=True)
class OfflinePart:
    """One part of the page: lower `order` comes first, `template` is included, `scripts` are loaded in their order.

    `context` gives what the template needs beside the page's own, nothing about anybody.
    """

    order: int
    template: str
    scripts: tuple[str, ...]
    context: Callable[[], Mapping[str, object]] = dict


_parts: dict[str, OfflinePart] = {}


def register_offline_part(
    *,
    order: int,
    template: str,
    scripts: tuple[str, ...],
    context: Callable[[], Mapping[str, object]] = dict,
) -> None:
    """Have the offline page include this template and load these static files; call it in `ready()`."""
    _parts[template] = OfflinePart(order, template, scripts, context)


def offline_parts() -> tuple[OfflinePart, ...]:
    """Return every part in its order."""
    return tuple(sorted(_parts.values(), key=lambda part: part.order))


def offline_scripts() -> tuple[str, ...]:
    """Return the static files that the page and its parts need, each once, the vault before all."""
    own = ("ui/js/vault.js", "ui/js/days.js", "ui/js/again.js")
    return tuple(dict.fromkeys([*own, *(script for part in offline_parts() for script in part.scripts)]))


@lru_cache(maxsize=1)
def offline_script() -> str:
    """Return what the parts need as one script, each file in a scope of its own: a phone asks once for all of them."""
    files = [Path(str(finders.find(path))).read_text() for path in offline_scripts()]
    return "".join(f"{{\n{text}\n}}\n" for text in files)
