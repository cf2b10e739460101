"""The writes of the audit: noting what was done, and sealing what was noted into the chain."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from alongside.audit.chain import FIRST, link_digest
from alongside.audit.models import Entry, Link
from alongside.audit.queries import facts_of

# Ids are handed out before their transaction commits, so a lower id may show up after a higher one: entries this
# young wait, and so does everything while a transaction that is older still writes to the audit.
SETTLE = timedelta(seconds=10)
SEALING = 0x616C6F6E67  # any fixed number: one sealer at a time in the whole database

OLD_WRITERS = """
SELECT EXISTS (
    SELECT FROM pg_locks AS held JOIN pg_stat_activity AS backend USING (pid)
    WHERE held.locktype = 'relation' AND held.relation = 'audit_entry'::regclass
      AND held.mode = 'RowExclusiveLock' AND held.granted
      AND held.pid <> pg_backend_pid() AND backend.xact_start <= clock_timestamp() - make_interval(secs => %s)
)
"""


def record(
    action: str, *, actor: UUID | None, subject: UUID | None = None, about: UUID | None = None, now: datetime
) -> None:
    """Note in the running transaction that `actor` did `action` to the row `subject`, which concerns person `about`."""
    Entry.objects.create(at=now, actor=actor, action=action, subject=subject, about=about)


def record_all(action: str, *, actor: UUID | None, rows: Iterable[tuple[UUID, UUID]], now: datetime) -> None:
    """Note the same of many rows at once, each with the person it concerns."""
    entries = [Entry(at=now, actor=actor, action=action, subject=subject, about=about) for subject, about in rows]
    Entry.objects.bulk_create(entries)


def seal_chain(*, now: datetime, limit: int = 5000, settle: timedelta = SETTLE) -> int:
    """Link settled entries to the chain, in the order of ids; return how many (0 too while another sealer works)."""
    with transaction.atomic():
        if not _yes("SELECT pg_try_advisory_xact_lock(%s)", SEALING) or _yes(OLD_WRITERS, settle.total_seconds()):
            return 0
        last = Link.objects.order_by("-entry_id").first()
        previous = FIRST if last is None else bytes(last.digest)
        links: list[Link] = []
        for entry in Entry.objects.filter(id__gt=last.entry_id if last else 0).order_by("id")[:limit]:
            if entry.at > now - settle:
                break
            previous = link_digest(facts_of(entry), previous)
            links.append(Link(entry=entry, digest=previous))
        Link.objects.bulk_create(links)
    return len(links)


def _yes(question: str, value: float) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [value])
        return bool(cursor.fetchone()[0])
