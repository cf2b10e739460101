"""The facts of all circles, from their rows: a constant number of queries, and nothing kept of any of them.

PostgreSQL puts the weeks of a circle together, each turned to the clock of its owner, and gives one row for a circle:
names, words and supporters' ids stay where they are. How clocks stand to each other, when a quiet window holds and
which hours come after a breather it is told by `coverage`. A tie that is limited by more than that (an end, other hours
for one kind of support) is rare: it is read by itself and asked `helper_of`, as on its owner's own page.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain, product
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import Person
from alongside.circles import models
from alongside.circles.community import Carrying, Circle, Counts, Weeks, add_up, counts_for, given
from alongside.circles.community_sources import sources
from alongside.circles.coverage import LEVEL, NEVER, helper_of, hours_to_come, quiet_hours, turns
from alongside.circles.enums import PLACES, Stance, TieState
from alongside.circles.gathering_sql import ALL_CIRCLES, QUIET_WINDOWS, SETTINGS
from alongside.circles.offers import Candidate, Level, Support
from alongside.circles.offers import Stance as PlainStance

AT_ONCE = 2_000
NOBODY = UUID(int=0)
Clock = tuple[str, time | None, time | None]
"""A zone, and the quiet window that some keep there."""


class LimitedTie(NamedTuple):
    """A tie with a limit of its own, as it comes in JSON: times, days and moments as texts.

    `other_hours` are those of kinds of support that have hours of their own.
    """

    zone: str
    gives: list[str]
    hours: list[int]
    wakes_at: str | None
    quiet_from: str | None
    quiet_until: str | None
    breather_until: str | None
    until: str | None
    other_hours: Mapping[str, list[int]] | None


def community_of(zone: ZoneInfo, *, now: datetime) -> Counts:
    """Return what organisers are told of all circles, on the clock of `zone`; who may ask is for `policies` to say."""
    with transaction.atomic():
        supporters, full = _carrying(now)
        sums = add_up(circles(full, now=now))
    return counts_for(sums, Carrying(supporters, len(full)), sources().unheard(zone, now), zone=zone, now=now)


def circles(full: Sequence[UUID], *, now: datetime) -> Iterator[Circle]:
    """Read every circle there is, of everybody who said what they need or named somebody; in one transaction.

    `full` are the supporters who carry as much as they can.
    """
    facts = _facts(full, now)
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        cursor.execute(QUIET_WINDOWS, facts)
        clocks = _clocks(cursor.fetchall(), now)
    with connection.chunked_cursor() as cursor:
        cursor.execute(ALL_CIRCLES, {**facts, **clocks})
        for zone_name, people, wanted, offered, limited in chain.from_iterable(_at_a_time(cursor)):
            zone = ZoneInfo(zone_name)
            weeks = int(offered, 2)
            for tie in json.loads(limited) if limited else ():
                weeks |= _given(LimitedTie(*tie), zone, now)
            yield Circle(zone, int(wanted, 2), weeks, people)


def _at_a_time(cursor: Any) -> Iterator[Sequence[tuple[Any, ...]]]:
    while rows := cursor.fetchmany(AT_ONCE):
        yield rows


def _carrying(now: datetime) -> tuple[int, Sequence[UUID]]:
    """Count who supports anybody, and find who of them carries as much as they said they can."""
    stands = models.Tie.objects.filter(supporter=OuterRef("pk"), state=TieState.ACCEPTED)
    supporters = models.Supporter.objects.filter(Exists(stands))
    carried = sources().carried(now)
    # Who carries nothing is full only where they said that they can carry nothing.
    limited = supporters.filter(Q(id__in=list(carried), weekly_capacity__isnull=False) | Q(weekly_capacity=0))
    rows = limited.values_list("id", "weekly_capacity")
    return supporters.count(), [key for key, most in rows if most is not None and carried.get(key, 0) >= most]


def _facts(full: Sequence[UUID], now: datetime) -> dict[str, Any]:
    """Return who can be asked at all: not who is full, was asked as often as agreed, or is there when it is urgent."""
    levels = list(Level)
    return {
        "now": now,
        "ended": TieState.ENDED.value,
        "accepted": TieState.ACCEPTED.value,
        "undermines": Stance.UNDERMINES.value,
        "places": [place.value for place in PLACES],
        "full": list(full),
        "asked_enough": _asked_enough(now),
        "levels": [level.value for level in levels if LEVEL.at_least(level)],
    }


def _asked_enough(now: datetime) -> list[UUID]:
    """Find the ties through which as many were asked in 7 days as their supporter agreed to."""
    limited = models.Tie.objects.filter(state=TieState.ACCEPTED, most_a_week__isnull=False)
    rows = limited.values_list("id", "owner_id", "supporter_id", "most_a_week")
    asked = sources().asked(now)
    return [key for key, owner, supporter, most in rows if most and asked.get((owner, supporter), 0) >= most]


def _clocks(windows: Sequence[tuple[str, str, time, time]], now: datetime) -> dict[str, list[Any]]:
    """Return the clocks there are, how they stand to those of owners, and what hours these have to come, as columns.

    `windows` are the quiet ones, each with a zone of owners whom somebody supports who keeps it, and the zone it is in.
    """
    owners = _zones(Person.objects.all())
    zones = sorted({*owners, *_zones(models.Supporter.objects.all())})
    quiet = sorted({(zone, begin, end) for _owner, zone, begin, end in windows})
    # As the query numbers them: those without a window upwards from 1, those with one downwards from -1.
    number: dict[Clock, int] = {(zone, None, None): place for place, zone in enumerate(zones, 1)}
    number |= {window: -place for place, window in enumerate(quiet, 1)}
    pairs: list[tuple[str, Clock]] = [(owner, (zone, None, None)) for owner, zone in product(owners, zones)]
    pairs += [(owner, (zone, begin, end)) for owner, zone, begin, end in windows]
    turned = [
        (number[owner, None, None], number[clock], *turn)
        for owner, clock in pairs
        for turn in _turns(owner, clock, now)
    ]
    coming = [(number[owner, None, None], *map(_array, _coming(owner, now))) for owner in owners]
    return {
        "plain_zone": zones,
        **_columns("quiet", ("zone", "quiet_from", "quiet_until"), quiet),
        **_columns("turn", ("owners", "clock", "part", "ahead", "hours", "awake"), turned),
        **_columns("coming", ("owners", "begins", "since"), coming),
    }


def _turns(owner: str, clock: Clock, now: datetime) -> Iterator[tuple[int, int, str, str]]:
    """Yield how a clock stands to the owner's: which turn, how far ahead, its hours, and those not in a window."""
    name, begin, end = clock
    zones = ZoneInfo(owner), ZoneInfo(name)
    quiet = quiet_hours((begin, end), *zones, now) if begin and end else NEVER
    for part, turn in enumerate(turns(*zones, now)):
        yield part, turn.ahead, _bits(turn.hours), _bits(turn.hours & ~quiet)


def _coming(zone: str, now: datetime) -> tuple[list[str], list[str]]:
    """Return when the coming hours of an owner begin, and the hours from each of these moments on; none, last."""
    found = hours_to_come(ZoneInfo(zone), now)
    return [begins.isoformat() for begins in found.begins], [_bits(hours) for hours in found.since]


def _zones(people: "QuerySet[Any]") -> list[str]:
    return list(people.order_by("time_zone").values_list("time_zone", flat=True).distinct())


def _array(texts: Sequence[str]) -> str:
    return f"{{{','.join(texts)}}}"


def _columns(table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {f"{table}_{name}": [row[place] for row in rows] for place, name in enumerate(names)}


def _bits(mask: int) -> str:
    return format(mask, "0168b")


def _given(tie: LimitedTie, owner_zone: ZoneInfo, now: datetime) -> Weeks:
    helper = helper_of(_candidate(tie), owner_zone, now)
    return given(helper) if helper else NEVER


def _candidate(tie: LimitedTie) -> Candidate:
    """Return who could be asked through a tie of which the query has seen to everything else."""
    return Candidate(
        supporter_id=NOBODY,
        tie_id=NOBODY,
        ring=1,
        gives=frozenset(map(Support, tie.gives)),
        stance=PlainStance.SUPPORTS,
        hours=frozenset(tie.hours),
        zone=ZoneInfo(tie.zone),
        wakes_at=Level(tie.wakes_at) if tie.wakes_at else None,
        quiet=_window(tie.quiet_from, tie.quiet_until) if tie.quiet_from and tie.quiet_until else None,
        breather_until=datetime.fromisoformat(tie.breather_until) if tie.breather_until else None,
        weekly_capacity=None,
        load=0,
        asked=0,
        answered=0,
        last_asked_at=None,
        until=date.fromisoformat(tie.until) if tie.until else None,
        hours_by_support={Support(kind): frozenset(hours) for kind, hours in (tie.other_hours or {}).items()},
    )


def _window(begin: str, end: str) -> tuple[time, time]:
    return time.fromisoformat(begin), time.fromisoformat(end)
