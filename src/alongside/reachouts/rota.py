"""The listeners' rota (pure): who is on call at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.kernel.weekhours import HOURS_IN_WEEK, hour_of_week


@dataclass(frozen=True, slots=True)
class Turn:
    """One weekly shift: `hours` hours from the hour of the week `start`, on the listener's own clock."""

    listener_id: UUID
    start: int
    hours: int
    zone: ZoneInfo

    def covers(self, now: datetime) -> bool:
        """Tell whether this shift runs at `now`; it may run over the end of the week."""
        return (hour_of_week(now, self.zone) - self.start) % HOURS_IN_WEEK < self.hours


def hours_on_call(turns: Sequence[Turn], moments: Sequence[datetime]) -> frozenset[int]:
    """Return at which of these moments, by their places, anybody is on call."""
    return frozenset(place for place, moment in enumerate(moments) if any(turn.covers(moment) for turn in turns))


def on_call(turns: Sequence[Turn], now: datetime) -> tuple[UUID, ...]:
    """Return the listeners on call at `now`, each once, in a steady order."""
    return tuple(sorted({turn.listener_id for turn in turns if turn.covers(now)}))
