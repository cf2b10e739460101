"""Meetings that nobody holds: for the table of addresses, and for pages to be looked at."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from alongside.accounts.models import Person
from alongside.meetings import services
from alongside.meetings.models import Hosting, Meeting, Occurrence, Reading, Source
from alongside.meetings.run_details import RunDetails
from alongside.meetings.services.running import host

NAMES = ("Morning light", "One day at a time", "Room to breathe", "Women together", "The long way home")
FEED = b'[{"slug": "one", "name": "One", "day": 1, "time": "19:00"}, {"slug": "odd", "name": "Odd", "day": 9}]'

LATER_FEED = FEED.replace(b"[", b'[{"slug": "evening", "name": "Evening Madeup", "day": 2, "time": "20:00"}, ', 1)


def on_tuesdays(now: datetime) -> Meeting:
    """Make a meeting on Tuesdays, in a room and online."""
    return Meeting.objects.create(
        slug="made-up-tuesday",
        name="Tuesday Madeup",
        program="aa",
        types=["O", "D"],
        attendance="hybrid",
        rhythm="weekly",
        day=2,
        time=time(19, 0),
        duration_min=60,
        timezone="Europe/Berlin",
        location="House Madeup",
        street="Street Madeup 7",
        city="Berlin Madeup",
        latitude=52.52,
        longitude=13.4,
        conference_url="https://meet.example.org/quiet?pwd=123456",
        conference_phone="+49 30 5550100,,98765#,,#,,123456#",
        state_since=now,
        changed_at=now,
        created_at=now - timedelta(days=60),
    )


def cancelled(meeting: Meeting, now: datetime) -> Occurrence:
    """Cancel that meeting on a Tuesday in three weeks."""
    days = (2 - now.isoweekday()) % 7 + 21  # beyond the dates that somebody is asked along to
    return Occurrence.objects.create(
        created_at=now,
        meeting=meeting,
        on_date=(now + timedelta(days=days)).date(),
        is_cancelled=True,
        words="The boiler is mended.",
    )


def run_by(meeting: Meeting, steward: Person, team: Mapping[Person, Sequence[str]], now: datetime) -> Hosting:
    """Have a meeting be run by a steward, with a reading of its own, and a team that said yes to these roles."""
    hosting = host(meeting, steward=steward, details=RunDetails("twelve-step", held_here=True), now=now)
    words = "We are glad that you are here.\n\nTake what helps you, and leave the rest."
    services.write_reading(
        actor=steward, slug=meeting.slug, segment="reading", title="Words Madeup", text=words, now=now
    )
    roles = {one.kind: one.id for one in hosting.roles.all()}
    for person, kinds in team.items():
        role_ids = [roles[kind] for kind in kinds]
        services.choose_served(actor=person, slug=meeting.slug, role_ids=role_ids, now=now)
    return hosting


def held_reading(now: datetime) -> Reading:
    """Make a reading of a source that waits for an organiser, after one with a record that could not be used."""
    source = Source.objects.create(
        created_at=now,
        name="Made-up Central Office",
        url="https://meetings.example.org/feed.json",
        format="meeting-guide",
        program="aa",
        timezone="Europe/Berlin",
    )
    services.take_in(source_id=source.id, body=FEED, now=now - timedelta(days=1))
    Source.objects.filter(id=source.id).update(trust="look")
    services.take_in(source_id=source.id, body=LATER_FEED, now=now)
    return Reading.objects.get(source=source, outcome="held")


def nearby(now: datetime) -> None:
    """Make more meetings near that one: every day, some online, one that may be no more."""
    for number in range(24):
        attendance = ("in_person", "online", "hybrid")[number % 3]
        Meeting.objects.create(
            slug=f"made-up-{number}",
            name=f"{NAMES[number % len(NAMES)]} Madeup",
            program=("aa", "na", "al-anon", "rd")[number % 4],
            types=["O"] if number % 2 else [],
            languages=["de", "en"][: number % 3],
            attendance=attendance,
            rhythm="monthly" if number == 7 else "weekly",
            nth=-1 if number == 7 else None,
            day=number % 7,
            time=time(7 + number % 14, 30),
            timezone="America/New_York" if attendance == "online" else "Europe/Berlin",
            location="Community house Madeup",
            city="Berlin",
            latitude=52.5 + number / 500,
            longitude=13.4,
            state="not_confirmed" if number == 4 else "listed",
            state_since=now,
            changed_at=now,
            created_at=now,
        )
