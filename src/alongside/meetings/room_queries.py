"""Reads of the room: how the meeting goes, which date of it is on, and what is shown of who is there."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from alongside.accounts.models import Person
from alongside.kernel.errors import NotFound
from alongside.kernel.sealed import unseal_all
from alongside.meetings.agendas import Item, Reading, agenda, held, meeting_formats
from alongside.meetings.models import Gathering, Hosting, HostNote, Line, OwnReading, Presence
from alongside.meetings.queries import timing_of
from alongside.meetings.room_policies import is_note_lost, visible_lines, visible_notes
from alongside.meetings.room_sealing import LINE, NOTE
from alongside.meetings.room_times import start_now
from alongside.meetings.timing import Start, next_starts

LONGEST = timedelta(hours=12)
# So long after its time a meeting can still begin.
LATE = timedelta(minutes=30)


def agenda_of(hosting: Hosting) -> tuple[tuple[Item, ...], int]:
    """Return the parts of a meeting that are not left out, and for how many minutes one person shares."""
    of = meeting_formats().get(hosting.format) or next(iter(meeting_formats().values()))
    items = agenda(of, hosting.changes, readings_of(hosting))
    return held(items) or items[:1], of.share_minutes


def readings_of(hosting: Hosting) -> dict[str, Reading]:
    """Return what a group put into the parts of its meeting, by the key of each part."""
    rows = OwnReading.objects.filter(hosting=hosting)
    return {row.segment: Reading(row.title, row.text) for row in rows}


def start_of_room(hosting: Hosting, now: datetime) -> Start | None:
    """Return the date of a meeting that is on, or begins within half an hour; None when there is none."""
    items, _ = agenda_of(hosting)
    length = timedelta(minutes=max(hosting.meeting.duration_min or 0, sum(item.minutes for item in items)))
    starts = next_starts(timing_of(hosting.meeting), after=now - LONGEST, count=3)
    return start_now(starts, length + LATE, now)


def next_start(hosting: Hosting, now: datetime) -> Start | None:
    """Return when a meeting is held next, or is on now."""
    return start_of_room(hosting, now) or start_after(hosting, now)


def start_after(hosting: Hosting, moment: datetime) -> Start | None:
    """Return when a meeting is held the first time after a moment; None when it is not."""
    coming = next_starts(timing_of(hosting.meeting), after=moment, count=2)
    return next((one for one in coming if one.at > moment), None)


@dataclass(frozen=True, slots=True)
class Written:
    """A line or a note, opened: of whom, and since when."""

    id: UUID
    seat: UUID
    name: str
    words: str
    at: datetime
    is_share: bool = False
    is_read: bool = False
    is_lost: bool = False


def latest_lines(gathering: Gathering, *, most: int) -> list[Written]:
    """Return what was written last in a room, in order: two queries."""
    rows = Line.objects.filter(gathering=gathering).select_related("presence").order_by("-created_at", "-id")[:most]
    return _opened(list(rows)[::-1])


def own_lines(actor: Person, gathering: Gathering) -> list[Written]:
    """Return what somebody wrote themselves, the latest first."""
    rows = visible_lines(actor).filter(gathering=gathering, presence__person=actor).select_related("presence")
    return _opened(list(rows.distinct().order_by("-created_at")))


def line_to_delete(actor: Person, seat: Presence, line_id: UUID) -> str:
    """Return the words of a line that somebody may take away: their own, or any while they lead. NotFound."""
    rows = visible_lines(actor).filter(gathering=seat.gathering_id, id=line_id).select_related("presence")
    if not (seat.here_since and (seat.is_host or seat.has_chair)):
        rows = rows.filter(presence=seat)
    found = _opened(list(rows.distinct()[:1]))
    if not found:
        raise NotFound
    return found[0].words


def _opened(rows: list[Line]) -> list[Written]:
    texts = unseal_all((row.words_sealed for row in rows), what=LINE)
    return [
        Written(row.id, row.presence_id, row.presence.name, words, row.created_at, is_share=row.is_share)
        for row, words in zip(rows, texts, strict=True)
        if words is not None
    ]


def notes_for(actor: Person, gathering: Gathering) -> list[Written]:
    """Return the notes that somebody may read in a room, unread ones first: others' if they lead, and their own."""
    rows = visible_notes(actor).filter(presence__gathering=gathering).select_related("presence")
    ordered = sorted(rows.distinct(), key=lambda row: (row.read_at is not None, row.created_at))
    return _opened_notes(ordered)


def own_note(seat: Presence) -> Written | None:
    """Return what somebody told whoever leads, None without any; `is_lost` once nobody who may read it leads."""
    row = HostNote.objects.filter(presence=seat).select_related("presence").first()
    found = _opened_notes([row]) if row else []
    return replace(found[0], is_lost=is_note_lost(row)) if row and found else None


def _opened_notes(rows: list[HostNote]) -> list[Written]:
    texts = unseal_all((row.words_sealed for row in rows), what=NOTE)
    return [
        Written(row.id, row.presence_id, row.presence.name, words, row.created_at, is_read=row.read_at is not None)
        for row, words in zip(rows, texts, strict=True)
        if words is not None
    ]
