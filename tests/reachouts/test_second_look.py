"""A later wave looks at what holds when it begins: who has too much by then is asked after everybody else."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.circles import offers
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.kernel import due
from alongside.notifications.models import Delivery, Preferences
from alongside.reachouts import services
from alongside.reachouts.models import Notification, ReachOut, Shift
from alongside.reachouts.queries import owner_view
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, ask_of, asked_names

pytestmark = pytest.mark.django_db

REACH_OUT = next(kind for kind in due.kinds() if kind.name == "reach-out")
WAIT = timedelta(minutes=10)
Fill = Callable[..., ReachOut]


def limit(tie: Tie, capacity: int) -> Tie:
    Supporter.objects.filter(id=tie.supporter_id).update(weekly_capacity=capacity)
    return tie


def person_of(tie: Tie) -> Person:
    assert tie.supporter
    assert tie.supporter.person
    return tie.supporter.person


def step(row: ReachOut, now: datetime) -> list[list[str]]:
    """Have the engine move what is due; return whom this reach-out has asked, wave by wave."""
    due.step_due(REACH_OUT, now=now)
    return asked_names(row)


@pytest.fixture
def other(make_person: MakePerson) -> Person:
    """Somebody else, who knows some of the same people."""
    return make_person("Oda Madeup")


@pytest.fixture
def fill(make_tie: MakeTie, other: Person, now: datetime) -> Fill:
    """Have Oda reach out to whoever is at the end of these ties, who carry it for the next hour."""

    def ask(*ties: Tie, level: offers.Level = offers.Level.STRUGGLING) -> ReachOut:
        for tie in ties:
            make_tie("the same", person=person_of(tie), owner=other)
        row = services.reach_out(
            owner_id=other.id, asking=services.Asking(level=level, request_key=uuid4().hex), now=now
        )
        ReachOut.objects.filter(id=row.id).update(due_at=now + timedelta(hours=1))
        return row

    return ask


@pytest.fixture
def later(make_tie: MakeTie) -> dict[str, Tie]:
    """Ann and Ben are asked first, then Cleo, Dan and Eve, then Fay; Cleo and Dan can carry one reach-out a week."""
    rings = {"Ann": 1, "Ben": 1, "Cleo": 2, "Dan": 2, "Eve": 2, "Fay": 3}
    ties = {alias: make_tie(alias, ring=ring) for alias, ring in rings.items()}
    for alias in ("Cleo", "Dan"):
        limit(ties[alias], 1)
    return ties


class TestFullByNow:
    def test_they_are_asked_after_everybody_else_and_before_nobody_is(
        self, later: dict[str, Tie], start: Start, fill: Fill, now: datetime
    ) -> None:
        row = start()
        assert asked_names(row) == [["Ann", "Ben"]]
        fill(later["Cleo"], later["Dan"])
        first = [["Ann", "Ben"], ["Eve"], ["Fay"]]
        assert step(row, now + WAIT) == first[:2]
        assert step(row, now + 2 * WAIT) == first
        assert step(row, now + 3 * WAIT) == [*first, ["Cleo", "Dan"]]
        row.refresh_from_db()
        assert (row.state, row.due_at) == ("open", now + 4 * WAIT)
        step(row, now + 4 * WAIT)
        row.refresh_from_db()
        assert row.state == "unanswered"

    def test_for_themselves_they_were_asked_by_one_only(
        self, later: dict[str, Tie], start: Start, fill: Fill, other: Person, now: datetime
    ) -> None:
        row = start()
        fill(later["Cleo"], later["Dan"])
        step(row, now + WAIT)
        for alias in ("Cleo", "Dan"):
            asked = Notification.objects.filter(supporter=later[alias].supporter_id).select_related("reach_out")
            assert [one.reach_out.owner_id for one in asked] == [other.id]
            told = Delivery.objects.filter(person__alias=f"{alias} Madeup", text="reach-out.asked")
            assert {one.about_id for one in told} == {other.id}

    def test_the_owner_reads_of_an_ordinary_wave(
        self, later: dict[str, Tie], start: Start, fill: Fill, now: datetime
    ) -> None:
        row = start()
        fill(later["Cleo"], later["Dan"])
        for number in (1, 2, 3):
            step(row, now + number * WAIT)
        row.refresh_from_db()
        view = owner_view(row)
        assert [(wave.kind, sorted(one.name for one in wave.asked)) for wave in view.waves] == [
            ("circle", ["my Ann", "my Ben"]),
            ("circle", ["my Eve"]),
            ("circle", ["my Fay"]),
            ("circle", ["my Cleo", "my Dan"]),
        ]

    def test_who_has_room_again_is_asked_with_those_who_have_not(
        self, later: dict[str, Tie], start: Start, fill: Fill, other: Person, now: datetime
    ) -> None:
        row = start()
        theirs = fill(later["Cleo"], later["Dan"])
        step(row, now + WAIT)
        services.answer(notification=ask_of(theirs, "Dan"), now=now + WAIT)  # and Cleo carries nothing any more
        assert step(row, now + 2 * WAIT)[-1] == ["Fay"]
        assert step(row, now + 3 * WAIT)[-1] == ["Cleo"]
        assert step(row, now + 4 * WAIT)[-1] == ["Dan"]

    def test_a_wave_of_full_people_gives_way_to_the_next_at_once(
        self, make_tie: MakeTie, start: Start, fill: Fill, now: datetime
    ) -> None:
        make_tie("Ann", ring=1)
        make_tie("Ben", ring=1)
        full = [limit(make_tie(alias, ring=2), 1) for alias in ("Cleo", "Dan", "Eve")]
        make_tie("Fay", ring=3)
        row = start()
        fill(*full)
        assert step(row, now + WAIT) == [["Ann", "Ben"], [], ["Fay"]]
        row.refresh_from_db()
        assert row.due_at == now + 2 * WAIT
        assert step(row, now + 2 * WAIT)[-1] == ["Cleo", "Dan", "Eve"]

    def test_when_nobody_else_is_left_they_are_asked_in_their_turn(
        self, make_tie: MakeTie, start: Start, fill: Fill, now: datetime
    ) -> None:
        make_tie("Ann", ring=1)
        make_tie("Ben", ring=1)
        full = limit(make_tie("Cleo"), 1)
        row = start()
        fill(full)
        assert step(row, now + WAIT) == [["Ann", "Ben"], ["Cleo"]]
        assert row.waves.count() == 3  # as many as were planned

    def test_whoever_only_the_owner_can_tell_is_no_reason_to_wait(
        self, make_tie: MakeTie, start: Start, fill: Fill, now: datetime
    ) -> None:
        make_tie("Ann", ring=1)
        make_tie("Ben", ring=1)
        full = limit(make_tie("Cleo"), 1)
        contact = make_tie("Dan", ring=3)
        Supporter.objects.filter(id=contact.supporter_id).update(person=None, contact_of=contact.owner)
        row = start()
        fill(full)
        services.move_due([row], now + WAIT)
        asked = row.notifications.filter(wave__number__gt=1).order_by("wave__started_at")
        assert [(one.tie_id, one.handed_by_owner) for one in asked] == [(contact.id, True), (full.id, False)]
        assert row.due_at == now + 2 * WAIT

    def test_at_urgent_everybody_was_asked_and_nobody_is_put_off(
        self, later: dict[str, Tie], start: Start, fill: Fill, now: datetime
    ) -> None:
        for alias in ("Cleo", "Dan"):
            Tie.objects.filter(id=later[alias].id).update(most_a_week=1)
        services.cancel(reach_out_id=start("struggling").id, actor=later["Ann"].owner, now=now)
        earlier = start("struggling")
        services.move_due([earlier], now + timedelta(minutes=5))
        services.cancel(reach_out_id=earlier.id, actor=earlier.owner, now=now)
        row = start("urgent")
        fill(later["Cleo"], later["Dan"])
        step(row, now + timedelta(minutes=2))
        assert asked_names(row) == [["Ann", "Ben", "Eve", "Fay"], ["Cleo", "Dan"]]


class TestCouldNotBeAskedBefore:
    @pytest.mark.parametrize("reason", ["hours", "breather", "said yes"])
    def test_who_can_be_by_now_comes_after_the_planned_and_before_who_is_full(
        self, make_tie: MakeTie, start: Start, now: datetime, reason: str
    ) -> None:
        for alias in ("Ann", "Ben", "Cleo"):
            make_tie(alias, ring=1)
        limit(make_tie("Dan", ring=1), 0)
        fields = {"hours": [2 * 24 + 21]} if reason == "hours" else {}  # Wednesday from 21:00, in an hour
        if reason != "said yes":
            eve = make_tie("Eve", **fields)
        if reason == "breather":
            circles.start_breather(actor=person_of(eve), until=now + timedelta(minutes=61), now=now)
        late = now + timedelta(minutes=59)
        row = start(now=late)
        assert row.waves.count() == 4
        if reason == "said yes":
            make_tie("Eve")
        assert step(row, late + WAIT) == [["Ann", "Ben"], ["Cleo"]]
        assert step(row, late + 2 * WAIT) == [["Ann", "Ben"], ["Cleo"], [], ["Eve"]]
        assert step(row, late + 3 * WAIT)[-1] == ["Dan"]
        assert step(row, late + 4 * WAIT)[-1] == []
        assert ReachOut.objects.get(id=row.id).state == "unanswered"

    def test_who_still_cannot_is_not_asked(self, make_tie: MakeTie, start: Start, now: datetime) -> None:
        make_tie("Ann", ring=1)
        circles.start_breather(actor=person_of(make_tie("Ben")), until=now + timedelta(days=1), now=now)
        make_tie("Cleo", hours=[0])
        make_tie("Dan", stance="undermines")
        make_tie("Eve", from_level="urgent")
        row = start()
        assert step(row, now + WAIT) == [["Ann"], []]
        assert row.waves.count() == 2

    def test_who_rested_when_their_wave_began_is_asked_once_they_are_back(
        self, later: dict[str, Tie], start: Start, now: datetime
    ) -> None:
        row = start()
        circles.start_breather(actor=person_of(later["Cleo"]), until=now + timedelta(minutes=15), now=now)
        assert step(row, now + WAIT) == [["Ann", "Ben"], ["Dan", "Eve"]]
        assert step(row, now + 2 * WAIT)[-1] == ["Fay"]
        assert step(row, now + 3 * WAIT)[-1] == ["Cleo"]
        assert step(row, now + 4 * WAIT)[-1] == []

    def test_who_was_asked_as_a_listener_is_not_asked_again_as_a_friend(
        self, make_tie: MakeTie, start: Start, now: datetime
    ) -> None:
        make_tie("Ann", ring=1)
        late = now + timedelta(minutes=45)
        friend = make_tie("Lis", hours=[2 * 24 + 21])  # Wednesday from 21:00, in a quarter of an hour
        person_of(friend).role_grants.create(role="listener", created_at=now)
        Shift.objects.create(created_at=now, person=person_of(friend), start=2 * 24, hours=24)
        row = start(now=late)
        assert step(row, late + WAIT) == [["Ann"], ["Lis"]]
        services.decline(notification=ask_of(row, "Lis"), now=late + timedelta(minutes=16))
        assert asked_names(row) == [["Ann"], ["Lis"]]
        assert ReachOut.objects.get(id=row.id).state == "unanswered"

    def test_once_nobody_came_trying_again_asks_them_too(self, make_tie: MakeTie, start: Start, now: datetime) -> None:
        make_tie("Ann", ring=1)
        row = start()
        step(row, now + WAIT)
        assert ReachOut.objects.get(id=row.id).state == "unanswered"
        make_tie("Eve")
        services.answer(notification=ask_of(row, "Ann"), now=now + WAIT)
        services.resume(reach_out_id=row.id, actor=row.owner, now=now + WAIT)
        assert asked_names(row) == [["Ann"], [], ["Eve"]]


def test_what_asks_them_already_in_the_same_reach_out_does_not_fill_them(
    make_tie: MakeTie, start: Start, now: datetime
) -> None:
    limit(make_tie("Ann", ring=1), 1)
    make_tie("Ben", ring=1)
    make_tie("Cleo")
    row = start()
    services.answer(notification=ask_of(row, "Ben"), now=now)
    services.resume(reach_out_id=row.id, actor=row.owner, now=now)
    assert asked_names(row) == [["Ann", "Ben"], ["Ann"]]


def test_who_filled_up_since_they_were_asked_is_asked_once_more_after_the_others(
    make_tie: MakeTie, start: Start, fill: Fill, now: datetime
) -> None:
    full = limit(make_tie("Ann", ring=1), 1)
    make_tie("Ben", ring=1)
    make_tie("Cleo")
    row = start()
    services.answer(notification=ask_of(fill(full), "Ann"), now=now)
    services.answer(notification=ask_of(row, "Ben"), now=now)
    services.resume(reach_out_id=row.id, actor=row.owner, now=now)
    assert asked_names(row) == [["Ann", "Ben"], [], ["Cleo"]]
    assert step(row, now + WAIT)[-1] == ["Ann"]


@pytest.mark.parametrize("reason", ["breather", "left", "hours", "quiet", "stance", "most_a_week"])
def test_who_would_not_be_asked_any_more_is_left_out_for_good(
    later: dict[str, Tie], start: Start, now: datetime, reason: str
) -> None:
    if reason == "most_a_week":  # asked once before, in an earlier reach-out to everybody
        services.cancel(reach_out_id=start("urgent").id, actor=later["Eve"].owner, now=now)
    row = start()
    change(later["Eve"], reason, now)
    for number in range(1, 5):
        step(row, now + number * WAIT)
    names = [name for wave in asked_names(row) for name in wave]
    assert "Eve" not in names
    assert sorted(names) == ["Ann", "Ben", "Cleo", "Dan", "Fay"]
    assert ReachOut.objects.get(id=row.id).state == "unanswered"


def change(tie: Tie, reason: str, now: datetime) -> None:
    """What somebody says in the minutes before their wave."""
    person = person_of(tie)
    if reason == "breather":
        circles.start_breather(actor=person, until=now + timedelta(days=1), now=now)
    elif reason == "left":
        circles.leave_tie(actor=person, tie_id=tie.id, now=now)
    elif reason == "quiet":
        Preferences.objects.create(
            created_at=now, person=person, quiet_from=time(20, 5), quiet_until=time(7), says_more=False
        )
    else:
        fields = {"hours": {"hours": [0]}, "stance": {"stance": "undermines"}, "most_a_week": {"most_a_week": 1}}
        Tie.objects.filter(id=tie.id).update(**fields[reason])


def test_of_two_reach_outs_moved_together_only_one_asks_who_has_room_for_one(
    make_tie: MakeTie, start: Start, fill: Fill, other: Person, now: datetime
) -> None:
    shared = limit(make_tie("Sam", ring=2), 1)
    make_tie("Sam", person=person_of(shared), owner=other, ring=2)
    for owner in (shared.owner, other):
        for alias in ("Ann", "Ben", "Zoe"):
            make_tie(f"{alias} of {owner.alias}", owner=owner, ring=2 if alias == "Zoe" else 1)
    rows = [start(), fill(level=offers.Level.TALK)]
    assert [row.waves.count() for row in rows] == [3, 3]
    ReachOut.objects.update(due_at=now + WAIT)
    assert due.step_due(REACH_OUT, now=now + WAIT) == 2
    assert Notification.objects.filter(supporter=shared.supporter_id).count() == 1
    assert sorted(asked_names(row)[1] for row in rows) == [["Sam", "Zoe"], ["Zoe"]]


def test_a_second_look_costs_the_same_however_many_are_in_the_circle(
    make_tie: MakeTie, start: Start, now: datetime
) -> None:
    costs = []
    for hours, aliases in enumerate((("Ann", "Ben", "Cleo"), ("Dan", "Eve", "Fay"))):
        for alias in aliases:
            limit(make_tie(alias, most_a_week=7), 7)
        row = start(now=now + timedelta(hours=hours))
        with CaptureQueriesContext(connection) as captured:
            services.move_due([row], row.created_at + WAIT)
        costs.append((len(asked_names(row)[1]), len(captured)))
        services.cancel(reach_out_id=row.id, actor=row.owner, now=row.created_at + WAIT)
    assert [asked for asked, _ in costs] == [1, 3]
    assert costs[0][1] == costs[1][1]
