"""The step of the engine: a batch of medicines opened and reminded of, each kind with one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from alongside.kernel import live
from alongside.kernel.ids import new_id
from alongside.medication import outgoing
from alongside.medication.models import Medicine, Timing
from alongside.medication.outgoing import Reminder
from alongside.medication.services.announcing import TOPIC
from alongside.medication.timings import opened_at, plan_of, turn_of
from alongside.medication.turns import Step, step

Moved = Sequence[tuple[Timing, Step]]

STAND = """
UPDATE medication_timing AS row SET due_at = new.due_at, next_on = new.next_on, next_time = new.next_time,
    open_on = new.open_on, open_time = new.open_time, again_at = new.again_at
FROM unnest(%s::uuid[], %s::timestamptz[], %s::date[], %s::time[], %s::date[], %s::time[], %s::timestamptz[])
    AS new (id, due_at, next_on, next_time, open_on, open_time, again_at)
WHERE row.id = new.id
"""
NOTE = """
INSERT INTO medication_entry (id, created_at, medicine_id, on_day, at_time, planned_for)
SELECT id, %s, medicine, on_day, at_time, planned_for
FROM unnest(%s::uuid[], %s::uuid[], %s::date[], %s::time[], %s::timestamptz[])
    AS new (id, medicine, on_day, at_time, planned_for)
ON CONFLICT DO NOTHING
"""


def move_timings(rows: Sequence[Timing], now: datetime) -> None:
    """Move a batch of due medicines to where they stand at `now`, and remind whom it concerns."""
    moved = [(row, step(plan_of(row), turn_of(row), now)) for row in rows]
    _stand(moved)
    _note(moved, now)
    _remind(moved, now)


def _stand(moved: Moved) -> None:
    latest = [one.turn.latest for _, one in moved]
    columns: list[list[Any]] = [
        [row.id for row, _ in moved],
        [one.due_at for _, one in moved],
        [one.turn.label.date() for _, one in moved],
        [one.turn.label.time() for _, one in moved],
        [label and label.date() for label in latest],
        [label and label.time() for label in latest],
        [one.turn.again_at for _, one in moved],
    ]
    with connection.cursor() as cursor:
        cursor.execute(STAND, columns)
    for row, one in moved:
        row.due_at = one.due_at


def _note(moved: Moved, now: datetime) -> None:
    """Write what came into the log, with nothing written down about it; what stands there already stays."""
    came = [(row.medicine_id, occurrence) for row, one in moved for occurrence in one.came]
    if not came:
        return
    columns: list[list[Any]] = [
        [new_id() for _ in came],
        [medicine for medicine, _ in came],
        [occurrence.label.date() for _, occurrence in came],
        [occurrence.label.time() for _, occurrence in came],
        [occurrence.at for _, occurrence in came],
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [now, *columns])


def _remind(moved: Moved, now: datetime) -> None:
    first = [Reminder(row.medicine_id, one.came[-1].at) for row, one in moved if one.reminds]
    again = [Reminder(row.medicine_id, at, again=True) for row, one in moved if one.again and (at := opened_at(row))]
    if first or again:
        outgoing.remind([*first, *again], now=now)
    opened = Medicine.objects.filter(id__in=[row.medicine_id for row, one in moved if one.came])
    live.announce(opened.values_list("person", flat=True), topic=TOPIC)
