"""What services of check-ins take, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

from alongside.checkins.enums import Within


@dataclass(frozen=True, slots=True)
class Draft:
    """A check-in as somebody builds it: ready kinds, own questions (kind, words), and when it is asked.

    `zone` None moves with the person when they travel.
    """

    name: str
    kinds: tuple[str, ...]
    times: tuple[time, ...]
    own: tuple[tuple[str, str], ...] = ()
    rule: str = "FREQ=DAILY"
    zone: str | None = None
    within: int = Within.THREE_HOURS
    nudges: bool = True


@dataclass(frozen=True, slots=True)
class Sharing:
    """With whom: ids of ties by part, those told when it is missed, and what they are told then."""

    parts: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    watches: tuple[UUID, ...] = ()
    missed: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Answers by part, as one form has them; `key` makes it count once.

    `answered_at` is when they pressed, if that was earlier than now. `seen` is the stamp of whom the page named: if
    others have been chosen since, nothing is shared. With `is_private` nothing is either. `company` hears that they
    took part in its day (`ui.companies`), with `company_reads` in their words.
    """

    key: str
    values: Mapping[str, object]
    answered_at: datetime | None = None
    seen: str | None = None
    is_private: bool = False
    company: UUID | None = None
    company_reads: bool = False
