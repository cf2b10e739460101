"""Formats of meetings: how one goes from opening to closing (pure). One JSON file each in `data/agendas`.

    {"order": 1,                       lower comes first
     "name": "...", "purpose": "...",  what it is called, and in one sentence whom it is good for
     "share_minutes": 4,               how long one person speaks, about
     "segments": [{
        "key": "opening",              what no other segment of this format has, and which never changes
        "kind": "opening",             one of `Kind`
        "title": "...",                what is done, in a few words
        "minutes": 3,                  how long, about
        "role": "chair",               who leads it: one of `Role`, or "everyone"
        "guidance": ["...", ...],      what to do and say, in a few sentences of our own
        "own_reading": true}]}         optional: the group may put a text of its own in here

Texts are English and our own; `agenda_texts` lists them for gettext (`python -m scripts.agendas` writes it). No text of
a fellowship is in here: where one is read, the group puts it in itself.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("data") / "agendas"
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
MOST_SEGMENTS = 20
MOST_MINUTES = 120
EVERYONE = "everyone"


class Kind(StrEnum):
    """What a segment is."""

    OPENING = "opening"
    WELCOME = "welcome"
    READING = "reading"
    SILENCE = "silence"
    TOPIC = "topic"
    EXERCISE = "exercise"
    SHARING = "sharing"
    BUSINESS = "business"
    CLOSING = "closing"


class Role(StrEnum):
    """Who serves a meeting; a meeting may have roles of its own beside these."""

    CHAIR = "chair"
    GREETER = "greeter"
    TIMEKEEPER = "timekeeper"
    READER = "reader"
    TECH = "tech"
    NEWCOMERS = "newcomers"


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a meeting, its texts in English; `role` is a `Role` or `EVERYONE`."""

    key: str
    kind: Kind
    title: str
    minutes: int
    role: str
    guidance: tuple[str, ...]
    own_reading: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all that it says."""
        return (self.title, *self.guidance)


@dataclass(frozen=True, slots=True)
class MeetingFormat:
    """How a meeting goes, its texts in English."""

    code: str
    order: int
    name: str
    purpose: str
    share_minutes: int
    segments: tuple[Segment, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all that it says."""
        return (self.name, self.purpose, *(text for one in self.segments for text in one.texts))

    @property
    def minutes(self) -> int:
        """Return how long all of it takes."""
        return sum(one.minutes for one in self.segments)

    def segment(self, key: str) -> Segment | None:
        """Return the segment of that key, None when there is none (any more)."""
        return next((one for one in self.segments if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that a group put into a segment itself."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One segment of one meeting: as the format has it, with the minutes and the reading of this meeting."""

    segment: Segment
    minutes: int
    is_left_out: bool = False
    reading: Reading | None = None


def agenda(of: MeetingFormat, changes: Mapping[str, int], readings: Mapping[str, Reading]) -> tuple[Item, ...]:
    """Return the segments as one meeting has them: `changes` are minutes by key, 0 for one that is left out."""
    return tuple(
        Item(one, changes.get(one.key) or one.minutes, changes.get(one.key) == 0, readings.get(one.key))
        for one in of.segments
    )


def held(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return what is not left out."""
    return tuple(one for one in items if not one.is_left_out)


def minutes_of(items: Sequence[Item]) -> int:
    """Return how long a meeting takes."""
    return sum(one.minutes for one in held(items))


@cache
def meeting_formats() -> dict[str, MeetingFormat]:
    """Return every format by its code, in order."""
    return read_formats(FOLDER)


def read_formats(folder: Path) -> dict[str, MeetingFormat]:
    """Return the formats in a folder; ValueError, naming the file, for one that is not as described above."""
    found = [_read(path) for path in sorted(folder.glob("*.json"))]
    return {one.code: one for one in sorted(found, key=lambda one: (one.order, one.code))}


def _read(path: Path) -> MeetingFormat:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as fault:
        raise ValueError(f"{path.name}: this is no JSON: {fault}") from fault
    faults = list(_faults(path.stem, read))
    if faults:
        raise ValueError(f"{path.name}: {'; '.join(faults)}")
    return MeetingFormat(**{**read, "code": path.stem, "segments": tuple(map(_segment, read["segments"]))})


def _segment(read: dict[str, Any]) -> Segment:
    return Segment(**{**read, "kind": Kind(read["kind"]), "guidance": tuple(read["guidance"])})


def _faults(code: str, read: Any) -> Iterator[str]:
    if not KEY.fullmatch(code):
        yield "the name of the file is its address: small letters, digits and -"
    if not isinstance(read, dict) or read.keys() != {"order", "name", "purpose", "share_minutes", "segments"}:
        yield "a file has order, name, purpose, share_minutes and segments"
        return
    if type(read["order"]) is not int:
        yield "order is a whole number"
    if not _are_texts([read["name"], read["purpose"]]):
        yield "name and purpose are texts"
    if not _is_minutes(read["share_minutes"]):
        yield f"share_minutes is a number from 1 to {MOST_MINUTES}"
    segments = read["segments"]
    if not isinstance(segments, list) or not 1 <= len(segments) <= MOST_SEGMENTS:
        yield f"segments is a list of up to {MOST_SEGMENTS}"
        return
    for one in segments:
        yield from _faults_of(one)
    keys = [str(one.get("key")) for one in segments if isinstance(one, dict)]
    if len(set(keys)) < len(keys):
        yield "no two segments have the same key"


def _faults_of(read: Any) -> Iterator[str]:
    if not isinstance(read, dict) or not isinstance(read.get("key"), str) or not KEY.fullmatch(read["key"]):
        yield "every segment has a key: small letters, digits and -"
        return
    key = read["key"]
    if read.keys() - {"own_reading"} != {"key", "kind", "title", "minutes", "role", "guidance"}:
        yield f"{key}: a segment has key, kind, title, minutes, role and guidance"
        return
    if read["kind"] not in tuple(Kind):
        yield f"{key}: kind is one of {', '.join(Kind)}"
    if read["role"] not in (*Role, EVERYONE):
        yield f"{key}: role is one of {', '.join((*Role, EVERYONE))}"
    if not _is_minutes(read["minutes"]):
        yield f"{key}: minutes is a number from 1 to {MOST_MINUTES}"
    guidance = read["guidance"]
    if not _are_texts([read["title"], *(guidance if isinstance(guidance, list) and guidance else [None])]):
        yield f"{key}: title is a text, guidance a list of sentences"
    if type(read.get("own_reading", False)) is not bool:
        yield f"{key}: own_reading is true or false"


def _is_minutes(found: Any) -> bool:
    return type(found) is int and 1 <= found <= MOST_MINUTES


def _are_texts(found: Sequence[Any]) -> bool:
    return all(isinstance(one, str) and one.strip() for one in found)
