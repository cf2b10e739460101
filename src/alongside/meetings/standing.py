"""How sure it is that a meeting is as it stands here (pure): when it was confirmed, what visitors found."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CONFIRMED_FOR = timedelta(days=90)
# So long whoever confirmed it is not asked the same again when they come back to their link.
JUST = timedelta(days=1)
# So long what visitors found says something about the next date.
LATELY = timedelta(days=30)
# So long after a start somebody can say whether it was there.
REMEMBERED = timedelta(days=7)


def is_stale(confirmed_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether somebody should confirm it anew; for one that nobody here confirms (None) its source stands."""
    return confirmed_at is not None and now - confirmed_at > CONFIRMED_FOR


def is_just_confirmed(confirmed_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether somebody confirmed it so lately that there is nothing to ask."""
    return confirmed_at is not None and now - confirmed_at < JUST


@dataclass(frozen=True, slots=True)
class Found:
    """How many visitors said lately that it was there, and how many that it was not."""

    there: int
    not_there: int

    @property
    def is_doubtful(self) -> bool:
        """Tell whether more of them found nobody there."""
        return self.not_there > self.there
