"""What organisers see of meetings: the sources and how they were read, the meetings of this place, what is stale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.meetings.enums import Outcome, State
from alongside.meetings.models import Meeting, Occurrence, Reading, Source
from alongside.meetings.policies import access_sources, visible_sources
from alongside.meetings.services.syncing import NAMED
from alongside.meetings.standing import is_stale
from alongside.meetings.words import program_name

SHOWN_READINGS = 10
SHOWN_SKIPPED = 100
NOT_READ_YET = _("Not read yet")
WAITS = _("Waits for somebody to have a look")
NOT_READ = _("Could not be read")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the list: how many of its meetings are listed and not confirmed, and how it was read lately.

    `latest` is its latest reading with each outcome.
    """

    source: Source
    listed: int
    not_confirmed: int
    latest: Mapping[str, Reading]

    @property
    def standing(self) -> str | Promise:
        """Say in a few words how it stands; '' when all is well.

        A wrong file is nothing that anybody still has to mend, when another was read.
        """
        held, last = self.latest.get(Outcome.HELD), _last(self.latest.values())
        if last is None:
            return NOT_READ_YET
        if held is not None and held.decided_at is None:
            return WAITS
        is_mended = not self.source.url and Outcome.DONE in self.latest
        return NOT_READ if last.outcome == Outcome.FAILED and not is_mended else ""

    @property
    def fellowship(self) -> str:
        """Return whose meetings these are, in the active language."""
        return program_name(self.source.program)

    @property
    def read_at(self) -> datetime | None:
        """Return when it was read last, None when it never was."""
        last = _last(one for outcome, one in self.latest.items() if outcome != Outcome.FAILED)
        return last.created_at if last else None

    @property
    def skipped(self) -> int:
        """Return how many records could not be used when something came last."""
        last = _last(one for outcome, one in self.latest.items() if outcome in (Outcome.DONE, Outcome.HELD))
        return len(last.skipped) if last else 0


def _last(readings: Iterable[Reading]) -> Reading | None:
    return max(readings, key=lambda one: (one.created_at, one.id), default=None)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One meeting of this place; stale when nobody confirmed it for ninety days."""

    meeting: Meeting
    is_stale: bool


def source_lines(actor: Person) -> list[SourceLine]:
    """Return every source by name, to organisers. NotAllowed."""
    listed = Count("meetings", filter=Q(meetings__state=State.LISTED))
    unsure = Count("meetings", filter=Q(meetings__state=State.NOT_CONFIRMED))
    sources = list(visible_sources(actor).annotate(listed=listed, unsure=unsure).order_by("name"))
    readings = Reading.objects.filter(source__in=sources).order_by("source", "outcome", "-created_at", "-id")
    latest: dict[UUID, dict[str, Reading]] = {}
    for one in readings.distinct("source", "outcome").defer("feed", "foreseen"):
        latest.setdefault(one.source_id, {})[one.outcome] = one
    return [SourceLine(one, one.listed, one.unsure, latest.get(one.id, {})) for one in sources]


def own_lines(actor: Person, *, now: datetime) -> list[OwnLine]:
    """Return the meetings of this place, what was confirmed longest ago first. NotAllowed."""
    access_sources(actor)
    rows = Meeting.objects.filter(source=None, is_for_members=False).order_by("confirmed_at", "name")
    return [OwnLine(one, is_stale(one.confirmed_at, now=now)) for one in rows]


def readings_of(source: Source) -> list[Reading]:
    """Return the last readings of a source, the latest first."""
    return list(source.readings.defer("feed").order_by("-created_at", "-id")[:SHOWN_READINGS])


def held_of(source: Source) -> Reading | None:
    """Return the reading of a source that waits for a decision, however many came to nothing since."""
    return source.readings.defer("feed").filter(outcome=Outcome.HELD, decided_at=None).first()


def said_skipped(reading: Reading) -> Sequence[tuple[str, str]]:
    """Return (slug, sentence) of what a reading could not use, in the active language."""
    return [(one["slug"], gettext(one["reason"])) for one in reading.skipped[:SHOWN_SKIPPED]]


@dataclass(frozen=True, slots=True)
class Foretold:
    """What becomes of some meetings, in words: the first of them by name, and how many more there are."""

    words: str
    names: Sequence[str]
    more: int


def foretold(foreseen: Mapping[str, Any]) -> list[Foretold]:
    """Return what a feed loses, adds and changes (the facts of `Foreseen`), in the active language."""
    gone, added, changed = (foreseen[what] for what in ("gone", "added", "changed"))
    values = {"gone": gone, "added": added, "changed": changed}
    words = {
        "gone": ngettext("%(gone)s meeting is lost", "%(gone)s meetings are lost", gone),
        "added": ngettext("%(added)s meeting is added", "%(added)s meetings are added", added),
        "changed": ngettext("%(changed)s meeting is changed", "%(changed)s meetings are changed", changed),
    }
    named = [(values[what], said % values, foreseen["names"][what]) for what, said in words.items()]
    return [Foretold(said, names, _more(count, names)) for count, said, names in named if count]


def _more(count: int, names: Sequence[str]) -> int:
    """Return how many are not named; meetings of one name are named once, so fewer names than wanted are all."""
    return count - len(names) if len(names) >= NAMED else 0


def waiting_sources() -> int:
    """Return how many sources wait for somebody to have a look."""
    return Reading.objects.filter(outcome=Outcome.HELD, decided_at=None).count()


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date that is not as usual: as an address has it, as people write it, and what is different."""

    day: str
    name: str
    words: str


def date_lines(meeting: Meeting) -> list[DateLine]:
    """Return the dates of a meeting that are not as usual, in order."""
    return [
        DateLine(one.on_date.isoformat(), formats.date_format(one.on_date), _what_differs(one))
        for one in meeting.occurrences.order_by("on_date")
    ]


def _what_differs(one: Occurrence) -> str:
    moved = ""
    if one.moved_date and one.moved_time:
        values = {"day": formats.date_format(one.moved_date), "time": formats.time_format(one.moved_time)}
        moved = gettext("Moved to %(day)s, %(time)s") % values
    first = gettext("Cancelled") if one.is_cancelled else moved
    return " · ".join(filter(None, (first, one.place, one.words)))
