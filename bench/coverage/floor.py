"""The same sums in NumPy, straightforwardly: a loop over the needs and the helpers of all circles at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from alongside.circles.community import FEW, Circle
from alongside.circles.offers import Support
from alongside.kernel.weekhours import HOURS_IN_WEEK, coming_moments, hour_of_week

Array = np.ndarray[Any, Any]
KINDS = len(Support)
WORDS = 8  # three weeks and the three kinds are 507 bits: eight words of 64


@dataclass(frozen=True, slots=True)
class Arrays:
    """The facts of many circles: needs and helpers as words, zones as numbers."""

    needs: Array
    helpers: Array
    zones: Array
    people: Array
    names: Sequence[ZoneInfo]


def arrays_of(circles: Sequence[Circle]) -> Arrays:
    """Write circles down as arrays; circles with fewer needs or helpers than others are filled up with nothing."""
    names = list({circle.zone: None for circle in circles})
    places = {zone: place for place, zone in enumerate(names)}
    return Arrays(
        needs=_words([circle.needs for circle in circles]),
        helpers=_words([circle.helpers for circle in circles]),
        zones=np.array([places[circle.zone] for circle in circles]),
        people=np.array([circle.people for circle in circles]),
        names=names,
    )


def _words(rows: Sequence[Sequence[int]]) -> Array:
    most = max(map(len, rows))
    raw = b"".join(one.to_bytes(WORDS * 8, "little") for row in rows for one in [*row, *[0] * (most - len(row))])
    return np.frombuffer(raw, dtype="<u8").reshape(len(rows), most, WORDS)


def sums(arrays: Arrays, zone: ZoneInfo, now: datetime) -> tuple[list[int], list[int], int]:
    """Return the gaps of each hour on the clock of `zone`, the kinds nobody gives, and the circles of few people."""
    wanted = np.zeros_like(arrays.needs[:, 0])
    for place in range(arrays.needs.shape[1]):
        wanted |= arrays.needs[:, place]
    offered = np.zeros_like(wanted)
    for place in range(arrays.helpers.shape[1]):
        offered |= arrays.helpers[:, place]
    bits = np.unpackbits((wanted & ~offered).view(np.uint8), axis=1, bitorder="little")
    gaps = bits[:, : KINDS * HOURS_IN_WEEK].reshape(-1, KINDS, HOURS_IN_WEEK).any(axis=1)
    kinds = bits[:, KINDS * HOURS_IN_WEEK : KINDS * HOURS_IN_WEEK + KINDS].sum(axis=0)
    found = np.zeros(HOURS_IN_WEEK, dtype=int)
    moments = coming_moments(zone, now)
    for place, name in enumerate(arrays.names):
        theirs = gaps[arrays.zones == place].sum(axis=0)
        found += theirs[[hour_of_week(moment, name) for moment in moments]]
    return found.tolist(), kinds.tolist(), int((arrays.people <= FEW).sum())
