"""Meetings of the demo community: a dozen made-up ones of three fellowships, an own one, and one of a group."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import must_add_second_step
from alongside.meetings import services
from alongside.meetings.details import Draft
from alongside.meetings.enums import Attendance, Chat, Format
from alongside.meetings.models import MeetingRole
from alongside.meetings.run_details import RunDetails
from alongside.meetings.services.sources import SourceDetails

HERE = {"city": "Philadelphia", "state": "PA", "latitude": 39.9524, "longitude": -75.1636}
BERLIN = {"city": "Berlin", "latitude": 52.52, "longitude": 13.405, "timezone": "Europe/Berlin"}
MADRID = {"city": "Madrid", "latitude": 40.4168, "longitude": -3.7038, "timezone": "Europe/Madrid", "types": ["S"]}
ONLINE = {"conference_url": "https://meet.example.org/made-up", "conference_url_notes": "Passcode: 123456"}
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
# By fellowship: name, days (0 is Sunday), time, types, where.
MEETINGS: dict[str, tuple[tuple[str, list[int], str, list[str], dict[str, Any]], ...]] = {
    "aa": (
        ("Morning light", EVERY_DAY, "07:00", ["O", "D"], ONLINE),
        ("Lunch hour at the library", [1, 3, 5], "12:15", ["O"], HERE | {"location": "Made-up Library"}),
        ("Room to breathe", [2], "19:00", ["O", "W"], HERE | {"location": "Made-up Community House"}),
        ("Candles and quiet", [0], "20:30", ["O"], HERE | ONLINE | {"location": "Made-up Chapel"}),
        ("Abend am Kanal", [4], "19:30", ["O"], BERLIN | {"location": "Made-up Haus"}),
        ("Un día a la vez", [2, 5], "20:00", ["S", "O"], MADRID | {"location": "Casa Inventada"}),
    ),
    "na": (
        ("Night owls", EVERY_DAY, "23:00", ["O"], ONLINE),
        ("The long way home", [1, 4], "18:30", ["O"], HERE | {"location": "Made-up Garage"}),
        ("Steps by the river", [6], "10:00", ["C"], HERE | {"location": "Made-up Boathouse"}),
    ),
    "rd": (
        ("Sitting together", [1, 3], "18:00", [], ONLINE),
        ("Sunday sangha", [0], "11:00", [], HERE | {"location": "Made-up Studio"}),
        ("Early sit", EVERY_DAY, "06:30", [], ONLINE),
    ),
}


def list_meetings(*, now: datetime) -> None:
    """Bring the meetings in, as a file of each fellowship would."""
    for program, rows in MEETINGS.items():
        details = SourceDetails(f"Made-up list ({program})", Format.MEETING_GUIDE, program, "America/New_York")
        source = services.prepare_source(actor=None, details=details, now=now)
        services.take_in(source_id=source.id, body=json.dumps(list(map(_record, rows))).encode(), now=now)


def _record(row: tuple[str, list[int], str, list[str], dict[str, Any]]) -> dict[str, Any]:
    name, days, time, types, where = row
    slug = name.casefold().replace(" ", "-")
    return {**where, "slug": slug, "name": name, "day": days, "time": time, "types": types}


def hold_own_meeting(organiser: Person, team: Mapping[Person, Sequence[str]], *, now: datetime) -> None:
    """Hold a meeting of the community itself, with people who said yes to these roles and take turns."""
    if must_add_second_step(organiser, Role.ORGANISER):
        return  # whoever runs this place asks for one; then it is begun on the pages
    draft = Draft(
        name="The kitchen table",
        program="sg",
        timezone="America/New_York",
        day=3,
        time=time(19, 30),
        location="Made-up Community House",
        city="Philadelphia",
        region="PA",
        notes="There is tea. You need not say anything.",
    )
    slug = services.write_meeting(actor=organiser, draft=draft, now=now).slug
    services.begin_running(actor=organiser, slug=slug, details=RunDetails("open-circle", held_here=True), now=now)
    roles = dict(MeetingRole.objects.filter(hosting__meeting__slug=slug).values_list("kind", "id"))
    for person, kinds in team.items():
        services.choose_served(actor=person, slug=slug, role_ids=[roles[kind] for kind in kinds], now=now)


def hold_group_meeting(host: Person, community: UUID, *, now: datetime) -> None:
    """Have a group hold a meeting in its room here, at the hour in which the demo is made: so one can go in at once."""
    here = now.astimezone(ZoneInfo("America/New_York"))
    draft = Draft(
        name="Evening lights",
        program="sg",
        timezone="America/New_York",
        attendance=Attendance.ONLINE,
        day=here.isoweekday() % 7,
        time=here.time().replace(minute=here.minute // 15 * 15, second=0, microsecond=0),
        duration_min=180,
        notes="The room is open while somebody would rather not be alone. You need not say anything.",
    )
    details = RunDetails("open-circle", held_here=True, chat=Chat.OPEN)
    services.begin_group_meeting(actor=host, community_id=community, draft=draft, details=details, now=now)
