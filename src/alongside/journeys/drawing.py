"""Where the pictures of a journey draw what (pure): the path of milestones, the line of stretches, the chip.

Each picture says nothing that the words beside it do not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, pi, sin

from alongside.journeys.counting import Span, Stretch
from alongside.journeys.standing import Standing

WIDTH, HEIGHT = 320, 96
EDGE = 18
# As many stones as a phone shows apart from each other.
MOST_BEHIND, MOST_AHEAD = 5, 3
BAR_WIDTH = 320
NARROWEST = 3
CHIP_NOTCHES = 24


@dataclass(frozen=True, slots=True)
class Stone:
    """One milestone on the path: `look` is reached, next or ahead."""

    x: int
    y: int
    look: str


@dataclass(frozen=True, slots=True)
class Path:
    """The path: stones, and the lines behind and before where one stands."""

    stones: tuple[Stone, ...]
    walked: str
    to_come: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch on the line of days."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """The line of days: a bar for each stretch, and where setbacks are."""

    bars: tuple[Bar, ...]
    setbacks: tuple[int, ...]


def path_of(standing: Standing) -> Path:
    """Return the path: the last milestones reached, and those that come next."""
    behind = len(standing.reached[-MOST_BEHIND:])
    looks = ["reached"] * behind + ["next", "ahead", "ahead"][: len(standing.ahead[:MOST_AHEAD])]
    stones = tuple(_stone(number, len(looks), look) for number, look in enumerate(looks))
    return Path(stones, _curve(stones[:behind]), _curve(stones[max(0, behind - 1) :]))


def _stone(number: int, of: int, look: str) -> Stone:
    x = EDGE + (WIDTH - 2 * EDGE) * (number + 0.5) / of
    return Stone(round(x), round(HEIGHT / 2 + (HEIGHT / 4) * (-1) ** number), look)


def _curve(stones: Sequence[Stone]) -> str:
    """Return a line that winds from stone to stone."""
    if len(stones) < 2:
        return ""
    pieces = [f"M{stones[0].x} {stones[0].y}"]
    for one, other in pairwise(stones):
        middle = (one.x + other.x) // 2
        pieces.append(f"C{middle} {one.y} {middle} {other.y} {other.x} {other.y}")
    return "".join(pieces)


def line_of(started: date, stretches: Sequence[Stretch], setbacks: Sequence[Span], today: date) -> Line:
    """Return all days from the first one to today, drawn to scale; what is too short to see is drawn a little wider."""
    whole = max(1, (today - started).days)

    def at(day: date) -> int:
        return round(BAR_WIDTH * min(max((day - started).days, 0), whole) / whole)

    bars = tuple(Bar(at(one.first), max(NARROWEST, at(one.after) - at(one.first))) for one in stretches)
    within = [span for span in setbacks if span.last >= started and span.first <= today]
    return Line(bars, tuple(min(max(at(span.first), 6), BAR_WIDTH - 6) for span in within))


def chip_edge(radius: int = 92, notch: int = 5, middle: int = 100) -> str:
    """Return the notched edge of a chip as the points of a polygon."""
    corners = CHIP_NOTCHES * 2
    found = []
    for number in range(corners):
        reach = radius if number % 2 == 0 else radius - notch
        angle = 2 * pi * number / corners
        found.append(f"{middle + reach * cos(angle):.1f},{middle + reach * sin(angle):.1f}")
    return " ".join(found)


def letters_for(words: str) -> int:
    """Return how large the words on a chip can be written."""
    return max(14, min(34, 260 // max(1, len(words))))
