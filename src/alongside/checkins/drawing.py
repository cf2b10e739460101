"""Where the picture of one part over time draws what (pure): a dot for each answer, a line between neighbours.

A day or week without an answer is a gap: nothing is drawn through it. The whole of what may be answered is the height,
so that a small change does not look like a large one.
"""

from itertools import pairwise

from alongside.checkins.series import Point, Row

WIDTH, HEIGHT, EDGE = 320, 80, 6
FRAME = f"0 0 {WIDTH} {HEIGHT}"


def line_of(row: Row) -> str:
    """Return the line as SVG writes a path; "" where no two neighbours were answered."""
    neighbours = [(one, other) for one, other in pairwise(row.points) if other.place == one.place + 1]
    return "".join(f"M{_at(row, one)}L{_at(row, other)}" for one, other in neighbours)


def dots_of(row: Row) -> str:
    """Return a dot for each point: a line of no length, whose round ends are seen."""
    return "".join(f"M{_at(row, point)}h0" for point in row.points)


def _at(row: Row, point: Point) -> str:
    low, high = row.ends
    across = EDGE + point.place / max(1, row.places - 1) * (WIDTH - 2 * EDGE)
    up = HEIGHT - EDGE - (point.value - low) / max(1, high - low) * (HEIGHT - 2 * EDGE)
    return f"{across:.1f} {up:.1f}"
