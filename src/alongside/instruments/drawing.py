"""Numbers over time as a line through points (pure).

Lengths are units of the drawing, which is `WIDTH` by `HEIGHT`; all keeps `EDGE` from its edges. Days are laid out by
the calendar, and the height is the whole range of the scale: a small change looks small.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH = 320
HEIGHT = 96
EDGE = 6
FRAME = f"0 0 {WIDTH} {HEIGHT}"
# Where the smallest and the greatest number lie.
EDGES = f"M{EDGE} {EDGE}H{WIDTH - EDGE}M{EDGE} {HEIGHT - EDGE}H{WIDTH - EDGE}"

Point = tuple[datetime, float]


@dataclass(frozen=True, slots=True)
class Line:
    """The line as SVG writes a path, and its points."""

    path: str
    points: tuple[tuple[int, int], ...]


def line_of(points: Sequence[Point], *, least: float, most: float) -> Line | None:
    """Draw numbers in the order of their moments; None with fewer than two, or where no time lies between."""
    if len(points) < 2 or points[0][0] >= points[-1][0]:
        return None
    first, whole = points[0][0], points[-1][0] - points[0][0]
    drawn = tuple(
        (EDGE + round((at - first) / whole * (WIDTH - 2 * EDGE)), _up((number - least) / (most - least)))
        for at, number in points
    )
    return Line("M" + "L".join(f"{x} {y}" for x, y in drawn), drawn)


def _up(share: float) -> int:
    return HEIGHT - EDGE - round(share * (HEIGHT - 2 * EDGE))
