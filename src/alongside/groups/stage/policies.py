"""Who may see and do what at events. Whoever is in the group sees them; the queue is for those who moderate.

Who asked is told to nobody but who asked, and to moderators where it is not anonymous; who comes, and who would like to
hear a question, to nobody but themselves.
"""

from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.groups.enums import Standing, Use
from alongside.groups.models import Event, EventComing, EventGuest, EventLine, EventQuestion, EventVote, Membership
from alongside.groups.policies import may
from alongside.groups.stage.enums import IN_QUEUE, SHOWN, STILL_TO_COME, TO_HEAR, Asked, EventState
from alongside.groups.threads.policies import is_writable
from alongside.kernel.errors import Conflict, NotAllowed, NotFound

IS_OVER = _("This event is over, or was called off. Nothing was changed.")
NOT_ON = _("This event is not going on now. Nothing was changed.")
IS_ON = _("This event has begun already. Nothing was changed.")
GROUP_RESTS = _("This group is closed or waits for a look, so nothing is added. Nothing was changed.")
NOT_A_SPEAKER = _("Those who speak at this event write on its stage. You can ask a question.")


def visible_events(standing: Membership) -> QuerySet[Event]:
    """Return the events of a group to whoever is in it."""
    events = Event.objects.filter(group=standing.group_id)
    return events if standing.state == Standing.IN else events.none()


def access_event(standing: Membership, event_id: UUID, *, lock: bool = False) -> Event:
    """Return an event that somebody may see; NotFound. `lock` holds it until the transaction ends."""
    events = visible_events(standing).filter(id=event_id)
    event = (events.select_for_update(no_key=True, of=("self",)) if lock else events).first()
    if event is None:
        raise NotFound
    event.group = standing.group
    return event


def is_to_come(standing: Membership, event: Event) -> bool:
    """Tell whether something can still be added to an event: it is planned or on, in a group that goes on."""
    return event.state in STILL_TO_COME and is_writable(standing)


def check_to_come(standing: Membership, event: Event) -> None:
    """Raise Conflict where nothing can be added any more, with why."""
    if event.state not in STILL_TO_COME:
        raise Conflict(IS_OVER)
    if not is_writable(standing):
        raise Conflict(GROUP_RESTS)


def check_state(event: Event, state: EventState) -> None:
    """Raise Conflict for an event that does not stand so."""
    if event.state != state:
        raise Conflict({EventState.LIVE: NOT_ON, EventState.PLANNED: IS_ON}.get(state, NOT_ON))


def visible_guests(standing: Membership, event: Event) -> QuerySet[EventGuest]:
    """Return who speaks, to everybody; to moderators also who is asked or cannot, to each their own."""
    guests = EventGuest.objects.filter(event=event, is_asked=True, membership__state=Standing.IN)
    if may(standing, Use.MODERATE):
        return guests
    return guests.filter(said=Asked.YES) | guests.filter(membership=standing)


def speaks(standing: Membership, event: Event) -> bool:
    """Tell whether somebody writes on the stage: who said yes to it, and those who moderate."""
    guests = EventGuest.objects.filter(event=event, membership=standing, said=Asked.YES)
    return may(standing, Use.MODERATE) or (standing.state == Standing.IN and guests.exists())


def check_speaks(standing: Membership, event: Event) -> None:
    """Raise NotAllowed for who does not write on the stage."""
    if not speaks(standing, event):
        raise NotAllowed(NOT_A_SPEAKER)


def questions_to_hear(event: Event) -> QuerySet[EventQuestion]:
    """Return what members may say they would like to hear, in an order that tells nothing."""
    return EventQuestion.objects.filter(event=event, state__in=TO_HEAR, hidden_at=None).order_by("id")


def shown_questions(event: Event) -> QuerySet[EventQuestion]:
    """Return what was put on the stage, in that order: what everybody has seen."""
    return EventQuestion.objects.filter(event=event, state__in=SHOWN, hidden_at=None).order_by("staged_at", "id")


def queue_of(standing: Membership, event: Event) -> QuerySet[EventQuestion]:
    """Return what waits, to those who moderate: what most would like to hear first. How many that are, nobody sees."""
    questions = EventQuestion.objects.filter(event=event, state__in=IN_QUEUE, hidden_at=None)
    if not may(standing, Use.MODERATE):
        return questions.none()
    return questions.annotate(wanted=Count("votes", distinct=True) + Count("together", distinct=True)).order_by(
        "-wanted", "id"
    )


def access_queued(standing: Membership, event: Event, question_id: UUID) -> EventQuestion:
    """Return a question of the event for somebody who moderates, whatever became of it; NotFound. Locked."""
    questions = EventQuestion.objects.filter(event=event, id=question_id, hidden_at=None)
    question = questions.select_for_update(of=("self",)).first() if may(standing, Use.MODERATE) else None
    if question is None:
        raise NotFound
    return question


def own_questions(standing: Membership, event: Event) -> QuerySet[EventQuestion]:
    """Return what somebody asked themself, as far as it still is theirs."""
    return EventQuestion.objects.filter(event=event, asker=standing)


def own_votes(standing: Membership, event: Event) -> QuerySet[EventVote]:
    """Return what somebody said they would like to hear."""
    return EventVote.objects.filter(question__event=event, membership=standing)


def own_coming(standing: Membership, event: Event) -> QuerySet[EventComing]:
    """Return whether somebody said that they will come."""
    return EventComing.objects.filter(event=event, membership=standing)


def access_line(standing: Membership, event: Event, line_id: UUID) -> EventLine:
    """Return a line that was said on the stage and is not hidden, to those who moderate; NotFound."""
    lines = EventLine.objects.filter(event=event, id=line_id, hidden_at=None)
    line = lines.select_related("event__group", "membership").first() if may(standing, Use.MODERATE) else None
    if line is None:
        raise NotFound
    return line


def access_own_line(standing: Membership, event: Event, line_id: UUID) -> EventLine:
    """Return a line that somebody said themself and may take away; NotFound."""
    line = EventLine.objects.filter(event=event, id=line_id, hidden_at=None, membership=standing).first()
    if line is None:
        raise NotFound
    return line
