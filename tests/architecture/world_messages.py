"""What people of a `World` wrote to each other."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from alongside.accounts.models import Person
from alongside.messaging import services
from alongside.messaging.models import Message
from alongside.messaging.services import Line

if TYPE_CHECKING:
    from tests.architecture.world import World

LIVED = (
    ("owner", "Are you back from work? I have had a long day, and the walk home goes past the shop.", 190),
    ("supporter", "Just in. Do you want to walk the other way, by the river? I can talk while you do.", 186),
    ("owner", "Yes please.", 184),
    ("supporter", "Ringing you in two minutes.\n\nAnd there is soup here if you want company after.", 183),
    ("owner", "Home. Thank you for staying on the line.", 61),
    ("supporter", "Any time. I mean it.", 58),
)


def write_in_tie(world: "World", actor: Person, text: str, minutes_ago: int = 0) -> Message:
    """Have one of the owner's tie to the supporter write to the other."""
    at = world.now - timedelta(minutes=minutes_ago)
    return services.write_first(actor=actor, origin="tie", source=world.tie.id, line=Line(text, uuid4().hex), now=at)


def short_conversation(world: "World") -> Message:
    """One message of the owner's and one of the supporter's; return the owner's."""
    first = write_in_tie(world, world.people.owner, "Evening Test")
    write_in_tie(world, world.people.supporter, "Morning Test")
    return first


def lived_conversation(world: "World") -> Message:
    """An evening of the two; return the owner's latest message."""
    rows = [write_in_tie(world, getattr(world.people, who), text, ago) for who, text, ago in LIVED]
    services.take_back(
        actor=world.people.owner, conversation_id=rows[2].conversation_id, message_id=rows[2].id, now=world.now
    )
    return rows[4]
