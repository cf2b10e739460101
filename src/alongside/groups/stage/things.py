"""What is asked, said and written at an event, as it is shown to moderators."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.groups.models import Event, EventLine, EventQuestion, Membership
from alongside.groups.sealing import EVENT_LINE, EVENT_QUESTION
from alongside.groups.threads.words import HAS_LEFT
from alongside.kernel.clock import to_the_minute
from alongside.kernel.sealed import unseal
from alongside.safety.reportable import Piece, Thing, nameless

NAMELESS = _("Somebody who asks a question")
QUESTION, LINE, EVENT, SUMMARY = "event-question", "event-line", "event", "event-summary"


def question_as_thing(row: EventQuestion, *, with_alias: bool = False) -> Thing:
    """Return a question as it is shown to moderators; who asked only `with_alias`, unless they want nobody to know."""
    words = row.words or unseal(row.words_sealed, what=EVENT_QUESTION) or ""
    alias = _alias(row.asker) if with_alias and row.asker and not row.is_anonymous else nameless(NAMELESS)
    piece = Piece(row.id, alias, to_the_minute(row.created_at), words)
    return _thing(QUESTION, alias, piece, row.asker, row.event)


def event_line_as_thing(row: EventLine) -> Thing:
    """Return what was said on the stage as it is shown to moderators."""
    alias, words = _alias(row.membership), unseal(row.words_sealed, what=EVENT_LINE) or ""
    piece = Piece(row.id, alias, to_the_minute(row.created_at), words)
    return _thing(LINE, alias, piece, row.membership, row.event)


def event_as_thing(event: Event) -> Thing:
    """Return what an event says it is, as it is shown to moderators."""
    words = f"{event.title}\n\n{event.about}"
    piece = Piece(event.id, _alias(event.planned_by), to_the_minute(event.created_at), words)
    return _thing(EVENT, event.title, piece, event.planned_by, event)


def summary_as_thing(event: Event) -> Thing:
    """Return what was written of an event afterwards, as it is shown to moderators."""
    written = to_the_minute(event.ended_at or event.created_at)
    piece = Piece(event.id, _alias(event.summary_by), written, event.summary)
    return _thing(SUMMARY, event.title, piece, event.summary_by, event)


def _alias(member: Membership | None) -> str:
    return (member.alias if member else "") or str(HAS_LEFT)


def _thing(kind: str, name: str, piece: Piece, by: Membership | None, event: Event) -> Thing:
    back = reverse("group-event", args=[event.group.slug, event.id])
    about = by.person_id if by else None
    place = event.group.name
    return Thing(
        kind, piece.id, name, place, (piece,), about, event.group_id, back, is_quoted=True, venue=event.id,
        where=event.title,
    )  # fmt: skip
