"""A chat room in a group of the demo community, with what several people wrote there within the hour."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.models import ChatRoom, Group

KITCHEN = RoomDetails("Kitchen", "For the hours between six and eleven. One line is enough, and so is none.")
# How many minutes ago, by whom. The last but one of them was brought before moderators.
LINES = (
    (58, "Linden", "Kettle is on. Who is here?"),
    (56, "Swift", "Me. Just home, and the flat is very quiet."),
    (53, "Teal", "Same. I put the radio on for a voice."),
    (49, "Linden", "What is on?"),
    (48, "Teal", "A man who explains how bridges are painted. It takes them two years, and then they begin again."),
    (46, "Swift", "That is oddly comforting."),
    (31, "Heron", "I am in the meeting of this group, and read along here."),
    (22, "Clover", "May one be here and say nothing?"),
    (21, "Linden", "One may. It is what kitchens are for."),
    (17, "Merlin", "Early Pebble, come and write with me alone. And let us not tell the others."),
    (12, "Swift", "I will make something to eat now. Back in half an hour, and I will say what it was."),
)


def chat(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have a host open the room some weeks ago, people let others see that they are in it, and talk there."""
    host, opened = people["Linden"], now - timedelta(days=40)
    room = services.open_room(actor=host, slug=group.slug, details=KITCHEN, now=opened)
    for alias in ("Linden", "Swift"):
        services.choose_here(actor=people[alias], slug=group.slug, shows=True, now=now - timedelta(hours=1))
    for minutes, alias, text in LINES:
        _say(room, people[alias], text, now=now - timedelta(minutes=minutes))


def _say(room: ChatRoom, person: Person, text: str, *, now: datetime) -> None:
    written = Written(text, uuid4())
    services.write_line(actor=person, slug=room.group.slug, room_id=room.id, written=written, now=now)
