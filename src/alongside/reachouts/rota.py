"""The listeners' rota (pure): who is on call at a moment, and in which hours of the coming week nobody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.circles.coverage import Mask, mask_of
from alongside.kernel.weekhours import HOURS_IN_WEEK, coming_moments, hour_of_week


@dataclass(frozen=True, slots=True)
class Turn:
    """One weekly shift: `hours` hours from the hour of the week `start`, on the listener's own clock.

    It does not run while the listener takes a breather, until `rests_until`.
    """

    listener_id: UUID
    start: int
    hours: int
    zone: ZoneInfo
    rests_until: datetime | None = None

    def covers(self, now: datetime) -> bool:
        """Tell whether this shift runs at `now`; it may run over the end of the week."""
        if self.rests_until is not None and now < self.rests_until:
            return False
        return (hour_of_week(now, self.zone) - self.start) % HOURS_IN_WEEK < self.hours


def hours_on_call(turns: Sequence[Turn], moments: Sequence[datetime]) -> frozenset[int]:
    """Return at which of these moments, by their places, anybody is on call."""
    return frozenset(place for place, moment in enumerate(moments) if any(turn.covers(moment) for turn in turns))


def on_call(turns: Sequence[Turn], now: datetime) -> tuple[UUID, ...]:
    """Return the listeners on call at `now`, each once, in a steady order."""
    return tuple(sorted({turn.listener_id for turn in turns if turn.covers(now)}))


def unheard_hours(turns: Sequence[Turn], zone: ZoneInfo, now: datetime) -> Mask:
    """Return the hours of the week that begins now, on the clock of `zone`, at whose beginning nobody is on call."""
    moments = enumerate(coming_moments(zone, now))
    return mask_of(hour for hour, moment in moments if not any(turn.covers(moment) for turn in turns))
