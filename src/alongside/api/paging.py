"""Lists in pages, the newest first: a cursor says where the next page starts, whatever is added meanwhile."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

from alongside.kernel.errors import Invalid
from alongside.kernel.models import BaseModel
from alongside.ui import phrases

SALT = "alongside.api.cursor"
LARGEST_PAGE = 200
ORDINARY_PAGE = 50

Row = TypeVar("Row", bound=BaseModel)


def page(rows: QuerySet[Row], *, cursor: str, limit: int) -> tuple[list[Row], str | None]:
    """Return up to `limit` rows after the cursor ('': from the newest) and the cursor of the next page, if any.

    Invalid when the cursor is not one of ours.
    """
    if cursor:
        at, row_id = _read(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=row_id))
    found = list(rows.order_by("-created_at", "-id")[: limit + 1])
    shown = found[:limit]
    return shown, _write(shown[-1]) if len(found) > limit else None


def _write(row: BaseModel) -> str:
    return signing.dumps([row.created_at.isoformat(), row.id.hex], salt=SALT)


def _read(cursor: str) -> tuple[datetime, UUID]:
    try:
        at, row_id = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise Invalid(phrases.CURSOR_NOT_OURS, field="cursor") from error
    return datetime.fromisoformat(at), UUID(hex=row_id)
