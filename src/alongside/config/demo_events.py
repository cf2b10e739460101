"""An event of a group of the demo community: questions and answers to come, with questions that were sent already."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Event, Group, Membership
from alongside.groups.stage_details import Planning

ABOUT = (
    "Quiet Lantern has had four years of evenings. Ask what you like: how the first weeks went, what was in the "
    "fridge, whom to ring at nine.\n\nNobody sees who asks."
)
ASKED = (
    ("Swift", "How long was it until the evenings felt like evenings again?", False),
    ("Teal", "What do you say when somebody at work asks why you never come along?", True),
)
ZONE = "Europe/London"
IN_DAYS = timedelta(days=4)


def hold_an_event(people: Mapping[str, Person], group: Group, *, now: datetime) -> None:
    """Plan an event of the group for one of the next evenings, with a guest asked, people who come, and questions."""
    host = people["Linden"]
    planning = Planning(
        title="The first hundred evenings",
        about=ABOUT,
        kind="questions",
        day=(now + IN_DAYS).date(),
        at=time(19),
        zone=ZONE,
        minutes=60,
    )
    event = services.plan_event(actor=host, slug=group.slug, planning=planning, now=now)
    guest = Membership.objects.get(group=group, person=people["Heron"])
    services.ask_guest(actor=host, slug=group.slug, event_id=event.id, membership_id=guest.id, now=now)
    for alias, words, is_anonymous in ASKED:
        _asks(people[alias], event, words, is_anonymous=is_anonymous, now=now)


def _asks(person: Person, event: Event, words: str, *, is_anonymous: bool, now: datetime) -> None:
    """Have somebody say that they will come, and ask something."""
    slug = event.group.slug
    services.will_come(actor=person, slug=slug, event_id=event.id, comes=True, now=now)
    services.ask_question(actor=person, slug=slug, event_id=event.id, words=words, is_anonymous=is_anonymous, now=now)
