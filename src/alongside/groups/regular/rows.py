"""What a row of a thread that opens by itself says, as the thinking of `regular` takes it."""

from alongside.groups.models import Regular
from alongside.groups.regular.turns import Plan


def plan_of(row: Regular) -> Plan:
    """Return when it opens."""
    return Plan(frozenset(row.weekdays), row.at, row.zone)
