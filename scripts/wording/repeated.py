"""Find what two places say in the same words: a phrase that recurs is said once, in `ui/phrases.py`."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from scripts.wording.python import texts_of
from scripts.wording.templates import texts_in_template

PHRASES = Path("ui/phrases.py")
FEW_WORDS = 3


@lru_cache(maxsize=8)
def phrases_of(package: Path) -> dict[str, str]:
    """Return the phrases of a package by the name a template uses."""
    path = package / PHRASES
    if not path.exists():
        return {}
    lines = [line for line in ast.parse(path.read_text()).body if isinstance(line, ast.Assign)]
    return {line.targets[0].id.lower(): line.value.args[0].value for line in lines}  # type: ignore[attr-defined]  # NAME = _("text") and nothing else


def repeated_texts(package: Path) -> Iterator[str]:
    """Say which texts of three words or more two files have, and which phrases nobody says or nobody knows."""
    places: dict[str, set[str]] = {}
    said: set[str] = set()
    for path in sorted([*package.rglob("*.html"), *package.rglob("*.py")]):
        is_template = path.suffix == ".html"
        name = str(path.relative_to(package))
        texts, phrases = texts_in_template(path) if is_template else texts_of(path)
        said |= phrases
        for text in texts:
            places.setdefault(text, set()).add(name)
    for text, names in sorted(places.items()):
        if len(names) > 1 and len(text.split()) >= FEW_WORDS:
            yield f"{text!r} is said in {', '.join(sorted(names))}: give it a name in {PHRASES}"
    known = phrases_of(package)
    yield from (f"{PHRASES}: nobody says {name!r}" for name in sorted(known.keys() - said))
    yield from (f"there is no phrase {name!r} in {PHRASES}" for name in sorted(said - known.keys()))
