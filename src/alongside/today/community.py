"""The community's counts as the organiser's page shows them: in sentences, and as the hours of a week."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.zones import zone_name
from alongside.circles.community import Counts
from alongside.circles.coverage import ALWAYS, Mask, hours_in
from alongside.circles.enums import Support
from alongside.circles.wording import hours_said
from alongside.ui import week_grid

DEPTHS = 4
"""How many shades of thin there are."""

NOBODY_GIVES: dict[Support, Promise] = {
    Support.EMOTIONAL: _("Nobody to talk to at any hour"),
    Support.ACCOUNTABILITY: _("Nobody at any hour who helps them keep to what they decided"),
    Support.PRACTICAL: _("Nobody at any hour who gives practical help"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour: at least how many have a gap then, 0 for fewer than five; how deep its shade is, 0 for none.

    `heard`: a listener is on call.
    """

    count: int
    depth: int
    heard: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The same hour on seven days."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of people with what it counts: at least so many, 0 for fewer than five, None when not to be told."""

    words: str | Promise
    count: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The page: what is told of all, the thinnest hours and those without a listener in words, and the week as rows.

    `rows` is empty when there are too few people to tell any part of them.
    """

    circles: int
    supporters: int
    most: int | None
    figures: tuple[Figure, ...]
    over_capacity: int | None
    thinnest: str
    unheard: str
    to_fill: str
    always_heard: bool
    never_heard: bool
    days: list[week_grid.Day]
    rows: tuple[Row, ...]
    zone_name: str


def shown_community(counts: Counts) -> Shown:
    """Return the counts as the page shows them."""
    kinds = (Figure(NOBODY_GIVES[Support(kind)], count) for kind, count in counts.without.items())
    return Shown(
        circles=counts.circles,
        supporters=counts.supporters,
        most=counts.most,
        figures=(Figure(_("Two supporters or fewer"), counts.few_supporters), *kinds),
        over_capacity=counts.over_capacity,
        thinnest=_words(counts.thinnest),
        unheard=_words(counts.unheard),
        to_fill=_words(counts.to_fill),
        always_heard=not counts.unheard,
        never_heard=counts.unheard == ALWAYS,
        days=week_grid.days(),
        rows=_rows(counts) if None not in counts.gaps else (),
        zone_name=zone_name(counts.zone.key),
    )


def _words(mask: Mask) -> str:
    return hours_said(hours_in(mask)) if mask else ""


def _rows(counts: Counts) -> tuple[Row, ...]:
    return tuple(
        Row(f"{hour}–{hour + 1}", tuple(_cell(counts, day * 24 + hour) for day in range(7))) for hour in range(24)
    )


def _cell(counts: Counts, hour: int) -> Cell:
    count = counts.gaps[hour] or 0
    depth = -(-DEPTHS * count // counts.most) if counts.most else 0
    return Cell(count, depth, not counts.unheard >> hour & 1)
