"""What services are handed: a report as somebody writes it, and a decision as a moderator takes it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Telling:
    """Why somebody asks for a look; `chosen` are the pieces they show. `not_there`: nobody of that group sees it."""

    reason: str
    words: str = ""
    chosen: frozenset[UUID] = frozenset()
    not_there: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a moderator decides: `reason` is what the person it is about reads, `days` how long a pause lasts.

    `things` are those that it is done to of a case that shows several, all of them unless said. A removal that `pauses`
    has them write nothing until a second person has decided. What `hides`, hides all that they wrote there lately.
    `anyway`: also before somebody in danger was written to. `begins` names ready sentences (`reasons.READY`), which
    the person reads before `reason`, in their own language.
    """

    act: str
    reason: str
    reach: str = ""
    days: int = 0
    things: frozenset[UUID] | None = None
    pauses: bool = False
    anyway: bool = False
    hides: bool = False
    begins: tuple[str, ...] = ()
