"""Whether a meeting is still so: what visitors found, and what its secretary says."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict, NotFound
from alongside.kernel.schedule import label_at
from alongside.meetings.enums import Confirmed, State
from alongside.meetings.models import Meeting, Report
from alongside.meetings.policies import access_meeting, visible_meetings
from alongside.meetings.queries import latest_held, timing_of
from alongside.meetings.reporters import reporter_of
from alongside.meetings.standing import LATELY

TOO_EARLY = _("It was not held in the last seven days, so nobody can say yet. Nothing was changed.")


@transaction.atomic
def report_there(*, actor: Person, slug: str, was_there: bool, now: datetime) -> Report:
    """Keep that the latest date was there or not, once for each person, and not who says so. NotFound, Conflict.

    The audit is told nothing: who goes to which meeting is nobody's business.
    """
    meeting = access_meeting(slug)
    held = latest_held(meeting, timing_of(meeting), now=now)
    if held is None and meeting.time is not None:
        raise Conflict(TOO_EARLY)
    on_date = held or label_at(now, meeting.timezone).date()
    row, _made = Report.objects.update_or_create(
        meeting=meeting,
        on_date=on_date,
        reporter=reporter_of(meeting.id, actor.id),
        defaults={"was_there": was_there},
        create_defaults={"was_there": was_there, "created_at": now},
    )
    return row


@transaction.atomic
def take_report_back(*, actor: Person, slug: str) -> None:
    """Forget what somebody said about a meeting."""
    meeting = access_meeting(slug)
    meeting.reports.filter(reporter=reporter_of(meeting.id, actor.id)).delete()


def forget_reports(now: datetime) -> int:
    """Delete what visitors said too long ago to mean something; return how many."""
    return Report.objects.filter(created_at__lte=now - LATELY).delete()[0]


@transaction.atomic
def confirm_meeting(*, meeting_id: UUID, is_so: bool, now: datetime) -> Meeting:
    """Keep that a secretary says, by their link, that a meeting is as it stands here, or is not held any more."""
    meeting = visible_meetings().select_for_update(of=("self",)).filter(id=meeting_id).first()
    if meeting is None:
        raise NotFound
    if is_so:
        meeting.confirmed_at, meeting.confirmed_by = now, Confirmed.SECRETARY
    if (meeting.state == State.LISTED) != is_so:
        meeting.state, meeting.state_since = (State.LISTED if is_so else State.NOT_CONFIRMED), now
    meeting.save(update_fields=["confirmed_at", "confirmed_by", "state", "state_since"])
    record(f"meetings.{'confirmed' if is_so else 'not_held'}", actor=None, subject=meeting.id, now=now)
    return meeting
