"""What of a `World` an address of a meeting is about."""

from collections.abc import Mapping

from alongside.circles.links import sign
from alongside.meetings.links import SECRETARY
from tests.architecture import objects
from tests.architecture.world import World


def meeting(world: World) -> Mapping[str, object]:
    """A meeting that everybody sees."""
    return {"slug": world.meeting.slug}


def my_meetings(world: World) -> Mapping[str, object]:
    """The owner has saved a meeting, and is offered company for one."""
    assert world.my_meeting
    assert world.company_offer
    return {}


def my_meeting(world: World) -> Mapping[str, object]:
    """A meeting that the owner saved."""
    return {"saved_id": world.my_meeting.id}


def my_meeting_asked(world: World) -> Mapping[str, object]:
    """The same, with two whom the owner asked along."""
    assert world.along
    assert world.contact_along
    return my_meeting(world)


def along(world: World) -> Mapping[str, object]:
    """That the owner asked the supporter along to it."""
    return {"along_id": world.along.id}


def along_answer(world: World) -> Mapping[str, object]:
    """The answer to that."""
    return {**along(world), "move": "yes"}


def contact_along_answer(world: World) -> Mapping[str, object]:
    """The same for the contact."""
    return {**objects.contact(world), "along_id": world.contact_along.id, "move": "yes"}


def my_meeting_date(world: World) -> Mapping[str, object]:
    """A day on which the owner was there."""
    return {"saved_id": world.my_meeting.id, "date_id": world.my_meeting_date.id}


def my_calendar(world: World) -> Mapping[str, object]:
    """The address of the owner's calendar."""
    return {"token": world.my_calendar}


def secretary(world: World) -> Mapping[str, object]:
    """The link of that meeting's secretary."""
    return {"token": sign(world.meeting.id, salt=SECRETARY)}


def meeting_date(world: World) -> Mapping[str, object]:
    """A date of that meeting that is cancelled."""
    return {"slug": world.meeting.slug, "day": world.meeting_date.on_date.isoformat()}


def meeting_date_there(world: World) -> Mapping[str, object]:
    """That meeting, with that date."""
    assert world.meeting_date
    return meeting(world)


def hosting(world: World) -> Mapping[str, object]:
    """That meeting, run by the owner."""
    return {"slug": world.hosting.meeting.slug}


def hosting_there(world: World) -> Mapping[str, object]:
    """That it is run; the address has no parameter."""
    assert world.hosting
    return {}


def own_reading(world: World) -> Mapping[str, object]:
    """A part of it in which there is a reading of the group's own."""
    return {**hosting(world), "segment": "reading"}


def meeting_role(world: World) -> Mapping[str, object]:
    """A role of it."""
    return {**hosting(world), "role_id": world.meeting_role.id}


def hosting_date(world: World) -> Mapping[str, object]:
    """A date of it."""
    return {**hosting(world), "day": world.service.on_date.isoformat()}


def meeting_place(world: World) -> Mapping[str, object]:
    """A role of it on that date."""
    return {**meeting_role(world), **hosting_date(world)}


def service(world: World) -> Mapping[str, object]:
    """A date on which the owner serves it."""
    return {"service_id": world.service.id}


def room(world: World) -> Mapping[str, object]:
    """The room of a meeting, in which the owner leads and the supporter is."""
    return {"slug": world.room.meeting.slug}


def room_line(world: World) -> Mapping[str, object]:
    """A line of the owner's in it."""
    return {**room(world), "line_id": world.room_line.id}


def room_note(world: World) -> Mapping[str, object]:
    """A note of the supporter's in it."""
    return {**room(world), "note_id": world.room_note.id}


def source(world: World) -> Mapping[str, object]:
    """A source of meetings, one reading of which is held."""
    return {"source_id": world.held_reading.source_id}


def held_reading(world: World) -> Mapping[str, object]:
    """That reading."""
    return {"source_id": world.held_reading.source_id, "reading_id": world.held_reading.id}


def serving(world: World) -> Mapping[str, object]:
    """Somebody who serves a meeting."""
    return {**hosting(world), "serving_id": world.service.serving_id}
