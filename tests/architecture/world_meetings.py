"""What meetings of the made-up community leave behind."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from alongside.circles.models import Supporter, Tie
from alongside.kernel.clock import current_time
from alongside.meetings import services as meetings
from alongside.meetings.along_page import dates_to_ask_for
from alongside.meetings.models import (
    Along,
    Attended,
    Gathering,
    Hosting,
    HostNote,
    Line,
    Meeting,
    MeetingRole,
    Occurrence,
    Reading,
    Saved,
    Service,
)
from tests.support import made_up_meetings, rooms

if TYPE_CHECKING:
    from tests.architecture.world import People


class Meetings:
    """Meetings that the owner keeps and looks after, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @cached_property
        def tie(self) -> Tie:
            """The owner's tie to the supporter."""

        @cached_property
        def contact(self) -> Supporter:
            """Somebody without an account in the owner's circle."""

    @cached_property
    def meeting(self) -> Meeting:
        """A meeting on Tuesdays, in a room and online."""
        return made_up_meetings.on_tuesdays(self.now)

    @cached_property
    def meeting_date(self) -> Occurrence:
        """A Tuesday on which that meeting is cancelled."""
        return made_up_meetings.cancelled(self.meeting, self.now)

    @cached_property
    def hosting(self) -> Hosting:
        """How that meeting is run: the owner looks after it and serves it."""
        assert self.meeting_date
        owner = self.people.owner
        return made_up_meetings.run_by(self.meeting, owner, {owner: ("chair", "reader")}, self.now)

    @cached_property
    def service(self) -> Service:
        """The next date on which the owner serves it."""
        served = Service.objects.filter(role__hosting=self.hosting, serving__person=self.people.owner)
        return served.earliest("starts_at")

    @cached_property
    def meeting_role(self) -> MeetingRole:
        """The role in which they do."""
        return self.service.role

    @cached_property
    def held_here(self) -> Hosting:
        """A meeting that the owner looks after and that is held here, now."""
        return rooms.hosted(self.people.owner, self.now)

    @cached_property
    def room(self) -> Gathering:
        """The room of that meeting: the owner leads, the supporter waits for the word, the listener stays on."""
        return rooms.lively(self.held_here, self.people.owner, [self.people.supporter, self.people.listener], self.now)

    @cached_property
    def room_line(self) -> Line:
        """What the owner wrote there for all."""
        return Line.objects.get(gathering=self.room)

    @cached_property
    def room_note(self) -> HostNote:
        """What the supporter told who leads."""
        return HostNote.objects.get(presence__gathering=self.room)

    @cached_property
    def held_reading(self) -> Reading:
        """A reading of a source that waits for an organiser, after one with a record that could not be used."""
        return made_up_meetings.held_reading(self.now)

    @cached_property
    def my_meeting(self) -> Saved:
        """That meeting, saved by the owner with a reminder."""
        owner, slug, now = self.people.owner, self.meeting.slug, current_time()
        row = meetings.save_meeting(actor=owner, slug=slug, now=now)
        meetings.choose_reminder(actor=owner, saved_id=row.id, minutes=30, now=now)
        return row

    @cached_property
    def my_meeting_date(self) -> Attended:
        """A day on which the owner was there."""
        saved, day = self.my_meeting, (current_time() - timedelta(days=7)).date()
        return meetings.note_there(actor=self.people.owner, saved_id=saved.id, on_date=day, now=current_time())

    @cached_property
    def along(self) -> Along:
        """That the owner asked the supporter to come along to the date after the next of it."""
        return self._along(self.tie, "come")

    @cached_property
    def contact_along(self) -> Along:
        """That the owner asked the contact to pick them up for it."""
        return self._along(self.contact.ties.get(), "pick_up")

    def _along(self, tie: Tie, way: str) -> Along:
        row, now = self.my_meeting, current_time()
        # The next may begin at any moment, too soon for a reminder.
        day = date.fromisoformat(dates_to_ask_for(row, now=now)[1][0])
        values = {"on_date": day, "way": way, "words": "Corner Test"}
        return meetings.ask_along(actor=self.people.owner, saved_id=row.id, tie_id=tie.id, now=now, **values)

    @cached_property
    def my_calendar(self) -> str:
        """The token of the owner's calendar, with their saved meeting in it."""
        assert self.my_meeting
        return meetings.make_feed(actor=self.people.owner, words="", now=current_time())
