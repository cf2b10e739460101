"""The page of meetings for hours in which nobody of a circle could be there, each with why it fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import Person
from alongside.circles.coverage import NeedCoverage, coverage_of, hours_in
from alongside.circles.covering import helpers_for, needed
from alongside.circles.next_steps_queries import ALL_THREE
from alongside.circles.queries import needs_of
from alongside.circles.wording import hours_said
from alongside.meetings.fitting import Fits, Fitting, fits_for, needs_for_meetings
from alongside.meetings.words import local_time, place_words, program_words, when_words


@dataclass(frozen=True, slots=True)
class FitLine:
    """A meeting that fits: what it is, when, and why."""

    name: str
    address: str
    start: datetime
    when: str
    local: str
    kind: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class FitPage:
    """The hours nobody covers in words, those of them in which a meeting of the circle is held, and what fits."""

    has_gaps: bool
    gaps: str
    held: str
    lines: tuple[FitLine, ...]


def fit_page(owner: Person, *, now: datetime) -> FitPage:
    """Return the page of its owner, in the active language and time zone."""
    views = needs_of(owner)
    coverage = coverage_of(needed(views) or ALL_THREE, helpers_for(owner, now=now))
    needs = needs_for_meetings(coverage)
    fits = fits_for(owner, needs, now=now)
    words = {str(one.id): one.words for one in views}
    has_hours = any(one.need.hours is not None for one in needs)
    return FitPage(
        has_gaps=bool(needs),
        gaps=hours_said(hours_in(fits.open)) if has_hours else "",
        held=hours_said(hours_in(fits.held)) if fits.held else "",
        lines=tuple(_line(one, needs, words) for one in _in_order(fits)),
    )


def _in_order(fits: Fits) -> Sequence[Fitting]:
    return (*fits.saved, *fits.online)


def _line(one: Fitting, needs: Sequence[NeedCoverage], words: Mapping[str, str]) -> FitLine:
    meeting = one.meeting
    named = (words.get(need.need.key, "") for need in needs if need.gaps & one.hours)
    return FitLine(
        name=meeting.name,
        address=reverse("my-meeting", args=[one.saved.id]) if one.saved else reverse("meeting", args=[meeting.slug]),
        start=one.start,
        when=when_words(one.start),
        local=local_time(one.start, meeting.timezone),
        kind=program_words(meeting.program),
        place=place_words(meeting),
        why=_why(next(named, ""), is_saved=one.saved is not None),
    )


def _why(words: str, *, is_saved: bool) -> str:
    if not words:
        return _("You saved it.") if is_saved else _("You can join from wherever you are.")
    if is_saved:
        return _("You saved it, and nobody could be there for this then: “%(words)s”") % {"words": words}
    return _("It is online, and nobody could be there for this then: “%(words)s”") % {"words": words}
