"""Meetings of groups, for tests: one every week, in its room here."""

from datetime import datetime, time

from alongside.accounts.models import Person
from alongside.groups.models import Group
from alongside.meetings import services
from alongside.meetings.details import Draft
from alongside.meetings.models import Meeting
from alongside.meetings.run_details import RunDetails


def held_by(host: Person, group: Group, now: datetime) -> Meeting:
    """Have a group hold a meeting on Wednesday evenings."""
    draft = Draft(
        name="Candles Madeup",
        program="sg",
        timezone="Europe/Madrid",
        attendance="online",
        day=3,
        time=time(19, 30),
    )
    details = RunDetails("open-circle", held_here=True)
    return services.begin_group_meeting(actor=host, community_id=group.id, draft=draft, details=details, now=now)
