"""What somebody reads about the meetings they saved, in the active language and time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.enums import TieState
from alongside.meetings.enums import Admits, Attendance, State
from alongside.meetings.models import Meeting, Saved
from alongside.meetings.policies import visible_saved
from alongside.meetings.queries import timing_of
from alongside.meetings.timing import Start, next_starts
from alongside.meetings.way_in import WayIn, way_in
from alongside.meetings.words import NOT_CONFIRMED, day_words, local_time, place_words

SOON = timedelta(hours=24)
# Who comes late still finds the way in.
BEGUN = timedelta(minutes=30)
GONE = _("This meeting is not listed any more. It may have moved or ended. You can find another one.")


@dataclass(frozen=True, slots=True)
class Mine:
    """A saved meeting in words: when it begins next for the reader, where, and what else to know."""

    row: Saved
    start: datetime | None
    day: str
    at: str
    local: str
    place: str
    words: str
    warning: str
    way: WayIn | None
    room_path: str

    @property
    def is_gone(self) -> bool:
        """Tell whether there is no such meeting any more."""
        return is_gone(self.row)


def is_gone(row: Saved) -> bool:
    """Tell whether a saved meeting is not there any more, or is for members of a group that its owner is not in."""
    meeting = row.meeting
    return meeting is None or meeting.state == State.GONE or (meeting.is_for_members and not row.takes_part)


def is_shown(row: Saved) -> bool:
    """Tell whether somebody else may read what a saved meeting is: whom its owner asks along, their circle."""
    return row.meeting is not None and row.meeting.state != State.GONE and not row.meeting.is_for_members


def has_a_way(row: Saved) -> bool:
    """Tell whether one goes somewhere for a saved meeting, so that somebody can be picked up for it."""
    return row.meeting is None or row.meeting.attendance != Attendance.ONLINE


def is_in_circle(row: Saved) -> bool:
    """Tell whether a saved meeting is a tie of its owner's circle."""
    return row.tie is not None and row.tie.state != TieState.ENDED


def saved_of(person: Person, *, now: datetime) -> list[Mine]:
    """Return the meetings somebody saved, the next first, those without a next start last."""
    rows = visible_saved(person).select_related("meeting__hosting").prefetch_related("meeting__occurrences")
    lines = [mine(row, now=now) for row in rows]
    return sorted(lines, key=lambda one: (one.start is None, one.start or now, one.row.name))


def mine(row: Saved, *, now: datetime) -> Mine:
    """Say a saved meeting."""
    meeting = row.meeting
    if meeting is None or is_gone(row):
        return Mine(row, None, "", "", "", "", "", str(GONE), None, "")
    start = _next(meeting, now)
    differs = start.differs if start else None
    here = timezone.localtime(start.at) if start else None
    return Mine(
        row=row,
        start=start.at if start else None,
        day=day_words(here.date()) if here else "",
        at=formats.time_format(here) if here else "",
        local=local_time(start.at, meeting.timezone) if start else "",
        place=place_words(meeting, differs.place if differs else ""),
        words=differs.words if differs else "",
        warning=str(NOT_CONFIRMED) if meeting.state == State.NOT_CONFIRMED else "",
        way=way_in(meeting),
        room_path=reverse("room", args=[meeting.slug]) if row.takes_part and _has_room(meeting) else "",
    )


def _has_room(meeting: Meeting) -> bool:
    hosting = getattr(meeting, "hosting", None)
    return hosting is not None and hosting.held_here and hosting.admits == Admits.MEMBERS


def _next(meeting: Meeting, now: datetime) -> Start | None:
    return next(iter(next_starts(timing_of(meeting), after=now - BEGUN)), None)


def next_of(person: Person, *, now: datetime) -> Mine | None:
    """Return the saved meeting that begins next, within a day; None when there is none."""
    first = next(iter(saved_of(person, now=now)), None)
    return first if first and first.start and first.start <= now + SOON else None


def save_part(person: Person | AnonymousUser, meeting: Meeting) -> dict[str, object]:
    """Return what `meetings/save_part.html` needs on the page of a meeting: the reader's own row, if they saved it."""
    if not isinstance(person, Person):
        return {"can_save": False, "saved": None}
    return {"can_save": True, "saved": visible_saved(person).filter(meeting=meeting).first()}
