"""Who may see and do what with meetings. The only door to a row: `visible_*` filters, `access_*` fetches one.

Meetings are public: everybody sees those that are not gone, without an account. Sources, and writing down meetings of
this place, are for organisers. What somebody saved is theirs alone; whom they ask along reads that, and no more.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.digests import digest
from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role, must_add_second_step
from alongside.circles.enums import TieState
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.meetings.enums import AlongState, State
from alongside.meetings.models import Along, CalendarFeed, Meeting, Saved, Source

FEED = "meetings.calendar"
FOR_ORGANISERS = _("Only an organiser looks after the meetings of this place. Nothing is lost.")
SECOND_STEP_FIRST = _("Your role asks for a second step when you sign in. Please add one first. Nothing is lost.")


def visible_meetings() -> QuerySet[Meeting]:
    """Return the meetings that everybody sees: all that are not gone."""
    return Meeting.objects.exclude(state=State.GONE)


def access_meeting(slug: str) -> Meeting:
    """Return a meeting that everybody sees; NotFound."""
    row = visible_meetings().select_related("source").filter(slug=slug).first()
    if row is None:
        raise NotFound
    return row


def access_sources(actor: Person) -> None:
    """Let organisers look after meetings and sources; NotAllowed for everybody else."""
    if not has_role(actor, Role.ORGANISER):
        raise NotAllowed(FOR_ORGANISERS)
    if must_add_second_step(actor, Role.ORGANISER):
        raise NotAllowed(SECOND_STEP_FIRST)


def visible_sources(actor: Person) -> QuerySet[Source]:
    """Return every source, to organisers. NotAllowed."""
    access_sources(actor)
    return Source.objects.all()


def access_source(actor: Person, source_id: UUID, *, lock: bool = False) -> Source:
    """Return a source, to organisers; with `lock`, locked by the running transaction. NotAllowed, NotFound."""
    rows = visible_sources(actor).filter(id=source_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def access_own(actor: Person, slug: str, *, lock: bool = False) -> Meeting:
    """Return a meeting that this place holds itself, gone ones too, to organisers. NotAllowed, NotFound."""
    access_sources(actor)
    rows = Meeting.objects.filter(slug=slug, source=None)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def visible_saved(actor: Person) -> QuerySet[Saved]:
    """Return the meetings that the actor saved; nobody sees another's."""
    return Saved.objects.filter(owner=actor)


def access_saved(actor: Person, saved_id: UUID, *, lock: bool = False) -> Saved:
    """Return a meeting that the actor saved; with `lock`, locked by the running transaction. NotFound."""
    rows = visible_saved(actor).select_related("tie").filter(id=saved_id)
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def visible_feed(actor: Person) -> CalendarFeed | None:
    """Return the actor's own calendar feed, None without any."""
    return CalendarFeed.objects.filter(owner=actor).first()


def access_feed(token: str) -> CalendarFeed:
    """Return the calendar feed of an address: whoever has it may read it. NotFound for one that was ended."""
    row = CalendarFeed.objects.select_related("owner").filter(digest=digest(FEED, token)).first()
    if row is None:
        raise NotFound
    return row


def visible_along(actor: Person) -> QuerySet[Along]:
    """Return whom the actor asked along, through ties that stand."""
    rows = Along.objects.filter(saved__owner=actor, tie__state=TieState.ACCEPTED)
    whole = rows.select_related("saved__meeting", "tie__owner", "tie__supporter__person")
    return whole.prefetch_related("saved__meeting__occurrences")


def access_along(actor: Person, along_id: UUID, *, lock: bool = False) -> Along:
    """Return one of these; with `lock`, locked by the running transaction. NotFound for who was asked, too."""
    return _one_along(visible_along(actor), along_id, lock=lock)


def visible_asked_along(actor: SupportingActor) -> QuerySet[Along]:
    """Return what the actor is asked along to by those they stand with, and what was called off after their yes."""
    rows = Along.objects.filter(tie__in=visible_supported(actor))
    shown = rows.filter(state__in=[AlongState.ASKED, AlongState.AGREED, AlongState.CALLED_OFF])
    whole = shown.select_related("saved__meeting", "tie__owner", "tie__supporter__person")
    return whole.prefetch_related("saved__meeting__occurrences")


def access_asked_along(actor: SupportingActor, along_id: UUID, *, lock: bool = False) -> Along:
    """Return one of these, to answer; with `lock`, locked by the running transaction. NotFound for its owner, too."""
    return _one_along(visible_asked_along(actor), along_id, lock=lock)


def _one_along(rows: QuerySet[Along], along_id: UUID, *, lock: bool) -> Along:
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).filter(id=along_id).first()
    if row is None:
        raise NotFound
    return row
