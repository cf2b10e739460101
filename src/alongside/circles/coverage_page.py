"""What the page of a circle's coverage shows: sentences first, then the week as a grid. The owner's alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from alongside.accounts.models import Person
from alongside.circles.coverage import Coverage, Mask, NeedCoverage, missing_kinds
from alongside.circles.coverage_words import (
    MISSING,
    circle_sentences,
    need_sentences,
    summary_of,
    without_sentences,
)
from alongside.circles.covering import coverage_for
from alongside.circles.enums import TieState
from alongside.circles.names import names_of
from alongside.circles.offers import Relation
from alongside.circles.policies import living_ties
from alongside.circles.queries import NeedView, needs_of
from alongside.ui import week_grid

HOURS_OF_A_DAY = range(24)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: one need by its id, '' for all together; the circle without one tie, '' for all of it."""

    need: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour: how many could answer, None when it is not needed; `look` names its mark, '' for none."""

    count: int | None = None
    look: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The same hour on seven days."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ToldNeed:
    """One need, and who could answer it."""

    need: NeedView
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """A circle's coverage, told and drawn. `without` is the name of whoever is left out of it."""

    asked: Asked
    needs: tuple[NeedView, ...]
    people: tuple[tuple[str, str], ...]
    summary: str
    sentences: tuple[str, ...]
    told: tuple[ToldNeed, ...]
    missing: tuple[Promise, ...]
    without: str
    broken: tuple[str, ...]
    days: Sequence[week_grid.Day]
    lines: tuple[Line, ...]

    @property
    def chosen(self) -> str:
        """Return the owner's words for the one need that is looked at."""
        return next((need.words for need in self.needs if str(need.id) == self.asked.need), "")


def coverage_page(owner: Person, asked: Asked, *, now: datetime) -> CoveragePage:
    """Return the page of its owner; what is asked for and not theirs, or not there any more, is left out."""
    needs, ties = needs_of(owner), list(living_ties(owner))
    coverage = coverage_for(owner, now=now)
    names = {str(tie_id): name for tie_id, name in names_of(ties).items()}
    people = {str(tie.id): names[str(tie.id)] for tie in ties if tie.state == TieState.ACCEPTED}
    asked = Asked(
        need=asked.need if asked.need in {one.need.key for one in coverage.needs} else "",
        without=asked.without if asked.without in people else "",
    )
    looked_at = coverage.without(asked.without) if asked.without else coverage
    words = {str(need.id): need.words for need in needs}
    return CoveragePage(
        asked=asked,
        needs=needs,
        people=tuple(sorted(people.items(), key=lambda one: one[1].casefold())),
        summary=summary_of(looked_at) if needs else "",
        sentences=tuple(circle_sentences(coverage, names)),
        told=_told(needs, coverage, asked, names),
        missing=tuple(MISSING[kind] for kind in missing_kinds([Relation(tie.relation) for tie in ties])),
        without=people.get(asked.without, ""),
        broken=tuple(without_sentences(coverage, asked.without, words, names)) if asked.without else (),
        days=week_grid.days(),
        lines=_lines(_chosen(looked_at, asked), _gaps(_chosen(coverage, asked))),
    )


def _told(needs: Sequence[NeedView], coverage: Coverage, asked: Asked, names: dict[str, str]) -> tuple[ToldNeed, ...]:
    views = {str(need.id): need for need in needs}
    return tuple(
        ToldNeed(views[one.need.key], tuple(need_sentences(one, coverage.helpers, names)))
        for one in coverage.needs
        if asked.need in ("", one.need.key)
    )


def _chosen(coverage: Coverage, asked: Asked) -> list[NeedCoverage]:
    """Return what the grid shows: the one need, or all that have hours, as others have no place in a week."""
    if asked.need:
        return [one for one in coverage.needs if one.need.key == asked.need]
    return [one for one in coverage.needs if one.need.hours is not None]


def _gaps(chosen: Iterable[NeedCoverage]) -> Mask:
    gaps = 0
    for one in chosen:
        gaps |= one.gaps
    return gaps


def _lines(chosen: Sequence[NeedCoverage], gaps_now: Mask) -> tuple[Line, ...]:
    """Return the grid: an hour of several needs has the fewest who could answer one of them."""
    if not chosen:
        return ()
    return tuple(
        Line(f"{hour:02}:00", tuple(_cell(chosen, day * 24 + hour, gaps_now) for day in range(7)))
        for hour in HOURS_OF_A_DAY
    )


def _cell(chosen: Sequence[NeedCoverage], hour: int, gaps_now: Mask) -> Cell:
    wanted = [one for one in chosen if one.hours >> hour & 1]
    if not wanted:
        return Cell()
    return Cell(min(one.counts[hour] for one in wanted), _look(wanted, hour, gaps_now))


def _look(wanted: Sequence[NeedCoverage], hour: int, gaps_now: Mask) -> str:
    if any(one.gaps >> hour & 1 for one in wanted):
        return "gap" if gaps_now >> hour & 1 else "gap new"
    if any(one.singles >> hour & 1 for one in wanted):
        return "alone"
    return "shared" if all(one.counts[hour] > 1 for one in wanted) else ""
