"""What services of chat rooms are handed: a room as its host describes it, and a line in the words of who writes."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RoomDetails:
    """A room in the words of a host; it sleeps when both times are given, on the clocks of `zone`."""

    name: str
    purpose: str
    slow_seconds: int = 0
    sleeps_from: time | None = None
    sleeps_to: time | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A line; `key` is made by the page, so that a line which is sent twice is there once."""

    text: str
    key: UUID
