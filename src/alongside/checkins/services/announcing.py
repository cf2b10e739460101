"""Which open pages are told that a check-in has changed."""

from collections.abc import Iterable
from uuid import UUID

from alongside.circles.models import Tie
from alongside.kernel import live

TOPIC = "check-ins"
SUPPORTING = "supporting"


def announce_own(person_id: UUID, ref: UUID) -> None:
    """Have the person's own open pages show it."""
    live.announce([person_id], topic=TOPIC, ref=ref)


def announce_to(ties: Iterable[Tie], ref: UUID | None) -> None:
    """Have the open pages of these supporters with an account show what is new for them."""
    people = [tie.supporter.person_id for tie in ties if tie.supporter and tie.supporter.person_id]
    live.announce(people, topic=SUPPORTING, ref=ref)
