"""The one write of the audit."""

from datetime import datetime
from uuid import UUID

from alongside.audit.models import Entry


def record(
    action: str, *, actor: UUID | None, subject: UUID | None = None, about: UUID | None = None, now: datetime
) -> None:
    """Note in the running transaction that `actor` did `action` to the row `subject`, which concerns person `about`."""
    Entry.objects.create(at=now, actor=actor, action=action, subject=subject, about=about)
