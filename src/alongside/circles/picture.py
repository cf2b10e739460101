"""Where everybody of a circle stands in its picture: three rings around one person (pure).

All lengths are whole units of the drawing, which is 360 wide; a phone of 320 CSS px shows it from edge to edge, so that
14 units are 12.4 CSS px there. Angles are degrees, clockwise, 0 at the top. The same circle always gives the same
picture, and whoever is added takes the next free seat: nobody else moves, as long as no ring outgrows six seats; then
everybody keeps their direction and comes a little nearer or further. Names under chips are as long as there is room
for.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alongside.circles.labels import LABEL_SIZE, SHORT, shortened, width, wordings

WIDTH = 360
HEIGHT = 376
CENTRE = (180, 181)
RINGS = (1, 2, 3)
# How far a label's second line stands under its first.
LINE = LABEL_SIZE

# The order in which seats are taken: three make a triangle, six a hexagon. Each ring begins in another direction, or
# the first of each would stand in line; the middle ring is turned by half a seat, which leaves room for labels.
_SEATS = (0, 120, 240, 180, 300, 60)
_BEGINS = {1: 0, 2: 210, 3: 60}
_ANYWHERE = (2, 3, 1)


@dataclass(frozen=True, slots=True)
class Density:
    """How large things are drawn: radii of the seats of ring 1 to 3, of "You", of a chip, and of all that is around it.

    Within `reach` of a chip's middle lies everything drawn of it, its marks of `mark` across too, but for its label,
    whose baseline is `label` under it; 0 for no labels.
    """

    seats: int
    radii: tuple[int, int, int]
    you: int
    chip: int
    reach: int
    mark: int
    label: int

    @property
    def discs(self) -> tuple[int, int, int]:
        """Return the radius up to which each ring reaches, the furthest first, as they are painted."""
        near, middle, far = self.radii
        return (CENTRE[0] - 2, (middle + far) // 2, (near + middle) // 2)

    @property
    def letters(self) -> int:
        """Return how far under the middle of a chip the baseline of its letters is: marks take the room above."""
        return 7

    def corner(self, direction: int) -> tuple[int, int]:
        """Return where the box of a mark in this direction begins, relative to the middle of its chip."""
        angle, far = math.radians(direction), self.reach - self.mark / 2
        return (round(far * math.sin(angle) - self.mark / 2), round(-far * math.cos(angle) - self.mark / 2))

    @property
    def sign(self) -> tuple[int, int]:
        """Return where the sign of a breather or of "not now" begins, as large as a mark."""
        return self.corner(135)

    @property
    def square(self) -> tuple[int, int]:
        """Return where the square of a place begins, relative to its middle, and how long its sides are."""
        half = self.chip - 2
        return (-half, 2 * half)


ROOMY = Density(seats=6, radii=(68, 116, 156), you=24, chip=20, reach=24, mark=13, label=35)
SNUG = Density(seats=12, radii=(74, 116, 158), you=32, chip=15, reach=19, mark=10, label=0)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be seated in a ring (1 to 3): `key` is given back, the label is made of `name`."""

    key: str
    ring: int
    name: str


@dataclass(frozen=True, slots=True)
class Opening:
    """An open place in a ring (1 to 3) or, with None, where there is room; the label is made of what is missing."""

    key: str
    ring: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat that is taken by a guest or an opening: its middle, and its label, '' where labels have no room.

    Where there is room for it, `second` is a second line of the label.
    """

    key: str
    ring: int
    x: int
    y: int
    label: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """The last seat of a ring that holds more people than seats: it stands for `count` of them."""

    ring: int
    x: int
    y: int
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A circle laid out. Guests keep their order; openings that found no seat are left out."""

    density: Density
    guests: tuple[Spot, ...]
    openings: tuple[Spot, ...]
    more: tuple[More, ...]


def laid_out(guests: Sequence[Guest], openings: Sequence[Opening] = ()) -> Picture:
    """Seat guests, in the order in which they came to the circle, then openings where there is room."""
    density = _density(guests, openings)
    seated: list[Spot] = []
    more: list[More] = []
    taken = dict.fromkeys(RINGS, 0)
    for guest in guests:
        if taken[guest.ring] < _seats_for_guests(guests, guest.ring, density):
            seated.append(_spot(guest.key, guest.ring, taken[guest.ring], guest.name, density))
            taken[guest.ring] += 1
    for ring in RINGS:
        if left := _count(guests, ring) - taken[ring]:
            more.append(More(ring, *_middle(ring, taken[ring], density), left))
            taken[ring] += 1
    opened = _opened(openings, taken, density)
    if density.label:
        names = {guest.key: guest.name for guest in guests}
        seated = _labelled(seated, names, [*opened, *more], density)
    return Picture(density, tuple(seated), tuple(opened), tuple(more))


def _density(guests: Sequence[Guest], openings: Sequence[Opening]) -> Density:
    wanted = {ring: _count(guests, ring) + sum(one.ring == ring for one in openings) for ring in RINGS}
    is_roomy = max(wanted.values()) <= ROOMY.seats and len(guests) + len(openings) <= ROOMY.seats * len(RINGS)
    return ROOMY if is_roomy else SNUG


def _count(guests: Sequence[Guest], ring: int) -> int:
    return sum(guest.ring == ring for guest in guests)


def _seats_for_guests(guests: Sequence[Guest], ring: int, density: Density) -> int:
    return density.seats if _count(guests, ring) <= density.seats else density.seats - 1


def _opened(openings: Sequence[Opening], taken: dict[int, int], density: Density) -> list[Spot]:
    spots = []
    for one in openings:
        wanted = _ANYWHERE if one.ring is None else (one.ring,)
        ring = next((ring for ring in wanted if taken[ring] < density.seats), None)
        if ring is not None:
            spots.append(_spot(one.key, ring, taken[ring], one.words, density))
            taken[ring] += 1
    return spots


def _spot(key: str, ring: int, seat: int, words: str, density: Density) -> Spot:
    label = shortened(words, SHORT) if density.label else ""
    return Spot(key, ring, *_middle(ring, seat, density), label)


def _middle(ring: int, seat: int, density: Density) -> tuple[int, int]:
    """Return the middle of a seat: the second six stand between the first."""
    later, place = divmod(seat, len(_SEATS))
    angle = math.radians(_BEGINS[ring] + _SEATS[place] + 30 * later)
    radius = density.radii[ring - 1]
    return (round(CENTRE[0] + radius * math.sin(angle)), round(CENTRE[1] - radius * math.cos(angle)))


def _labelled(
    seated: Sequence[Spot], names: dict[str, str], others: Sequence[Spot | More], density: Density
) -> list[Spot]:
    """Return spots with labels as telling as there is room for; who was named first chooses first."""
    chosen = list(seated)
    for place, spot in enumerate(seated):
        around = [one for one in (*chosen, *others) if one is not spot]
        written = (replace(spot, label=lines[0], second="".join(lines[1:])) for lines in wordings(names[spot.key]))
        chosen[place] = next((one for one in written if _is_free(one, around, density)), spot)
    return chosen


def _is_free(spot: Spot, around: Sequence[Spot | More], density: Density) -> bool:
    """Tell whether a spot's label lies on nothing else, and in the picture."""
    box = left, _top, right, bottom = label_box(spot, density)
    return (
        left >= 0
        and right <= WIDTH
        and bottom <= HEIGHT
        and _distance(CENTRE, box) >= density.you
        and all(_distance((one.x, one.y), box) >= density.reach for one in around)
        and not any(_overlap(box, label_box(one, density)) for one in around if isinstance(one, Spot))
    )


Box = tuple[float, float, float, float]


def _distance(point: tuple[int, int], box: Box) -> float:
    return math.hypot(max(box[0] - point[0], 0, point[0] - box[2]), max(box[1] - point[1], 0, point[1] - box[3]))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def label_box(spot: Spot, density: Density) -> Box:
    """Return left, top, right and bottom of a spot's label; without a label nothing is between them."""
    half = max(width(spot.label), width(spot.second)) / 2
    baseline = spot.y + density.label
    lines = 2 if spot.second else 1
    return (spot.x - half, baseline - LABEL_SIZE + 3, spot.x + half, baseline + (lines - 1) * LINE + 3)
