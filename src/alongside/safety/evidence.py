"""What a reporter saw, frozen: sealed under the key of its case, so that it can be destroyed at its time."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.kernel.errors import Invalid, NotFound
from alongside.kernel.sealed import seal, seal_bytes, unseal_all, unseal_bytes
from alongside.safety.enums import Shows
from alongside.safety.models import Case, Exhibit, Report
from alongside.safety.reportable import Piece, Thing, nameless
from alongside.safety.sealing import EVIDENCE, EXHIBIT

MOST_EXHIBITS = 6
WHO_ERASED = _("Somebody who erased their account")
TOO_MANY = _("Please choose at most 6 messages with a picture or a voice note. Nothing was sent yet.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was kept of a thing: what it is called, in which community and where in it, and what was written.

    All of it is empty once it is forgotten. With `is_gone` whoever it is about has erased their account since.
    """

    name: str = ""
    place: str = ""
    where: str = ""
    pieces: tuple[Piece, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or a voice note as a page shows it."""

    id: UUID
    is_picture: bool
    width: int
    height: int
    seconds: int


def frozen(case: Case, thing: Thing, pieces: Sequence[Piece]) -> bytes:
    """Return what is kept of it, sealed."""
    assert case.data_key_id  # noqa: S101 - a case is made with its key
    return _sealed(case.data_key_id, Seen(thing.name, thing.place, thing.where, tuple(pieces)))


def frozen_without_name(report: Report, seen: Seen) -> bytes:
    """Return what was kept of a report, sealed again: whoever it is about has erased their account."""
    case = report.case
    assert case.data_key_id  # noqa: S101 - what was kept has its key
    who = nameless(WHO_ERASED)
    things = case.things
    # Of a conversation of two the thing is neither's message: there alone a name tells whose it is. Elsewhere others
    # may be called the same, such as all who have left.
    by_name = not any(one.id in things for one in seen.pieces)
    pieces = (
        replace(one, who=who) if one.id in things or (by_name and one.who and one.who == seen.name) else one
        for one in seen.pieces
    )
    return _sealed(case.data_key_id, Seen(who, seen.place, seen.where, tuple(pieces), is_gone=True))


def frozen_without_writer(report: Report, seen: Seen, pieces: Collection[UUID]) -> bytes:
    """Return what was kept of a report, sealed again: whoever wrote these `pieces` has erased their account."""
    case = report.case
    assert case.data_key_id  # noqa: S101 - what was kept has its key
    who = nameless(WHO_ERASED)
    renamed = tuple(replace(one, who=who) if one.id in pieces else one for one in seen.pieces)
    return _sealed(case.data_key_id, replace(seen, pieces=renamed))


def _sealed(key: UUID, seen: Seen) -> bytes:
    rows = [{"id": str(one.id), "who": one.who, "at": one.at.isoformat(), "words": one.words} for one in seen.pieces]
    kept = {"name": seen.name, "place": seen.place, "where": seen.where, "pieces": rows, "is_gone": seen.is_gone}
    return seal(key, json.dumps(kept), what=EVIDENCE)


def is_gone(case: Case) -> bool:
    """Tell whether whoever a case is about has erased their account, as long as what others showed is kept."""
    if case.about_id is not None or case.data_key_id is None:
        return False
    return any(one.is_gone for one in thawed(list(case.reports.all())))


def keep_exhibits(report: Report, pieces: Sequence[Piece], *, now: datetime) -> None:
    """Keep the pictures and voice notes that go with what is shown, as they are now; Invalid when they are too many."""
    files = [(piece.id, file) for piece in pieces for file in piece.files]
    if len(files) > MOST_EXHIBITS:
        raise Invalid(TOO_MANY, field="chosen")
    key = report.case.data_key_id
    assert key  # noqa: S101 - a case is made with its key
    for piece_id, file in files:
        data = file.read()
        if data is not None:
            Exhibit.objects.create(
                created_at=now,
                report=report,
                piece=piece_id,
                shows=file.shows,
                width=file.width,
                height=file.height,
                seconds=file.seconds,
                data_sealed=seal_bytes(key, data, what=EXHIBIT),
            )


def exhibits_of(reports: Sequence[Report]) -> dict[tuple[UUID, UUID], list[Shown]]:
    """Return what goes with each piece of each report, by both, without its bytes."""
    rows = Exhibit.objects.filter(report__in=reports).defer("data_sealed").order_by("created_at", "id")
    found: dict[tuple[UUID, UUID], list[Shown]] = {}
    for row in rows:
        shown = Shown(row.id, row.shows == Shows.PICTURE, row.width, row.height, row.seconds)
        found.setdefault((row.report_id, row.piece), []).append(shown)
    return found


def bytes_of(exhibit: Exhibit) -> bytes:
    """Return a picture or a voice note; NotFound once its key is destroyed."""
    data = unseal_bytes(exhibit.data_sealed, what=EXHIBIT)
    if data is None:
        raise NotFound
    return data


def thawed(reports: Sequence[Report]) -> list[Seen]:
    """Return for each report what was kept of it."""
    texts = unseal_all([row.evidence_sealed for row in reports], what=EVIDENCE)
    return [_read(text) for text in texts]


def _read(text: str | None) -> Seen:
    if text is None:
        return Seen()
    held = json.loads(text)
    pieces = [
        Piece(UUID(one["id"]), one["who"], datetime.fromisoformat(one["at"]), one["words"]) for one in held["pieces"]
    ]
    # What an older release kept does not say where, nor who is gone.
    is_gone_by_now = held.get("is_gone", False)
    return Seen(held["name"], held["place"], held.get("where", ""), tuple(pieces), is_gone=is_gone_by_now)
