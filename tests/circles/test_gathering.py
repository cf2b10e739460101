"""What is read of all circles is what each circle's own page is reckoned from, in a constant number of queries."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.circles import gathering
from alongside.circles.asked import register_asked_source
from alongside.circles.community import Circle, add_up, needed
from alongside.circles.community import given as given_by
from alongside.circles.community_sources import Sources, register_sources
from alongside.circles.covering import coverage_for
from alongside.circles.load import Load, register_load_source
from alongside.circles.models import Need, Supporter, SupportHours, Tie
from alongside.circles.week import hours_of_part
from alongside.notifications.models import Preferences
from tests.circles.candidates import united
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
CANARIES = ("canary-alias", "canary-name", "canary-words")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
WEEKS = (
    datetime(2026, 3, 7, 23, 30, tzinfo=UTC),
    datetime(2026, 3, 27, 17, 40, tzinfo=UTC),
    datetime(2026, 4, 3, 3, 15, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 59, 59, tzinfo=UTC),
)
PLACES = ("group", "online")


@pytest.fixture
def loads() -> Iterator[dict[Any, int]]:
    """What supporters carry, by id, for the owner's own page and for the community."""
    carried: dict[Any, int] = {}
    own = register_load_source(lambda ids, _now: {key: Load(carried_7_days=carried.get(key, 0)) for key in ids})
    before = register_sources(Sources(carried=lambda _now: carried))
    yield carried
    register_sources(before)
    register_load_source(own)


def add_need(owner: Person, now: datetime, support: str = "emotional", hours: list[int] | None = None) -> Need:
    """Write down something the owner needs."""
    return Need.objects.create(created_at=now, owner=owner, support=support, words_sealed=b"canary-words", hours=hours)


def add_tie(owner: Person, supporter: Supporter | None, now: datetime, **fields: Any) -> Tie:
    """Write a tie down as it stands."""
    values = {"name_sealed": b"canary-name", "relation": "friend", "gives": ["emotional"], "state": "accepted"}
    return Tie.objects.create(created_at=now, owner=owner, supporter=supporter, **{**values, **fields})


def add_supporter(now: datetime, person: Person | None = None, **fields: Any) -> Supporter:
    """Make somebody who supports people."""
    return Supporter.objects.create(created_at=now, person=person, **fields)


def draw_community(make_person: MakePerson, now: datetime, loads: dict[Any, int]) -> list[Person]:
    """Draw circles with everything that decides who could answer; the same each time."""
    draw = random.Random(4)
    people = [make_person(f"canary-alias {number}", time_zone=draw.choice(ZONES)) for number in range(12)]
    supporters = []
    for person in people[:8]:
        if draw.random() < 0.5:
            Preferences.objects.create(created_at=now, person=person, quiet_from=time(22, 30), quiet_until=time(7))
        limits = {
            "weekly_capacity": draw.choice([None, 0, 2]),
            "breather_until": draw.choice([None, None, now + timedelta(3)]),
        }
        supporters.append(add_supporter(now, person, **limits))
        loads[supporters[-1].id] = draw.randint(0, 3)
    for owner in people[2:]:
        for _ in range(draw.randint(0, 3)):
            add_need(owner, now, draw.choice(["emotional", "practical"]), draw.choice([None, [], draw_hours(draw)]))
        contact = add_supporter(now, contact_of=owner, time_zone=draw.choice(ZONES))
        standing = [one for one in draw.sample(supporters, 3) if one.person != owner]
        for supporter in [contact, *standing]:
            tie = add_tie(
                owner,
                supporter,
                now,
                gives=draw.sample(["emotional", "accountability", "practical"], draw.randint(0, 3)),
                hours=draw.choice([[], draw_hours(draw)]),
                wakes_at=draw.choice([None, "talk", "struggling", "urgent"]),
                stance=draw.choice(["supports"] * 4 + ["mixed", "undermines"]),
                most_a_week=draw.choice([None, 5]),
                from_level=draw.choice([None, None, None, "talk", "urgent"]),
                until=draw.choice([None, None, now.date(), now.date() + timedelta(days=5)]),
            )
            for kind in tie.gives:
                if draw.random() < 0.2:
                    SupportHours.objects.create(created_at=now, tie=tie, support=kind, hours=draw_hours(draw))
        add_tie(owner, None, now, state="named", relation=draw.choice(PLACES))
    return people


def draw_hours(draw: random.Random) -> list[int]:
    """Draw some parts of a week."""
    return sorted(hour for part in draw.sample(range(28), 5) for hour in hours_of_part(part))


def read(loads: dict[Any, int], now: datetime) -> list[Circle]:
    """Read all circles."""
    full = Supporter.objects.filter(weekly_capacity__isnull=False)
    with transaction.atomic():
        return list(
            gathering.circles([one.id for one in full if loads.get(one.id, 0) >= (one.weekly_capacity or 0)], now=now)
        )


def test_every_circle_is_read_as_its_owners_own_page_is(
    make_person: MakePerson, now: datetime, loads: dict[Any, int]
) -> None:
    """Also after more has come to what limits somebody: whatever `coverage_for` minds must be minded here."""
    people = draw_community(make_person, now, loads)[2:]
    expected = [own_page(person, now) for person in people]
    assert len(expected) == 10
    assert sum(bool(circle.given) for circle in expected) > 5
    assert sorted(read(loads, now), key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("week", WEEKS)
def test_so_is_one_in_a_week_in_which_a_clock_changes(
    make_person: MakePerson, loads: dict[Any, int], week: datetime
) -> None:
    """Berlin's and New York's clocks change in other nights, Lord Howe's by half an hour."""
    people = draw_community(make_person, week, loads)[2:]
    assert sorted(read(loads, week), key=repr) == sorted((own_page(person, week) for person in people), key=repr)


def own_page(person: Person, now: datetime) -> Circle:
    """The facts of a circle as its owner's own page is reckoned."""
    own = coverage_for(person, now=now)
    mine = Tie.objects.filter(owner=person, state="accepted").exclude(stance="undermines")
    return Circle(
        zone=ZoneInfo(person.time_zone),
        needed=united(needed(one.need) for one in own.needs),
        given=united(map(given_by, own.helpers)),
        people=mine.count(),
    )


def test_who_was_asked_as_often_as_agreed_answers_nobody_here_either(
    make_person: MakePerson, now: datetime, loads: dict[Any, int]
) -> None:
    owner, other = make_person("Ona Madeup"), make_person("Odd Madeup")
    supporter = add_supporter(now, make_person("Sam Madeup"))
    for one in (owner, other):
        add_need(one, now)
        add_tie(one, supporter, now, most_a_week=2)
    asked = {(owner.id, supporter.id): 2, (other.id, supporter.id): 1}
    before = register_sources(Sources(asked=lambda _now: asked))
    own = register_asked_source(lambda ids, *, owner_id, now: {key: asked[owner_id, key] for key in ids})
    found = {circle.given for circle in read(loads, now)}
    reckoned = [united(map(given_by, coverage_for(one, now=now).helpers)) for one in (owner, other)]
    register_sources(before)
    register_asked_source(own)
    assert reckoned[0] == 0
    assert reckoned[1] != 0
    assert found == set(reckoned)


def test_who_said_nothing_and_named_nobody_has_no_circle(
    make_person: MakePerson, now: datetime, loads: dict[Any, int]
) -> None:
    owner, left, _nothing, ended = (make_person(f"Made-up {number}") for number in range(4))
    add_need(owner, now)
    add_need(left, now)
    Person.objects.filter(id=left.id).update(is_active=False)
    add_tie(ended, None, now, state="ended", ended_at=now, name_sealed=b"")
    (circle,) = read(loads, now)
    assert (circle.needed, circle.given, circle.people) == (1 << 3 * 168, 0, 0)


def test_people_are_counted_once_they_said_yes_unless_they_make_it_harder(
    make_person: MakePerson, now: datetime, loads: dict[Any, int]
) -> None:
    owner = make_person("Ona Madeup")
    for stance, state in (
        ("supports", "accepted"),
        ("mixed", "accepted"),
        ("undermines", "accepted"),
        ("mixed", "named"),
    ):
        add_tie(owner, add_supporter(now, contact_of=owner), now, stance=stance, state=state)
    add_tie(owner, None, now, state="named", relation="group")
    assert [circle.people for circle in read(loads, now)] == [2]


def test_supporters_over_capacity_are_those_who_support_somebody(
    make_person: MakePerson, now: datetime, loads: dict[Any, int]
) -> None:
    owner = make_person("Ona Madeup")
    for number in range(12):
        supporter = add_supporter(now, contact_of=owner, weekly_capacity=2)
        loads[supporter.id] = 2 if number < 5 else 1
        add_tie(owner, supporter, now)
    idle = add_supporter(now, make_person("Ida Madeup"), weekly_capacity=1)
    loads[idle.id] = 7
    counts = gathering.community_of(BERLIN, now=now)
    assert (counts.supporters, counts.over_capacity) == (10, 5)
    Supporter.objects.filter(id=next(key for key, load in loads.items() if load == 2)).update(weekly_capacity=3)
    assert gathering.community_of(BERLIN, now=now).over_capacity == 0


def test_nothing_of_a_person_is_in_what_is_told(make_person: MakePerson, now: datetime, loads: dict[Any, int]) -> None:
    draw_community(make_person, now, loads)
    told = json.dumps(gathering.community_of(BERLIN, now=now).facts()) + repr(gathering.community_of(BERLIN, now=now))
    ids = [str(key) for model in (Person, Supporter, Tie, Need) for key in model.objects.values_list("id", flat=True)]
    for canary in (*CANARIES, *ids):
        assert canary not in told
        assert canary.replace("-", "") not in told


@pytest.mark.parametrize("size", [1, 3])
def test_it_takes_as_many_queries_for_one_circle_as_for_three(
    make_person: MakePerson, now: datetime, loads: dict[Any, int], size: int
) -> None:
    for number in range(size):
        owner = make_person(f"Ona Madeup {number}")
        add_need(owner, now)
        for _ in range(size):
            add_tie(owner, add_supporter(now, contact_of=owner, weekly_capacity=1), now)
    with CaptureQueriesContext(connection) as captured:
        gathering.community_of(BERLIN, now=now)
    statements = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 8, statements


def test_the_sums_are_those_of_every_owners_own_page(
    make_person: MakePerson, now: datetime, loads: dict[Any, int]
) -> None:
    people = draw_community(make_person, now, loads)
    own = [own_page(person, now) for person in people]
    assert add_up(read(loads, now)).gaps(BERLIN, now) == add_up(own).gaps(BERLIN, now)
