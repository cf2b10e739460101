"""The worksheets: one JSON file each in `data/worksheets`, its name the worksheet's address (pure).

    {"order": 1,                       lower comes first
     "title": "...", "why": "...",     what it is called, and in one sentence what it is good for
     "fields": [...],                  what it asks, in order; each may be left open
     "surf": {                         optional: an urge is waited out with a timer
        "steps": ["...", ...],            what to do meanwhile, a whole sentence or two each
        "after": ["key", ...]},           which fields are asked only when it is over, in this order
     "at_hand": true}                  optional: it may be kept among what is at hand in a hard hour

A field has a `key`, which no other of this worksheet has and which never changes once somebody has written under it, a
`kind`, what it `asks`, and if you like a `help`. Two fields that say `"half": true`, one after the other, stand side by
side where there is room. Some kinds need more:

    short, long      a line of text; a longer text
    lines            "most": how many lines, one thing on each
    scale            "low", "high": what 0 and 10 mean
    choice           "choices": the answers, of which one is chosen
    table            "columns": what stands over each column; "most": how many rows

Texts are English; `texts` lists them for gettext (`python -m scripts.practices` writes it). What is not listed there is
shown as it was written, so a community can add a file in its own language and nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from alongside.toolbox.practices import read_object

FOLDER = Path(__file__).with_name("data") / "worksheets"
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
MOST_LINES, MOST_ROWS, MOST_COLUMNS, MOST_FIELDS = 20, 8, 4, 20
SCALE = range(11)
# From here on something is strong enough to offer what is at hand.
STRONG = 7
# How long an urge may be waited out, in minutes.
SURFS = (10, 20)


class Kind(StrEnum):
    """How a field is answered."""

    SHORT = "short"
    LONG = "long"
    LINES = "lines"
    SCALE = "scale"
    CHOICE = "choice"
    TABLE = "table"


NEEDS: dict[str, set[str]] = {
    Kind.SHORT: set(),
    Kind.LONG: set(),
    Kind.LINES: {"most"},
    Kind.SCALE: {"low", "high"},
    Kind.CHOICE: {"choices"},
    Kind.TABLE: {"columns", "most"},
}
MOST_OF = {Kind.LINES: MOST_LINES, Kind.TABLE: MOST_ROWS}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a worksheet asks, its texts in English."""

    key: str
    kind: Kind
    asks: str
    help: str = ""
    low: str = ""
    high: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    most: int = 1
    half: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all that it says."""
        found = (self.asks, self.help, self.low, self.high, *self.choices, *self.columns)
        return tuple(text for text in found if text)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One worksheet, its texts in English. With `surf_steps` an urge is waited out, and `after` is asked then."""

    key: str
    order: int
    title: str
    why: str
    fields: tuple[Field, ...]
    surf_steps: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    at_hand: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all that it says."""
        return (self.title, self.why, *(text for one in self.fields for text in one.texts), *self.surf_steps)

    @property
    def surfs(self) -> bool:
        """Tell whether an urge can be waited out here."""
        return bool(self.surf_steps)

    @property
    def asked_first(self) -> tuple[Field, ...]:
        """Return what is asked at first."""
        return tuple(one for one in self.fields if one.key not in self.after)

    @property
    def asked_after(self) -> tuple[Field, ...]:
        """Return what is asked when an urge has been waited out."""
        found = {one.key: one for one in self.fields}
        return tuple(found[key] for key in self.after)

    def field(self, key: str) -> Field | None:
        """Return the field of that key, None when it is not asked (any more)."""
        return next((one for one in self.fields if one.key == key), None)


@cache
def worksheets() -> dict[str, Worksheet]:
    """Return every worksheet by its key, in order."""
    return read_worksheets(FOLDER)


def read_worksheets(folder: Path) -> dict[str, Worksheet]:
    """Return the worksheets in a folder; ValueError, naming the file, for one that is not as described above."""
    found = [_read(path) for path in sorted(folder.glob("*.json"))]
    return {one.key: one for one in sorted(found, key=lambda one: (one.order, one.key))}


def _read(path: Path) -> Worksheet:
    read = read_object(path)
    faults = list(_faults(path.stem, read))
    if faults:
        raise ValueError(f"{path.name}: {'; '.join(faults)}")
    surf = read.get("surf", {"steps": (), "after": ()})
    return Worksheet(
        key=path.stem,
        order=read["order"],
        title=read["title"],
        why=read["why"],
        fields=tuple(_field(one) for one in read["fields"]),
        surf_steps=tuple(surf["steps"]),
        after=tuple(surf["after"]),
        at_hand=read.get("at_hand", False),
    )


def _field(read: dict[str, Any]) -> Field:
    several = {name: tuple(read.get(name, ())) for name in ("choices", "columns")}
    return Field(**{**read, "kind": Kind(read["kind"]), **several})


def _faults(key: str, read: dict[str, Any]) -> Iterator[str]:
    if not KEY.fullmatch(key):
        yield "the name of the file is its address: small letters, digits and -"
    if unknown := read.keys() - {"order", "title", "why", "fields", "surf", "at_hand"}:
        yield f"nobody knows {sorted(unknown)}"
    if type(read.get("order")) is not int:
        yield "order is a whole number"
    if not _are_texts([read.get("title"), read.get("why")]):
        yield "title and why are texts"
    if type(read.get("at_hand", False)) is not bool:
        yield "at_hand is true or false"
    fields = read.get("fields")
    if not isinstance(fields, list) or not 1 <= len(fields) <= MOST_FIELDS:
        yield f"fields is a list of up to {MOST_FIELDS}"
        return
    for one in fields:
        yield from _faults_of(one)
    yield from _faults_between(fields, read.get("surf"))


def _faults_of(read: Any) -> Iterator[str]:
    if not isinstance(read, dict) or not isinstance(read.get("key"), str) or not KEY.fullmatch(read["key"]):
        yield "every field has a key: small letters, digits and -"
        return
    key, kind = read["key"], read.get("kind")
    if not isinstance(kind, str) or kind not in NEEDS:
        yield f"{key}: kind is one of {', '.join(NEEDS)}"
        return
    if read.keys() - {"key", "kind", "asks", "help", "half"} != NEEDS[kind]:
        yield f"{key}: a {kind} needs {sorted(NEEDS[kind]) or 'nothing'} beside key, kind, asks and help"
        return
    if type(read.get("half", False)) is not bool:
        yield f"{key}: half is true or false"
    lists = [read[name] for name in ("choices", "columns") if name in read]
    if not _are_texts([read.get("asks"), *(read[name] for name in ("help", "low", "high") if name in read)]):
        yield f"{key}: asks, help, low and high are texts"
    if not all(isinstance(one, list) and len(one) > 1 and _are_texts(one) for one in lists):
        yield f"{key}: choices and columns are lists of texts, two or more"
    elif any(len(set(one)) < len(one) for one in lists):
        yield f"{key}: no two choices and no two columns are the same"
    yield from _faults_of_size(key, Kind(kind), read)


def _faults_of_size(key: str, kind: Kind, read: dict[str, Any]) -> Iterator[str]:
    most = MOST_OF.get(kind)
    if most and (type(read["most"]) is not int or not 1 <= read["most"] <= most):
        yield f"{key}: most is a number from 1 to {most}"
    if kind == Kind.TABLE and len(read["columns"]) > MOST_COLUMNS:
        yield f"{key}: a table has up to {MOST_COLUMNS} columns"


def _faults_between(fields: Sequence[Any], surf: Any) -> Iterator[str]:
    keys = [one.get("key") for one in fields if isinstance(one, dict)]
    if len(set(map(str, keys))) < len(keys):
        yield "no two fields have the same key"
    if surf is None:
        return
    if not isinstance(surf, dict) or surf.keys() != {"steps", "after"}:
        yield "surf has steps and after"
        return
    if not isinstance(surf["steps"], list) or not surf["steps"] or not _are_texts(surf["steps"]):
        yield "the steps of surf are texts"
    after = surf["after"]
    if not isinstance(after, list) or not after or not all(one in keys for one in after) or len(after) >= len(keys):
        yield "after names some of the fields, not all of them"


def _are_texts(found: Sequence[Any]) -> bool:
    return all(isinstance(one, str) and one.strip() for one in found)
