"""What of events can be reported, by whoever is in their group and reads it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Event, EventLine, EventQuestion, Membership
from alongside.groups.policies import standing_of
from alongside.groups.stage.enums import IN_QUEUE, SHOWN, STILL_TO_COME, EventState
from alongside.groups.stage.policies import questions_to_hear, queue_of, shown_questions, visible_events
from alongside.groups.stage.things import (
    EVENT,
    LINE,
    QUESTION,
    SUMMARY,
    event_as_thing,
    event_line_as_thing,
    question_as_thing,
    summary_as_thing,
)
from alongside.safety.enums import Act
from alongside.safety.reportable import Doing, Reportable, Thing, behind


def _standing(person: Person, event: Event) -> Membership | None:
    standing = standing_of(person, event.group)
    return standing if standing and visible_events(standing).filter(id=event.id).exists() else None


def look_at_question(person: Person, subject: UUID) -> Thing | None:
    """Return a question that somebody reads at an event, and nothing of who asked it; None for others."""
    row = EventQuestion.objects.filter(id=subject).select_related("event__group", "asker").first()
    standing = _standing(person, row.event) if row else None
    if row is None or standing is None or not _reads(standing, row):
        return None
    thing = question_as_thing(row)
    return thing if thing.pieces[0].words else None


def _reads(standing: Membership, row: EventQuestion) -> bool:
    if row.state in SHOWN:
        return shown_questions(row.event).filter(id=row.id).exists()
    if row.event.state not in STILL_TO_COME or row.state not in IN_QUEUE:
        return False
    to_hear, queued = questions_to_hear(row.event), queue_of(standing, row.event)
    return to_hear.filter(id=row.id).exists() or queued.filter(id=row.id).exists()


def look_at_event_line(person: Person, subject: UUID) -> Thing | None:
    """Return what was said on a stage, to whoever reads it there or with its question afterwards; None for others."""
    rows = EventLine.objects.filter(id=subject, hidden_at=None)
    row = rows.select_related("event__group", "membership", "question").first()
    if row is None or _standing(person, row.event) is None:
        return None
    stays = row.question is not None and shown_questions(row.event).filter(id=row.question.id).exists()
    if row.event.state != EventState.LIVE and not (row.event.state == EventState.OVER and stays):
        return None
    thing = event_line_as_thing(row)
    return thing if thing.pieces[0].words else None


def look_at_event(person: Person, subject: UUID) -> Thing | None:
    """Return what an event says it is, to whoever is in its group; None for others."""
    row = Event.objects.filter(id=subject).select_related("group", "planned_by").first()
    return event_as_thing(row) if row and _standing(person, row) else None


def look_at_summary(person: Person, subject: UUID) -> Thing | None:
    """Return what was written of an event afterwards, to whoever is in its group; None for others."""
    row = Event.objects.filter(id=subject).exclude(summary="").select_related("group", "summary_by").first()
    return summary_as_thing(row) if row and _standing(person, row) else None


REPORTABLE = (
    Reportable(
        QUESTION,
        _("A question at an event"),
        look_at_question,
        {Act.HIDE: Doing(services.hide_question, services.show_question)},
        # Who asked without a name would be whoever is missing from the group, or from its call list, afterwards.
        spared=frozenset({Act.PAUSE, Act.REMOVE}),
        behind=behind(EventQuestion.objects, "asker__person"),
    ),
    Reportable(
        LINE,
        _("Something that was said on the stage of an event"),
        look_at_event_line,
        {Act.HIDE: Doing(services.hide_event_line, services.show_event_line)},
        behind=behind(EventLine.objects, "membership__person"),
    ),
    Reportable(EVENT, _("What an event says it is"), look_at_event, behind=behind(Event.objects, "planned_by__person")),
    Reportable(
        SUMMARY,
        _("What was written of an event afterwards"),
        look_at_summary,
        {Act.HIDE: Doing(services.hide_summary, services.show_summary, keeps_words=True)},
        behind=behind(Event.objects, "summary_by__person"),
    ),
)
