"""Being reminded of what one said yes to come along to: whoever comes along chooses it, and it follows the meeting."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from alongside.audit.services import record
from alongside.circles.policies import SupportingActor
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid
from alongside.meetings import along_telling
from alongside.meetings.along_page import can_be_reminded, start_as_it_stands
from alongside.meetings.enums import AlongState
from alongside.meetings.models import Along, AlongReminder
from alongside.meetings.policies import access_asked_along
from alongside.meetings.reminding import MINUTES
from alongside.notifications.services import tell
from alongside.ui import phrases

AT_ONCE = 500
NOT_AGREED = _("You can be reminded of what you said yes to. Nothing is lost.")
TOO_LATE = _("It begins sooner than that. Please choose a shorter time.")
NO_WAY = _("We have no e-mail address of yours to write to. You can give one on your own page. Nothing is lost.")


@transaction.atomic
def choose_along_reminder(*, actor: SupportingActor, along_id: UUID, minutes: int | None, now: datetime) -> None:
    """Have whoever comes along be reminded so many minutes before it begins, or not at all. Invalid, NotFound.

    Conflict for what they did not say yes to, and for a contact whom we cannot write to.
    """
    if minutes is not None and minutes not in MINUTES:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="minutes")
    row = access_asked_along(actor, along_id, lock=True)
    if row.state != AlongState.AGREED:
        raise Conflict(NOT_AGREED)
    AlongReminder.objects.filter(along=row).delete()
    if minutes is not None:
        _check_can_be(actor, row, minutes, now)
        _reckon(AlongReminder(created_at=now, along=row, minutes=minutes), now)
        due.wake()
    record("meetings.along_reminder_chosen", actor=actor.id, subject=row.id, now=now)


def _check_can_be(actor: SupportingActor, row: Along, minutes: int, now: datetime) -> None:
    if not can_be_reminded(actor):
        raise Conflict(NO_WAY)
    start = start_as_it_stands(row)
    if start is None or start.at - timedelta(minutes=minutes) <= now:
        raise Invalid(TOO_LATE, field="minutes")


def send_along_reminders(rows: Sequence[AlongReminder], now: datetime) -> None:
    """Remind who comes along to what begins soon: the step of this due work. What was moved waits for its time."""
    _with_facts(rows)
    told = [along_telling.reminder(row.along, start) for row in rows if (start := _start_now(row, now))]
    tell(told, now=now)
    for row in rows:
        _reckon(row, now)


@transaction.atomic
def reckon_changed_along(now: datetime) -> int:
    """Count the reminders of meetings that changed anew, whoever changed them; return how many."""
    waiting = AlongReminder.objects.filter(along__saved__meeting__isnull=False)
    changed = waiting.exclude(reckoned_for__isnull=False, reckoned_for=F("along__saved__meeting__changed_at"))
    rows = list(changed.select_for_update(no_key=True, skip_locked=True, of=("self",))[:AT_ONCE])
    _with_facts(rows)
    for row in rows:
        _reckon(row, now)
    if rows:
        due.wake()
    return len(rows)


def _with_facts(rows: Sequence[AlongReminder]) -> None:
    prefetch_related_objects(rows, "along__saved__meeting__occurrences", "along__tie__owner")
    prefetch_related_objects(rows, "along__tie__supporter__person")


def _start_now(row: AlongReminder, now: datetime) -> datetime | None:
    """Return the start that a row is due for; None when it is off, was moved or has begun meanwhile."""
    start = start_as_it_stands(row.along)
    if row.along.state != AlongState.AGREED or start is None or row.due_at is None or start.at <= now:
        return None
    return start.at if start.at - timedelta(minutes=row.minutes) == row.due_at else None


def _reckon(row: AlongReminder, now: datetime) -> None:
    """Count when the reminder is due from what the meeting says now; None for what is not to come any more."""
    start, meeting = start_as_it_stands(row.along), row.along.saved.meeting
    at = start.at - timedelta(minutes=row.minutes) if start else None
    row.due_at = at if at and at > now else None
    row.reckoned_for = meeting.changed_at if meeting else None
    row.save()
