"""Sealing what stands in a sheet, and opening it again."""

from collections.abc import Iterable
from uuid import UUID

from alongside.kernel.sealed import seal, unseal_all
from alongside.toolbox.answers import NOTHING, Contents, from_text, to_text
from alongside.toolbox.models import Sheet
from alongside.toolbox.sealing import SHEET


def contents_of(sheets: Iterable[Sheet]) -> dict[UUID, Contents]:
    """Open sheets, by id, with one query; one whose key was destroyed is missing."""
    rows = list(sheets)
    texts = unseal_all([row.words_sealed for row in rows], what=SHEET)
    return {row.id: from_text(text) for row, text in zip(rows, texts, strict=True) if text is not None}


def contents(sheet: Sheet) -> Contents:
    """Open one sheet."""
    return contents_of([sheet]).get(sheet.id, NOTHING)


def seal_contents(data_key_id: UUID, held: Contents) -> bytes:
    """Return contents, sealed with that data key."""
    return seal(data_key_id, to_text(held), what=SHEET)
