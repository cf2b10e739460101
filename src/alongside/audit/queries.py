"""Reading the audit: is it whole, and what does it say about somebody."""

from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from alongside.audit.chain import FIRST, Facts, link_digest
from alongside.audit.models import Entry, Link


def facts_of(entry: Entry) -> Facts:
    """Return what an entry says, as the chain takes it."""
    return Facts(
        id=entry.id,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        about=entry.about,
    )


def verify_chain(*, newest: int | None = None) -> int | None:
    """Walk the chain; return the id of the first entry that was changed, or stands after a hole, or None.

    An entry that was never sealed although a later one was counts as broken: it was slipped in. With `newest` only so
    many of the last are looked at, from the link before them on, which is taken to be right.
    """
    last = Link.objects.aggregate(id=Max("entry_id"))["id"]
    before = None if newest is None else Link.objects.order_by("-entry_id")[newest : newest + 1].first()
    previous = bytes(before.digest) if before else FIRST
    walked = Entry.objects.filter(id__lte=last or 0, id__gt=before.entry_id if before else 0)
    sealed = walked.order_by("id").annotate(digest=F("link__digest"))
    for entry in sealed.iterator(chunk_size=2000):
        expected = link_digest(facts_of(entry), previous)
        if entry.digest is None or bytes(entry.digest) != expected:
            return entry.id
        previous = expected
    return None


def chain_head() -> tuple[int, str] | None:
    """Return id and link (hex) of the newest sealed entry, to be kept outside; None while nothing is sealed."""
    last = Link.objects.order_by("-entry_id").first()
    return None if last is None else (last.entry_id, bytes(last.digest).hex())


def entries_of(person_id: UUID) -> QuerySet[Entry]:
    """Return the entries that this person made or that concern them, oldest first."""
    return Entry.objects.filter(Q(actor=person_id) | Q(about=person_id)).order_by("id")
