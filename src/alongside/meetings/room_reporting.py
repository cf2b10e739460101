"""What of the room of a meeting can be reported, by whoever is in it and reads it, until the meeting ends.

A name there is for that time alone. So moderators of the whole place look, also where a group holds the meeting: those
of the group would see who goes by which alias. Whoever leads takes a line away at once, and all go when it ends.
"""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal_all
from alongside.meetings.models import Line
from alongside.meetings.room_policies import visible_lines
from alongside.meetings.room_sealing import LINE
from alongside.safety.reportable import Piece, Reportable, Thing, behind, wrote

KIND = "meeting-line"
# How many lines before and after one belong to what it is about.
BEFORE, AFTER = 10, 5


def look_at_line(person: Person, subject: UUID) -> Thing | None:
    """Return a line to somebody in its room, with those around it that they may show as well; None for others."""
    rows = visible_lines(person).filter(id=subject, gathering__closed_at=None)
    line = rows.select_related("presence", "gathering__meeting").first()
    if line is None:
        return None
    shown = _around(line)
    texts = unseal_all((row.words_sealed for row in shown), what=LINE)
    meeting, by = line.gathering.meeting, line.presence
    pieces = tuple(_piece(row, text, line, person) for row, text in zip(shown, texts, strict=True) if text)
    back = reverse("room", args=[meeting.slug])
    return Thing(
        KIND, line.id, by.name, meeting.name, pieces, by.person_id, None, back, chooses=True, is_quoted=True,
        venue=line.gathering_id,
    )  # fmt: skip


def _around(line: Line) -> list[Line]:
    others = Line.objects.filter(gathering=line.gathering_id).exclude(id=line.id).select_related("presence")
    before = others.filter(created_at__lte=line.created_at).order_by("-created_at", "-id")[:BEFORE]
    after = others.filter(created_at__gt=line.created_at).order_by("created_at", "id")[:AFTER]
    return [*reversed(before), line, *after]


def _piece(row: Line, text: str, line: Line, reader: Person) -> Piece:
    who = "" if row.presence.person_id == reader.id else row.presence.name
    by_same = row.presence_id == line.presence_id
    return Piece(row.id, who, to_the_minute(row.created_at), text, by_same=by_same)


REPORTABLE = Reportable(
    KIND,
    _("A line in the room of a meeting"),
    look_at_line,
    behind=behind(Line.objects, "presence__person"),
    wrote=wrote(Line.objects, "presence__person"),
)
