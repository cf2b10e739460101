"""Every write of reach-outs: start one, answer, decline, call off, resume, close, talk, follow up.

Each takes the lock on the reach-out first, so that two people who answer at the same moment are served one after the
other: the first is with the person, the second is told that it is taken care of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles import offers
from alongside.circles.candidates import accepted_ties, candidates_of
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.kernel.sealed import seal
from alongside.notifications.services import tell, withdraw
from alongside.reachouts import waving
from alongside.reachouts.enums import MOVES, Response, State, WaveKind
from alongside.reachouts.models import FollowUp, Message, Notification, ReachOut, Wave
from alongside.reachouts.policies import STILL_ASKED
from alongside.reachouts.records import records_of
from alongside.reachouts.sparing import say_load

NOTE = "reachouts.note"
MESSAGE = "reachouts.message"
LONGEST_NOTE = 1000
LONGEST_MESSAGE = 4000

TAKEN_CARE_OF = _("Somebody is already with them. Thank you for coming.")
MOVED_ON = _("This reach-out has moved on meanwhile. Nothing is lost: the page now shows how it stands.")


@dataclass(frozen=True, slots=True)
class Asking:
    """What a person asks for. `request_key` is the form's or client's own: the same key asks only once."""

    level: offers.Level
    request_key: str
    support: offers.Support | None = None
    note: str = ""


def reach_out(*, owner_id: UUID, asking: Asking, now: datetime) -> ReachOut:
    """Start a reach-out and its first wave; return it, or the one that this request has already started.

    While one is open, asking at the same or a lower level returns that one; asking at a higher level replaces it, and
    so does any asking when the open one raised an error and was set aside.
    """
    _check(asking)
    with transaction.atomic():
        owner = Person.objects.select_for_update(no_key=True).filter(id=owner_id).first()
        if owner is None:
            raise NotFound
        known = _settle_earlier(owner, asking, now)
        return known or _start(owner, asking, now)


def _check(asking: Asking) -> None:
    if len(asking.note) > LONGEST_NOTE:
        raise Invalid(_("That note is longer than 1,000 characters. Please say it a little shorter."), field="note")
    if not 1 <= len(asking.request_key) <= 100 or not asking.request_key.isprintable():
        raise Invalid(_("The request key needs 1 to 100 printable characters."), field="request_key")


def _settle_earlier(owner: Person, asking: Asking, now: datetime) -> ReachOut | None:
    """Return the one this request has started already, or an open one that asks for as much; end one that asks less."""
    same_or_open = Q(request_key=asking.request_key) | Q(ended_at=None)
    rows = list(ReachOut.objects.select_for_update(no_key=True).filter(same_or_open, owner=owner))
    known = next((row for row in rows if row.request_key == asking.request_key), None)
    earlier = next((row for row in rows if row.ended_at is None), None)
    if known or earlier is None:
        return known
    goes_on = earlier.state == State.OPEN and earlier.set_aside_at is None
    if goes_on and offers.Level(earlier.level).at_least(asking.level):
        return earlier
    _end(earlier, State.CANCELLED if earlier.state == State.OPEN else State.CLOSED, now)
    record("reach-out.replaced", actor=owner.id, subject=earlier.id, about=owner.id, now=now)
    return None


def _start(owner: Person, asking: Asking, now: datetime) -> ReachOut:
    row = ReachOut(
        created_at=now,
        owner=owner,
        level=asking.level,
        support=asking.support,
        note_sealed=seal(owner.data_key_id, asking.note, what=NOTE) if asking.note else None,
        request_key=asking.request_key,
    )
    ties = accepted_ties(owner.id)
    supporter_ids = [tie.supporter_id for tie in ties if tie.supporter_id]
    records = records_of(supporter_ids, owner_id=owner.id, now=now)
    planned = waving.planned_waves(row, candidates_of(ties, records), now=now)
    waving.begin(row, planned, ties, now=now)
    record("reach-out.started", actor=owner.id, subject=row.id, about=owner.id, now=now)
    return row


def move_due(rows: Sequence[ReachOut], now: datetime) -> None:
    """Start the next wave of each open reach-out whose wait is over: the step of the engine."""
    for row in rows:
        waving.advance(row, now=now)


def see(*, notification: Notification, now: datetime) -> None:
    """Note that somebody has seen what asks for them; the first time only."""
    with transaction.atomic():
        if Notification.objects.filter(id=notification.id, seen_at=None).update(seen_at=now):
            notification.seen_at = now
            waving.announce(notification.reach_out)


def answer(*, notification: Notification, now: datetime) -> ReachOut:
    """Be with the person: stops the waves, tells them who comes, and the others that it is taken care of.

    Conflict when somebody else is with them already, or it has ended; NotFound when they are in the circle no more.
    """
    with transaction.atomic():
        row = _lock_asked(notification)
        if row.state == State.ANSWERED and row.answered_by_id == notification.supporter_id:
            return row
        if row.state == State.ANSWERED:
            raise Conflict(TAKEN_CARE_OF)
        _check_move(row, State.ANSWERED)
        row.state, row.due_at = State.ANSWERED, None
        row.answered_by_id, row.answered_at = notification.supporter_id, now
        row.save(update_fields=["state", "due_at", "answered_by", "answered_at"])
        _respond(notification, Response.ANSWERED, now)
        say_load([notification.supporter_id], now=now)
        _tell_answered(row, notification, now)
        waving.plan_follow_up(row, now=now)
        record("reach-out.answered", actor=_person_of(notification), subject=row.id, about=row.owner_id, now=now)
        return row


def _tell_answered(row: ReachOut, notification: Notification, now: datetime) -> None:
    asked = waving.asked_notifications(row)
    others = [other for other in asked if other.supporter_id != notification.supporter_id]
    withdraw([other.key for other in asked], now=now)
    # Who was asked by two waves is told once, at the newer of the two.
    waiting = {other.supporter_id: other for other in waving.still_waiting(others) if not other.handed_by_owner}
    at = int(now.timestamp())
    told = [
        waving.telling(other, "reach-out.taken-care-of", key=f"taken-care-of:{other.id}:{at}", wakes=False, now=now)
        for other in waiting.values()
    ]
    told.append(waving.telling_owner(row, "reach-out.answered", key=f"answered:{row.id}:{at}", now=now))
    tell(told, now=now)
    waving.announce(row, asked)


def decline(*, notification: Notification, now: datetime) -> ReachOut:
    """Say "not this time"; once everybody of the newest wave has, the next one starts at once.

    Conflict for who is with the person, and after the end, when it would only rewrite what they had said.
    """
    with transaction.atomic():
        row = _lock_asked(notification)
        if row.state == State.ANSWERED and row.answered_by_id == notification.supporter_id:
            raise Conflict(
                _("You are with them at the moment. If you cannot stay, press “I have to go”: then others are asked.")
            )
        if row.ended_at is not None:
            raise Conflict(MOVED_ON)
        _respond(notification, Response.DECLINED, now)
        _withdraw_asks(row, notification.supporter_id, now=now)
        record("reach-out.declined", actor=_person_of(notification), subject=row.id, about=row.owner_id, now=now)
        move_on(row, now=now)
        waving.announce(row, [notification])
        return row


def hand_back(*, notification: Notification, now: datetime) -> ReachOut:
    """Go, because one has to, from somebody one is with: the others are asked again at once.

    Conflict for who is not with them.
    """
    with transaction.atomic():
        row = _lock_asked(notification)
        if row.state != State.ANSWERED or row.answered_by_id != notification.supporter_id:
            raise Conflict(MOVED_ON)
        _respond(notification, Response.LEFT, now)
        ask_again(row, now=now)
        record("reach-out.handed-back", actor=_person_of(notification), subject=row.id, about=row.owner_id, now=now)
        return row


def _withdraw_asks(row: ReachOut, supporter_id: UUID, *, now: datetime) -> None:
    """Take back what still asks this supporter: each of their notifications, as more than one wave may have asked."""
    asked = row.notifications.filter(supporter=supporter_id)
    withdraw([notification.key for notification in asked], now=now)


def move_on(row: ReachOut, *, now: datetime) -> None:
    """Start the next wave at once when an open reach-out waits for nobody any more. The caller holds its lock."""
    if row.state == State.OPEN and not _anybody_left_to_answer(row):
        waving.advance(row, now=now)


def _anybody_left_to_answer(row: ReachOut) -> bool:
    """Tell whether the newest wave still has somebody we have told who has not said anything."""
    newest = row.waves.exclude(started_at=None).order_by("-started_at", "-number").first()
    if newest is None:
        return False
    told = newest.notifications.filter(STILL_ASKED, handed_by_owner=False)
    return told.filter(response=Response.NONE).exists()


def cancel(*, reach_out_id: UUID, actor: Person, now: datetime) -> ReachOut:
    """Call an open reach-out off; those who were asked see that it is over."""
    with transaction.atomic():
        row = _lock(reach_out_id)
        if row.state != State.CANCELLED:
            _check_move(row, State.CANCELLED)
            _end(row, State.CANCELLED, now)
            record("reach-out.cancelled", actor=actor.id, subject=row.id, about=row.owner_id, now=now)
        return row


def close(*, reach_out_id: UUID, actor: Person, now: datetime) -> ReachOut:
    """End a reach-out that was answered, or that nobody answered."""
    with transaction.atomic():
        row = _lock(reach_out_id)
        if row.state != State.CLOSED:
            _check_move(row, State.CLOSED)
            _end(row, State.CLOSED, now)
            record("reach-out.closed", actor=actor.id, subject=row.id, about=row.owner_id, now=now)
        return row


def _end(row: ReachOut, state: State, now: datetime) -> None:
    row.state, row.due_at, row.ended_at = state, None, now
    row.save(update_fields=["state", "due_at", "ended_at"])
    asked = waving.asked_notifications(row)
    withdraw([notification.key for notification in asked], now=now)
    if state == State.CLOSED:
        waving.plan_follow_up(row, now=now)
    waving.announce(row, asked)


def resume(*, reach_out_id: UUID, actor: Person, now: datetime) -> ReachOut:
    """Not helped yet: ask those again who have not said anything, then go on with the waves that were planned."""
    with transaction.atomic():
        row = _lock(reach_out_id)
        if row.state == State.OPEN:
            return row
        _check_move(row, State.OPEN)
        ask_again(row, now=now)
        record("reach-out.resumed", actor=actor.id, subject=row.id, about=row.owner_id, now=now)
        return row


def ask_again(row: ReachOut, *, now: datetime) -> None:
    """Open an answered reach-out again: those who are silent, then the waves to come. The caller holds its lock."""
    asked = waving.asked_notifications(row)
    row.state, row.answered_by, row.answered_at, row.due_at = State.OPEN, None, None, now
    row.save(update_fields=["state", "answered_by", "answered_at", "due_at"])
    again = [other.tie_id for other in waving.still_waiting(asked) if other.tie_id]
    waving.advance(row, now=now, again=_wave_again(row, again, now) if again else None)
    waving.announce(row, asked)


def _wave_again(row: ReachOut, tie_ids: Sequence[UUID], now: datetime) -> Wave:
    wait = waving.wave_settings().waits[offers.Level(row.level)]
    return Wave.objects.create(
        created_at=now,
        reach_out=row,
        number=row.waves.count() + 1,
        kind=WaveKind.AGAIN,
        tie_ids=list(dict.fromkeys(tie_ids)),
        wait=wait,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conversation; `notification` is the supporter's who writes, None when the owner does."""

    text: str
    request_key: str
    notification: Notification | None = None


def say(*, reach_out_id: UUID, line: Line, now: datetime) -> Message:
    """Say something to the other of the two; Conflict when they are not (or no longer) together."""
    text = line.text.strip()
    if not text:
        raise Invalid(_("There was nothing written yet."), field="text")
    if len(text) > LONGEST_MESSAGE:
        raise Invalid(_("That is longer than 4,000 characters. Please send it in two parts."), field="text")
    with transaction.atomic():
        row = _lock_asked(line.notification) if line.notification else _lock(reach_out_id)
        supporter_id = line.notification.supporter_id if line.notification else None
        if row.state != State.ANSWERED or (supporter_id and supporter_id != row.answered_by_id):
            raise Conflict(MOVED_ON)
        known = row.messages.filter(supporter=supporter_id, request_key=line.request_key).first()
        return known or _say(row, line, text, now)


def _say(row: ReachOut, line: Line, text: str, now: datetime) -> Message:
    writer = line.notification.supporter.person if line.notification else row.owner
    message = Message.objects.create(
        created_at=now,
        reach_out=row,
        supporter_id=line.notification.supporter_id if line.notification else None,
        helper_id=row.answered_by_id,
        text_sealed=seal((writer or row.owner).data_key_id, text, what=MESSAGE),
        request_key=line.request_key,
    )
    record("reach-out.said", actor=writer.id if writer else None, subject=message.id, about=row.owner_id, now=now)
    _tell_other(row, message, now)
    return message


def _tell_other(row: ReachOut, message: Message, now: datetime) -> None:
    """Tell the other that something was said: their page at once, their device at most once a minute."""
    other = row.notifications.filter(supporter=row.answered_by_id).select_related("supporter__person", "tie").first()
    if other is None:
        return
    minute = int(now.timestamp()) // 60
    if message.supporter_id:
        told = waving.telling_owner(row, "conversation.said", key=f"said:{row.id}:owner:{minute}", now=now)
    else:
        told = waving.telling(
            other, "conversation.said", key=f"said:{row.id}:{other.id}:{minute}", urgent=True, now=now
        )
    tell([told], now=now)
    waving.announce(row, [other])


def ask_follow_ups(rows: Sequence[FollowUp], now: datetime) -> None:
    """Ask on the day after how people are: the step of the engine, a batch at a time."""
    waiting = FollowUp.objects.filter(id__in=[row.id for row in rows])
    tell(
        [
            waving.telling_owner(
                row.reach_out, "reach-out.follow-up", key=f"follow-up:{row.id}", urgent=False, wakes=False, now=now
            )
            for row in waiting.select_related("reach_out__owner")
        ],
        now=now,
        are_new=True,  # each is asked once: its row is locked, and due no more after this
    )
    waiting.update(due_at=None, asked_at=now)
    for row in rows:
        row.due_at, row.asked_at = None, now


def _lock(reach_out_id: UUID) -> ReachOut:
    rows = ReachOut.objects.select_for_update(of=("self",), no_key=True).select_related("owner")
    row = rows.filter(id=reach_out_id).first()
    if row is None:
        raise NotFound
    return row


def _lock_asked(notification: Notification) -> ReachOut:
    """Lock the reach-out that asked somebody; NotFound when they were removed, or left, since the page was shown."""
    row = _lock(notification.reach_out_id)
    if not row.notifications.filter(STILL_ASKED, id=notification.id).exists():
        raise NotFound
    return row


def _check_move(row: ReachOut, state: State) -> None:
    if state not in MOVES[State(row.state)]:
        raise Conflict(MOVED_ON)


def _respond(notification: Notification, response: Response, now: datetime) -> None:
    """Note what somebody said, on every notification of theirs in this reach-out."""
    Notification.objects.filter(reach_out=notification.reach_out_id, supporter=notification.supporter_id).update(
        response=response, responded_at=now
    )
    notification.response, notification.responded_at = response, now


def _person_of(notification: Notification) -> UUID | None:
    return notification.supporter.person_id
