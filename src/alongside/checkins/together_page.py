"""What goes together in a check-in, in words that do not say more than the numbers do; for its person alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.checkins.contents import Contents
from alongside.checkins.parts import Part
from alongside.checkins.series import by_day
from alongside.checkins.together import LEAST_DAYS, Pair, pairs_of
from alongside.checkins.wording import less_of, more_of

# As far as it looks back.
LOOKED_AT = timedelta(days=365)
# The table has the others. A long list would be read as a lesson.
MOST_SAID = 5
# A night is told of on the day after it.
TOLD_THE_DAY_AFTER = "sleep"


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """What the page shows: what stands out in words, how many pairs were looked at, and all of them as a table."""

    found: tuple[str, ...]
    looked_at: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    least_days: int = LEAST_DAYS


def together_page(opened: Contents, numbers: Mapping[str, Sequence[tuple[date, int]]]) -> TogetherPage:
    """Set every part whose answers are numbers beside every other."""
    parts = {part.id: part for part in opened.parts}
    after = [part.id for part in opened.parts if part.kind == TOLD_THE_DAY_AFTER]
    pairs = pairs_of({part: by_day(answers) for part, answers in numbers.items()}, after)
    return TogetherPage(
        found=tuple(_sentence(parts, pair) for pair in pairs if pair.stands_out)[:MOST_SAID],
        looked_at=len(pairs),
        headings=(_("Set beside each other"), _("Days"), _("How closely, -1 to 1"), _("May lie between")),
        rows=tuple(_row(parts, pair) for pair in pairs),
    )


def _words(parts: Mapping[str, Part], pair: Pair) -> dict[str, object]:
    other = parts[pair.other]
    says = more_of(other) if pair.rank > 0 else less_of(other)
    return {"one": more_of(parts[pair.one]), "other": says, "count": pair.days}


def _sentence(parts: Mapping[str, Part], pair: Pair) -> str:
    if pair.day_after:
        told = ngettext(
            "“%(one)s” tended to be followed by “%(other)s”, noted the day after (of %(count)d day looked at).",
            "“%(one)s” tended to be followed by “%(other)s”, noted the day after (of %(count)d days looked at).",
            pair.days,
        )
    else:
        told = ngettext(
            "“%(one)s” and “%(other)s” tended to come on the same days (of %(count)d day looked at).",
            "“%(one)s” and “%(other)s” tended to come on the same days (of %(count)d days looked at).",
            pair.days,
        )
    return told % _words(parts, pair)


def _row(parts: Mapping[str, Part], pair: Pair) -> tuple[str, ...]:
    words = {"one": more_of(parts[pair.one]), "other": more_of(parts[pair.other])}
    name = _("“%(one)s”, then “%(other)s” the day after") if pair.day_after else _("“%(one)s” and “%(other)s”")
    between = _("%(low)s to %(high)s") % {"low": _number(pair.low), "high": _number(pair.high)}
    return name % words, str(pair.days), _number(pair.rank), between


def _number(value: float) -> str:
    # Minus nothing is nothing.
    return number_format(round(value, 2) + 0.0, 2)
