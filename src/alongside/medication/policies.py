"""Who may see and do what with medication. The only door to a row: `visible_*` filters, `access_*` fetches one.

Medicines and their log are their person's. Whoever was chosen sees, by their tie, the log of a few days, but for what
is private; they never learn that there is more, nor how something is taken. Everybody else is not told that anything
exists (NotFound).
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor, access_supported, visible_supported
from alongside.kernel.errors import Conflict, NotFound
from alongside.medication.models import Entry, Medicine, Share

ENDED = _("This medicine has ended. Its log is kept. You can write it down anew whenever you need it again.")


def visible_medicines(actor: Person) -> QuerySet[Medicine]:
    """Return the actor's own medicines, those that have ended too; nobody else sees one."""
    return Medicine.objects.filter(person=actor).select_related("person")


def access_medicine(actor: Person, medicine_id: UUID, *, lock: bool = False) -> Medicine:
    """Return a medicine of the actor's own; with `lock`, locked by the running transaction."""
    rows = visible_medicines(actor).filter(id=medicine_id)
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def access_living(actor: Person, medicine_id: UUID) -> Medicine:
    """Return a medicine of the actor's own that has not ended, locked; Conflict for one that has."""
    medicine = access_medicine(actor, medicine_id, lock=True)
    if medicine.ended_at:
        raise Conflict(ENDED)
    return medicine


def visible_entries(actor: Person) -> QuerySet[Entry]:
    """Return the actor's own log."""
    return Entry.objects.filter(medicine__person=actor).select_related("medicine__person")


def visible_due(actor: Person, *, since: datetime) -> QuerySet[Entry]:
    """Return what is due to the actor now: the latest of each medicine, not answered, that came after `since`."""
    return visible_entries(actor).filter(
        on_day=F("medicine__timing__open_on"),
        at_time=F("medicine__timing__open_time"),
        answer__isnull=True,
        planned_for__gt=since,
    )


def access_entry(actor: Person, entry_id: UUID, *, lock: bool = False) -> Entry:
    """Return a line of the actor's own log; with `lock`, its medicine is locked first, then the line."""
    rows = visible_entries(actor).filter(id=entry_id)
    if lock:
        mine = Medicine.objects.filter(person=actor, entries=entry_id)
        list(mine.select_for_update(of=("self",), no_key=True))
        rows = rows.select_for_update(of=("self",), no_key=True)
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def visible_shares(actor: SupportingActor) -> QuerySet[Share]:
    """Return that those whom the actor supports share their log with them, as long as the tie is accepted."""
    return Share.objects.filter(tie__in=visible_supported(actor))


def access_shared(actor: SupportingActor, tie_id: UUID) -> Tie:
    """Return the tie through which a log is shared with the actor; NotFound when none is.

    NotAllowed for the owner, who knows of the tie: this page is for the other end.
    """
    tie = access_supported(actor, tie_id)
    if not visible_shares(actor).filter(tie=tie).exists():
        raise NotFound
    return tie


def visible_shared_entries(actor: SupportingActor, tie: Tie, *, since: date) -> QuerySet[Entry]:
    """Return what of the log of a tie's owner the actor sees: from that day on, and nothing private."""
    shared = visible_shares(actor).filter(tie=tie)
    entries = Entry.objects.filter(medicine__person__in=shared.values("tie__owner"), medicine__is_private=False)
    return entries.filter(on_day__gte=since).select_related("medicine__person")
