"""Messages in the demo community: two of a group who write to each other, and a small circle with one who is asked."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.models import Group, Membership
from alongside.messaging import services
from alongside.messaging.enums import Origin
from alongside.messaging.models import Conversation
from alongside.messaging.services import Asking, Line

LET_OTHERS_WRITE = ("Heron", "Linden", "Swift", "Teal")
# How many minutes ago, by whom. The first of them asks, and the other says yes.
BETWEEN_TWO = (
    (
        1700,
        "Swift",
        "You said that you would be there for an hour, with tea, and you were. I wanted to thank you.",
    ),
    (1660, "Heron", "I am glad you wrote. How was the way to bed?"),
    (1655, "Swift", "Long. But I slept. Do you walk sometimes? I go along the river on Sundays, at ten."),
    (1640, "Heron", "On Sundays I could. Slowly, because of my knee."),
    (1633, "Swift", "Slowly is how I go."),
)
# Who begins the small circle, who says yes to it, and who has not said anything yet.
BEGINS, SAY_YES, ASKED = "Linden", ("Swift", "Teal"), "Heron"
IN_CIRCLE = (
    (300, "Linden", "I thought of the three of us for the evenings before a day off. Nobody has to answer."),
    (290, "Teal", "Good. Those are the long ones. I am on the sofa, with the cat on my feet."),
    (284, "Swift", "Mine is tomorrow. I will look in here at eight."),
)


def write_letters(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have people let others of their group write to them, two of them write, and a few make a small circle."""
    for alias in LET_OTHERS_WRITE:
        at = now - timedelta(days=12)
        groups.choose_letters(actor=people[alias], slug=group.slug, lets_write=True, now=at)
    _write_between_two(group, people, now=now)
    _write_in_circle(group, people, now=now)


def _write_between_two(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    (minutes, asks, text), *lines = BETWEEN_TWO
    other = lines[0][1]
    first = services.write_first(
        actor=people[asks],
        origin=Origin.GROUP,
        source=_membership(group, people[other]).id,
        line=Line(text, "demo first"),
        now=now - timedelta(minutes=minutes),
    )
    yes_at = now - timedelta(minutes=lines[0][0] + 1)
    services.accept(actor=people[other], conversation_id=first.conversation_id, now=yes_at)
    _say(first.conversation, people, lines, now=now)


def _write_in_circle(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    asked = [_membership(group, people[alias]).id for alias in (*SAY_YES, ASKED)]
    circle = services.begin_circle(actor=people[BEGINS], asking=Asking(group.id, asked), now=now - timedelta(hours=6))
    for alias in SAY_YES:
        at = now - timedelta(minutes=330)
        services.join_circle(actor=people[alias], conversation_id=circle.id, called="", now=at)
    _say(circle, people, IN_CIRCLE, now=now)


def _say(
    conversation: Conversation,
    people: Mapping[str, Person],
    lines: Iterable[tuple[int, str, str]],
    *,
    now: datetime,
) -> None:
    """Have people write in turn; whoever writes has read what was there."""
    for number, (minutes, alias, text) in enumerate(lines):
        line, at = Line(text, f"demo {number}"), now - timedelta(minutes=minutes)
        conversation.refresh_from_db(fields=["last_number"])
        services.note_read(actor=people[alias], conversation_id=conversation.id, number=conversation.last_number)
        services.say(actor=people[alias], conversation_id=conversation.id, line=line, now=at)


def _membership(group: Group, person: Person) -> Membership:
    return Membership.objects.get(group=group, person=person)
