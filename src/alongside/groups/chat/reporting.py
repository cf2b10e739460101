"""What of chat rooms can be reported, by whoever is in their group and reads it."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.models import ChatLine, ChatRoom
from alongside.groups.chat.policies import visible_rooms
from alongside.groups.chat.things import LINE, ROOM, line_as_thing, room_as_thing
from alongside.groups.policies import standing_of
from alongside.groups.unheard import unheard_of
from alongside.groups.written_since import since_lines
from alongside.safety.enums import Act
from alongside.safety.reportable import Doing, Reportable, Thing, behind, wrote

# How many lines before and after one belong to what it is about.
BEFORE, AFTER = 10, 5


def look_at_line(person: Person, subject: UUID) -> Thing | None:
    """Return a line that somebody reads, also one that is just about to be forgotten; None for others."""
    line = _read().filter(id=subject).select_related("room__group", "membership").first()
    standing = standing_of(person, line.room.group) if line else None
    if line is None or standing is None or not visible_rooms(standing).filter(id=line.room_id).exists():
        return None
    around = _read().filter(room=line.room_id, number__range=(line.number - BEFORE, line.number + AFTER))
    around = around.exclude(membership__in=unheard_of(standing))
    return line_as_thing(line, around.exclude(id=line.id).select_related("membership"), reader=standing.id)


def _read() -> QuerySet[ChatLine]:
    return ChatLine.objects.filter(taken_back_at=None, hidden_at=None)


def look_at_room(person: Person, subject: UUID) -> Thing | None:
    """Return what a room says it is, to whoever is in its group; None for others."""
    room = ChatRoom.objects.filter(id=subject).select_related("group").first()
    standing = standing_of(person, room.group) if room else None
    if room is None or standing is None or not visible_rooms(standing).filter(id=room.id).exists():
        return None
    return room_as_thing(room)


REPORTABLE = (
    Reportable(
        LINE,
        _("A line in a chat room"),
        look_at_line,
        {
            Act.HIDE: Doing(
                services.hide_chat_line,
                services.show_chat_line,
                do_each=services.hide_chat_lines,
                undo_each=services.show_chat_lines,
            )
        },
        since=since_lines,
        behind=behind(ChatLine.objects, "membership__person"),
        wrote=wrote(ChatLine.objects, "membership__person"),
    ),
    Reportable(ROOM, _("What a chat room says it is"), look_at_room),
)
