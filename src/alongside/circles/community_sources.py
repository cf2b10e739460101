"""What of the community lies above circles: what everybody carries, who was asked, and when no listener is on call.

`reachouts` registers them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.circles.coverage import ALWAYS, Mask


def _nothing(_now: datetime) -> Mapping[UUID, int]:
    return {}


def _nowhere(_now: datetime) -> Mapping[tuple[UUID, UUID], int]:
    return {}


def _nobody(_zone: ZoneInfo, _now: datetime) -> Mask:
    return ALWAYS


@dataclass(frozen=True, slots=True)
class Sources:
    """`carried(now)`: what each supporter carries who carries anything, as it counts against their capacity.

    `asked(now)`: in how many reach-outs of the last 7 days an owner asked a supporter, by the ids of the two.
    `unheard(zone, now)`: the hours of the coming week on the clock of `zone` in which no listener is on call.
    """

    carried: Callable[[datetime], Mapping[UUID, int]] = _nothing
    asked: Callable[[datetime], Mapping[tuple[UUID, UUID], int]] = _nowhere
    unheard: Callable[[ZoneInfo, datetime], Mask] = _nobody


_sources = Sources()


def register_sources(sources: Sources) -> Sources:
    """Have the community reckoned with these; return those they replace."""
    global _sources
    before, _sources = _sources, sources
    return before


def sources() -> Sources:
    """Return what is registered; without it nobody carries anything, and nobody listens."""
    return _sources
