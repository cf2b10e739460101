"""A circle in numbers, as its page tells it: each measure in words, how to read it, and its line over time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.accounts.models import Person
from alongside.circles.counting import measured_days, members_of
from alongside.circles.lines import HEIGHT, WIDTH, StepLine, changes_of, step_line
from alongside.circles.measures import Measures, Member, added_lately, kinds_among, measures_of
from alongside.circles.measures_words import GIVING, KIND_WORDS, MEASURED, READINGS, Reading
from alongside.circles.offers import Stance

FEW = 2
"""So few who said yes and back a recovery are met with a kind word: the group failing in Litt's trial had no more."""

Days = Sequence[tuple[date, Measures]]
Count = Callable[[Measures], int]


@dataclass(frozen=True, slots=True)
class OverTime:
    """One number over time: the line, what it says in words, and the days on which it changed. No line without any."""

    name: str | Promise
    line: StepLine | None
    words: str
    days: tuple[tuple[str, int], ...]

    @property
    def headings(self) -> tuple[str, str]:
        """Return what stands over the columns of its table."""
        return _("From"), _("Number")


@dataclass(frozen=True, slots=True)
class Told:
    """One measure: its name, its number in words or its counts by name, how to read it, and what of it is drawn."""

    name: str | Promise
    reading: Reading
    number: str = ""
    counts: tuple[tuple[str | Promise, int], ...] = ()
    over_time: tuple[OverTime, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """All measures, and whether so few people stand with the owner that a word about it is due."""

    told: tuple[Told, ...]
    has_few: bool
    frame: str = f"0 0 {WIDTH} {HEIGHT}"


def measures_page(owner: Person, *, now: datetime) -> MeasuresPage:
    """Return a circle in numbers, for its owner."""
    today = now.astimezone(ZoneInfo(owner.time_zone)).date()
    members = members_of(owner)
    measures = measures_of(members)
    # What a day kept is what it was at its end; this one has not ended.
    days = [*(one for one in measured_days(owner) if one[0] < today), (today, measures)]
    told = (
        _told("size", _people(measures.size), days),
        _told("with_you", _of(measures.with_you, measures.size), days),
        _told("daily", _of(measures.daily, measures.size), days),
        _told("supporting_recovery", _of(measures.supporting_recovery, measures.size), days),
        Told(MEASURED["added"], READINGS["added"], number=_people(added_lately(members, today))),
        _gives(measures, days),
        _told("mutual", _of(measures.mutual, measures.with_you), days),
        _kinds(members),
    )
    backing = sum(member.said_yes and member.stance is Stance.SUPPORTS for member in members)
    return MeasuresPage(told, has_few=backing <= FEW)


def _people(count: int) -> str:
    return ngettext("%(count)d person or place", "%(count)d people and places", count) % {"count": count}


def _of(part: int, whole: int) -> str:
    return _("%(part)d of %(whole)d") % {"part": part, "whole": whole}


def _told(name: str, number: str, days: Days) -> Told:
    over_time = _over_time(name, days, lambda measures: int(getattr(measures, name)))
    return Told(MEASURED[name], READINGS[name], number=number, over_time=(over_time,))


def _gives(measures: Measures, days: Days) -> Told:
    counts = tuple((MEASURED[name], count) for name, count in zip(GIVING, measures.gives, strict=True))
    over_time = tuple(_over_time(name, days, _given(place)) for place, name in enumerate(GIVING))
    return Told(MEASURED["gives"], READINGS["gives"], counts=counts, over_time=over_time)


def _kinds(members: Sequence[Member]) -> Told:
    counts = tuple((KIND_WORDS[kind], count) for kind, count in kinds_among(members).items())
    return Told(MEASURED["kinds"], READINGS["kinds"], counts=counts)


def _given(place: int) -> Count:
    return lambda measures: measures.gives[place]


def _over_time(name: str, days: Days, count: Count) -> OverTime:
    points = [(day, count(measures)) for day, measures in days]
    changes = changes_of(points)
    (first_day, first), (_today, last) = points[0], points[-1]
    words = _("%(first)d on %(day)s, %(last)d today") % {"first": first, "day": date_format(first_day), "last": last}
    line = step_line(changes, points[-1][0]) if len(changes) > 1 else None
    return OverTime(MEASURED[name], line, words, tuple((date_format(day), number) for day, number in changes))
