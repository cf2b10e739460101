"""What somebody answers to a word that was written to them while they may be in danger, as moderators are shown it."""

from collections.abc import Collection
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.kernel.clock import to_the_minute
from alongside.safety.enums import Act
from alongside.safety.evidence import Seen, thawed
from alongside.safety.models import Case, Decision, Report
from alongside.safety.reasons import reasons_of
from alongside.safety.reportable import Piece, Reportable, Thing, nameless

REPLY = "reply"
WHO_WROTE = _("Somebody who looks after this place")
WHO_ANSWERS = _("Somebody who was written to")


def _for_nobody(_person: object, _subject: object) -> None:
    """Nobody reports what somebody answers to moderators."""


# Nobody is put out, or paused, for what they answer.
KIND = Reportable(
    REPLY,
    _("What somebody wrote back"),
    _for_nobody,
    spared=frozenset({Act.PAUSE, Act.REMOVE}),
    goes_along=True,
)


def reply_as_thing(row: Decision, piece: Piece) -> Thing:
    """Return what somebody answers to a word, which it is shown with: as they were called where they wrote."""
    seen = seen_first(row)
    who = seen.name or nameless(WHO_ANSWERS)
    said = reasons_of([row])[0]
    word = [Piece(uuid4(), nameless(WHO_WROTE), to_the_minute(row.created_at), said)] if said else []
    pieces = (*word, Piece(piece.id, who, piece.at, piece.words, by_same=True))
    back, case = reverse("decision", args=[row.id]), row.case
    of, first = (case.about_id, case.community), first_of(case)
    return Thing(REPLY, row.id, who, seen.place, pieces, *of, back, venue=first, where=seen.where)


def first_of(case: Case) -> UUID:
    """Return the case that first had somebody write to them, where a case shows what they answer, and else itself."""
    return case.venue if case.kind == REPLY and case.venue else case.id


def seen_first(row: Decision) -> Seen:
    """Return what is kept of what first brought the case of a decision."""
    first = row.case.reports.order_by("created_at", "id").first()
    return thawed([first])[0] if first else Seen()


def replied_among(words: Collection[UUID]) -> set[UUID]:
    """Return which of these words somebody has answered."""
    return set(Case.objects.filter(kind=REPLY, subject__in=words).values_list("subject", flat=True)) if words else set()


def replies_to(row: Decision) -> list[str]:
    """Return what somebody answered to a word, in its order, as long as it is kept."""
    found = Report.objects.filter(case__kind=REPLY, case__subject=row.id).select_related("case")
    rows = list(found.order_by("created_at", "id"))
    shown = zip(rows, thawed(rows), strict=True)
    return [piece.words for one, seen in shown for piece in seen.pieces if piece.id in one.case.also]
