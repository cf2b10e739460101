"""Between the rows of timings and their turns: read, put back."""

from datetime import datetime, timedelta

from alongside.kernel.schedule import Schedule, first_label, moment_of, next_label, rule_of
from alongside.medication.models import Entry, Timing
from alongside.medication.turns import Plan, Turn, due_of


def plan_of(row: Timing) -> Plan:
    """Return what the person wrote down."""
    schedule = Schedule(rule_of(row.rule), tuple(row.times), row.begins_on)
    return Plan(schedule, row.zone, row.reminds, timedelta(minutes=row.again) if row.again else None)


def turn_of(row: Timing) -> Turn:
    """Return where it stands."""
    return Turn(datetime.combine(row.next_on, row.next_time), _latest(row), row.again_at)


def _latest(row: Timing) -> datetime | None:
    return datetime.combine(row.open_on, row.open_time) if row.open_on and row.open_time else None


def opened_at(row: Timing) -> datetime | None:
    """Return the moment of the latest time that came."""
    latest = _latest(row)
    return moment_of(latest, row.zone) if latest else None


def put_turn(row: Timing, turn: Turn) -> None:
    """Have a row stand there, and look again when that is due; not saved yet. One that was set aside goes on."""
    row.next_on, row.next_time = turn.label.date(), turn.label.time()
    row.open_on = turn.latest.date() if turn.latest else None
    row.open_time = turn.latest.time() if turn.latest else None
    row.again_at = turn.again_at
    row.due_at = None if row.paused_at else due_of(plan_of(row), turn)
    row.set_aside_at, row.set_aside_why = None, ""


def begin(row: Timing, *, now: datetime) -> None:
    """Have a row begin with the first label after `now` that was not there before; what is open stays. Not saved yet.

    Whoever flew west since has come back to labels that are in the log already.
    """
    plan = plan_of(row)
    label = first_label(plan.schedule, plan.zone, now=now)
    known = _labels_from(row, label)
    while label in known:
        label = next_label(plan.schedule, label)
    put_turn(row, Turn(label, _latest(row)))


def _labels_from(row: Timing, label: datetime) -> set[datetime]:
    entries = Entry.objects.filter(medicine=row.medicine_id, on_day__gte=label.date(), at_time__isnull=False)
    return {datetime.combine(day, at) for day, at in entries.values_list("on_day", "at_time") if at}


def close(row: Timing) -> None:
    """Have nothing of it be due now; not saved yet."""
    put_turn(row, Turn(turn_of(row).label))
