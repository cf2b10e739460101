"""The practices: one JSON file each in `data/practices`, its name the practice's address (pure).

    {"order": 1,                       lower comes first
     "title": "...", "why": "...",     what it is called, and in one sentence what it is good for
     "steps": ["...", ...],            what to do, a whole sentence or two each
     "pace": "4-6",                    optional: a circle breathes along, so many seconds in and out (one of PACES)
     "leads_to": "urges"}              optional: the worksheet that comes after it

Texts are English; `texts` lists them for gettext (`python -m scripts.practices` writes it). What is not listed there is
shown as it was written, so a community can add a file in its own language and nothing else.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("data") / "practices"
KEY = re.compile(r"[a-z][a-z0-9-]*")
# Each has a rule in `breath.css`: styles are never inline.
PACES = ("4-6",)


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice, its texts in English."""

    key: str
    order: int
    title: str
    why: str
    steps: tuple[str, ...]
    pace: str | None
    leads_to: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all that it says."""
        return (self.title, self.why, *self.steps)


@cache
def practices() -> dict[str, Practice]:
    """Return every practice by its key, in order."""
    return read_practices(FOLDER)


def read_practices(folder: Path) -> dict[str, Practice]:
    """Return the practices in a folder; ValueError, naming the file, for one that is not as described above."""
    found = [_read(path) for path in sorted(folder.glob("*.json"))]
    return {one.key: one for one in sorted(found, key=lambda one: (one.order, one.key))}


def _read(path: Path) -> Practice:
    read = read_object(path)
    faults = list(_faults(path.stem, read))
    if faults:
        raise ValueError(f"{path.name}: {'; '.join(faults)}")
    steps, pace = tuple(read["steps"]), read.get("pace")
    return Practice(path.stem, read["order"], read["title"], read["why"], steps, pace, read.get("leads_to", ""))


def read_object(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file; ValueError, naming the file, for anything else."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as fault:
        raise ValueError(f"{path.name}: this is no JSON: {fault}") from fault
    if not isinstance(read, dict):
        raise ValueError(f"{path.name}: a file holds one object.")  # noqa: TRY004 - one kind of error for a file
    return read


def _faults(key: str, read: dict[str, Any]) -> Iterator[str]:
    if not KEY.fullmatch(key):
        yield "the name of the file is its address: small letters, digits and -"
    if unknown := read.keys() - {"order", "title", "why", "steps", "pace", "leads_to"}:
        yield f"nobody knows {sorted(unknown)}"
    if type(read.get("order")) is not int:
        yield "order is a whole number"
    steps = read.get("steps")
    texts = [read.get("title"), read.get("why"), *(steps if isinstance(steps, list) and steps else [None])]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        yield "title, why and every step are texts"
    if "pace" in read and read["pace"] not in PACES:
        yield f"pace is one of {', '.join(PACES)}"
    if "leads_to" in read and not (isinstance(read["leads_to"], str) and KEY.fullmatch(read["leads_to"])):
        yield "leads_to is the name of a worksheet"
