"""Starts waves: turns the next step of a frozen plan into notifications, in the transaction that moved the reach-out.

A later wave looks at what holds now, by the rules of the plan: a tie that has ended meanwhile, a supporter who took a
breather, or one whose hours or agreement do not allow it any more is left out; who is full by now is asked after
everybody else of the circle. Who could not be asked when the plan was made and can be now, as their hours have begun
or their breather is over, comes after those who were planned. A wave that reaches nobody gives way to the next at once.

What a supporter carries is read and not locked: no wave waits for another, and no two for each other. It counts all
that has been committed, and whatever the running transaction itself has asked (a worker moves many reach-outs in one).
Only waves that begin in the same instant in different transactions do not see each other: each of them may ask somebody
who had room for one.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from alongside.accounts.enums import Role
from alongside.accounts.removed import not_removed
from alongside.circles import offers
from alongside.circles.candidates import accepted_ties, candidates_of
from alongside.circles.enums import TieState
from alongside.circles.models import Supporter, Tie
from alongside.kernel import live
from alongside.kernel.holding import hold
from alongside.notifications.queries import sends_mail
from alongside.notifications.services import Telling, tell
from alongside.reachouts import waves
from alongside.reachouts.enums import Response, State, WaveKind
from alongside.reachouts.links import asked_path
from alongside.reachouts.models import FollowUp, Notification, ReachOut, Shift, Wave
from alongside.reachouts.records import records_of
from alongside.reachouts.rota import Turn, on_call
from alongside.reachouts.sparing import say_load
from alongside.reachouts.wordings import ASKED

TOPIC = "reach-out"
# After this, a notification that could not be sent is of no use: the reach-out has long moved on.
USEFUL_FOR = timedelta(hours=12)


def wave_settings() -> waves.WaveSettings:
    """Return the operator's waits per level."""
    talk, struggling, urgent = settings.WAVE_WAITS
    return waves.WaveSettings(
        waits={offers.Level.TALK: talk, offers.Level.STRUGGLING: struggling, offers.Level.URGENT: urgent}
    )


@dataclass(slots=True)
class Opening:
    """The waves that begin together: each but the last reaches nobody we could tell, so the next begins at once."""

    waves: list[Wave] = field(default_factory=list)
    asked: list[Notification] = field(default_factory=list)
    added: list[Wave] = field(default_factory=list)
    """To be asked after the waves that were planned for the circle: who can be now, then who is put off."""
    next_at: datetime | None = None
    """When the wave after the last is due; None when they all reach nobody."""


def planned_waves(reach_out: ReachOut, candidates: Sequence[offers.Candidate], *, now: datetime) -> list[Wave]:
    """Plan all waves of a new reach-out: the circle's, then the listeners'. Nothing is kept yet."""
    rows = [_circle_wave(reach_out, one.members, one.wait, now) for one in _plan(reach_out, candidates, now).waves]
    wait = wave_settings().waits[offers.Level(reach_out.level)]
    rows.append(Wave(created_at=now, reach_out=reach_out, kind=WaveKind.LISTENERS, wait=wait))
    for number, row in enumerate(rows, start=1):
        row.number = number
    return rows


def _plan(reach_out: ReachOut, candidates: Sequence[offers.Candidate], now: datetime) -> waves.Plan:
    wanted = offers.Support(reach_out.support) if reach_out.support else None
    return waves.plan(offers.Level(reach_out.level), wanted, candidates, now, wave_settings())


def _circle_wave(reach_out: ReachOut, tie_ids: Iterable[UUID], wait: timedelta, now: datetime) -> Wave:
    return Wave(created_at=now, reach_out=reach_out, kind=WaveKind.CIRCLE, tie_ids=list(tie_ids), wait=wait)


def begin(reach_out: ReachOut, planned: Sequence[Wave], ties: Sequence[Tie], *, now: datetime) -> None:
    """Keep a new reach-out with its frozen plan, and start the first wave that reaches somebody.

    `ties` are the circle's accepted ones, read in the running transaction, as is all the plan was made from: there is
    nothing to look at again.
    """
    circle = _Circle({tie.id: tie for tie in ties}, waves.as_planned(tie.id for tie in ties))
    opening = _opening(reach_out, planned, circle, after=None, now=now)
    reach_out.due_at = opening.next_at or now
    reach_out.save(force_insert=True)
    Wave.objects.bulk_create(planned)
    _carry_out(reach_out, opening, now)


def advance(reach_out: ReachOut, *, now: datetime, again: Wave | None = None) -> None:
    """Start `again` or the next wave that reaches somebody, and plan the one after it; past the last, nobody came.

    The caller holds the lock on the reach-out, which is open, and saves nothing itself.
    """
    # What was added comes before the listeners, whose wave was numbered first.
    known = sorted(reach_out.waves.all(), key=lambda wave: (wave.kind == WaveKind.LISTENERS, wave.number))
    last = max((wave.started_at for wave in known if wave.started_at), default=None)
    waiting = [wave for wave in known if wave.started_at is None and wave != again]
    candidates = [again, *waiting] if again else waiting
    circle = _circle_now(reach_out, {tie_id for wave in candidates for tie_id in wave.tie_ids}, now)
    opening = _opening(reach_out, candidates, circle, after=last, now=now)
    for number, wave in enumerate(opening.added, start=len(known) + 1):
        wave.number = number
    Wave.objects.bulk_create(opening.added)
    for wave in opening.waves:
        wave.save(update_fields=["started_at"])
    if opening.next_at:
        # Whatever it was set aside for, it has been moved since: the engine takes it up again.
        reach_out.due_at, reach_out.set_aside_at, reach_out.set_aside_why = opening.next_at, None, ""
        reach_out.save(update_fields=["due_at", "set_aside_at", "set_aside_why"])
    _carry_out(reach_out, opening, now)


@dataclass(frozen=True, slots=True)
class _Circle:
    """The accepted ties of a circle, by id, what holds of them now, and the waves of those who are in none."""

    ties: Mapping[UUID, Tie]
    look: waves.Look
    others: Sequence[waves.Wave] = ()


def _circle_now(reach_out: ReachOut, waiting: Collection[UUID], now: datetime) -> _Circle:
    """Look again at a circle, in a few queries however many are in it.

    Whoever neither was asked, be it as a listener or through a tie that has ended, nor is in a wave that is `waiting`
    can be asked as well: also who was planned, and could not be when their wave began.
    """
    ties = accepted_ties(reach_out.owner_id)
    supporter_ids = [tie.supporter_id for tie in ties if tie.supporter_id]
    # Asked in this reach-out before, somebody is asked once more for the same.
    records = records_of(supporter_ids, owner_id=reach_out.owner_id, now=now, but=reach_out.id)
    candidates = candidates_of(ties, records)
    known = {one.supporter_id for one in candidates if one.tie_id in waiting}
    known.update(reach_out.notifications.values_list("supporter_id", flat=True))
    others = _plan(reach_out, [one for one in candidates if one.supporter_id not in known], now)
    look = waves.look_again(offers.Level(reach_out.level), candidates, now)
    return _Circle({tie.id: tie for tie in ties}, look, others.waves)


def _opening(
    reach_out: ReachOut, candidates: Iterable[Wave], circle: _Circle, *, after: datetime | None, now: datetime
) -> Opening:
    """Find which of these waves begin now, and whom they ask; nothing is kept yet.

    Each starts after the one before it, `after` being when the last one did, also when the clock was set back in
    between: people answer the wave that started last, so there must never be two.
    """
    opening = Opening()
    waiting = deque(candidates)
    for other in circle.others:
        opening.added.append(_add(waiting, _circle_wave(reach_out, other.members, other.wait, now)))
    while waiting and opening.next_at is None:
        wave = waiting.popleft()
        wave.started_at = after = now if after is None else max(now, after + timedelta.resolution)
        opening.waves.append(wave)
        members, put_off = circle.look.begin(wave.tie_ids, [tie_id for one in waiting for tie_id in one.tie_ids])
        if put_off:
            opening.added.append(_add(waiting, _circle_wave(reach_out, put_off, wave.wait, now)))
        asked = _asked_by(reach_out, wave, [circle.ties[tie_id] for tie_id in members], now)
        opening.asked += asked
        if any(not row.handed_by_owner for row in asked):
            opening.next_at = now + wave.wait
    return opening


def _add(waiting: deque[Wave], wave: Wave) -> Wave:
    """Have a wave begin after the circle's others and before the listeners. It looks again in its turn."""
    waiting.insert(len(waiting) - sum(one.kind == WaveKind.LISTENERS for one in waiting), wave)
    return wave


def _asked_by(reach_out: ReachOut, wave: Wave, ties: Sequence[Tie], now: datetime) -> list[Notification]:
    of_circle = ((tie.supporter, tie) for tie in ties if tie.supporter)
    members = _listeners(reach_out, now) if wave.kind == WaveKind.LISTENERS else list(of_circle)
    held = hold(Supporter, [supporter.id for supporter, _ in members])
    return [
        Notification(
            created_at=now,
            reach_out=reach_out,
            wave=wave,
            supporter=supporter,
            tie=tie,
            handed_by_owner=not _can_be_told(supporter),
        )
        for supporter, tie in members
        if supporter.id in held
    ]


def _carry_out(reach_out: ReachOut, opening: Opening, now: datetime) -> None:
    """Tell whom the opened waves ask; say plainly that nobody came when there is nobody to wait for."""
    Notification.objects.bulk_create(opening.asked)
    asking = [_asking(reach_out, row, now) for row in opening.asked if not row.handed_by_owner]
    tell(asking, now=now, are_new=True)
    say_load({row.supporter_id for row in opening.asked}, now=now)
    if opening.next_at is None:
        end_unanswered(reach_out, now=now)
    announce(reach_out, opening.asked)


def _listeners(reach_out: ReachOut, now: datetime) -> Sequence[tuple[Supporter, Tie | None]]:
    """Return the listeners on call who have not been asked in this reach-out yet."""
    supporters = listeners_on_call(reach_out.owner_id, now).exclude(notifications__reach_out=reach_out)
    return [(supporter, None) for supporter in supporters.select_related("person").order_by("id")]


def listeners_on_call(owner_id: UUID, now: datetime) -> QuerySet[Supporter]:
    """Return the listeners whose shift it is and who do not rest; nobody is their own."""
    return listening_now(now).exclude(person=owner_id)


def listening_shifts() -> QuerySet[Shift]:
    """Return the shifts of those who are listeners by now."""
    return Shift.objects.filter(not_removed("person"), person__role_grants__role=Role.LISTENER)


def listening_now(now: datetime) -> QuerySet[Supporter]:
    """Return the listeners whose shift it is and who do not rest."""
    shifts = listening_shifts().select_related("person")
    turns = [Turn(row.person_id, row.start, row.hours, ZoneInfo(row.person.time_zone)) for row in shifts]
    supporters = Supporter.objects.filter(person__in=on_call(turns, now))
    return supporters.exclude(breather_until__gt=now)


def people_on_call(now: datetime) -> list[UUID]:
    """Return the ids of the people who listen now, for other rooms of the house that look for somebody."""
    return [person_id for person_id in listening_now(now).values_list("person", flat=True) if person_id]


def can_be_told(tie: Tie) -> bool:
    """Tell whether we reach who is at the end of an accepted tie; a contact no mail reaches is the owner's to tell."""
    supporter = tie.supporter
    return supporter is not None and _can_be_told(supporter)


def _can_be_told(supporter: Supporter) -> bool:
    """A person sees it on their own page at least; a contact is told by e-mail or not at all."""
    return supporter.person_id is not None or (supporter.email_sealed is not None and sends_mail())


def _asking(reach_out: ReachOut, row: Notification, now: datetime) -> Telling:
    tie = row.tie
    wakes = tie is None or (
        tie.wakes_at is not None and offers.Level(reach_out.level).at_least(offers.Level(tie.wakes_at))
    )
    return telling(row, ASKED, key=row.key, urgent=True, wakes=wakes, now=now)


def telling(
    row: Notification, text: str, *, key: str, now: datetime, urgent: bool = False, wakes: bool = True
) -> Telling:
    """Say something about a reach-out to somebody it notified: a person, or a contact at their sealed address."""
    person = row.supporter.person
    return Telling(
        key=key,
        text=text,
        path=asked_path(row),
        expires_at=now + USEFUL_FOR,
        person_id=person.id if person else None,
        address_sealed=None if person or row.supporter.email_sealed is None else bytes(row.supporter.email_sealed),
        about_id=row.reach_out.owner_id,
        locale=person.locale if person else row.supporter.locale,
        urgent=urgent,
        wakes=wakes,
        by_push=row.tie is None or row.tie.by_push,
        by_email=row.tie is None or row.tie.by_email,
    )


def telling_owner(
    reach_out: ReachOut, text: str, *, key: str, now: datetime, urgent: bool = True, wakes: bool = True
) -> Telling:
    """Say something about a reach-out to the person who made it."""
    return Telling(
        key=key,
        text=text,
        path=reverse("reach-out-live", args=[reach_out.id]),
        expires_at=now + USEFUL_FOR,
        person_id=reach_out.owner_id,
        about_id=reach_out.owner_id,
        locale=reach_out.owner.locale,
        urgent=urgent,
        wakes=wakes,
    )


def end_unanswered(reach_out: ReachOut, *, now: datetime) -> None:
    """Say plainly that nobody came; somebody may still answer late."""
    reach_out.state, reach_out.due_at = State.UNANSWERED, None
    reach_out.save(update_fields=["state", "due_at"])
    tell(
        [
            telling_owner(
                reach_out, "reach-out.unanswered", key=f"unanswered:{reach_out.id}:{int(now.timestamp())}", now=now
            )
        ],
        now=now,
    )
    plan_follow_up(reach_out, now=now)
    announce(reach_out)


def plan_follow_up(reach_out: ReachOut, *, now: datetime) -> None:
    """Have the person asked the next day how they are: at ten in the morning of their own zone, once.

    Whoever reached out several times in a day is asked once for all of them.
    """
    zone = ZoneInfo(reach_out.owner.time_zone)
    morning = (now.astimezone(zone) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    same_morning = FollowUp.objects.filter(reach_out__owner=reach_out.owner_id, due_at__gte=morning)
    same_morning.exclude(reach_out=reach_out).delete()
    FollowUp.objects.get_or_create(
        reach_out=reach_out, defaults={"created_at": now, "due_at": morning.astimezone(ZoneInfo("UTC"))}
    )


def announce(reach_out: ReachOut, notifications: Iterable[Notification] = ()) -> None:
    """Have the pages of the owner, and of these supporters, show what holds now."""
    people = [row.supporter.person_id for row in notifications if row.supporter.person_id]
    live.announce([reach_out.owner_id, *people], topic=TOPIC, ref=reach_out.id)


def asked_notifications(reach_out: ReachOut) -> list[Notification]:
    """Return everybody this reach-out has notified, with their supporters and ties."""
    return list(reach_out.notifications.select_related("supporter__person", "tie", "reach_out").order_by("created_at"))


def still_waiting(notifications: Iterable[Notification]) -> list[Notification]:
    """Return those who have not said anything yet, of whom is still in the circle (a listener has no tie)."""
    return [
        row
        for row in notifications
        if row.response == Response.NONE and (row.tie is None or row.tie.state == TieState.ACCEPTED)
    ]
