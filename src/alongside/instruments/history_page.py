"""The results of one questionnaire as their person sees them over time: a line and a table for all its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.instruments.drawing import EDGES, FRAME, Line, line_of
from alongside.instruments.queries import ResultView, Score
from alongside.instruments.scoring import Instrument, Scale
from alongside.instruments.wording import number_words, plain

MOST_SHOWN = 100
"""So many stand on the page; all of them are in the file that can be taken along."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One number over time."""

    scale: Scale
    line: Line


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What the page shows; lines only of numbers that were there twice or more."""

    drawn: tuple[Drawn, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str | SafeString, ...], ...]
    hidden: int
    frame: str = FRAME
    edges: str = EDGES


def history_page(instrument: Instrument, results: Sequence[ResultView]) -> HistoryPage:
    """Return the page of these results, newest first."""
    drawn = ((scale, _line(place, scale, results)) for place, scale in enumerate(instrument.scales))
    return HistoryPage(
        drawn=tuple(Drawn(scale, line) for scale, line in drawn if line),
        headings=headings_of(instrument),
        rows=tuple(_row(view) for view in results[:MOST_SHOWN]),
        hidden=max(0, len(results) - MOST_SHOWN),
    )


def headings_of(instrument: Instrument) -> tuple[str, ...]:
    """Return what stands over the columns: the names of numbers only where there are several."""
    scales = instrument.scales
    return (_("Day"), *([_("Number")] if len(scales) == 1 else [plain(scale.name) for scale in scales]))


def _line(place: int, scale: Scale, results: Sequence[ResultView]) -> Line | None:
    scored = ((view.at, view.scores[place].number) for view in reversed(results))
    return line_of([(at, number) for at, number in scored if number is not None], least=scale.least, most=scale.most)


def _row(view: ResultView) -> tuple[str | SafeString, ...]:
    day = date_format(timezone.localtime(view.at))
    link = format_html('<a href="{}">{}</a>', reverse("instrument-result", args=[view.id]), day)
    return (link, *map(score_words, view.scores))


def score_words(score: Score) -> str:
    """Say a number with the greatest it can be."""
    if score.number is None:
        return _("No number: something was left open")
    values = {"number": number_words(score.number), "most": number_words(score.scale.most)}
    return _("%(number)s of %(most)s") % values


def rows_of(instrument: Instrument, results: Sequence[ResultView]) -> Iterator[list[str]]:
    """Yield keys, then results, the oldest first, for a program that calculates: numbers, and each answer's value."""
    yield ["taken_at", *(scale.key for scale in instrument.scales), *(item.key for item in instrument.items)]
    for view in reversed(results):
        numbers = ["" if score.number is None else str(round(score.number, 3)) for score in view.scores]
        values = ["" if value is None else str(value) for value in view.answers.values()]
        yield [timezone.localtime(view.at).isoformat(timespec="minutes"), *numbers, *values]
