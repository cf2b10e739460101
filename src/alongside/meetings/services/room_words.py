"""What people write in the room of a meeting: lines for all, and a note on how they are for whoever leads it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.circles.texts import checked_text
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.meetings import room
from alongside.meetings.models import Gathering, HostNote, Line
from alongside.meetings.room import No
from alongside.meetings.room_policies import visible_lines, visible_notes
from alongside.meetings.room_rows import state_of
from alongside.meetings.room_sealing import LINE, NOTE
from alongside.meetings.room_words import WHY_NOT
from alongside.meetings.services.rooms import bump, locked, tell
from alongside.safety.pauses import check_may_write

LINE_LENGTH = 1000
NOTE_LENGTH = 500
LINES_A_MINUTE, NOTES_A_MINUTE = 30, 20


def write_line(*, actor: Person, slug: str, words: str, now: datetime) -> Line:
    """Write a line for everybody in the room. Invalid, NotAllowed, Conflict, TooMany."""
    count_try("meetings.line", str(actor.id), limit=LINES_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        return _write_line(actor, slug, words, now)


def _write_line(actor: Person, slug: str, words: str, now: datetime) -> Line:
    gathering, who = locked(actor, slug)
    state = state_of(gathering)
    _check_is_here(gathering, who)
    if not room.may_write(state, who):
        raise NotAllowed(WHY_NOT[No.MAY_NOT_WRITE])
    check_may_write(actor, None, now=now)
    text = checked_text(words, field="words", most=LINE_LENGTH, required=True)
    line = Line.objects.create(
        created_at=now,
        gathering=gathering,
        presence_id=who,
        words_sealed=seal(actor.data_key_id, text, what=LINE),
        is_share=state.speaking == who,
    )
    bump(gathering)
    return line


@transaction.atomic
def delete_line(*, actor: Person, slug: str, line_id: UUID) -> None:
    """Take away a line: one's own, also after leaving, or, for whoever leads the meeting, any. NotFound, Conflict."""
    gathering, who = locked(actor, slug, always=True)
    lines = visible_lines(actor).filter(gathering=gathering, id=line_id)
    if not room.may_lead(state_of(gathering), who):
        lines = lines.filter(presence=who)
    if not Line.objects.filter(id__in=lines.values("id")).delete()[0]:
        raise NotFound
    bump(gathering)


def write_note(*, actor: Person, slug: str, words: str, now: datetime) -> None:
    """Tell who hosts the meeting and who leads it now, nobody else, how one is; it takes the place of the first."""
    count_try("meetings.note", str(actor.id), limit=NOTES_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        _write_note(actor, slug, words, now)


def _write_note(actor: Person, slug: str, words: str, now: datetime) -> None:
    gathering, who = locked(actor, slug)
    _check_is_here(gathering, who)
    text = checked_text(words, field="words", most=NOTE_LENGTH, required=True)
    sealed = seal(actor.data_key_id, text, what=NOTE)
    HostNote.objects.filter(presence=who).delete()
    reader = gathering.presences.filter(has_chair=True).exclude(id=who).first()
    HostNote.objects.create(created_at=now, presence_id=who, reader=reader, words_sealed=sealed)
    tell(gathering)


@transaction.atomic
def take_note_back(*, actor: Person, slug: str) -> None:
    """Delete one's own note."""
    gathering, who = locked(actor, slug)
    HostNote.objects.filter(presence=who).delete()
    tell(gathering)


@transaction.atomic
def read_note(*, actor: Person, slug: str, note_id: UUID, now: datetime) -> None:
    """Say that a note was read, which its writer sees. NotFound."""
    gathering, who = locked(actor, slug)
    others = visible_notes(actor).filter(presence__gathering=gathering, id=note_id).exclude(presence=who)
    if not HostNote.objects.filter(id__in=others.values("id"), read_at=None).update(read_at=now):
        raise NotFound
    tell(gathering)


def _check_is_here(gathering: Gathering, who: UUID) -> None:
    if not gathering.presences.filter(id=who, here_since__isnull=False).exists():
        raise NotAllowed(WHY_NOT[No.NOT_HERE])
