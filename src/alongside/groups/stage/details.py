"""What services of events are handed: an event as somebody plans it, and a question."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Planning:
    """An event in the words of who plans it. `day` and `at` are read on the clock of `zone`."""

    title: str
    about: str
    kind: str
    day: date
    at: time
    zone: str
    minutes: int
    call_url: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a moderator does with a question: `into` is the one it is asked together with."""

    act: str
    question: UUID
    into: UUID | None = None
