"""The community's counts as `alongside community` prints them."""

from collections.abc import Iterator

from alongside.circles.community import SMALLEST, Counts
from alongside.circles.coverage import ALWAYS, Mask, hours_in
from alongside.circles.wording import hours_said


def lines_of(counts: Counts) -> Iterator[str]:
    """Say the counts a line each; none tells of fewer than five people."""
    yield f"hours on the clock of {counts.zone.key}, of the week that begins now"
    yield f"members with a circle or a need: {_said(counts.circles)}"
    yield f"most thin: {_hours(counts.thinnest)}; members with a gap then: {_said(counts.most)}"
    yield f"no listener on call: {_hours(counts.unheard)}"
    yield f"a shift would help most: {_hours(counts.to_fill)}"
    yield f"two supporters or fewer: {_said(counts.few_supporters)}"
    for kind, count in counts.without.items():
        yield f"nobody gives {kind} support: {_said(count)}"
    yield f"people who support somebody: {_said(counts.supporters)}"
    yield f"supporters at their capacity or over it: {_said(counts.over_capacity)}"


def _said(count: int | None) -> str:
    if count is None:
        return "too few people to say"
    return f"at least {count}" if count else f"fewer than {SMALLEST}"


def _hours(mask: Mask) -> str:
    return "at every hour" if mask == ALWAYS else hours_said(hours_in(mask)) if mask else "-"
