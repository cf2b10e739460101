"""A map of a circle as numbers and words, for the drawing that can be moved about (plain JSON values)."""

from django.urls import reverse
from django.utils.translation import pgettext

from alongside.circles.drawing import Chip
from alongside.circles.labels import shortened
from alongside.circles.map_view import CircleMap
from alongside.circles.picture import CENTRE, HEIGHT, WIDTH

LABEL = 96
"""How wide a name may be under its chip, in units of the picture; who is pointed at is named in full."""

Json = dict[str, object]


def graph_of(view: CircleMap) -> Json:
    """Return a map: where everybody stands, how far each has come, who stands back, and who knows whom."""
    drawn = {chip.tie.id for chip in view.drawing.drawn}
    return {
        "size": [WIDTH, HEIGHT],
        "centre": list(CENTRE),
        "rings": list(view.drawing.layout.density.discs),
        "chip": view.drawing.layout.density.chip,
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
        "place": chip.is_place,
        "state": chip.tie.state.value,
        "faint": "faint" in chip.look.split(),
        "address": reverse("circle-tie", args=[chip.tie.id]),
    }
