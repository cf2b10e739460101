"""A number over time as a line of steps: it stays what it is until the day on which it changes (pure).

Lengths are units of the drawing, which is `WIDTH` by `HEIGHT`; the line keeps `EDGE` from its edges, so that a thick
line is drawn whole. Days are laid out by the calendar: a quiet month is as wide as a busy one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 320
HEIGHT = 72
EDGE = 6


@dataclass(frozen=True, slots=True)
class StepLine:
    """The line as SVG writes a path, where it ends, and the greatest number it reaches."""

    path: str
    end: tuple[int, int]
    highest: int


def changes_of(points: Sequence[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    """Return the first point, and each whose number is another than the one before."""
    return tuple(point for before, point in zip((None, *points), points, strict=False) if _is_news(before, point))


def _is_news(before: tuple[date, int] | None, point: tuple[date, int]) -> bool:
    return before is None or before[1] != point[1]


def step_line(points: Sequence[tuple[date, int]], until: date) -> StepLine | None:
    """Draw numbers, in the order of their days, up to the day `until`; None where no time has gone by yet."""
    if not points or points[0][0] >= until:
        return None
    highest = max(number for _, number in points)
    steps = [(_across(day, points[0][0], until), _up(number, highest)) for day, number in points]
    path = f"M{steps[0][0]} {steps[0][1]}" + "".join(f"H{x}V{y}" for x, y in steps[1:]) + f"H{WIDTH - EDGE}"
    return StepLine(path, (WIDTH - EDGE, steps[-1][1]), highest)


def _across(day: date, first: date, until: date) -> int:
    return EDGE + round((day - first).days / (until - first).days * (WIDTH - 2 * EDGE))


def _up(number: int, highest: int) -> int:
    return HEIGHT - EDGE - round(number / max(highest, 1) * (HEIGHT - 2 * EDGE))
