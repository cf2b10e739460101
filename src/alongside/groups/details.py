"""What services are handed: a group as somebody describes it, and somebody as they come in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """A group in the words of its host. `kind` and `openness` are values of their enums, `languages` are codes."""

    name: str
    purpose: str
    agreements: str
    kind: str
    openness: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody who comes in: what they want to be called, and which wording of the agreements they have read."""

    alias: str
    read: datetime
