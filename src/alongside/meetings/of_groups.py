"""The meetings of a group, as its page shows them, and what whoever has groups tells about these."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.meetings.enums import State
from alongside.meetings.models import Gathering, Meeting
from alongside.meetings.queries import timing_of
from alongside.meetings.services.of_groups import group_changed, group_ended, group_left
from alongside.meetings.timing import Start, next_starts
from alongside.meetings.words import length_of
from alongside.ui.communities import Held, Holder
from alongside.ui.moments import say_moment

RECENTLY = timedelta(days=2)
LAST = datetime.max.replace(tzinfo=UTC)


def held(community_id: UUID, now: datetime) -> list[Held]:
    """Return the meetings of a group, the next first, in the active language and time zone."""
    # Held here and closed again: by the clock of any place, today or the day before.
    closed = Gathering.objects.filter(
        meeting=OuterRef("id"), on_date__gt=now.date() - RECENTLY, closed_at__isnull=False
    )
    rows = Meeting.objects.filter(community=community_id).exclude(state=State.GONE).prefetch_related("occurrences")
    known = [
        _known(one, one.closed_on, now) for one in rows.annotate(closed_on=ArraySubquery(closed.values("on_date")))
    ]
    known.sort(key=lambda one: one.starts[0].at if one.starts else LAST)
    return [
        Held(one.meeting.name, reverse("meeting", args=[one.meeting.slug]), _when(one.starts, now, is_over=one.is_over))
        for one in known
    ]


class _Known(NamedTuple):
    """A meeting, whether its last date is over before its time, and when it is on now or next."""

    meeting: Meeting
    is_over: bool
    starts: Sequence[Start]


def _known(meeting: Meeting, closed_on: Sequence[date], now: datetime) -> _Known:
    starts = next_starts(timing_of(meeting), after=now - length_of(meeting), count=2)
    is_over = bool(starts) and starts[0].at <= now and starts[0].on_date in closed_on
    return _Known(meeting, is_over, starts[1:] if is_over else starts)


def _when(starts: Sequence[Start], now: datetime, *, is_over: bool) -> str:
    if not starts:
        return _("It is over.") if is_over else ""
    moment = say_moment(starts[0].at, now=now)
    if is_over:
        return _("It is over. The next one: %(moment)s") % {"moment": moment}
    return _("It is going on now.") if starts[0].at <= now else moment


def begin_path(community_id: UUID) -> str:
    """Return where a host of a group begins a meeting of it."""
    return reverse("group-meeting-begin", args=[community_id])


HOLDER = Holder(held=held, begin_path=begin_path, changed=group_changed, left=group_left, ended=group_ended)
