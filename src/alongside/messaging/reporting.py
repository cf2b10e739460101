"""Messages that somebody reports: of two people those the reporter chooses, of a small circle one at a time.

They go to moderators of the whole place: what people write to each other belongs to no group, also when they met in
one. What is reported is about whoever wrote it; names that the reporter alone gives somebody are not passed on.
"""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from alongside.accounts.models import Person
from alongside.kernel.errors import NotFound
from alongside.messaging.enums import Origin
from alongside.messaging.models import Message, Seat
from alongside.messaging.policies import access_message, access_pair, access_seat, other_seat
from alongside.messaging.queries import Written, image_of, sound_of, talk_of
from alongside.safety.enums import Shows
from alongside.safety.reportable import File, Piece, Reportable, Thing, behind
from alongside.ui import phrases

MESSAGES, MESSAGE = "messages", "message"


def look_at_messages(person: Person, subject: UUID) -> Thing | None:
    """Return a conversation of two as one of them sees it: its latest page, which they choose from; None for others."""
    try:
        seat = access_pair(person, subject)
    except NotFound:
        return None
    other = other_seat(seat)
    if other is None:
        return None
    talk = talk_of(seat)
    # What somebody calls a tie is for them alone, and often is a real name.
    name = talk.other.name if seat.conversation.origin == Origin.GROUP else gettext("The other")
    pieces = tuple(_piece(line, "" if line.mine else name) for line in talk.lines if line.text is not None)
    back = reverse("conversation", args=[talk.id])
    return Thing(MESSAGES, other.id, name, "", pieces, other.person_id, None, back, chooses=True)


def look_at_message(person: Person, subject: UUID) -> Thing | None:
    """Return what another wrote in a small circle, as one of it sees it; None for others."""
    row = Message.objects.filter(id=subject, conversation__is_circle=True).select_related("seat").first()
    try:
        seat = access_seat(person, row.conversation_id) if row else None
        seen = access_message(seat, subject) if seat else None
    except NotFound:
        return None
    if row is None or seat is None or seen is None or row.seat_id == seat.id:
        return None
    talk = talk_of(seat, before=row.number + 1)
    line = next(one for one in talk.lines if one.id == row.id)
    pieces, back = (_piece(line, line.name),), reverse("conversation", args=[talk.id])
    return Thing(MESSAGE, row.id, line.name, "", pieces, row.seat.person_id, None, back)


def _piece(line: Written, who: str) -> Piece:
    shown, files = [line.text or ""], []
    if line.picture:
        shown += [str(phrases.A_PICTURE), line.picture.seen, line.picture.care]
        sides = {"width": line.picture.width, "height": line.picture.height}
        files.append(File(Shows.PICTURE, partial(_bytes, image_of, line.id), **sides))
    if line.voice_seconds:
        shown.append(str(phrases.A_VOICE_NOTE))
        files.append(File(Shows.VOICE, partial(_bytes, sound_of, line.id), seconds=line.voice_seconds))
    return Piece(line.id, who, line.at, "\n".join(filter(None, shown)), tuple(files))


def _bytes(of: Callable[[Message], bytes], message_id: UUID) -> bytes | None:
    """Return the file of a message, None when it was taken back meanwhile."""
    try:
        return of(Message.objects.get(id=message_id))
    except (Message.DoesNotExist, NotFound):
        return None


REPORTABLE = (
    Reportable(
        MESSAGES,
        gettext_lazy("Messages between two people"),
        look_at_messages,
        behind=behind(Seat.objects, "person", by="conversation"),
    ),
    Reportable(
        MESSAGE,
        gettext_lazy("A message in a small circle"),
        look_at_message,
        behind=behind(Message.objects, "seat__person"),
    ),
)
