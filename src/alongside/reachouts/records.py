"""What supporters carry and how they answered: counted from notifications, for planning and for their own eyes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q

from alongside.circles.candidates import Record
from alongside.circles.load import Load
from alongside.reachouts.enums import Response, State
from alongside.reachouts.models import Notification

WEEK = timedelta(days=7)
# How far back "how they answered before" looks: long enough to know somebody, short enough to let them change.
MEMORY = timedelta(days=90)

# Being there for a while was an answer.
ANSWERED = Q(response__in=[Response.ANSWERED, Response.LEFT])
# What counts against a capacity: what somebody answered, and what asks them at this moment.
CARRIED = ANSWERED | Q(reach_out__state=State.OPEN)


def records_of(supporter_ids: Sequence[UUID], *, owner_id: UUID, now: datetime) -> dict[UUID, Record]:
    """Count in one query what each supporter carries over everyone, and how they answered this owner.

    Load is the reach-outs of the last 7 days that they answered, or that ask them at this moment.
    """
    lately = Q(created_at__gte=now - WEEK)
    mine = Q(reach_out__owner=owner_id)
    rows = (
        Notification.objects.filter(supporter__in=supporter_ids, created_at__gte=now - MEMORY)
        .values("supporter")
        .annotate(
            load=Count("reach_out", filter=lately & CARRIED, distinct=True),
            asked=Count("reach_out", filter=mine, distinct=True),
            answered=Count("reach_out", filter=mine & ANSWERED, distinct=True),
            last=Max("created_at", filter=mine),
        )
    )
    return {
        row["supporter"]: Record(
            load=row["load"], asked=row["asked"], answered=row["answered"], last_asked_at=row["last"]
        )
        for row in rows
    }


def loads_of(supporter_ids: Sequence[UUID], now: datetime) -> Mapping[UUID, Load]:
    """Count for supporters' own eyes how often they were asked and answered in the last 7 days."""
    rows = (
        Notification.objects.filter(supporter__in=supporter_ids, created_at__gte=now - WEEK)
        .values("supporter")
        .annotate(
            asked=Count("reach_out", distinct=True),
            answered=Count("reach_out", filter=ANSWERED, distinct=True),
            carried=Count("reach_out", filter=CARRIED, distinct=True),
        )
    )
    return {
        row["supporter"]: Load(
            asked_7_days=row["asked"], answered_7_days=row["answered"], carried_7_days=row["carried"]
        )
        for row in rows
    }


def carried_by_all(now: datetime) -> Mapping[UUID, int]:
    """Count in one query what everybody carries who carries anything, as it counts against their capacity."""
    rows = Notification.objects.filter(CARRIED, created_at__gte=now - WEEK).order_by().values_list("supporter")
    return dict(rows.annotate(carried=Count("reach_out", distinct=True)))
