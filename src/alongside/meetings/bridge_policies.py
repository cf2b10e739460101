"""Whose line to the bridge is whose: one's own, and those of others who speak in the same room at this moment."""

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.kernel.errors import NotFound
from alongside.meetings.models import BridgeLine, Gathering
from alongside.meetings.voice_policies import access_voice, visible_voices


def visible_lines(actor: Person, gathering: Gathering) -> QuerySet[BridgeLine]:
    """Return the lines of those who can be heard in a room now, to somebody who speaks there too."""
    return BridgeLine.objects.filter(is_up=True, seat__in=visible_voices(actor, gathering))


def visible_lines_to_hear(actor: Person, line: BridgeLine) -> QuerySet[BridgeLine]:
    """Return the lines of the others in the same room of the bridge, for somebody with this one."""
    gathering = line.room.gathering
    if gathering is None:
        return BridgeLine.objects.none()
    return visible_lines(actor, gathering).filter(room=line.room_id).exclude(id=line.id)


def access_line(actor: Person, gathering: Gathering) -> BridgeLine:
    """Return one's own line. NotFound."""
    line = BridgeLine.objects.select_related("room__gathering").filter(seat=access_voice(actor, gathering)).first()
    if line is None:
        raise NotFound
    return line
