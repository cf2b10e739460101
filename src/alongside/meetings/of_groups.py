"""The meetings of a group, as its page shows them, and what whoever has groups tells about these."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from alongside.meetings.enums import State
from alongside.meetings.models import Meeting
from alongside.meetings.queries import timing_of
from alongside.meetings.services.of_groups import group_changed, group_ended, group_left
from alongside.meetings.timing import next_starts
from alongside.meetings.words import length_of
from alongside.ui.communities import Held, Holder
from alongside.ui.moments import say_moment


def held(community_id: UUID, now: datetime) -> list[Held]:
    """Return the meetings of a group, the next first, in the active language and time zone."""
    rows = Meeting.objects.filter(community=community_id).exclude(state=State.GONE).prefetch_related("occurrences")
    found = sorted(((_start(one, now), one) for one in rows), key=lambda pair: (pair[0] is None, pair[0] or now))
    return [
        Held(one.name, reverse("meeting", args=[one.slug]), say_moment(start, now=now) if start else "")
        for start, one in found
    ]


def _start(meeting: Meeting, now: datetime) -> datetime | None:
    """Return when a meeting is next, or began if it is on now."""
    starts = next_starts(timing_of(meeting), after=now - length_of(meeting))
    return starts[0].at if starts else None


def begin_path(community_id: UUID) -> str:
    """Return where a host of a group begins a meeting of it."""
    return reverse("group-meeting-begin", args=[community_id])


HOLDER = Holder(held=held, begin_path=begin_path, changed=group_changed, left=group_left, ended=group_ended)
