"""What pages show of threads that open by themselves: all of a group, and the day of one that has opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.accounts.zones import zone_name
from alongside.groups import together
from alongside.groups.enums import Standing
from alongside.groups.models import Membership, Regular, RegularDay, RegularHost, Thread
from alongside.groups.regular.policies import visible_regulars
from alongside.groups.regular.turns import rule_on
from alongside.kernel.schedule import label_at
from alongside.ui import phrases
from alongside.ui.schedule_words import schedule_words


@dataclass(frozen=True, slots=True)
class RegularLine:
    """A thread that opens by itself: when, in words, who hosts it in turn, and whether the reader does."""

    id: UUID
    title: str
    when: str
    zone: str
    next_at: datetime | None
    with_pledge: bool
    hosts: list[str]
    reader_hosts: bool


@dataclass(frozen=True, slots=True)
class DayHosted:
    """The day of a thread that opened by itself: who hosts it, '' for nobody, and what members share of that day."""

    host: str
    is_readers: bool
    days: list[together.Day]


def regulars_of(standing: Membership) -> list[RegularLine]:
    """Return the threads that open by themselves in a group, the one that opens next first."""
    rows = list(visible_regulars(standing).order_by("due_at", "id"))
    hosts = RegularHost.objects.filter(regular__in=rows, membership__state=Standing.IN).select_related("membership")
    by_regular: dict[UUID, list[Membership]] = {}
    for host in hosts.order_by("membership__alias_key"):
        by_regular.setdefault(host.regular_id, []).append(host.membership)
    return [_line(row, by_regular.get(row.id, []), standing) for row in rows]


def _line(row: Regular, hosts: list[Membership], standing: Membership) -> RegularLine:
    return RegularLine(
        id=row.id,
        title=row.title,
        when=schedule_words(rule_on(row.weekdays).text(), [row.at]),
        zone=str(phrases.ON_THE_CLOCK_OF) % {"zone": zone_name(row.zone)},
        next_at=row.due_at,
        with_pledge=row.with_pledge,
        hosts=[one.alias for one in hosts],
        reader_hosts=any(one.id == standing.id for one in hosts),
    )


def day_hosted(standing: Membership, thread: Thread, *, now: datetime) -> DayHosted | None:
    """Return what is special about a thread that opened by itself; None for any other."""
    row: RegularDay | None = getattr(thread, "regular_day", None)
    if row is None:
        return None
    is_today = label_at(now, row.regular.zone).date() == row.day
    days = together.days_of(standing, now=now) if is_today and row.regular.with_pledge else []
    return DayHosted(row.host.alias if row.host else "", row.host_id == standing.id, days)
