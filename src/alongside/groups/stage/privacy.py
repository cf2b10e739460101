"""What events hold about a person: what they plan, come to and speak at, what they asked and said, for as long."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.groups.models import (
    Event,
    EventComing,
    EventGuest,
    EventLine,
    EventMute,
    EventQuestion,
    EventVote,
    Membership,
)
from alongside.groups.sealing import EVENT_LINE, EVENT_QUESTION
from alongside.groups.services.stage_questions import leave_events
from alongside.groups.stage.enums import Asked, QuestionState
from alongside.kernel.privacy import Said, Table, labels_of
from alongside.kernel.sealed import unseal, unseal_all
from alongside.ui import phrases


def export(person_id: UUID) -> dict[str, Table]:
    """Return what is theirs at events of groups; what others asked or would like to hear is nowhere in it."""
    return {
        "group_events": _planned(person_id),
        "group_event_summaries": _summaries(person_id),
        "group_events_coming": _coming(person_id),
        "group_events_speaking": _speaking(person_id),
        "group_event_questions": _questions(person_id),
        "group_event_votes": _votes(person_id),
        "group_event_mutes": _mutes(person_id),
        "group_event_lines": _lines(person_id),
    }


def _planned(person_id: UUID) -> Table:
    rows = Event.objects.filter(planned_by__person=person_id).select_related("group").order_by("created_at", "id")
    return [{"event": row.title, "about": row.about, "starts_at": row.starts_at.isoformat()} for row in rows]


def _summaries(person_id: UUID) -> Table:
    rows = Event.objects.filter(summary_by__person=person_id).order_by("created_at", "id")
    return [{"event": row.title, "text": row.summary} for row in rows]


def _coming(person_id: UUID) -> Table:
    rows = EventComing.objects.filter(membership__person=person_id).select_related("event").order_by("event", "id")
    return [{"event": row.event.title, "starts_at": row.event.starts_at.isoformat()} for row in rows]


def _speaking(person_id: UUID) -> Table:
    rows = EventGuest.objects.filter(membership__person=person_id).select_related("event").order_by("event", "id")
    return [{"event": row.event.title, "you_said": row.said} for row in rows]


def _questions(person_id: UUID) -> Table:
    rows = EventQuestion.objects.filter(asker__person=person_id).select_related("event").order_by("created_at", "id")
    return [
        {
            "event": row.event.title,
            "question": row.words or unseal(row.words_sealed, what=EVENT_QUESTION),
            "without_alias": row.is_anonymous,
            "question_state": row.state,
        }
        for row in rows
    ]


def _votes(person_id: UUID) -> Table:
    rows = EventVote.objects.filter(membership__person=person_id).select_related("question__event")
    return [{"event": row.question.event.title} for row in rows.order_by("question__event", "id")]


def _mutes(person_id: UUID) -> Table:
    rows = EventMute.objects.filter(membership__person=person_id).select_related("event").order_by("event", "id")
    return [{"event": row.event.title} for row in rows]


def _lines(person_id: UUID) -> Table:
    rows = list(EventLine.objects.filter(membership__person=person_id).select_related("event").order_by("created_at"))
    texts = unseal_all([row.words_sealed for row in rows], what=EVENT_LINE)
    return [{"event": row.event.title, "words": text} for row, text in zip(rows, texts, strict=True)]


def erase(person_id: UUID) -> None:
    """Take them out of events, with all that they asked and said and that still is theirs."""
    leave_events(list(Membership.objects.filter(person=person_id)), takes_all=True)


WORDS: Mapping[str, str | Promise] = {
    "group_events": _("Events you planned for groups"),
    "group_event_summaries": _("What you wrote of events"),
    "group_events_coming": _("Events you said you will come to"),
    "group_events_speaking": _("Events you are asked to speak at"),
    "group_event_questions": _("What you asked at events"),
    "group_event_votes": _("Events where you wanted to hear a question"),
    "group_event_mutes": _("Events where you were asked to send no more questions"),
    "group_event_lines": _("What you said at events"),
    "event": _("Event"),
    "about": _("What about"),
    "starts_at": _("Begins"),
    "you_said": phrases.WHAT_YOU_ANSWERED,
    "question": _("Question"),
    "without_alias": _("Without your alias"),
    "question_state": _("How the question stands"),
}
SAID: Mapping[str, Said] = {"you_said": labels_of(Asked), "question_state": labels_of(QuestionState)}
