"""Meetings for the hours in which nobody of a circle could be there: saved ones first, then those held online then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from alongside.accounts.models import Person
from alongside.circles.coverage import Coverage, Mask, NeedCoverage, hours_in, mask_of
from alongside.circles.offers import Support
from alongside.meetings.asking import Asked
from alongside.meetings.finding import find_meetings
from alongside.meetings.held_hours import hours_from, hours_held, stretches_of
from alongside.meetings.mine_page import is_gone, is_in_circle
from alongside.meetings.models import Saved
from alongside.meetings.policies import visible_saved
from alongside.meetings.queries import timing_of
from alongside.meetings.timing import next_starts

MOST = 40


@dataclass(frozen=True, slots=True)
class Fitting:
    """A meeting that is held in hours of somebody's week in which nobody of theirs could be there."""

    meeting: Any
    start: datetime
    hours: Mask
    saved: Saved | None = None


@dataclass(frozen=True, slots=True)
class Fits:
    """The hours nobody covers, what a meeting of the circle is held in of them, and meetings for all the others."""

    open: Mask
    held: Mask
    saved: tuple[Fitting, ...]
    online: tuple[Fitting, ...]

    @property
    def hours(self) -> Mask:
        """Return the hours in which there is a meeting to go to."""
        found = 0
        for one in (*self.saved, *self.online):
            found |= one.hours
        return found


def needs_for_meetings(coverage: Coverage) -> list[NeedCoverage]:
    """Return the needs with hours nobody covers for which a meeting can be there: all but practical help."""
    return [one for one in coverage.needs if one.gaps and one.need.support != Support.PRACTICAL]


def fits_for(owner: Person, needs: Sequence[NeedCoverage], *, now: datetime) -> Fits:
    """Return what is held in the hours in which nobody covers these needs, in the week that begins now."""
    gaps, zone = 0, ZoneInfo(owner.time_zone)
    for one in needs:
        gaps |= one.gaps
    rows = [row for row in _whole(owner) if not is_gone(row)]
    held, saved = _of_saved(rows, zone, now)
    free = gaps & ~held
    fitting = tuple(one for one in saved if one.hours & free)
    online = tuple(_online(owner, rows, free, now)) if free else ()
    return Fits(gaps, held & gaps, tuple(sorted(fitting, key=lambda one: one.start)), online)


def _whole(owner: Person) -> Iterable[Saved]:
    return visible_saved(owner).select_related("meeting", "tie").prefetch_related("meeting__occurrences")


def _of_saved(rows: Sequence[Saved], zone: ZoneInfo, now: datetime) -> tuple[Mask, list[Fitting]]:
    """Return the hours in which meetings of the circle are held, and the saved ones that are not in it."""
    held, found = 0, []
    for row, hours, start in _next(rows, zone, now):
        if is_in_circle(row):
            held |= hours
        else:
            found.append(Fitting(row.meeting, start, hours, row))
    return held, found


def _next(rows: Iterable[Saved], zone: ZoneInfo, now: datetime) -> Iterator[tuple[Saved, Mask, datetime]]:
    for row in rows:
        assert row.meeting is not None  # noqa: S101 - it is not gone
        timing = timing_of(row.meeting)
        hours = mask_of(hours_held(timing, row.meeting.duration_min, zone=zone, now=now))
        if hours:
            yield row, hours, next_starts(timing, after=now)[0].at


def _online(owner: Person, rows: Sequence[Saved], free: Mask, now: datetime) -> Iterator[Fitting]:
    """Return the meetings held online that begin in these hours, the next first, without those of the owner."""
    zone, known = ZoneInfo(owner.time_zone), {row.meeting_id for row in rows}
    within = stretches_of(hours_in(free), zone=zone, now=now)
    asked = Asked(zone=owner.time_zone, attendance="online", after=now, within=within)
    for one in find_meetings(asked, now=now, limit=MOST).found:
        if one.meeting.id not in known:
            hours = mask_of(hours_from(one.start, one.meeting.duration_min, zone=zone))
            yield Fitting(one.meeting, one.start, hours)
