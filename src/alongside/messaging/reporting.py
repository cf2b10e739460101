"""Messages that somebody reports: whom they write with there, and what they may show of it.

The reporter chooses which messages a moderator sees. It goes to moderators of the whole place: what two people write
belongs to no group, also when they met in one.
"""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from alongside.accounts.models import Person
from alongside.messaging.policies import other_seat, visible_seats
from alongside.messaging.queries import talk_of
from alongside.safety.reportable import Piece, Reportable, Thing

KIND = "messages"


def look_at_messages(person: Person, subject: UUID) -> Thing | None:
    """Return a conversation as somebody in it sees it: its latest page, which they choose from; None for others."""
    seat = visible_seats(person).filter(conversation=subject).first()
    other = other_seat(seat) if seat else None
    if seat is None or other is None:
        return None
    talk = talk_of(seat)
    pieces = tuple(
        Piece(line.id, "" if line.mine else talk.other.name, line.at, line.text)
        for line in talk.lines
        if line.text is not None
    )
    return Thing(
        kind=KIND,
        subject=other.id,
        name=talk.other.name,
        place="",
        pieces=pieces,
        about_id=other.person_id,
        community_id=None,
        back=reverse("conversation", args=[subject]),
        chooses=True,
    )


REPORTABLE = Reportable(KIND, gettext_lazy("Messages between two people"), look_at_messages)
