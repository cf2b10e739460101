"""Who may be in the room of a meeting, and who hosts it. The only door to what is kept of a room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.meetings.enums import Admits, RoleKind
from alongside.meetings.models import Gathering, Hosting, HostNote, Line, Presence, Service, Serving, Steward
from alongside.meetings.policies import access_open, keeps

ONLY_TEAM = _("For now only those who serve this meeting can come into its room. Nothing is lost.")


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to a meeting on one date: whether they host it, and the kind of role they serve, or ''."""

    is_host: bool
    role: str


def access_hosting(actor: Person, slug: str) -> Hosting:
    """Return how a meeting that is held here is run, to those who may be in its room. NotFound, NotAllowed."""
    row = access_open(Hosting.objects.filter(held_here=True).select_related("meeting"), actor, slug)
    if row.admits == Admits.TEAM and not _is_of_team(actor, row):
        raise NotAllowed(ONLY_TEAM)
    return row


def _is_of_team(actor: Person, hosting: Hosting) -> bool:
    return _hosts(actor, hosting) or Serving.objects.filter(role__hosting=hosting, person=actor).exists()


def _hosts(actor: Person, hosting: Hosting) -> bool:
    return Steward.objects.filter(hosting=hosting, person=actor).exists() or keeps(actor.id, hosting.meeting)


def standing_of(actor: Person, hosting: Hosting, on_date: date) -> Standing:
    """Return what somebody is to a meeting on one date. Who looks after it hosts it, and who chairs it then.

    A yes of one's own gives no power over others: a chair is confirmed by somebody who looks after the meeting.
    """
    kinds = Service.objects.filter(role__hosting=hosting, on_date=on_date, serving__person=actor)
    served = sorted(kinds.values_list("role__kind", flat=True))
    chairs = kinds.filter(role__kind=RoleKind.CHAIR, serving__confirmed_at__isnull=False).exists()
    return Standing(chairs or _hosts(actor, hosting), served[0] if served else "")


def open_gathering(hosting: Hosting, *, lock: bool = False) -> Gathering | None:
    """Return the room of a meeting while it is open; with `lock`, locked by the running transaction."""
    rows = Gathering.objects.filter(meeting=hosting.meeting_id, closed_at=None)
    return (rows.select_for_update(of=("self",)) if lock else rows).select_related("meeting").first()


def was_held(hosting: Hosting, on_date: date) -> bool:
    """Tell whether the room was open on one date, and is over."""
    return Gathering.objects.filter(meeting=hosting.meeting_id, on_date=on_date, closed_at__isnull=False).exists()


def access_presence(actor: Person, gathering_id: UUID, *, lock: bool = False) -> Presence:
    """Return one's own place in a room that is open. NotFound."""
    rows = visible_presences(actor).filter(gathering=gathering_id, gathering__closed_at=None)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def visible_presences(actor: Person) -> QuerySet[Presence]:
    """Return the places somebody has in rooms."""
    return Presence.objects.filter(person=actor)


def visible_lines(actor: Person) -> QuerySet[Line]:
    """Return the lines of the rooms somebody is in, and those they wrote, wherever they are by now."""
    here = visible_presences(actor).filter(here_since__isnull=False)
    return Line.objects.filter(Q(gathering__in=here.values("gathering")) | Q(presence__person=actor))


def visible_notes(actor: Person) -> QuerySet[HostNote]:
    """Return the notes of those who are still there to somebody who hosts the room, or led it when they wrote and does.

    Who takes the chair later reads none that was written before; everybody reads their own.
    """
    here = visible_presences(actor).filter(here_since__isnull=False)
    hosted = Q(presence__gathering__in=here.filter(is_host=True).values("gathering"))
    led = Q(reader__in=here.filter(has_chair=True).values("id"))
    of_others = (hosted | led) & Q(presence__here_since__isnull=False)
    return HostNote.objects.filter(of_others | Q(presence__person=actor))


def is_note_lost(note: HostNote) -> bool:
    """Tell whether nobody who may read a note leads or hosts its room now."""
    here = Presence.objects.filter(gathering=note.presence.gathering_id, here_since__isnull=False)
    return not here.filter(Q(is_host=True) | Q(has_chair=True, id=note.reader_id)).exclude(id=note.presence_id).exists()
