"""Find sentences put together from pieces: languages order words differently, so a sentence is one text.

What is looked for, in templates: a text beside another text or beside a value, unless both are whole.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scripts.wording.templates import SEPARATORS, Part, Said, Turn, Value, Written, read_template

WHOLE_END = re.compile(r"[.?!…][\"'”’»)]*$")
LOWER_START = re.compile(r"^[\"'“‘«(]*[a-zà-ÿ]")


def ends_whole(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return bool(WHOLE_END.search(text))


def begins_inside(text: str) -> bool:
    """Tell whether a text begins as the inside of a sentence does: with a small letter."""
    return bool(LOWER_START.match(text))


def joined_in_template(path: Path, root: Path, phrases: Mapping[str, str]) -> list[str]:
    """Return a sentence for each place of a template where a reader's sentence is made of pieces.

    `phrases` are those of `ui/phrases.py`, by the name that templates use.
    """
    walk = _Walk()
    found: dict[str, None] = {}
    for part in read_template(path, phrases):
        for one, other in walk.meet(part):
            if fault := _fault(one, other):
                found[f"{path.relative_to(root)}:{max(one.line, other.line)}: {fault}"] = None
    return list(found)


Shown = Said | Value
Before = frozenset[Shown | None]
NOTHING: Before = frozenset({None})


@dataclass(slots=True)
class _Walk:
    """Knows what may stand right before, over all alternatives of the template."""

    before: Before = NOTHING
    forks: list[tuple[Before, set[Shown | None], bool]] = field(default_factory=list)

    def meet(self, part: Part) -> Iterator[tuple[Shown, Shown]]:
        """Go on by one part; give the pairs that a reader may see side by side."""
        if isinstance(part, Turn):
            self._turn(part)
        elif isinstance(part, Written):
            if SEPARATORS.search(part.text):
                self.before = NOTHING
        else:
            yield from ((one, part) for one in self.before if one is not None)
            self.before = frozenset({part})

    def _turn(self, turn: Turn) -> None:
        if turn is Turn.APART:
            self.before = NOTHING
        elif turn is Turn.FORK:
            self.forks.append((self.before, set(), False))
        elif self.forks and turn is Turn.OTHERWISE:
            entry, ends, _ = self.forks.pop()
            self.forks.append((entry, ends | self.before, True))
            self.before = entry
        elif self.forks:
            entry, ends, is_covered = self.forks.pop()
            self.before = frozenset(ends | self.before | (set() if is_covered else entry))


def _fault(one: Shown, other: Shown) -> str:
    """Say what is wrong with two things side by side; '' when nothing is."""
    if isinstance(one, Said) and isinstance(other, Said):
        if not ends_whole(one.text) or begins_inside(other.text):
            return f"one sentence in two pieces: {one.text!r} and {other.text!r}"
    elif isinstance(one, Said) and not _is_whole(one):
        return f"a value beside a piece of a sentence, not in it: {one.text!r} and {_name(other)}"
    elif isinstance(other, Said) and not _is_whole(other):
        return f"a value beside a piece of a sentence, not in it: {_name(one)} and {other.text!r}"
    return ""


def _is_whole(said: Said) -> bool:
    return ends_whole(said.text) and not begins_inside(said.text)


def _name(shown: Shown) -> str:
    return f"{{{shown.name}}}" if isinstance(shown, Value) else repr(shown.text)
