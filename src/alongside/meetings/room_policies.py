"""Who may be in the room of a meeting, and who hosts it. The only door to what is kept of a room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.meetings.enums import Admits
from alongside.meetings.models import Gathering, Hosting, HostNote, Line, Presence, Service, Serving, Steward
from alongside.meetings.policies import visible_meetings

ONLY_TEAM = _("For now only those who serve this meeting can come into its room. Nothing is lost.")


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to a meeting on one date: whether they host it, and the kind of role they serve, or ''."""

    is_host: bool
    role: str


def access_hosting(actor: Person, slug: str) -> Hosting:
    """Return how a meeting that is held here is run, to those who may be in its room. NotFound, NotAllowed."""
    rows = Hosting.objects.filter(meeting__in=visible_meetings(), meeting__slug=slug, held_here=True)
    row = rows.select_related("meeting").first()
    if row is None:
        raise NotFound
    if row.admits == Admits.TEAM and not _is_of_team(actor, row):
        raise NotAllowed(ONLY_TEAM)
    return row


def _is_of_team(actor: Person, hosting: Hosting) -> bool:
    return (
        Steward.objects.filter(hosting=hosting, person=actor).exists()
        or Serving.objects.filter(role__hosting=hosting, person=actor).exists()
    )


def standing_of(actor: Person, hosting: Hosting, on_date: date) -> Standing:
    """Return what somebody is to a meeting on one date. Who looks after it hosts it.

    Whoever serves offered that themselves, so that it gives no power over others.
    """
    kinds = Service.objects.filter(role__hosting=hosting, on_date=on_date, serving__person=actor)
    served = sorted(kinds.values_list("role__kind", flat=True))
    is_steward = Steward.objects.filter(hosting=hosting, person=actor).exists()
    return Standing(is_steward, served[0] if served else "")


def open_gathering(hosting: Hosting, *, lock: bool = False) -> Gathering | None:
    """Return the room of a meeting while it is open; with `lock`, locked by the running transaction."""
    rows = Gathering.objects.filter(meeting=hosting.meeting_id, closed_at=None)
    return (rows.select_for_update(of=("self",)) if lock else rows).select_related("meeting").first()


def was_held(hosting: Hosting, on_date: date) -> bool:
    """Tell whether the room was open on one date, and is over."""
    return Gathering.objects.filter(meeting=hosting.meeting_id, on_date=on_date, closed_at__isnull=False).exists()


def access_presence(actor: Person, gathering_id: UUID) -> Presence:
    """Return one's own place in a room that is open. NotFound."""
    row = visible_presences(actor).filter(gathering=gathering_id, gathering__closed_at=None).first()
    if row is None:
        raise NotFound
    return row


def visible_presences(actor: Person) -> QuerySet[Presence]:
    """Return the places somebody has in rooms."""
    return Presence.objects.filter(person=actor)


def visible_lines(actor: Person) -> QuerySet[Line]:
    """Return the lines of the rooms somebody is in."""
    return Line.objects.filter(gathering__presences__in=visible_presences(actor).filter(here_since__isnull=False))


def visible_notes(actor: Person) -> QuerySet[HostNote]:
    """Return the notes of the rooms that somebody leads, of those who are still there, and their own."""
    leads = visible_presences(actor).filter(here_since__isnull=False)
    led = leads.filter(is_host=True) | leads.filter(has_chair=True)
    of_others = HostNote.objects.filter(presence__gathering__in=led.values("gathering"))
    return of_others.filter(presence__here_since__isnull=False) | HostNote.objects.filter(presence__person=actor)
