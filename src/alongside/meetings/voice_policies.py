"""Who may speak with whom: people who are in the same room at this moment, and in its talk."""

from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import Person
from alongside.kernel.errors import NotFound
from alongside.meetings.models import Gathering, VoiceSeat
from alongside.meetings.room_policies import access_hosting, open_gathering


def access_talk(actor: Person, slug: str, *, lock: bool = False) -> Gathering:
    """Return the open room of a meeting to somebody who is in it; with `lock`, locked. NotFound, NotAllowed."""
    gathering = open_gathering(access_hosting(actor, slug), lock=lock)
    if gathering is None or not gathering.presences.filter(person=actor, here_since__isnull=False).exists():
        raise NotFound
    return gathering


def visible_voices(actor: Person, gathering: Gathering) -> QuerySet[VoiceSeat]:
    """Return the places in the talk of a room of those who are in it now, to somebody who has one too."""
    here = VoiceSeat.objects.filter(gathering=gathering, presence__here_since__isnull=False)
    return here if here.filter(presence__person=actor).exists() else here.none()


def access_voice(actor: Person, gathering: Gathering, seat_id: UUID | None = None) -> VoiceSeat:
    """Return a place in the talk of a room, one's own without an id. NotFound."""
    rows = visible_voices(actor, gathering).select_related("presence")
    row = (rows.filter(id=seat_id) if seat_id else rows.filter(presence__person=actor)).first()
    if row is None:
        raise NotFound
    return row
