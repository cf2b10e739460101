"""A check-in's whole history as a table: a line for each time, a column a question."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from alongside.checkins.contents import Contents
from alongside.checkins.parts import KINDS, Answered, Part, number_of
from alongside.checkins.privacy import STATES, WORDS
from alongside.checkins.queries import EntryView, SaidView
from alongside.checkins.wording import ANSWERS, question
from alongside.ui import phrases


def sheet(opened: Contents, entries: Sequence[EntryView], *, zone: str) -> Iterator[list[str]]:
    """Yield the heading, then the entries; times are those of the zone, with their offset."""
    parts = opened.known
    first = [_("Day"), _("Time (%(zone)s)") % {"zone": zone}, str(WORDS["entry_state"]), str(phrases.KEPT_TO_YOURSELF)]
    yield [*first, *(heading for part in parts for heading in _headings(part))]
    for entry in entries:
        yield list(_line(parts, entry, zone))


def _has_words(part: Part) -> bool:
    """Tell whether an answer is a word that also has a number, so that it takes two columns."""
    return KINDS[part.kind].answered == Answered.ONE and part.kind in ANSWERS


def _headings(part: Part) -> list[str]:
    words = question(part)
    return [words, _("%(question)s (as a number)") % {"question": words}] if _has_words(part) else [words]


def _line(parts: Sequence[Part], entry: EntryView, zone: str) -> Iterator[str]:
    yield entry.day.isoformat()
    yield _time(entry.at, zone)
    yield str(STATES[entry.state])
    yield _("Yes") if entry.is_private else ""
    answers = {one.part.id: one for one in entry.said}
    for part in parts:
        yield from _cells(part, answers.get(part.id))


def _time(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(sep=" ", timespec="minutes")


def _cells(part: Part, one: SaidView | None) -> list[str]:
    words = one.words if one else ""
    number = number_of(part.kind, one.value) if one else None
    if not _has_words(part):
        return [words if number is None else str(number)]
    return [words, "" if number is None else str(number)]
