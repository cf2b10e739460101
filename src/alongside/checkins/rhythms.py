"""A rhythm's row as the pure modules see it, and back."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from alongside.checkins.models import Rhythm
from alongside.checkins.turns import Plan, Turn, closed, due_of
from alongside.kernel.schedule import Schedule, first_label, rule_of

# Where nothing is counted from a first day, all share one, and what was reckoned for one is there for all.
ANY_DAY = date(2000, 1, 3)


@lru_cache(maxsize=16384)
def _plan(rule: str, times: tuple[time, ...], begins_on: date, *, zone: str, within: int, nudges: bool) -> Plan:
    read = rule_of(rule)
    schedule = Schedule(read, times, begins_on if read.interval > 1 else ANY_DAY)
    return Plan(schedule, zone, timedelta(minutes=within), nudges)


def plan_of(row: Rhythm) -> Plan:
    """Return what the person set up."""
    return _plan(row.rule, tuple(row.times), row.begins_on, zone=row.zone, within=row.within, nudges=row.nudges)


def turn_of(row: Rhythm) -> Turn:
    """Return where it stands."""
    label = datetime.combine(row.next_on, row.next_time)
    return Turn(label, row.asked_for, row.asked_on, row.asked_at, row.nudged)


def put_turn(row: Rhythm, turn: Turn) -> None:
    """Have a row stand there, and look again when that is due; not saved yet. One that was set aside goes on."""
    row.next_on, row.next_time = turn.label.date(), turn.label.time()
    row.asked_for, row.asked_on, row.asked_at, row.nudged = turn.asked_for, turn.asked_on, turn.asked_at, turn.nudged
    row.due_at = due_of(plan_of(row), turn)
    row.set_aside_at, row.set_aside_why = None, ""


def begin(row: Rhythm, *, now: datetime) -> None:
    """Have a row begin with the first occurrence after `now`; not saved yet."""
    plan = plan_of(row)
    put_turn(row, Turn(first_label(plan.schedule, plan.zone, now=now)))


def close(row: Rhythm) -> None:
    """Have the open occurrence be over; not saved yet."""
    put_turn(row, closed(turn_of(row)))
