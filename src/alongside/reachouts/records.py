"""What supporters carry and how they answered: counted from notifications, for planning and for their own eyes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Q

from alongside.accounts.models import Person
from alongside.circles.candidates import Record
from alongside.circles.enums import TieState
from alongside.circles.helped import Helped
from alongside.circles.load import Load
from alongside.circles.nights import Told, nights_woken
from alongside.reachouts.enums import Response, State
from alongside.reachouts.models import Notification, ReachOut

WEEK = timedelta(days=7)
MONTH = timedelta(days=28)
# How far back "how they answered before" looks: long enough to know somebody, short enough to let them change.
MEMORY = timedelta(days=90)
# How long it is asked whether one wants to thank whoever came.
THANKED_WITHIN = timedelta(days=3)

# Being there for a while was an answer.
ANSWERED = Q(response__in=[Response.ANSWERED, Response.LEFT])
# What counts against a capacity: what somebody answered, and what asks them at this moment.
CARRIED = ANSWERED | Q(reach_out__state=State.OPEN)


def records_of(
    supporter_ids: Sequence[UUID], *, owner_id: UUID, now: datetime, but: UUID | None = None
) -> dict[UUID, Record]:
    """Count in one query what each supporter carries over everyone, and how they answered this owner.

    Load is the reach-outs of the last 7 days that they answered, or that ask them at this moment. `but` is a reach-out
    that counts in none of this: whoever is asked once more for the same does not carry it twice.
    """
    lately = Q(created_at__gte=now - WEEK)
    mine = Q(reach_out__owner=owner_id)
    rows = (
        Notification.objects.filter(supporter__in=supporter_ids, created_at__gte=now - MEMORY)
        .exclude(reach_out=but)
        .values("supporter")
        .annotate(
            load=Count("reach_out", filter=lately & CARRIED, distinct=True),
            asked=Count("reach_out", filter=mine, distinct=True),
            answered=Count("reach_out", filter=mine & ANSWERED, distinct=True),
            last=Max("created_at", filter=mine),
            asked_lately=Count("reach_out", filter=lately & mine, distinct=True),
        )
    )
    return {
        row["supporter"]: Record(
            load=row["load"],
            asked=row["asked"],
            answered=row["answered"],
            last_asked_at=row["last"],
            asked_lately=row["asked_lately"],
        )
        for row in rows
    }


def asked_lately(supporter_ids: Sequence[UUID], *, owner_id: UUID, now: datetime) -> dict[UUID, int]:
    """Count in one query in how many reach-outs of the last 7 days this owner asked each."""
    rows = Notification.objects.filter(
        supporter__in=supporter_ids, reach_out__owner=owner_id, created_at__gte=now - WEEK
    )
    counted = rows.values("supporter").annotate(asked=Count("reach_out", distinct=True))
    return {row["supporter"]: row["asked"] for row in counted}


def loads_of(supporter_ids: Sequence[UUID], now: datetime) -> Mapping[UUID, Load]:
    """Count in one query how often supporters were asked and answered, and the nights they were woken in."""
    week = Q(created_at__gte=now - WEEK)
    noticed = Q(seen_at__isnull=False) | Q(responded_at__isnull=False)
    rows = (
        Notification.objects.filter(supporter__in=supporter_ids, created_at__gte=now - MONTH)
        .values("supporter", "supporter__time_zone", "supporter__person__time_zone")
        .annotate(
            asked=Count("reach_out", filter=week, distinct=True),
            answered=Count("reach_out", filter=week & ANSWERED, distinct=True),
            carried=Count("reach_out", filter=week & CARRIED, distinct=True),
            answered_before=Count("reach_out", filter=ANSWERED, distinct=True),
            # Three lists in one order: when they were told, saw it and answered, each time that they noticed.
            told=ArrayAgg("created_at", filter=noticed, order_by="id", default=[]),
            seen=ArrayAgg("seen_at", filter=noticed, order_by="id", default=[]),
            responded=ArrayAgg("responded_at", filter=noticed, order_by="id", default=[]),
        )
    )
    return {row["supporter"]: _load(row, now) for row in rows}


def _load(row: Mapping[str, Any], now: datetime) -> Load:
    zone = ZoneInfo(row["supporter__person__time_zone"] or row["supporter__time_zone"])
    told = [Told(*moments) for moments in zip(row["told"], row["seen"], row["responded"], strict=True)]
    lately = [one for one in told if one.at >= now - WEEK]
    return Load(
        asked_7_days=row["asked"],
        answered_7_days=row["answered"],
        carried_7_days=row["carried"],
        answered_28_days=row["answered_before"],
        nights_7_days=len(nights_woken(lately, zone)),
        nights_28_days=len(nights_woken(told, zone)),
    )


def helped_lately(owner: Person, now: datetime) -> list[Helped]:
    """Return who of the owner's circle was with them in a reach-out that has ended lately, newest first: one query."""
    rows = ReachOut.objects.filter(
        owner=owner,
        state=State.CLOSED,
        ended_at__gte=now - THANKED_WITHIN,
        answered_by__ties__owner=owner,
        answered_by__ties__state=TieState.ACCEPTED,
    )
    found = rows.order_by("-ended_at", "-id").values_list("id", "answered_by__ties")
    return [Helped(key=f"reach-out:{row_id}", tie_id=tie_id) for row_id, tie_id in found]


def asked_by_all(now: datetime) -> dict[tuple[UUID, UUID], int]:
    """Count in one query in how many reach-outs of 7 days each owner asked each supporter, as `asked_lately` does."""
    rows = Notification.objects.filter(created_at__gte=now - WEEK).order_by()
    counted = rows.values_list("reach_out__owner", "supporter").annotate(asked=Count("reach_out", distinct=True))
    return {(owner, supporter): asked for owner, supporter, asked in counted}


def carried_by_all(now: datetime) -> Mapping[UUID, int]:
    """Count in one query what everybody carries who carries anything, as it counts against their capacity."""
    rows = Notification.objects.filter(CARRIED, created_at__gte=now - WEEK).order_by().values_list("supporter")
    return dict(rows.annotate(carried=Count("reach_out", distinct=True)))
