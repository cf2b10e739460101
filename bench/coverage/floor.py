"""The same sums in NumPy, straightforwardly, over what all circles need and are given as arrays."""

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
    """The facts of many circles: what is needed and given as words, zones as numbers."""

    needed: Array
    given: Array
    zones: Array
    people: Array
    names: Sequence[ZoneInfo]


def arrays_of(circles: Sequence[Circle]) -> Arrays:
    """Write circles down as arrays."""
    names = list({circle.zone: None for circle in circles})
    places = {zone: place for place, zone in enumerate(names)}
    return Arrays(
        needed=_words([circle.needed for circle in circles]),
        given=_words([circle.given for circle in circles]),
        zones=np.array([places[circle.zone] for circle in circles]),
        people=np.array([circle.people for circle in circles]),
        names=names,
    )


def _words(weeks: Sequence[int]) -> Array:
    raw = b"".join(one.to_bytes(WORDS * 8, "little") for one in weeks)
    return np.frombuffer(raw, dtype="<u8").reshape(len(weeks), WORDS)


def sums(arrays: Arrays, zone: ZoneInfo, now: datetime) -> tuple[list[int], list[int], int]:
    """Return the gaps of each hour on the clock of `zone`, the kinds nobody gives, and the circles of few people."""
    lacking = arrays.needed & ~arrays.given
    bits = np.unpackbits(lacking.view(np.uint8), axis=1, bitorder="little")
    gaps: Array = bits[:, : KINDS * HOURS_IN_WEEK].reshape(-1, KINDS, HOURS_IN_WEEK).max(axis=1).astype(bool)
    kinds = bits[:, KINDS * HOURS_IN_WEEK : KINDS * HOURS_IN_WEEK + KINDS].sum(axis=0)
    found = np.zeros(HOURS_IN_WEEK, dtype=int)
    moments = coming_moments(zone, now)
    for place, name in enumerate(arrays.names):
        theirs = gaps[arrays.zones == place].sum(axis=0)
        found += theirs[[hour_of_week(moment, name) for moment in moments]]
    return found.tolist(), kinds.tolist(), int((arrays.people <= FEW).sum())
