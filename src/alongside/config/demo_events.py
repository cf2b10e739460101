"""Events of a group of the demo community: one to come with questions that were sent already, and one that is over."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import partial

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Event, EventQuestion, Group, Membership
from alongside.groups.stage.details import Order, Planning

ABOUT = (
    "Quiet Lantern has had four years of evenings. Ask what you like: how the first weeks went, what was in the "
    "fridge, whom to ring at nine.\n\nOnly those who moderate see who asks."
)
ASKED = (
    ("Swift", "How long was it until the evenings felt like evenings again?", False),
    ("Teal", "What do you say when somebody at work asks why you never come along?", True),
)
PAST_ABOUT = "Sundays have no edges. Bring what you do with yours, or nothing, and listen."
PAST_QUESTION = ("Teal", "What do you do with the hour after lunch, when everybody else seems to be somewhere?")
PAST_ANSWERS = (
    "I go out before I have decided anything. Shoes first, then the question where to.",
    "And I keep one small thing for Sundays alone. Mine is a letter to my aunt, by hand.",
)
SUMMARY = (
    "What we took home:\n\n- shoes first, then the question where to\n- one small thing that belongs to Sundays alone\n"
    "- somebody to tell at six how it was\n\nThank you to everybody who came, and to those who only listened."
)
ZONE = "Europe/London"
IN_DAYS = timedelta(days=4)
DAYS_AGO = timedelta(days=6)


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


def look_back_on_an_event(people: Mapping[str, Person], group: Group, *, now: datetime) -> None:
    """Have an event be over for some days: a question answered on the stage, and a summary by its host."""
    host, slug = people["Linden"], group.slug
    planning = Planning(
        title="What to do with Sundays",
        about=PAST_ABOUT,
        kind="questions",
        day=(now - DAYS_AGO).date(),
        at=time(17),
        zone=ZONE,
        minutes=60,
    )
    planned = now - DAYS_AGO - timedelta(days=7)
    event = services.plan_event(actor=host, slug=slug, planning=planning, now=planned)
    alias, words = PAST_QUESTION
    begins = event.starts_at
    asked = _asks(people[alias], event, words, is_anonymous=True, now=begins - timedelta(hours=2))
    services.begin_event(actor=host, slug=slug, event_id=event.id, now=begins)
    order, at = Order("stage", asked.id), begins + timedelta(minutes=5)
    services.act_on_question(actor=host, slug=slug, event_id=event.id, order=order, now=at)
    for number, answer in enumerate(PAST_ANSWERS, 1):
        at = begins + timedelta(minutes=5 + 3 * number)
        services.say_line(actor=host, slug=slug, event_id=event.id, words=answer, now=at)
    ended = begins + timedelta(minutes=55)
    services.end_event(actor=host, slug=slug, event_id=event.id, now=ended)
    summed_up = ended + timedelta(hours=1)
    services.write_summary(actor=host, slug=slug, event_id=event.id, text=SUMMARY, now=summed_up)


def _asks(person: Person, event: Event, words: str, *, is_anonymous: bool, now: datetime) -> EventQuestion:
    """Have somebody say that they will come, and ask something."""
    slug = event.group.slug
    services.will_come(actor=person, slug=slug, event_id=event.id, comes=True, now=now)
    ask = partial(services.ask_question, actor=person, slug=slug, event_id=event.id)
    return ask(words=words, is_anonymous=is_anonymous, now=now)
