"""What is asked and said at an event: questions, what people would like to hear, the moderators' queue, the stage.

Who asks, and who would like to hear what, is in no record: the audit is told what those who moderate did.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.groups.enums import Use
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
from alongside.groups.policies import access_standing
from alongside.groups.sealing import EVENT_LINE, EVENT_QUESTION
from alongside.groups.services.brought import bring_danger, slowly
from alongside.groups.services.chat import HIDE_YOUR_OWN
from alongside.groups.services.threads import writing_standing
from alongside.groups.stage import telling as stage_telling
from alongside.groups.stage.checks import checked_line, checked_question
from alongside.groups.stage.details import Order
from alongside.groups.stage.enums import IN_QUEUE, SHOWN, STILL_TO_COME, TO_HEAR, EventState, QuestionState
from alongside.groups.stage.policies import (
    access_event,
    access_line,
    access_own_line,
    access_queued,
    check_speaks,
    check_state,
    check_to_come,
    own_questions,
)
from alongside.groups.stage.things import event_line_as_thing, question_as_thing
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal, unseal
from alongside.safety.models import Decision
from alongside.safety.pauses import check_may_write
from alongside.safety.services.at_once import hide_at_once
from alongside.safety.services.reporting import LINES_GO_ON
from alongside.safety.words.danger import known_danger
from alongside.ui import phrases

QUESTIONS_AN_HOUR, VOTES_A_MINUTE, LINES_A_MINUTE = 10, 60, 30
AT_ONCE = timedelta(minutes=2)
MUTED = _("Those who look after this event have asked that you send no more questions to it. You can still listen in.")
YOUR_OWN = _("You asked this yourself, so it is wanted already. Nothing was changed.")
NOT_TO_HEAR = _("This question has moved on already. Nothing was changed.")
TAKEN = _("Somebody else who moderates was quicker with this question. Nothing was changed.")
NOT_INTO_ITSELF = _("Please choose another question that still waits. Nothing was changed.")
UNREADABLE = _("Whoever asked this has deleted their account, and the question went with it.")


def ask_question(
    *, actor: Person, slug: str, event_id: UUID, words: str, is_anonymous: bool, now: datetime
) -> EventQuestion:
    """Ask something, before an event or at it. Invalid, NotAllowed for who was asked to stop, Conflict, TooMany."""
    text = checked_question(words)
    count_try("groups.questions", str(actor.id), limit=QUESTIONS_AN_HOUR, window=timedelta(hours=1), now=now)
    with transaction.atomic():
        standing = writing_standing(actor, slug)
        check_may_write(actor, standing.group_id, now=now)
        (text,) = slowly(standing, text, field="words", now=now)
        event = access_event(standing, event_id, lock=True)
        check_to_come(standing, event)
        # By the person: whoever leaves the group and comes back is somebody new there, and still asked to stop.
        if EventMute.objects.filter(event=event, membership__person=actor).exists():
            raise NotAllowed(MUTED)
        if (same := _sent_already(standing, event, text, now)) is not None:
            return same
        question = EventQuestion.objects.create(
            created_at=now,
            event=event,
            asker=standing,
            is_anonymous=is_anonymous,
            words_sealed=seal(actor.data_key_id, text, what=EVENT_QUESTION),
        )
        # Each by itself: one without a name beside one with would tell who asked both.
        bring_danger(question_as_thing(question, with_alias=True), now=now)
        stage_telling.show_all(event)
    return question


def _sent_already(standing: Membership, event: Event, text: str, now: datetime) -> EventQuestion | None:
    recent = own_questions(standing, event).filter(created_at__gt=now - AT_ONCE, state=QuestionState.WAITING)
    return next((row for row in recent if unseal(row.words_sealed, what=EVENT_QUESTION) == text), None)


@transaction.atomic
def take_question_back(*, actor: Person, slug: str, event_id: UUID, question_id: UUID, now: datetime) -> None:
    """Delete what the actor asked, unless it was put on the stage. NotFound for another's, Conflict."""
    standing = access_standing(actor, slug)
    event = access_event(standing, event_id, lock=True)
    question = own_questions(standing, event).filter(id=question_id).first()
    if question is None:
        raise NotFound
    if question.state in SHOWN:
        raise Conflict(NOT_TO_HEAR)
    forget_questions([question.id])
    stage_telling.show_all(event)


def want_to_hear(*, actor: Person, slug: str, event_id: UUID, question_id: UUID, wants: bool, now: datetime) -> None:
    """Say that the actor would like to hear a question, too, or not. Nobody sees it: it makes the moderators' order."""
    count_try("groups.votes", str(actor.id), limit=VOTES_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        standing = writing_standing(actor, slug)
        event = access_event(standing, event_id, lock=True)
        check_to_come(standing, event)
        question = EventQuestion.objects.filter(event=event, id=question_id, hidden_at=None).first()
        if question is None:
            raise NotFound
        words = unseal(question.words_sealed, what=EVENT_QUESTION) or ""
        if question.state not in TO_HEAR or known_danger(question.id, words):
            raise Conflict(NOT_TO_HEAR)
        if question.asker_id == standing.id:
            raise NotAllowed(YOUR_OWN)
        if wants:
            EventVote.objects.get_or_create(question=question, membership=standing, defaults={"created_at": now})
        else:
            EventVote.objects.filter(question=question, membership=standing).delete()
        stage_telling.show_care(event)


@transaction.atomic
def act_on_question(*, actor: Person, slug: str, event_id: UUID, order: Order, now: datetime) -> None:
    """Do one of `ACTS` with a question of the queue. Invalid, NotAllowed, NotFound; Conflict when it has moved on."""
    if order.act not in ACTS:
        raise Invalid(phrases.CHOICE_NOT_KNOWN)
    standing = access_standing(actor, slug, to=Use.MODERATE)
    _hold_asker(order)
    event = access_event(standing, event_id, lock=True)
    check_to_come(standing, event)
    question = access_queued(standing, event, order.question)
    ACTS[order.act](standing, event, question, order, now)
    stage_telling.show_all(event)
    record(f"group.event_question_{order.act}", actor=actor.id, subject=event.id, about=actor.id, now=now)


def _hold_asker(order: Order) -> None:
    """Hold whoever asked before the event, as they do when they write: two who wait for each other would both fail."""
    asked = EventQuestion.objects.filter(id=order.question, asker__isnull=False)
    list(Membership.objects.filter(id__in=asked.values("asker")).select_for_update(no_key=True))


def _take(standing: Membership, _event: Event, question: EventQuestion, _order: Order, now: datetime) -> None:
    if question.state == QuestionState.TAKEN and question.taken_by_id == standing.id:
        return  # said once more, it keeps its place
    if question.state not in (QuestionState.WAITING, QuestionState.PUT_OFF):
        raise Conflict(TAKEN)
    _set(question, QuestionState.TAKEN, taken_by=standing, taken_at=now)


def _put_off(_standing: Membership, _event: Event, question: EventQuestion, _order: Order, _now: datetime) -> None:
    _check(question, IN_QUEUE)
    _set(question, QuestionState.PUT_OFF)


def _bring_back(_standing: Membership, _event: Event, question: EventQuestion, _order: Order, _now: datetime) -> None:
    _check(question, IN_QUEUE)
    _set(question, QuestionState.WAITING)


def _stage(_standing: Membership, event: Event, question: EventQuestion, _order: Order, now: datetime) -> None:
    """Put a question before everybody; the one that was there is answered, and its votes have done their work."""
    check_state(event, EventState.LIVE)
    _check(question, IN_QUEUE)
    words = unseal(question.words_sealed, what=EVENT_QUESTION)
    if words is None:
        raise Conflict(UNREADABLE)
    event.questions.filter(state=QuestionState.ON_STAGE).update(state=QuestionState.ANSWERED)
    _set(question, QuestionState.ON_STAGE, words=words, words_sealed=None, staged_at=now)
    question.votes.all().delete()


def _answered(_standing: Membership, _event: Event, question: EventQuestion, _order: Order, _now: datetime) -> None:
    _check(question, (QuestionState.ON_STAGE,))
    EventQuestion.objects.filter(id=question.id).update(state=QuestionState.ANSWERED)


def _merge(_standing: Membership, event: Event, question: EventQuestion, order: Order, _now: datetime) -> None:
    """Ask a question together with another: whoever wanted to hear it, or asked it, wants to hear that one."""
    _check(question, IN_QUEUE)
    others = event.questions.filter(state__in=IN_QUEUE, hidden_at=None).exclude(id=question.id)
    into = others.filter(id=order.into).first() if order.into else None
    if into is None:
        raise Conflict(NOT_INTO_ITSELF)
    there = Q(membership__in=into.votes.values("membership")) | Q(membership=into.asker_id)
    question.votes.filter(there).delete()
    question.votes.update(question=into)
    event.questions.filter(merged_into=question).update(merged_into=into)
    _set(question, QuestionState.MERGED, merged_into=into)


def _mute(_standing: Membership, event: Event, question: EventQuestion, _order: Order, now: datetime) -> None:
    """Have whoever asked this ask nothing more here, and put it off.

    What else they asked stays where it is: if it went, it would show who asks without a name.
    """
    _check(question, IN_QUEUE)
    if question.asker_id is not None:
        EventMute.objects.get_or_create(event=event, membership_id=question.asker_id, defaults={"created_at": now})
    _set(question, QuestionState.PUT_OFF)


Act = Callable[[Membership, Event, EventQuestion, Order, datetime], None]
ACTS: dict[str, Act] = {
    "take": _take,
    "put_off": _put_off,
    "bring_back": _bring_back,
    "stage": _stage,
    "answered": _answered,
    "merge": _merge,
    "mute": _mute,
}


def _check(question: EventQuestion, states: Collection[QuestionState]) -> None:
    if question.state not in states:
        raise Conflict(TAKEN)


def _set(question: EventQuestion, state: QuestionState, **values: object) -> None:
    """Move a question; who took it is forgotten unless that is said anew."""
    fresh = {"state": state, "taken_by": None, "taken_at": None, **values}
    EventQuestion.objects.filter(id=question.id).update(**fresh)


def say_line(*, actor: Person, slug: str, event_id: UUID, words: str, now: datetime) -> EventLine:
    """Say something on the stage: an answer while a question is there. Invalid, NotAllowed, Conflict, TooMany."""
    text = checked_line(words)
    count_try("groups.event_lines", str(actor.id), limit=LINES_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        standing = writing_standing(actor, slug)
        check_may_write(actor, standing.group_id, now=now)
        event = access_event(standing, event_id, lock=True)
        check_state(event, EventState.LIVE)
        check_speaks(standing, event)
        line = EventLine.objects.create(
            created_at=now,
            event=event,
            membership=standing,
            question=event.questions.filter(state=QuestionState.ON_STAGE).first(),
            words_sealed=seal(actor.data_key_id, text, what=EVENT_LINE),
        )
        bring_danger(event_line_as_thing(line), goes_on=LINES_GO_ON, now=now)
        stage_telling.show_all(event)
    return line


@transaction.atomic
def delete_line(*, actor: Person, slug: str, event_id: UUID, line_id: UUID, now: datetime) -> None:
    """Take a line of one's own away, also after the event. NotFound."""
    standing = access_standing(actor, slug)
    event = access_event(standing, event_id, lock=True)
    line = access_own_line(standing, event, line_id)
    record("group.event_line_deleted", actor=actor.id, subject=event.id, about=actor.id, now=now)
    line.delete()
    stage_telling.show_all(event)


@transaction.atomic
def hide_said(
    *, actor: Person, slug: str, event_id: UUID, line_id: UUID, reason: str, anyway: bool = False, now: datetime
) -> Decision:
    """Have nobody read what was said on a stage; whoever said it is told why and can ask for another look.

    Invalid, also of who may be in danger and was not written to, unless `anyway`; NotAllowed, NotFound, Conflict.
    """
    standing = access_standing(actor, slug, to=Use.MODERATE)
    line = access_line(standing, access_event(standing, event_id), line_id)
    if line.membership_id == standing.id:
        raise NotAllowed(HIDE_YOUR_OWN)
    is_hidden = EventLine.objects.filter(id=line.id, hidden_at__isnull=False).exists
    return hide_at_once(
        actor=actor, thing=event_line_as_thing(line), reason=reason, anyway=anyway, is_hidden=is_hidden, now=now
    )


def forget_questions(question_ids: Collection[UUID]) -> None:
    """Delete questions; what was asked together with one of them waits by itself again."""
    together = EventQuestion.objects.filter(merged_into__in=question_ids)
    together.update(state=QuestionState.WAITING, merged_into=None)
    EventQuestion.objects.filter(id__in=question_ids).delete()


def leave_events(rows: Collection[Membership], *, takes_all: bool = False) -> None:
    """Take these memberships out of events: what waits of theirs is deleted, what was shown stays and is nameless.

    With `takes_all` that is deleted, too, and what they said on a stage. Their mutes stay with the membership.
    """
    events = Event.objects.filter(group__memberships__in=rows, state__in=STILL_TO_COME).order_by("id")
    alive = list(Event.objects.filter(id__in=events.values("id")).order_by("id").select_for_update(no_key=True))
    theirs = EventQuestion.objects.filter(asker__in=rows)
    forget_questions(list((theirs if takes_all else theirs.exclude(state__in=SHOWN)).values_list("id", flat=True)))
    theirs.update(asker=None)
    for model in (EventComing, EventVote, EventGuest, *((EventLine,) if takes_all else ())):
        model.objects.filter(membership__in=rows).delete()
    for event in alive:
        stage_telling.show_all(event)


def take_lines_away(row: Membership) -> None:
    """Delete what somebody who leaves said on stages, as they wanted it gone."""
    EventLine.objects.filter(membership=row).delete()
