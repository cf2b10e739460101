"""The engine as the organiser sees it: whether alerts can go out, and rows that were set aside."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel import due
from alongside.kernel.errors import Conflict, NotFound

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class SetAside:
    """One row that raised an error: which kind, since when, and the name of the error. Never what somebody wrote."""

    kind: str
    row_id: UUID
    at: datetime
    why: str


def rows_set_aside() -> list[SetAside]:
    """Return the rows that were set aside, the newest first, at most a hundred of each kind."""
    found = [
        SetAside(kind.name, row.pk, row.set_aside_at, row.set_aside_why)
        for kind in due.kinds()
        for row in kind.rows().filter(due.SET_ASIDE).order_by("-set_aside_at")[:MOST_SHOWN]
    ]
    return sorted(found, key=lambda row: row.at, reverse=True)


def try_again(*, actor: Person, kind_name: str, row_id: UUID, now: datetime) -> None:
    """Give a row that was set aside another try; NotFound for a kind there is not, Conflict when it moved meanwhile."""
    kind = next((kind for kind in due.kinds() if kind.name == kind_name), None)
    if kind is None:
        raise NotFound
    with transaction.atomic():
        if not due.take_up_again(kind, row_id=row_id, now=now):
            raise Conflict(_("This one is not set aside any more. Nothing was changed."))
        record("due.tried-again", actor=actor.id, subject=row_id, now=now)
