"""Look at stylesheets: nothing in them may know left from right, so that pages can be mirrored."""

import re
from collections.abc import Iterator
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLOCK = re.compile(r"[{;]\s*(?P<property>-{0,2}[a-z-]+)\s*:\s*(?P<value>[^;{}]*)(?=[;}])")
# Properties that name a side, and four-sided short forms of which the sides may differ.
SIDED = re.compile(r"^(?:left|right|[a-z].*-(?:left|right)(?:-(?:width|style|color|radius))?)$")
FOUR = frozenset({"border-width", "border-style", "border-color", "inset", "margin", "padding"})
FLIPPING = frozenset(
    {"caption-side", "clear", "float", "text-align", "justify-content", "justify-items", "justify-self"}
)
FLIPPING |= {"scroll-snap-align", "text-align-last"}


def sides_in_style(path: Path, root: Path) -> list[str]:
    """Return a sentence for each declaration of a stylesheet that names left or right instead of start or end."""
    css = COMMENT.sub("", path.read_text())
    return [f"{path.relative_to(root)}: {fault}" for fault in _faults(css)]


def _faults(css: str) -> Iterator[str]:
    for found in BLOCK.finditer(css):
        name, value = found["property"], found["value"].strip()
        said = f"`{name}: {value}`"
        if SIDED.match(name):
            yield f"{said} names a side: use the logical property (start, end)"
        elif name in FLIPPING and re.search(r"\b(?:left|right)\b", value):
            yield f"{said} names a side: use start or end"
        elif re.search(r"\bto (?:left|right)\b", value):
            yield f"{said} points to a side, which nothing mirrors"
        elif name in FOUR and _sides_differ(value):
            yield f"{said} differs left and right: use {name}-inline or its like"
        elif name == "border-radius" and not _is_symmetric(value):
            yield f"{said} differs left and right: use border-start-start-radius and its like"


def _sides_differ(value: str) -> bool:
    sides = _split(value)
    return len(sides) == 4 and sides[1] != sides[3]


def _is_symmetric(value: str) -> bool:
    """Tell whether corners are alike left and right; they go from the first on clockwise (CSS Backgrounds 3, 4.1)."""
    corners = _split(value.partition("/")[0])
    one, two = (corners * 2)[:2]
    three, four = (*corners[2:], *(one, two)[len(corners[2:]) :]) if len(corners) > 2 else (one, two)
    return one == two and three == four


def _split(value: str) -> list[str]:
    """Split a value at its spaces, but for those in brackets."""
    sides: list[str] = []
    depth = 0
    for word in value.removesuffix("!important").split():
        if depth:
            sides[-1] += word
        else:
            sides.append(word)
        depth += word.count("(") - word.count(")")
    return sides
