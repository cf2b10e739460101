"""The weekly check-in over time, for its person alone: two lines, the same as a table, and what it does not say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.checkins.queries import EntryView
from alongside.checkins.trend import MOST, Way, Week, way_of, week_of

WEEKS = 26
WIDTH, HEIGHT, EDGE = 300, 90, 6
FRAME = f"0 0 {WIDTH} {HEIGHT}"

WAY_WORDS: dict[Way, Promise] = {
    Way.TOO_FEW: _("With two whole weeks there is something to compare. Until then, every week stands for itself."),
    Way.HARDER: _("The latest week was harder for you than the ones before, or held you less."),
    Way.EASIER: _("The latest week was easier for you than the ones before, or held you more."),
    Way.SAME: _("The latest week was about like the ones before."),
}


@dataclass(frozen=True, slots=True)
class WeeksPage:
    """What the page shows. The paths are empty while there are fewer than two points."""

    way: Way
    words: str
    harder_path: str
    held_path: str
    rows: tuple[tuple[str, str, str], ...]
    frame: str = FRAME

    @property
    def asks_for_more(self) -> bool:
        """Whether a next step is offered first of all."""
        return self.way == Way.HARDER


def weeks_page(entries: Sequence[EntryView]) -> WeeksPage:
    """Reckon the sums of weekly check-ins, the oldest first."""
    weeks = [week_of(entry.day, entry.kinds()) for entry in entries]
    way = way_of(weeks)
    return WeeksPage(
        way=way,
        words=str(WAY_WORDS[way]),
        harder_path=_path([week.harder for week in weeks]),
        held_path=_path([week.held for week in weeks]),
        rows=tuple(_row(week) for week in reversed(weeks)),
    )


def _row(week: Week) -> tuple[str, str, str]:
    return formats.date_format(week.day), _sum(week.harder), _sum(week.held)


def _sum(number: int | None) -> str:
    return (
        gettext("Left open") if number is None else gettext("%(number)d of %(most)d") % {"number": number, "most": MOST}
    )


def _path(sums: Sequence[int | None]) -> str:
    """Draw a line through the sums; a week with an open question is passed over."""
    step = (WIDTH - 2 * EDGE) / max(1, len(sums) - 1)
    points = [
        (EDGE + number * step, HEIGHT - EDGE - value / MOST * (HEIGHT - 2 * EDGE))
        for number, value in enumerate(sums)
        if value is not None
    ]
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points) if len(points) > 1 else ""
