"""What somebody keeps for themselves about meetings: saving one, being reminded of it, the dates they were there."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel import due
from alongside.kernel.errors import Invalid, NotFound
from alongside.meetings import outgoing
from alongside.meetings.mine_page import is_gone
from alongside.meetings.models import Attended, Saved
from alongside.meetings.policies import access_meeting, access_saved, taking_part
from alongside.meetings.queries import timing_of
from alongside.meetings.reminding import MINUTES, next_reminder, reminded_start
from alongside.meetings.services.along import call_off_all
from alongside.meetings.timing import Start
from alongside.notifications.services import tell
from alongside.ui import phrases

AT_ONCE = 500
IN_FUTURE = _("This day is still to come. You can note it once you were there.")


@transaction.atomic
def save_meeting(*, actor: Person, slug: str, now: datetime) -> Saved:
    """Save a meeting that the actor sees, for them alone; saved already, it stays as it is. NotFound."""
    meeting = access_meeting(slug, actor)
    row, made = Saved.objects.get_or_create(
        owner=actor, meeting=meeting, defaults={"created_at": now, "name": meeting.name}
    )
    if made:
        _noted("meetings.saved", row, now)
    return row


@transaction.atomic
def remove_saved(*, actor: Person, saved_id: UUID, now: datetime) -> None:
    """Delete a saved meeting with all that was noted about it; who was to come along is told. NotFound."""
    row = access_saved(actor, saved_id, lock=True)
    call_off_all(row, now)
    _noted("meetings.saved_removed", row, now)
    row.delete()


@transaction.atomic
def choose_reminder(*, actor: Person, saved_id: UUID, minutes: int | None, now: datetime) -> None:
    """Have the actor be reminded so many minutes before each start, or not at all. Invalid, NotFound."""
    if minutes is not None and minutes not in MINUTES:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="minutes")
    row = access_saved(actor, saved_id, lock=True)
    row.remind_minutes = minutes
    _reckon(row, now)
    due.wake()
    _noted("meetings.reminder_chosen", row, now)


@transaction.atomic
def note_there(*, actor: Person, saved_id: UUID, on_date: date, now: datetime) -> Attended:
    """Note that the actor was there on a day; noted already, it stays. Invalid for a day to come; NotFound."""
    row = access_saved(actor, saved_id, lock=True)
    zone = row.meeting.timezone if row.meeting else actor.time_zone
    if on_date > now.astimezone(ZoneInfo(zone)).date():
        raise Invalid(IN_FUTURE, field="on_date")
    date_row, made = Attended.objects.get_or_create(saved=row, on_date=on_date, defaults={"created_at": now})
    if made:
        _noted("meetings.there_noted", row, now)
    return date_row


@transaction.atomic
def remove_there(*, actor: Person, saved_id: UUID, date_id: UUID, now: datetime) -> None:
    """Delete a date on which the actor was there. NotFound."""
    row = access_saved(actor, saved_id, lock=True)
    deleted, _by_model = Attended.objects.filter(saved=row, id=date_id).delete()
    if not deleted:
        raise NotFound
    _noted("meetings.there_removed", row, now)


def send_reminders(rows: Sequence[Saved], now: datetime) -> None:
    """Remind of the meetings that start soon, and wait for the next start: the step of this due work."""
    _with_facts(rows)
    inside = taking_part(Saved.objects.filter(id__in=[row.id for row in rows]))
    for row in rows:
        row.takes_part = row.id in inside
    told = [outgoing.reminder(row, start.at) for row in rows if (start := _start_now(row, now))]
    tell(told, now=now)
    for row in rows:
        _reckon(row, now)


@transaction.atomic
def reckon_changed(now: datetime) -> int:
    """Count the reminders of meetings that changed anew, whoever changed them; return how many."""
    waiting = Saved.objects.filter(remind_minutes__isnull=False, meeting__isnull=False)
    changed = waiting.exclude(reckoned_for__isnull=False, reckoned_for=F("meeting__changed_at"))
    rows = list(changed.select_for_update(no_key=True, skip_locked=True, of=("self",))[:AT_ONCE])
    _with_facts(rows)
    for row in rows:
        _reckon(row, now)
    if rows:
        due.wake()
    return len(rows)


def _with_facts(rows: Sequence[Saved]) -> None:
    prefetch_related_objects(rows, "owner", "meeting__occurrences")


def _start_now(row: Saved, now: datetime) -> Start | None:
    """Return the start that a row is due for; None when the meeting was moved, cancelled or is gone meanwhile."""
    if row.meeting is None or is_gone(row) or row.due_at is None or row.remind_minutes is None:
        return None
    return reminded_start(timing_of(row.meeting), row.remind_minutes, due_at=row.due_at, now=now)


def _reckon(row: Saved, now: datetime) -> None:
    """Count when the next reminder is due from what the meeting says now."""
    meeting, minutes = row.meeting, row.remind_minutes
    row.due_at, row.reckoned_for = None, None
    if meeting is not None and minutes is not None:
        row.due_at = next_reminder(timing_of(meeting), minutes, now=now)
        row.reckoned_for = meeting.changed_at
    row.save(update_fields=["remind_minutes", "due_at", "reckoned_for"])


def _noted(action: str, row: Saved, now: datetime) -> None:
    record(action, actor=row.owner_id, subject=row.id, about=row.owner_id, now=now)
