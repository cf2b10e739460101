"""What the page of a meeting says about the group that holds it."""

from dataclasses import dataclass

from alongside.accounts.models import Person
from alongside.meetings.models import Meeting
from alongside.meetings.policies import keeps, takes_part
from alongside.ui.communities import Community, find_community


@dataclass(frozen=True, slots=True)
class GroupPart:
    """The group, if the reader may know it; whether they may come in, and look after the meeting."""

    group: Community | None
    takes_part: bool
    keeps: bool


def group_part(reader: Person | None, meeting: Meeting) -> GroupPart | None:
    """Return what the page of a meeting says about its group, None for one that no group holds."""
    if meeting.community is None:
        return None
    if reader is None:
        return GroupPart(None, takes_part=False, keeps=False)
    group = find_community(reader.id, meeting.community)
    return GroupPart(group, takes_part(reader, meeting), keeps(reader.id, meeting))
