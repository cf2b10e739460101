"""What people are called around a meeting: in that of a group by their alias there, and by no other."""

from collections.abc import Iterable
from uuid import UUID

from alongside.accounts.models import Person
from alongside.meetings.models import Meeting
from alongside.ui import communities


def called(meeting: Meeting, people: Iterable[Person]) -> dict[UUID, str]:
    """Return what these people are called there; who is not in its group any more is not among them."""
    if meeting.community is None:
        return {one.id: one.alias for one in people}
    return {one.person: one.alias for one in communities.members_of(meeting.community)}


def called_there(meeting: Meeting, person: Person) -> str:
    """Return what one person is called there."""
    return called(meeting, [person]).get(person.id, "")


def hosts_of_group(meeting: Meeting) -> list[str]:
    """Return what those are called who host the group whose meeting this is."""
    members = communities.members_of(meeting.community) if meeting.community else []
    return [one.alias for one in members if one.keeps]
