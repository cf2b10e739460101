"""The facts of all circles, streamed from their rows: a constant number of queries, and nothing kept of any of them.

Three streams come in the order of owners and are handed to the sums circle by circle: who there is, what they need, and
what their ties have to give. PostgreSQL puts the ties of a circle into one text; names, words and supporters' ids stay
where they are. Many ties are alike, so what one gives is reckoned once for all that are.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import StringAgg
from django.db import transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable, Func
from django.db.models.functions import Cast, Coalesce

from alongside.accounts.models import Person
from alongside.circles import models
from alongside.circles.community import Carrying, Circle, Counts, Weeks, add_up, counts_for, given, needed
from alongside.circles.community_sources import sources
from alongside.circles.coverage import ALWAYS, LEVEL, NEVER, Helper, Mask, Need, helper_of, mask_of
from alongside.circles.enums import PLACES, Stance, TieState
from alongside.circles.offers import Candidate, Level, Support
from alongside.circles.offers import Stance as PlainStance
from alongside.notifications.models import Preferences

Row = tuple[Any, ...]
AT_ONCE = 2_000
NOBODY = UUID(int=0)
# None of these signs is in what they hold apart: zones, kinds, numbers and times.
BETWEEN, WITHIN = ";", "|"
WOKEN = "woken"


def community_of(zone: ZoneInfo, *, now: datetime) -> Counts:
    """Return what organisers are told of all circles, on the clock of `zone`; who may ask is for `policies` to say."""
    try:
        with transaction.atomic():
            supporters, full = _carrying(now)
            sums = add_up(circles(full, now=now))
    finally:
        for kept in (_needed, _weeks, _limited):
            kept.cache_clear()
    return counts_for(sums, Carrying(supporters, len(full)), sources().unheard(zone, now), zone=zone, now=now)


def circles(full: Collection[UUID], *, now: datetime) -> Iterator[Circle]:
    """Read every circle there is, of everybody who said what they need or named somebody; in one transaction.

    `full` are the supporters who carry as much as they can.
    """
    needs, ties, quiet = _Stream(_needs_by_owner()), _Stream(_ties_by_owner(full, now)), _quiet_windows()
    for owner, zone_name in _owners().iterator(AT_ONCE):
        zone = ZoneInfo(zone_name)
        _, wanted = needs.of(owner) or (owner, "")
        _, people, offered = ties.of(owner) or (owner, 0, "")
        yield Circle(
            zone=zone,
            needs=[_needed(text) for text in wanted.split(BETWEEN)] if wanted else (),
            helpers=[_given(text, quiet, zone, now) for text in offered.split(BETWEEN)] if offered else (),
            people=people,
        )


class _Stream:
    """Rows in the order of their owners, one for each, asked for in the same order."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, owner: str) -> Row | None:
        """Return the row of this owner; those of owners that came before and were not asked for are passed by."""
        while self._next is not None and self._next[0] < owner:
            self._next = next(self._rows, None)
        return self._next if self._next is not None and self._next[0] == owner else None


def _carrying(now: datetime) -> tuple[int, Sequence[UUID]]:
    """Count who supports anybody, and find who of them carries as much as they said they can."""
    stands = models.Tie.objects.filter(supporter=OuterRef("pk"), state=TieState.ACCEPTED)
    supporters = models.Supporter.objects.filter(Exists(stands))
    carried = sources().carried(now)
    limited = supporters.filter(weekly_capacity__isnull=False).values_list("id", "weekly_capacity")
    full = [key for key, most in limited.iterator(AT_ONCE) if most is not None and carried.get(key, 0) >= most]
    return supporters.count(), full


def _owners() -> "QuerySet[Person, tuple[str, str]]":
    needs = models.Need.objects.filter(owner=OuterRef("pk"))
    ties = models.Tie.objects.filter(owner=OuterRef("pk")).exclude(state=TieState.ENDED)
    people = Person.objects.filter(Exists(needs) | Exists(ties), is_active=True).order_by("id")
    return people.annotate(key=_text("id")).values_list("key", "time_zone")


def _needs_by_owner() -> Iterator[Row]:
    """Read for each owner what they need: kinds and hours."""
    rows = models.Need.objects.order_by("owner_id").values("owner_id")
    rows = rows.annotate(key=_text("owner_id"), all=_together(F("support"), _or_empty(_text("hours"))))
    return rows.values_list("key", "all").iterator(AT_ONCE)


def _ties_by_owner(full: Collection[UUID], now: datetime) -> Iterator[Row]:
    """Read for each owner how many people said yes and do not make recovery harder, and what these have to give.

    Whoever may be woken at the level that counts answers at any hour; who is full, was asked by this owner as often as
    the two agreed, or is there for urgent reach-outs alone, at none.
    """
    people = Q(state=TieState.ACCEPTED) & ~Q(stance=Stance.UNDERMINES)
    woken = Q(wakes_at__in=[level.value for level in Level if LEVEL.at_least(level)])
    rows = models.Tie.objects.filter(people).exclude(relation__in=PLACES).order_by("owner_id").values("owner_id")
    above = [level.value for level in Level if not LEVEL.at_least(level)]
    nothing: dict[str, Any] = {"default": Value(""), "output_field": TextField()}
    keeps_quiet = Q(supporter__person__in=_keeping_quiet().values("person"))
    rests_until = When(supporter__breather_until__gt=now, then=Cast(F("supporter__breather_until"), TextField()))
    alike = _together(
        Coalesce("supporter__person__time_zone", "supporter__time_zone", output_field=TextField()),
        _text("gives"),
        Case(When(woken, then=Value(WOKEN)), default=_text("hours"), output_field=TextField()),
        Case(When(~woken & keeps_quiet, then=_text("supporter__person")), **nothing),
        Case(rests_until, **nothing),
        _or_empty(_text("until")),
        filter=~Q(supporter__in=full) & ~Q(id__in=_asked_enough(now)) & ~Q(from_level__in=above),
    )
    rows = rows.annotate(key=_text("owner_id"), people=Count("id"), all=_or_empty(alike))
    return rows.values_list("key", "people", "all").iterator(AT_ONCE)


def _keeping_quiet() -> QuerySet[Preferences]:
    return Preferences.objects.filter(quiet_from__isnull=False)


def _quiet_windows() -> dict[str, str]:
    """Return when whoever keeps quiet hours does, by person: read once, as asking for each tie costs far more."""
    window = _joined(" ", _text("quiet_from"), _text("quiet_until"))
    return dict(_keeping_quiet().annotate(key=_text("person"), window=window).values_list("key", "window"))


def _asked_enough(now: datetime) -> list[UUID]:
    """Find the ties through which as many were asked in 7 days as their supporter agreed to."""
    limited = models.Tie.objects.filter(state=TieState.ACCEPTED, most_a_week__isnull=False)
    rows = limited.values_list("id", "owner_id", "supporter_id", "most_a_week")
    asked = sources().asked(now)
    return [key for key, owner, supporter, most in rows if most and asked.get((owner, supporter), 0) >= most]


def _together(*parts: Combinable, **options: Any) -> StringAgg:
    """Put rows into one text, and in it these parts of each."""
    return StringAgg(_joined(WITHIN, *parts), delimiter=BETWEEN, **options)


def _joined(sign: str, *parts: Combinable) -> Func:
    return Func(Value(sign), *parts, function="CONCAT_WS", output_field=TextField())


def _or_empty(part: Combinable) -> Coalesce:
    return Coalesce(part, Value(""), output_field=TextField())


def _text(column: str) -> Cast:
    return Cast(F(column), TextField())


@lru_cache(maxsize=65_536)
def _needed(text: str) -> Weeks:
    support, hours = text.split(WITHIN)
    return needed(Need("", Support(support), (mask_of(map(int, _items(hours))) or ALWAYS) if hours else None))


def _given(text: str, quiet: Mapping[str, str], owner_zone: ZoneInfo, now: datetime) -> Weeks:
    zone, gives, hours, person, rests_until, until = text.split(WITHIN)
    limits = (("hours", "" if hours == WOKEN else hours), ("quiet", quiet.get(person, "")))
    return _weeks(gives, zone, (*limits, ("breather_until", rests_until), ("until", until)), owner_zone, now)


@lru_cache(maxsize=131_072)
def _weeks(gives: str, zone: str, limits: tuple[tuple[str, str], ...], owner_zone: ZoneInfo, now: datetime) -> Weeks:
    """Reckon what ties like this give: in the hours in which nothing that limits them, taken alone, is in the way."""
    answers = ALWAYS
    for name, text in limits:
        if text:
            answers &= _limited(owner_zone, zone, now, name, text)
    return given(Helper("", frozenset(map(Support, _items(gives))), answers))


@lru_cache(maxsize=65_536)
def _limited(owner_zone: ZoneInfo, zone: str, now: datetime, name: str, text: str) -> Mask:
    """Return the hours of the owner's week in which somebody answers who has this limit alone, by `helper_of`."""
    none: dict[str, Any] = {"hours": frozenset(), "quiet": None, "breather_until": None, "until": None}
    candidate = Candidate(
        supporter_id=NOBODY,
        tie_id=NOBODY,
        ring=1,
        gives=frozenset(),
        stance=PlainStance.SUPPORTS,
        zone=ZoneInfo(zone),
        wakes_at=None,
        weekly_capacity=None,
        load=0,
        asked=0,
        answered=0,
        last_asked_at=None,
        **{**none, name: _READ[name](text)},
    )
    helper = helper_of(candidate, owner_zone, now)
    return helper.hours if helper else NEVER


def _items(array: str) -> list[str]:
    """Take PostgreSQL's text of an array of plain words or numbers apart."""
    return [item for item in array.strip("{}").split(",") if item]


def _window(text: str) -> tuple[time, time]:
    begin, end = map(time.fromisoformat, text.split(" "))
    return begin, end


_READ = {
    "hours": lambda text: frozenset(map(int, _items(text))),
    "quiet": _window,
    "breather_until": datetime.fromisoformat,
    "until": date.fromisoformat,
}
