"""The room of a meeting: opening it, coming and going, and all that people do in it.

Every write locks the room, asks `room` what comes of it, and tells everybody who looks. The audit is told what whoever
hosts the meeting did with the room, and never who was there.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from alongside.accounts.aliases import AliasProblem, alias_key, alias_problem
from alongside.accounts.checks import ALIAS_SENTENCES
from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.kernel import due, live
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.ids import new_id
from alongside.kernel.ratelimit import count_try
from alongside.meetings import room
from alongside.meetings.enums import Admits, State
from alongside.meetings.models import Gathering, Hosting, Presence, Serving, Steward
from alongside.meetings.room import After, No, RoomState
from alongside.meetings.room_models import NAME_LENGTH
from alongside.meetings.room_policies import (
    Standing,
    access_hosting,
    open_gathering,
    standing_of,
    visible_presences,
    was_held,
)
from alongside.meetings.room_queries import agenda_of, start_of_room
from alongside.meetings.room_rows import keep, state_of
from alongside.meetings.room_times import AT_LATEST, EMPTY_FOR, may_open
from alongside.meetings.room_words import NAME_TAKEN, NOT_OPEN, ONLY_HOSTS_YET, WHY_NOT
from alongside.meetings.services.voice import take_out
from alongside.meetings.timing import Start
from alongside.ui import communities

TOPIC = "meeting-room"
LOBBY = "meeting-lobby"
LEADS = "meeting-room-lead"
LOOK_EVERY = timedelta(minutes=1)
# Being seen is written down this often: far within the two minutes after which somebody counts as gone.
SEEN_EVERY = timedelta(seconds=40)
ACTS_A_MINUTE = 60
# What somebody in the room may do even when it has been closed to them since.
ALWAYS = ("leave", "close")
# After these somebody is out of the room, so out of the talk too.
GOING = ("leave", "remove")
# Refusals that say that somebody may not, rather than that it cannot be.
FORBIDDEN = (No.REMOVED, No.NOT_LEADING, No.MAY_NOT_WRITE, No.HOST_STAYS)


@dataclass(frozen=True, slots=True)
class Coming:
    """How somebody wants to be called in the room, and whether it is their first time."""

    name: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody does in the room: `target` is somebody's place, `after` a segment, `chat` who may write."""

    act: str
    target: UUID | None = None
    after: int = 0
    chat: str = ""


Act = Callable[[RoomState, UUID, datetime, Order], After]
OWN: dict[str, Act] = {
    "leave": lambda state, who, now, _: room.leave(state, who, now),
    "raise": lambda state, who, now, _: room.raise_hand(state, who, now),
    "lower": lambda state, who, now, _: room.lower_hand(state, who, now),
    "finish": lambda state, who, now, _: room.finish(state, who, now),
}
LEADING: dict[str, Act] = {
    "give": lambda state, who, now, order: room.give_word(state, who, now, to=order.target),
    "begin": lambda state, who, now, _: room.begin(state, who, now),
    "next": lambda state, who, now, order: room.next_segment(state, who, now, after=order.after),
    "extend": lambda state, who, now, _: room.extend(state, who, now),
    "extend_share": lambda state, who, now, _: room.extend_share(state, who, now),
    "pause": lambda state, who, now, _: room.pause(state, who, now),
    "go_on": lambda state, who, now, _: room.go_on(state, who, now),
    "chat": lambda state, who, now, order: room.set_chat(state, who, now, chat=order.chat),
    "take_chair": lambda state, who, now, _: room.take_chair(state, who, now),
    "remove": lambda state, who, now, order: (
        room.remove(state, who, now, target=order.target) if order.target else No.NOT_HERE
    ),
    "close": lambda state, who, now, _: room.close(state, who, now),
}
ACTS = OWN | LEADING


@transaction.atomic
def enter_room(*, actor: Person, slug: str, coming: Coming, now: datetime) -> Gathering:
    """Come into the room of a meeting, or back into it, and open it when it is time. NotFound, Invalid, Conflict."""
    hosting = access_hosting(actor, slug)
    Hosting.objects.select_for_update().get(id=hosting.id)  # two who open it at once
    gathering = open_gathering(hosting, lock=True)
    if gathering is None:
        return _open(actor, hosting, coming, now)
    standing = standing_of(actor, hosting, gathering.on_date)
    presence = gathering.presences.filter(person=actor).first()
    before = state_of(gathering)
    seat_id = presence.id if presence else new_id()
    after = checked(room.enter(before, seat_id, now, is_host=standing.is_host))
    _seat(actor, gathering, coming, standing, presence or Presence(id=seat_id, created_at=now, seen_at=now))
    keep(gathering, before, after)
    tell(gathering)
    return gathering


def _open(actor: Person, hosting: Hosting, coming: Coming, now: datetime) -> Gathering:
    start = start_of_room(hosting, now)
    if start is None:
        raise Conflict(NOT_OPEN)
    standing = standing_of(actor, hosting, start.on_date)
    if not standing.is_host and was_held(hosting, start.on_date):
        raise Conflict(WHY_NOT[No.OVER])
    if not may_open(start, now, is_host=standing.is_host):
        raise Conflict(ONLY_HOSTS_YET)
    gathering = _gathering(hosting, start, now)
    gathering.save(force_insert=True)
    presence = Presence(created_at=now, seen_at=now, here_since=now, has_chair=True)
    _seat(actor, gathering, coming, standing, presence)
    record("meetings.room_opened", actor=actor.id if standing.is_host else None, subject=gathering.id, now=now)
    live.announce_shared(topic=LOBBY, ref=hosting.meeting_id)
    due.wake()
    return gathering


def _gathering(hosting: Hosting, start: Start, now: datetime) -> Gathering:
    items, share_minutes = agenda_of(hosting)
    minutes = [item.minutes for item in items]
    begins = max(start.at, now)
    return Gathering(
        created_at=now,
        meeting=hosting.meeting,
        on_date=start.on_date,
        ends_by=begins + timedelta(minutes=sum(minutes)) + AT_LATEST,
        format=hosting.format,
        segments=[item.segment.key for item in items],
        minutes_of=minutes,
        share_seconds=share_minutes * 60,
        segment_since=begins,
        chat=hosting.chat,
        due_at=_next_look(begins, now),
    )


def _next_look(begins: datetime, now: datetime) -> datetime:
    """Return when a room is looked at next: every minute, and when its first part begins."""
    return min(now + LOOK_EVERY, begins) if begins > now else now + LOOK_EVERY


def _seat(actor: Person, gathering: Gathering, coming: Coming, standing: Standing, presence: Presence) -> None:
    """Write down under which name somebody is here, and what they serve."""
    name = checked_text(coming.name, field="name", most=NAME_LENGTH, required=True)
    problem = alias_problem(name)
    if problem and problem is not AliasProblem.TOO_SHORT:  # one letter is name enough for an evening
        raise Invalid(ALIAS_SENTENCES[problem], field="name")
    others = gathering.presences.exclude(id=presence.id).values_list("name", flat=True)
    if alias_key(name) in {alias_key(other) for other in others}:
        raise Invalid(NAME_TAKEN, field="name")
    presence.gathering, presence.person, presence.name = gathering, actor, name
    presence.is_new, presence.is_host, presence.role = coming.is_new, standing.is_host, standing.role
    presence.save()


def act_in_room(*, actor: Person, slug: str, order: Order, now: datetime) -> None:
    """Do something in the room of a meeting. NotFound, NotAllowed, Conflict, TooMany."""
    if order.act not in ALWAYS:
        count_try("meetings.room_act", str(actor.id), limit=ACTS_A_MINUTE, window=timedelta(minutes=1), now=now)
    with transaction.atomic():
        _act(actor, slug, order, now)


def _act(actor: Person, slug: str, order: Order, now: datetime) -> None:
    gathering, who = locked(actor, slug, always=order.act in ALWAYS)
    act = ACTS.get(order.act)
    if act is None:
        raise NotFound
    before = state_of(gathering)
    after = checked(act(before, who, now, order))
    if after == before:
        return
    keep(gathering, before, after)
    if order.act in LEADING:
        led_by = actor.id if before.seats[who].is_host else None
        record(f"meetings.room_{order.act}", actor=led_by, subject=gathering.id, now=now)
    if order.act in GOING:
        take_out(gathering, order.target if order.act == "remove" and order.target else who)
    if order.act == "remove" and order.target:
        asked = gathering.presences.filter(id=order.target).values_list("person", flat=True)
        live.announce(asked, topic=TOPIC, ref=gathering.id)
    tell(gathering)
    if after.is_closed:
        end(gathering, now)


def locked(actor: Person, slug: str, *, always: bool = False) -> tuple[Gathering, UUID]:
    """Return the open room of a meeting, locked, and somebody's place in it. NotFound, NotAllowed, Conflict.

    With `always` also to somebody with a place in it whom it would not let in any more.
    """
    inside = visible_presences(actor).filter(gathering__meeting__slug=slug, gathering__closed_at=None)
    inside = inside.filter(gathering__meeting__hosting__isnull=False)
    if always and (mine := inside.select_related("gathering__meeting__hosting").first()):
        hosting = mine.gathering.meeting.hosting
    else:
        hosting = access_hosting(actor, slug)
    gathering = open_gathering(hosting, lock=True)
    who = gathering.presences.filter(person=actor).values_list("id", flat=True).first() if gathering else None
    if gathering is None or who is None:
        raise Conflict(WHY_NOT[No.NOT_HERE if gathering else No.OVER])
    return gathering, who


def checked(after: After) -> RoomState:
    """Return the state, or raise why it cannot be. Conflict, NotAllowed."""
    if isinstance(after, RoomState):
        return after
    raise (NotAllowed if after in FORBIDDEN else Conflict)(WHY_NOT[after])


def tell(gathering: Gathering) -> None:
    """Have everybody who looks at a room see what has changed, and whoever leads it what only they see."""
    live.announce_shared(topic=TOPIC, ref=gathering.id)
    led = gathering.presences.filter(here_since__isnull=False)
    leaders = led.filter(is_host=True) | led.filter(has_chair=True)
    live.announce(leaders.values_list("person", flat=True), topic=LEADS, ref=gathering.id)


def bump(gathering: Gathering) -> None:
    """Say that something of a room has changed that is not of its state, such as a line."""
    Gathering.objects.filter(id=gathering.id).update(version=F("version") + 1)
    tell(gathering)


def end(gathering: Gathering, now: datetime) -> None:
    """Forget who was there and all that was written; how many there were and how long it took stays."""
    gathering.presences.all().delete()
    gathering.closed_at, gathering.due_at = now, None
    gathering.minutes = max(0, round((now - gathering.created_at).total_seconds() / 60))
    gathering.version += 1
    gathering.save(update_fields=["closed_at", "due_at", "minutes", "version"])
    live.announce_shared(topic=TOPIC, ref=gathering.id)


def end_open(hosting: Hosting, now: datetime) -> None:
    """End the room of a meeting that is not held here any more, if it is open."""
    gathering = open_gathering(hosting, lock=True)
    if gathering:
        record("meetings.room_closed", actor=None, subject=gathering.id, now=now)
        end(gathering, now)


def _admitting(person: str, meeting: OuterRef | UUID) -> Exists:
    """Return the condition that a meeting is held here, and still for the person whom a row names there."""
    whose = OuterRef(OuterRef(person))
    of_team = Exists(Steward.objects.filter(hosting=OuterRef("pk"), person=whose)) | Exists(
        Serving.objects.filter(role__hosting=OuterRef("pk"), person=whose)
    )
    held = Hosting.objects.filter(
        Q(meeting__community=None) | Q(meeting__community__in=communities.within(whose)),
        ~Q(meeting__state=State.GONE),
        meeting=meeting,
        held_here=True,
    )
    of_group = Q(meeting__community__in=communities.kept_by(whose))
    return Exists(held.filter(~Q(admits=Admits.TEAM) | of_group | of_team))


def who_may_wait(people: Collection[UUID], meeting_id: UUID, _now: datetime) -> set[UUID]:
    """Return who of these may be before the room of a meeting and wait until it is open."""
    rows = Person.objects.filter(id__in=people).filter(_admitting("pk", meeting_id))
    return set(rows.values_list("id", flat=True))


def see_in_room(person_id: UUID, gathering_id: UUID, now: datetime) -> bool:
    """Note that somebody looks at the room, and have them be back who had dropped out; False: it is not for them."""
    return person_id in who_sees_room({person_id}, gathering_id, now)


def who_sees_room(people: Collection[UUID], gathering_id: UUID, now: datetime) -> set[UUID]:
    """Note that these people look at the room, and have them be back who had dropped out; return for whom it is.

    This is no act of theirs, and nobody else is told: so it does not lock the room unless somebody was away.
    """
    seats = Presence.objects.filter(person__in=people, gathering=gathering_id, is_removed=False, has_left=False)
    admitted = seats.filter(_admitting("person", OuterRef("gathering__meeting")))
    rows = list(admitted.values_list("person", "id", "here_since", "seen_at"))
    here = {person for person, _seat, here_since, _seen_at in rows if here_since}
    _note_seen([seat for _, seat, here_since, seen_at in rows if here_since and now - seen_at >= SEEN_EVERY], now)
    return here | {person for person, seat, since, _ in rows if not since and _come_back(seat, gathering_id, now)}


@transaction.atomic
def _note_seen(seats: Sequence[UUID], now: datetime) -> None:
    """Write down that these were seen now; a place in which somebody acts right now is left until the next time."""
    free = Presence.objects.filter(id__in=seats, here_since__isnull=False).select_for_update(skip_locked=True)
    if seats:
        Presence.objects.filter(id__in=free.values("id")).update(seen_at=now)


@transaction.atomic
def _come_back(who: UUID, gathering_id: UUID, now: datetime) -> bool:
    gathering = Gathering.objects.select_for_update().filter(id=gathering_id, closed_at=None).first()
    if gathering is None:
        return False
    before = state_of(gathering)
    after = room.enter(before, who, now, is_host=before.seats[who].is_host) if who in before.seats else No.NOT_HERE
    if isinstance(after, No):
        return False
    keep(gathering, before, after)
    tell(gathering)
    return True


def look_after_rooms(rows: Sequence[Gathering], now: datetime) -> None:
    """Notice who dropped out of rooms, and end those that are over: nobody was there for a while, or it is late."""
    for gathering in rows:
        before = state_of(gathering)
        after = room.notice_gone(before, now)
        if after != before:
            keep(gathering, before, after)
            tell(gathering)
        if _has_just_begun(gathering, after, now):
            bump(gathering)
        last = max((seat.seen_at for seat in after.seats.values()), default=gathering.created_at)
        if now >= gathering.ends_by or now - last >= EMPTY_FOR:
            record("meetings.room_closed", actor=None, subject=gathering.id, now=now)
            end(gathering, now)
        else:
            gathering.due_at = _next_look(gathering.segment_since, now)
            gathering.save(update_fields=["due_at"])


def _has_just_begun(gathering: Gathering, state: RoomState, now: datetime) -> bool:
    """Tell whether the first part of a room that was open before began since the last look: its clock runs now."""
    since = state.segment_since
    return state.segment == 0 and gathering.created_at < since and timedelta() <= state.clock(now) - since < LOOK_EVERY


ROOMS = due.DueKind("meetings.rooms", Gathering, look_after_rooms, batch=20)
