"""Writing in which hours a tie gives each kind of support."""

from datetime import datetime

from alongside.circles.given_hours import GivenHours
from alongside.circles.models import SupportHours, Tie


def put_hours(tie: Tie, given: GivenHours, *, now: datetime) -> bool:
    """Write the usual week to a locked tie, not saved yet, and keep those that kinds of support have of their own.

    `given` is settled for what the tie gives. It tells whether the hours of their own have become others.
    """
    tie.hours = sorted(given.usual)
    own = {kind.value: sorted(hours) for kind, hours in given.own.items()}
    before = {row.support: row.hours for row in SupportHours.objects.filter(tie=tie)}
    if own == before:
        return False
    SupportHours.objects.filter(tie=tie).delete()
    SupportHours.objects.bulk_create(
        SupportHours(created_at=now, tie=tie, support=kind, hours=hours) for kind, hours in own.items()
    )
    return True
