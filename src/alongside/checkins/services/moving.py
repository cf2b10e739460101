"""The step of the engine: a batch of check-ins asked, nudged and noted as missed, each kind with one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.accounts.removed import not_removed
from alongside.audit.services import record_all
from alongside.checkins import outgoing
from alongside.checkins.models import Entry, Rhythm, Watch
from alongside.checkins.rhythms import plan_of, turn_of
from alongside.checkins.services.announcing import TOPIC, announce_to
from alongside.checkins.turns import ON_TIME, Occurrence, Step, step
from alongside.circles.enums import TieState
from alongside.kernel import live
from alongside.kernel.arrays import uuid_array
from alongside.kernel.ids import new_id

# What a turn is reckoned from, and `due_at`, by which rows are claimed.
READS = (
    "due_at",
    "check_in",
    "rule",
    "times",
    "begins_on",
    "zone",
    "within",
    "nudges",
    "next_on",
    "next_time",
    "asked_for",
    "asked_on",
    "asked_at",
    "nudged",
)
Moved = Sequence[tuple[Rhythm, Step]]

STAND = """
UPDATE checkins_rhythm AS row SET due_at = new.due_at, next_on = new.next_on, next_time = new.next_time,
    asked_for = new.asked_for, asked_on = new.asked_on, asked_at = new.asked_at, nudged = new.nudged
FROM unnest(%s::uuid[], %s::int[]) AS one (id, place)
JOIN unnest(%s::timestamptz[], %s::date[], %s::time[], %s::timestamptz[], %s::date[], %s::timestamptz[], %s::bool[])
    WITH ORDINALITY AS new (due_at, next_on, next_time, asked_for, asked_on, asked_at, nudged, place) USING (place)
WHERE row.id = one.id
"""
NOTE = """
INSERT INTO checkins_entry (id, created_at, check_in_id, on_day, asked_for, is_private, was_asked)
SELECT id, %s, check_in, on_day, asked_for, false, was_asked
FROM unnest(%s::uuid[], %s::uuid[], %s::date[], %s::timestamptz[], %s::bool[])
    AS new (id, check_in, on_day, asked_for, was_asked)
ON CONFLICT DO NOTHING
"""


def move_rhythms(rows: Sequence[Rhythm], now: datetime) -> None:
    """Move a batch of due check-ins to where they stand at `now`, and tell whom it concerns."""
    moved = [(row, step(plan_of(row), turn_of(row), now)) for row in rows]
    _stand(moved)
    _note(moved, now)
    _tell_people(moved, now)
    _tell_watching(moved, now)


def _stand(moved: Moved) -> None:
    """Write where they stand. Many stand alike, so each way to stand is sent once, and for each row which one it is."""
    places = {one: number for number, one in enumerate(dict.fromkeys(one for _, one in moved), start=1)}
    columns: list[Any] = [
        uuid_array(row.id for row, _ in moved),
        [places[one] for _, one in moved],
        [one.due_at for one in places],
        [one.turn.label.date() for one in places],
        [one.turn.label.time() for one in places],
        [one.turn.asked_for for one in places],
        [one.turn.asked_on for one in places],
        [one.turn.asked_at for one in places],
        [one.turn.nudged for one in places],
    ]
    with connection.cursor() as cursor:
        cursor.execute(STAND, columns)
    for row, one in moved:
        row.due_at = one.due_at


def _note(moved: Moved, now: datetime) -> None:
    """Write what was missed, and what we could not ask, into the history; what stands there already stays."""
    noted = [(row.check_in_id, occurrence, was_asked) for row, one in moved for occurrence, was_asked in _over(one)]
    if not noted:
        return
    columns: list[Any] = [
        uuid_array(new_id() for _ in noted),
        uuid_array(check_in for check_in, _, _ in noted),
        [occurrence.day for _, occurrence, _ in noted],
        [occurrence.at for _, occurrence, _ in noted],
        [was_asked for _, _, was_asked in noted],
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [now, *columns])


def _over(one: Step) -> list[tuple[Occurrence, bool]]:
    return [*([(one.missed, True)] if one.missed else []), *((occurrence, False) for occurrence in one.not_asked)]


def _tell_people(moved: Moved, now: datetime) -> None:
    """Ask whose moment it is, and nudge who has not answered: one text for each, on the way to the same page."""
    asked = [
        outgoing.Asked(row.check_in_id, one.turn.asked_for, row.within, wakes=now - one.turn.asked_for <= ON_TIME)
        for row, one in moved
        if one.asks and one.turn.asked_for
    ]
    nudged = [
        outgoing.Asked(row.check_in_id, one.turn.asked_for, row.within, wakes=False, again=True)
        for row, one in moved
        if one.nudges and one.turn.asked_for
    ]
    if asked or nudged:
        live.announce(outgoing.ask([*asked, *nudged], now=now), topic=TOPIC)


def _tell_watching(moved: Moved, now: datetime) -> None:
    """Tell those chosen of what was missed, if the person set that up, and keep that they were told."""
    missed = {row.check_in_id: one.missed.at for row, one in moved if one.missed and one.tells}
    if not missed:
        return
    watches = Watch.objects.filter(
        not_removed("tie__supporter__person"), check_in__id__among=missed, tie__state=TieState.ACCEPTED
    )
    by_check_in: dict[UUID, list[Watch]] = {}
    for watch in watches.select_related("tie__supporter__person").order_by("id"):
        by_check_in.setdefault(watch.check_in_id, []).append(watch)
    if not by_check_in:
        return
    found = Entry.objects.filter(check_in__id__among=by_check_in, asked_for__in=set(missed.values()), answered_at=None)
    entries = [entry for entry in found if entry.asked_for == missed[entry.check_in_id]]
    Entry.objects.filter(id__among=[entry.id for entry in entries]).update(told_at=now)
    told = [(entry, watch.tie) for entry in entries for watch in by_check_in[entry.check_in_id]]
    outgoing.tell_of_missed(told, now=now)
    announce_to([tie for _, tie in told], None)
    owners = [(entry.id, by_check_in[entry.check_in_id][0].tie.owner_id) for entry in entries]
    record_all("check_in.missed_told", actor=None, rows=owners, now=now)
