"""What a reporter saw, frozen: sealed under the key of its case, so that it can be destroyed at its time."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from alongside.kernel.sealed import seal, unseal_all
from alongside.safety.models import Case, Report
from alongside.safety.reportable import Piece
from alongside.safety.sealing import EVIDENCE


def frozen(case: Case, name: str, place: str, pieces: Sequence[Piece]) -> bytes:
    """Return what is kept of it, sealed."""
    assert case.data_key_id  # noqa: S101 - a case is made with its key
    rows = [{"id": str(one.id), "who": one.who, "at": one.at.isoformat(), "words": one.words} for one in pieces]
    return seal(case.data_key_id, json.dumps({"name": name, "place": place, "pieces": rows}), what=EVIDENCE)


def thawed(reports: Sequence[Report]) -> list[tuple[str, str, list[Piece]]]:
    """Return for each report what it is called, where it was, and what was written; nothing once it is forgotten."""
    texts = unseal_all([row.evidence_sealed for row in reports], what=EVIDENCE)
    return [_read(text) for text in texts]


def _read(text: str | None) -> tuple[str, str, list[Piece]]:
    if text is None:
        return "", "", []
    held = json.loads(text)
    pieces = [
        Piece(UUID(one["id"]), one["who"], datetime.fromisoformat(one["at"]), one["words"]) for one in held["pieces"]
    ]
    return held["name"], held["place"], pieces
