"""Who may see and do what with check-ins. The only door to a row: `visible_*` filters, `access_*` fetches one.

A check-in is its person's. A supporter sees single answers: those of parts shared with their tie before the answer was
given, as long as both the tie and the choice last; and that one was missed, if they were chosen to be told. They never
learn that there is more. Somebody nothing is shared with is not told that anything exists (NotFound).
"""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.accounts.models import Person
from alongside.checkins.models import Answer, CheckIn, Entry, Reply, Share, Watch
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.kernel.errors import NotFound


def visible_check_ins(actor: Person) -> QuerySet[CheckIn]:
    """Return the actor's own check-ins; nobody else sees one, only what is shared of it."""
    # There is always a rhythm; saying so makes it an inner join, which can be locked.
    return CheckIn.objects.filter(person=actor, rhythm__id__isnull=False).select_related("rhythm", "person")


def access_check_in(actor: Person, check_in_id: UUID, *, lock: bool = False) -> CheckIn:
    """Return a check-in of the actor's own; with `lock`, it and its rhythm are locked by the running transaction."""
    rows = visible_check_ins(actor).filter(id=check_in_id)
    row = (rows.select_for_update(of=("self", "rhythm"), no_key=True) if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def visible_entries(actor: Person) -> QuerySet[Entry]:
    """Return what the actor answered and missed."""
    return Entry.objects.filter(check_in__person=actor)


def access_entry(actor: Person, entry_id: UUID, *, lock: bool = False) -> Entry:
    """Return one entry of the actor's own history."""
    rows = visible_entries(actor).filter(id=entry_id).select_related("check_in__person")
    row = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if row is None:
        raise NotFound
    return row


def visible_answers(actor: SupportingActor) -> QuerySet[Answer]:
    """Return the answers of others that are shared with the actor."""
    shares = Share.objects.filter(
        tie__in=visible_supported(actor),
        tie__owner=OuterRef("entry__check_in__person"),
        check_in=OuterRef("entry__check_in"),
        part=OuterRef("part"),
        created_at__lte=OuterRef("entry__answered_at"),
    )
    return Answer.objects.filter(Exists(shares), entry__is_private=False)


def visible_missed(actor: SupportingActor) -> QuerySet[Entry]:
    """Return the missed check-ins of others that the actor was told of, as long as they are not answered."""
    watches = Watch.objects.filter(
        tie__in=visible_supported(actor),
        tie__owner=OuterRef("check_in__person"),
        check_in=OuterRef("check_in"),
        created_at__lte=OuterRef("told_at"),
    )
    return Entry.objects.filter(Exists(watches), answered_at__isnull=True)


def visible_shared(actor: SupportingActor) -> QuerySet[Entry]:
    """Return the entries of others of which the actor sees anything."""
    answers = visible_answers(actor).filter(entry=OuterRef("pk"))
    return Entry.objects.filter(Q(Exists(answers)) | Q(id__in=visible_missed(actor).values("id"))).select_related(
        "check_in__person"
    )


def access_shared(actor: SupportingActor, entry_id: UUID) -> Entry:
    """Return an entry of somebody else of which the actor sees something; NotFound for everybody else."""
    row = visible_shared(actor).filter(id=entry_id).first()
    if row is None:
        raise NotFound
    return row


def visible_replies(actor: Person) -> QuerySet[Reply]:
    """Return what supporters said to the actor's own check-ins."""
    return Reply.objects.filter(entry__check_in__person=actor, tie__owner=F("entry__check_in__person"))


def access_reply(actor: Person, reply_id: UUID) -> Reply:
    """Return one reply to the person it was written to."""
    row = visible_replies(actor).filter(id=reply_id).first()
    if row is None:
        raise NotFound
    return row
