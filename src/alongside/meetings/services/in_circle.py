"""A saved meeting as a tie of its owner's circle: a place where people are, at its hours."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.details import TieDetails
from alongside.circles.enums import Relation, Ring, Support
from alongside.circles.enums import Rhythm as Touch
from alongside.circles.models import Tie
from alongside.circles.services import name_tie
from alongside.circles.texts import NAME_LENGTH
from alongside.kernel.errors import Conflict
from alongside.meetings.enums import Attendance, Rhythm
from alongside.meetings.mine_page import is_gone, is_in_circle, is_shown
from alongside.meetings.models import Meeting
from alongside.meetings.policies import access_saved

TOUCH = {Rhythm.WEEKLY: Touch.WEEKLY, Rhythm.MONTHLY: Touch.MONTHLY}
GONE = _("This meeting is not listed any more, so it was not added. Nothing is lost.")
FOR_ITS_GROUP = _("Only people of its group know of this meeting, so it stays out of your circle. Nothing is lost.")


@transaction.atomic
def add_to_circle(*, actor: Person, saved_id: UUID, now: datetime) -> Tie:
    """Make a saved meeting a tie of the actor's circle; in it already, it stays as it is. NotFound.

    Conflict for a meeting that is gone or for a group alone, and past 200 ties.
    """
    row = access_saved(actor, saved_id, lock=True)
    if row.tie is not None and is_in_circle(row):
        return row.tie
    if row.meeting is None or is_gone(row):
        raise Conflict(GONE)
    if not is_shown(row):
        raise Conflict(FOR_ITS_GROUP)
    row.tie = name_tie(actor=actor, details=_details(row.meeting), now=now)
    row.save(update_fields=["tie"])
    record("meetings.added_to_circle", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row.tie


def _details(meeting: Meeting) -> TieDetails:
    """Return a meeting as a circle has it: a place, as often as it is held, where there is somebody to talk to."""
    return TieDetails(
        name=meeting.name[:NAME_LENGTH].strip(),
        relation=Relation.ONLINE if meeting.attendance == Attendance.ONLINE else Relation.GROUP,
        ring=Ring.OUTER,
        gives=(Support.EMOTIONAL,),
        rhythm=TOUCH.get(Rhythm(meeting.rhythm)),
    )
