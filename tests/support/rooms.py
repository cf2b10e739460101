"""Meetings that are held in their room here, for tests: one that is on now, hosted by somebody."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from alongside.accounts.models import Person
from alongside.meetings import services
from alongside.meetings.models import Gathering, Hosting, Meeting, Presence, Steward


def hosted(host: Person, now: datetime, *, slug: str = "made-up-evening", fmt: str = "open-circle") -> Hosting:
    """Make a meeting of this place that begins now, is held here and looked after by this person."""
    meeting = Meeting.objects.create(
        slug=slug,
        name="Evening circle Madeup",
        program="aa",
        attendance="online",
        rhythm="once",
        on_date=now.date(),
        time=now.time().replace(second=0, microsecond=0),
        timezone="UTC",
        conference_url="https://meet.example.org/evening",
        state_since=now,
        changed_at=now,
        created_at=now,
    )
    hosting = Hosting.objects.create(created_at=now, meeting=meeting, format=fmt, held_here=True)
    Steward.objects.create(created_at=now, hosting=hosting, person=host)
    return hosting


def enters(person: Person, hosting: Hosting, now: datetime, *, name: str = "", is_new: bool = False) -> Gathering:
    """Have somebody come into the room."""
    coming = services.Coming(name or person.alias.split()[0], is_new=is_new)
    return services.enter_room(actor=person, slug=hosting.meeting.slug, coming=coming, now=now)


def does(person: Person, hosting: Hosting, act: str, now: datetime, **more: object) -> None:
    """Have somebody do something in the room."""
    order = services.Order(act, **more)  # type: ignore[arg-type]  # tests name them in words
    services.act_in_room(actor=person, slug=hosting.meeting.slug, order=order, now=now)


def seat_of(person: Person) -> Presence:
    """Return where somebody is."""
    return Presence.objects.get(person=person)


def lively(hosting: Hosting, host: Person, others: Sequence[Person], now: datetime) -> Gathering:
    """Open the room with others in it: one waits, one is new, something is written; it stays open for a day.

    It has a call elsewhere, too.
    """
    Hosting.objects.filter(id=hosting.id).update(
        call_url="https://us02web.zoom.us/j/86012345678", call_phone="+1 555 0100"
    )
    gathering = enters(host, hosting, now, name="Rosa")
    for number, other in enumerate(others):
        enters(other, hosting, now, name=("Sam", "Quiet one")[number], is_new=number == 0)
    does(host, hosting, "next", now, after=0)
    does(host, hosting, "chat", now, chat="open")
    does(others[1], hosting, "raise", now)
    does(host, hosting, "give", now)
    does(others[0], hosting, "raise", now)
    slug = hosting.meeting.slug
    services.write_line(actor=host, slug=slug, words="Welcome Test, all of you.", now=now)
    services.write_note(actor=others[0], slug=slug, words="Shaky Test, but I am here.", now=now)
    gathering.presences.update(seen_at=now + timedelta(days=1))
    return gathering
