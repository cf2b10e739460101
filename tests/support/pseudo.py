"""A language of nobody, for tests alone: every text mirrored and lengthened, so that what skips gettext stands out.

Each Latin letter of a text becomes a Hebrew one, so a text reads from the right; each vowel is doubled, as other
languages have longer words. What is left in Latin letters on a page came past gettext, or is somebody's own.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts.texts import PACKAGE

# Named as in Android and Chromium: no language, written from the right. Django takes the direction from "ar".
CODE = "ar-xb"
NAME = "מראה"
FOLDER = "PSEUDO_LOCALE_DIR"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיךכלםמןנסעףפץצקרש", strict=True))
# What a program reads in a text: names of values, tags of HTML, entities.
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;)")


def pseudo(text: str) -> str:
    """Return a text mirrored and lengthened; what a program reads in it stays as it is."""
    return "".join(part if KEPT.fullmatch(part) else _mirrored(part) for part in KEPT.split(text))


def _mirrored(words: str) -> str:
    longer = re.sub(r"([aeiou])", r"\1\1", words, flags=re.IGNORECASE)
    return "".join(LETTERS.get(letter.lower(), letter) for letter in longer)


def write_catalog(folder: Path) -> None:
    """Compile every text of ours, in this language, into a folder of locales."""
    made = Catalog(locale="en", charset="utf-8")  # as many plurals as our texts have
    for text, context in _texts():
        made.add(text, pseudo(text) if isinstance(text, str) else tuple(map(pseudo, text)), context=context)
    path = folder / "ar_XB" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, made)


def _texts() -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for path in PACKAGE.glob("*/locale/es/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            yield from ((message.id, message.context) for message in read_po(file, locale="es") if message.id)


def environment(folder: Path) -> dict[str, str]:
    """Return the variables under which a process of ours speaks this language, too."""
    return {FOLDER: str(folder), "DJANGO_SETTINGS_MODULE": "tests.support.pseudo_settings"}


def catalog_folder() -> str:
    """Return where the catalog of this process lies."""
    return os.environ[FOLDER]
