"""What must hold of reach-outs at every moment, read from the tables alone: for the state machine and the races."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection
from django.db.models import F

from alongside.accounts.models import Person
from alongside.circles.candidates import Record, accepted_ties, candidates_of
from alongside.circles.models import Tie
from alongside.circles.offers import Candidate, Level
from alongside.kernel.due import kinds
from alongside.notifications.models import Delivery, EmailAddress, PushSubscription
from alongside.reachouts.models import FollowUp, Notification, ReachOut, Wave

LONGEST_WAIT = timedelta(minutes=10)
ASKED = "reach-out.asked"


def is_in_circle(one: Notification) -> bool:
    """Whether who was asked may still see it: a listener, or somebody whose tie lives."""
    return one.tie.state == "accepted" if one.tie else one.wave.kind == "listeners"


def check_everything(*, latest: datetime) -> None:
    """Look at every reach-out and delivery; `latest` is the latest moment any clock has shown."""
    connection.check_constraints()
    assert not [kind.name for kind in kinds() if kind.rows().filter(set_aside_at__isnull=False).exists()]
    for row in ReachOut.objects.select_related("answered_by"):
        check_reach_out(row, latest)
    check_notified_once()
    check_deliveries()


def check_reach_out(row: ReachOut, latest: datetime) -> None:
    """Never lost: an open one waits for somebody and goes on soon; nobody is 'with' the owner who is gone."""
    if row.state == "open":
        assert row.due_at is not None
        assert row.due_at <= latest + LONGEST_WAIT
        assert silent(newest_wave(row)), "it waits for nobody"
    if row.state == "answered":
        assert row.answered_by is not None, "with somebody who is gone"
        asked = row.notifications.filter(supporter=row.answered_by).select_related("tie", "wave")
        assert any(is_in_circle(one) and one.response == "answered" for one in asked)
    if row.state in ("answered", "unanswered"):
        assert FollowUp.objects.filter(reach_out=row).exists()


def newest_wave(row: ReachOut) -> Wave:
    """The wave that started last."""
    return row.waves.exclude(started_at=None).order_by("started_at", "number").last()


def silent(wave: Wave) -> list[Notification]:
    """Those we told in this wave who can still answer."""
    told = wave.notifications.filter(handed_by_owner=False, response="none").select_related("tie", "wave")
    return [one for one in told if is_in_circle(one)]


def check_notified_once() -> None:
    """One notification per wave and supporter, one delivery per key, channel and device."""
    asked = Counter(Notification.objects.values_list("wave", "supporter"))
    assert not [pair for pair, times in asked.items() if times > 1]
    sent = Counter(Delivery.objects.exclude(state="withdrawn").values_list("key", "channel", "device"))
    assert not [key for key, times in sent.items() if times > 1]


def check_deliveries() -> None:
    """What still asks somebody, asks for an open reach-out and somebody in the circle who has not said anything.

    E-mail stands in only when every device has failed.
    """
    for delivery in Delivery.objects.filter(text=ASKED, state="waiting"):
        one = Notification.objects.select_related("reach_out", "tie", "wave").get(id=delivery.key.split(":")[1])
        assert one.reach_out.state in ("open", "unanswered")
        assert one.response == "none"
        assert is_in_circle(one)
    mailed = Delivery.objects.filter(channel="email").values("key")
    pushed = Delivery.objects.filter(channel="push", key__in=mailed)
    assert set(pushed.values_list("state", flat=True)) <= {"failed"}


def check_may_be_asked(one: Notification, now: datetime) -> None:
    """Nobody is asked who has left, undermines, or takes a breather (unless, at urgent, they agreed to be woken)."""
    rests = one.supporter.breather_until is not None and one.supporter.breather_until > now
    if one.tie is None:
        assert one.wave.kind == "listeners"
        assert one.supporter.person.role_grants.filter(role="listener").exists()
        assert not rests
        return
    assert (one.tie.state, one.tie.owner_id) == ("accepted", one.reach_out.owner_id)
    assert one.tie.stance != "undermines"
    assert not rests or (one.reach_out.level == "urgent" and one.tie.wakes_at is not None)
    check_agreed(one)


def check_agreed(one: Notification) -> None:
    """Nobody is asked below the level, past the day or more often than they agreed to (at urgent, more often)."""
    level = Level(one.reach_out.level)
    assert one.tie.from_level is None or level.at_least(Level(one.tie.from_level))
    asked_on = one.created_at.astimezone(ZoneInfo(one.supporter.zone_name)).date()
    assert one.tie.until is None or asked_on < one.tie.until
    before = asked_lately(one.tie, one.reach_out, one.created_at)
    assert one.tie.most_a_week is None or before < one.tie.most_a_week or level is Level.URGENT


def asked_lately(tie: Tie, but: ReachOut, now: datetime) -> int:
    """Count one by one in how many other reach-outs of the last 7 days the owner asked this supporter."""
    asked = Notification.objects.filter(supporter=tie.supporter_id, created_at__gte=now - timedelta(days=7))
    owners = asked.filter(reach_out__owner=tie.owner_id).exclude(reach_out=but)
    return len(set(owners.values_list("reach_out", flat=True)))


def check_plan(row: ReachOut, now: datetime) -> None:
    """Who has too much is asked after everybody who can help; at urgent everybody is asked at once."""
    people = {one.tie_id: one for one in _candidates(row, now)}
    level = Level(row.level)
    waves = row.waves.filter(kind="circle").order_by("number")
    place = {tie_id: wave.number for wave in waves for tie_id in wave.tie_ids}
    assert set(place) <= set(people)
    assert max(Counter(people[tie_id].supporter_id for tie_id in place).values(), default=0) <= 1
    for tie_id, one in people.items():
        _check_place(one, place.get(tie_id), level, now)
    helpers = {place[one.tie_id] for one in people.values() if can_help(one, level, now)}
    full = [place[tie_id] for tie_id in place if people[tie_id].is_over_capacity]
    if level is not Level.URGENT:
        assert max(helpers, default=0) < min(full, default=99)


def _check_place(one: Candidate, place: int | None, level: Level, now: datetime) -> None:
    sleeps = one.is_resting(now) and (level is not Level.URGENT or one.wakes_at is None)
    if one.stance == "undermines" or sleeps or not agreed(one, level, now):
        assert place is None
    elif can_help(one, level, now):
        assert place is not None
    may_be_first = one.stance != "undermines" and not one.is_resting(now) and not one.was_asked_enough
    if level is Level.URGENT and may_be_first and agreed(one, level, now):
        assert place == 1


def agreed(one: Candidate, level: Level, now: datetime) -> bool:
    """Whether their agreement allows to ask them: the level, the day, and at most levels how often."""
    is_often = one.was_asked_enough and level is not Level.URGENT
    return one.is_asked_from(level) and not one.is_over_at(now) and not is_often


def can_help(one: Candidate, level: Level, now: datetime) -> bool:
    """Whether they are well disposed, rested, reachable, have room and agreed to it."""
    fit = one.stance != "undermines" and not one.is_resting(now) and not one.is_over_capacity
    return fit and one.is_reachable(now, level) and agreed(one, level, now)


def _candidates(row: ReachOut, now: datetime) -> list[Candidate]:
    ties = accepted_ties(row.owner_id)
    records = {
        tie.supporter_id: Record(load=load_of(tie, row, now), asked_lately=asked_lately(tie, row, now)) for tie in ties
    }
    return candidates_of(ties, records)


def load_of(tie: Tie, but: ReachOut, now: datetime) -> int:
    """Count one by one what a supporter carries: answered in the last 7 days, or asking them now."""
    asked = Notification.objects.filter(supporter=tie.supporter_id, created_at__gte=now - timedelta(days=7))
    carried = [
        one.reach_out_id
        for one in asked.exclude(reach_out=but).select_related("reach_out")
        if one.response == "answered" or one.reach_out.state == "open"
    ]
    return len(set(carried))


def check_told(row: ReachOut, key: str) -> None:
    """The owner is told, when anything but the open page reaches them."""
    devices = PushSubscription.objects.filter(person=row.owner_id)
    mail = EmailAddress.objects.filter(person=row.owner_id, verified_at__isnull=False)
    told = Delivery.objects.filter(key__startswith=f"{key}:{row.id}:", person=row.owner_id)
    assert told.exists() or not (devices.exists() or mail.exists())


def check_nothing_left(person: Person, others: Iterable[UUID]) -> None:
    """No table holds anything of an erased person: no reference, no id of theirs in any text, nothing sealed by them.

    `others` are ids of rows that were theirs. The audit keeps ids, which name nobody any more.
    """
    marks = [person.id.bytes, person.data_key_id.bytes, person.alias.encode(), person.alias_key.encode()]
    marks += [mark for one in (person.id, *others) for mark in (one.bytes, str(one).encode(), one.hex.encode())]
    for model in apps.get_models():
        if model._meta.app_label == "audit" or not model._meta.managed:
            continue
        for values in model._default_manager.values_list(*(F(field.attname) for field in model._meta.concrete_fields)):
            found = [mark for value in values for mark in marks if mark in _flat(value)]
            assert not found, (model._meta.label, values, found)


def _flat(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    if isinstance(value, UUID):
        return value.bytes + str(value).encode()
    if isinstance(value, list):
        return b" ".join(_flat(one) for one in value)
    return str(value).encode()
