"""The parts of a check-in over time, each as a picture, in words and as a table; and who else sees its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.checkins.contents import Contents
from alongside.checkins.drawing import FRAME, dots_of, line_of
from alongside.checkins.parts import Part, is_number
from alongside.checkins.seeing import Seen, Seer
from alongside.checkins.series import YES, Point, Row, Span, by_day, first_day, row_of
from alongside.checkins.wording import question, said

SPANS: dict[Span, Promise] = {
    Span.WEEKS: gettext_lazy("Four weeks"),
    Span.MONTHS: gettext_lazy("Three months"),
    Span.YEAR: gettext_lazy("A year"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One part: its question, what its answers say, who else sees them; where any are, the picture and its table.

    `top` and `bottom` say what the upper and the lower edge of the picture stand for.
    """

    name: str
    words: str
    seers: tuple[Seer, ...]
    line: str = ""
    dots: str = ""
    top: str = ""
    bottom: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class LinesPage:
    """What the page shows: the parts, from which day to which, and how far back one may look instead."""

    drawn: tuple[Drawn, ...]
    span: Span
    first: date
    last: date
    spans: tuple[tuple[Span, Promise], ...] = tuple(SPANS.items())
    frame: str = FRAME

    @property
    def by_week(self) -> bool:
        """Whether each point is a week rather than a day."""
        return self.span == Span.YEAR


def lines_page(
    opened: Contents, numbers: Mapping[str, Sequence[tuple[date, int]]], seen: Seen, *, span: Span, today: date
) -> LinesPage:
    """Draw every part whose answers are numbers."""
    parts = [part for part in opened.parts if is_number(part.kind)]
    drawn = (_drawn(part, by_day(numbers.get(part.id, ())), seen.of(part.id), span, today) for part in parts)
    return LinesPage(tuple(drawn), span, first_day(span, today), today)


def _drawn(part: Part, days: Mapping[date, int], seers: tuple[Seer, ...], span: Span, today: date) -> Drawn:
    if not days:
        return Drawn(question(part), _("There is no answer in this time."), seers)
    row = row_of(part.kind, days, span, today)
    low, high = row.ends
    return Drawn(
        name=question(part),
        words=_yes_words(days) if part.kind == "yes_no" else _range_words(part, days),
        seers=seers,
        line=line_of(row),
        dots=dots_of(row),
        top=_end(part, high),
        bottom=_end(part, low),
        headings=_headings(part, row),
        rows=tuple(_line(part, row, point) for point in reversed(row.points)),
    )


def _end(part: Part, value: int) -> str:
    if part.kind == "yes_no":
        return ngettext("Yes on %(count)d day", "Yes on %(count)d days", value) % {"count": value}
    return said(part, value)


def _range_words(part: Part, days: Mapping[date, int]) -> str:
    values = sorted(days.values())
    lowest, highest = said(part, values[0]), said(part, values[-1])
    told = {"count": len(values), "lowest": lowest, "highest": highest, "middle": said(part, median_low(values))}
    if lowest == highest:
        return (
            ngettext(
                "Answered on %(count)d day: “%(lowest)s”.",
                "Answered on %(count)d days: “%(lowest)s” every time.",
                len(values),
            )
            % told
        )
    return (
        ngettext(
            "Answered on %(count)d day, from “%(lowest)s” to “%(highest)s”. The middle answer is “%(middle)s”.",
            "Answered on %(count)d days, from “%(lowest)s” to “%(highest)s”. The middle answer is “%(middle)s”.",
            len(values),
        )
        % told
    )


def _yes_words(days: Mapping[date, int]) -> str:
    yes = sum(value == YES for value in days.values())
    return ngettext(
        "Yes on %(yes)d of the %(count)d day that you answered.",
        "Yes on %(yes)d of the %(count)d days that you answered.",
        len(days),
    ) % {"yes": yes, "count": len(days)}


def _headings(part: Part, row: Row) -> tuple[str, ...]:
    if not row.by_week:
        return _("Day"), _("Answer")
    middle = _("Days with a yes") if part.kind == "yes_no" else _("Middle answer")
    return _("Week of"), middle, _("Days answered")


def _line(part: Part, row: Row, point: Point) -> tuple[str, ...]:
    value = str(point.value) if part.kind == "yes_no" else said(part, point.value)
    if not row.by_week:
        return date_format(point.day), value
    return date_format(point.day), value, str(point.of)
