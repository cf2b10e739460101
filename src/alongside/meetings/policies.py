"""Who may see and do what with meetings. The only door to a row: `visible_*` filters, `access_*` fetches one.

Meetings are public: everybody sees those that are not gone, without an account. Sources, and writing down meetings of
this place, are for organisers. What somebody saved is theirs alone.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.digests import digest
from alongside.accounts.enums import Role
from alongside.accounts.models import Person
from alongside.accounts.policies import has_role, must_add_second_step
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.meetings.enums import State
from alongside.meetings.models import CalendarFeed, Meeting, Saved, Source

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
    rows = visible_saved(actor).filter(id=saved_id)
    row = (rows.select_for_update(no_key=True) if lock else rows).first()
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
