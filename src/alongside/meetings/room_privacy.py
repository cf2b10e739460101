"""What rooms hold about a person, as long as the meeting lasts: that they are there, and what they write."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.privacy import Table
from alongside.kernel.sealed import unseal_all
from alongside.meetings.models import Gathering, HostNote, Line, Presence
from alongside.meetings.room_sealing import LINE, NOTE
from alongside.meetings.services.rooms import bump


def export(person_id: UUID) -> dict[str, Table]:
    """Return the rooms a person is in now, and what they wrote in them."""
    seats = Presence.objects.filter(person=person_id).order_by("created_at")
    lines = list(Line.objects.filter(presence__person=person_id).order_by("created_at"))
    notes = list(HostNote.objects.filter(presence__person=person_id).order_by("created_at"))
    return {
        "meeting_rooms": [
            {"meeting": row.gathering.meeting.name, "room_name": row.name, "came_at": row.created_at.isoformat()}
            for row in seats.select_related("gathering__meeting")
        ],
        "meeting_lines": [{"words": words} for words in unseal_all((row.words_sealed for row in lines), what=LINE)],
        "meeting_notes": [{"words": words} for words in unseal_all((row.words_sealed for row in notes), what=NOTE)],
    }


def erase(person_id: UUID) -> None:
    """Take a person out of the rooms they are in, with all they wrote there."""
    rooms = Gathering.objects.filter(presences__person=person_id).order_by("id")
    for gathering in Gathering.objects.filter(id__in=rooms.values("id")).select_for_update().order_by("id"):
        gathering.presences.filter(person=person_id).delete()
        bump(gathering)


WORDS = {
    "meeting_rooms": _("Rooms of meetings you are in now"),
    "meeting_lines": _("What you wrote for all in them"),
    "meeting_notes": _("How you said you are, to who leads"),
    "room_name": _("Your name there"),
    "came_at": _("You came at"),
    "words": _("Words"),
}
