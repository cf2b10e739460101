"""A map of a circle as numbers and words, for the drawing that can be moved about (plain JSON values)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext

from alongside.circles.drawing import Chip
from alongside.circles.labels import shortened
from alongside.circles.map_view import CircleMap
from alongside.circles.picture import CENTRE, HEIGHT, WIDTH
from alongside.circles.wording import LOOKS

LABEL = 104
"""How wide a name may be under its chip, in units of the picture; who is pointed at is named in full."""
LINES: dict[str, tuple[int, ...]] = {
    "accepted": (),
    "invited": (9, 5),
    "named": (1, 5),
    "declined": (9, 4, 1, 4),
    "place": (3, 3),
}
"""How a line tells how far somebody has come, by the look of their chip: dashes and gaps, none for a whole line."""
KNOWS = (6, 3)
"""The dashes of a line between two who know each other; it is bent, too."""

Json = dict[str, object]


def graph_of(view: CircleMap) -> Json:
    """Return a map: where everybody stands, how far each has come, who stands back, and who knows whom."""
    drawn = {chip.tie.id for chip in view.drawing.drawn}
    return {
        "size": [WIDTH, HEIGHT],
        "centre": list(CENTRE),
        "rings": list(view.drawing.layout.density.discs),
        "chip": view.drawing.layout.density.chip,
        "lines": {look: list(dashes) for look, dashes in LINES.items()},
        "known": list(KNOWS),
        "you": pgettext("the middle of the picture of one's circle", "You"),
        "nodes": [node for chip in view.drawing.drawn if (node := _node(chip))],
        "knows": [[str(one), str(other)] for one, other in view.pairs if {one, other} <= drawn],
    }


def _node(chip: Chip) -> Json | None:
    if chip.seat is None:
        return None
    return {
        "id": str(chip.tie.id),
        "name": chip.tie.name,
        "short": shortened(chip.tie.name, LABEL),
        "x": chip.seat.x,
        "y": chip.seat.y,
        "look": look_of(chip),
        "faint": "faint" in chip.look.split(),
        "address": reverse("circle-tie", args=[chip.tie.id]),
    }


def look_of(chip: Chip) -> str:
    """Return the one look of a chip by which its line is drawn."""
    return chip.look.split()[0]


@dataclass(frozen=True, slots=True)
class LineKey:
    """One line of the moving map's legend: the look of those it leads to, its dashes as SVG writes them, its words."""

    look: str
    dashes: str
    words: str | Promise

    @property
    def is_place(self) -> bool:
        """Tell whether it leads to a place."""
        return self.look == "place"


def line_keys(view: CircleMap) -> list[LineKey]:
    """Return what the lines from "You" in the moving map mean, of those that are in it."""
    shown = {look_of(chip) for chip in view.drawing.drawn}
    return [LineKey(look, _dashes(dashes), LOOKS[look]) for look, dashes in LINES.items() if look in shown]


def known_dashes(view: CircleMap) -> str:
    """Return the dashes of a line between two who know each other, as SVG writes them; '' when there is none."""
    drawn = {chip.tie.id for chip in view.drawing.drawn}
    return _dashes(KNOWS) if any({one, other} <= drawn for one, other in view.pairs) else ""


def _dashes(dashes: tuple[int, ...]) -> str:
    return " ".join(map(str, dashes)) or "none"
