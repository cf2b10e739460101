"""The circle over the API."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.details import Offer
from alongside.circles.models import Supporter, Tie
from alongside.circles.services import ties as tie_services
from tests.api.conftest import NAME_CANARY, WAYS_CANARY, MakeProgram, Program, at_once, problem_of, reach_out, with_tie
from tests.conftest import MakePerson

AUNT = {
    "name": "Auntie Madeup",
    "relation": "family",
    "ring": 1,
    "gives": ["practical", "emotional", "practical"],
    "stance": "mixed",
    "ways": "Ring twice,\r\nthen wait",
    "rhythm": "weekly",
}
AUNT_SHOWN = {
    "name": "Auntie Madeup",
    "relation": "family",
    "ring": 1,
    "gives": ["emotional", "practical"],
    "stance": "mixed",
    "rhythm": "weekly",
    "state": "named",
    "alias": None,
    "hours": [],
    "hours_by_support": {},
    "wakes_at": None,
    "resting": False,
    "breather_until": None,
    "invitation": None,
}


@pytest.fixture
def own(program: MakeProgram, ona: Person) -> Program:
    """Ona's program."""
    return program(ona)


def test_an_empty_circle(own: Program) -> None:
    assert own.get("/circle").json() == {
        "ties": [],
        "needs": [],
        "load": {
            "supports": 0,
            "agreed_hours": 0,
            "asked_7_days": 0,
            "answered_7_days": 0,
            "answered_28_days": 0,
            "carried_7_days": 0,
            "nights_7_days": 0,
            "nights_28_days": 0,
            "weekly_capacity": None,
            "breather_until": None,
        },
    }


def test_somebody_is_named(own: Program) -> None:
    answer = own.post("/circle/ties", AUNT)
    tie = Tie.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"id": str(tie.id), **AUNT_SHOWN, "ways": "Ring twice,\nthen wait"}
    assert own.get(f"/circle/ties/{tie.id}").json() == answer.json()
    assert own.get("/circle").json()["ties"] == [{"id": str(tie.id), **AUNT_SHOWN}]


def test_little_need_be_said(own: Program) -> None:
    made = own.post("/circle/ties", {"name": "Zed Madeup", "relation": "online"}).json()
    assert (made["ring"], made["gives"], made["stance"], made["ways"]) == (2, [], "supports", "")


def test_what_is_left_out_stays_as_it_is(own: Program) -> None:
    made = own.post("/circle/ties", AUNT).json()
    changed = own.send("PATCH", f"/circle/ties/{made['id']}", {"ring": 3, "name": None, "ways": ""}).json()
    assert changed == {**made, "ring": 3, "ways": ""}
    assert own.send("PATCH", f"/circle/ties/{made['id']}", {}).json() == changed


@pytest.mark.django_db(transaction=True)
def test_changes_of_different_fields_at_the_same_moment_all_stay(own: Program) -> None:
    path = f"/circle/ties/{own.post('/circle/ties', AUNT).json()['id']}"
    changes: list[dict[str, Any]] = [{"ring": 3}, {"stance": "supports"}, {"ways": "Knock"}, {"rhythm": "daily"}]
    answers = at_once([lambda change=change: own.send("PATCH", path, change) for change in changes])
    assert [answer.status_code for answer in answers] == [200] * 4
    shown = own.get(path).json()
    assert {name: shown[name] for change in changes for name in change} == {k: v for c in changes for k, v in c.items()}


def test_an_accepted_tie_as_its_owner_sees_it(
    own: Program, program: MakeProgram, sam: Person, tie: Tie, at: datetime
) -> None:
    until = at + timedelta(days=3)
    Supporter.objects.filter(person=sam).update(breather_until=until)
    Person.objects.filter(id=sam.id).update(time_zone=tie.owner.time_zone)
    offer = Offer(gives=("emotional", "practical"), wakes_at="talk", own_hours={"practical": (8, 9)})
    services.change_offer(actor=sam, tie_id=tie.id, offer=offer, now=at)
    shown = own.get(f"/circle/ties/{tie.id}").json()
    assert shown == {
        "id": str(tie.id),
        "name": NAME_CANARY,
        "relation": "friend",
        "ring": 2,
        "gives": ["emotional", "practical"],
        "stance": "supports",
        "rhythm": None,
        "state": "accepted",
        "alias": "Sam Madeup",
        "hours": [],
        "hours_by_support": {"practical": [8, 9]},
        "wakes_at": "talk",
        "resting": True,
        "breather_until": f"{until:%Y-%m-%dT%H:%M:%S}.{until.microsecond // 1000:03d}Z",
        "invitation": None,
        "ways": WAYS_CANARY,
    }
    problem = problem_of(own.send("PATCH", f"/circle/ties/{tie.id}", {"gives": ["practical"]}), 422)
    assert problem["field"] == "gives"


def test_an_invitation_is_there_to_be_passed_on(own: Program, ona: Person, at: datetime) -> None:
    made = own.post("/circle/ties", AUNT).json()
    services.invite(actor=ona, tie_id=Tie.objects.get().id, now=at)
    shown = own.get(f"/circle/ties/{made['id']}").json()
    assert shown["state"] == "invited"
    assert shown["invitation"]["link"].startswith("http://127.0.0.1:8000/invitation/")


def test_what_one_carries_for_others(program: MakeProgram, ona: Person, sam: Person, tie: Tie, at: datetime) -> None:
    reach_out(ona, at)
    shown = program(sam).get("/circle")
    assert shown.json()["load"] == {
        "supports": 1,
        "agreed_hours": 168,
        "asked_7_days": 1,
        "answered_7_days": 0,
        "answered_28_days": 0,
        "carried_7_days": 1,
        "nights_7_days": 0,
        "nights_28_days": 0,
        "weekly_capacity": None,
        "breather_until": None,
    }
    assert "Ona" not in shown.content.decode()


def test_a_tie_is_removed(own: Program, program: MakeProgram, sam: Person, tie: Tie) -> None:
    path = f"/circle/ties/{tie.id}"
    answer = own.send("DELETE", path)
    assert (answer.status_code, answer.content) == (204, b"")
    problem_of(own.send("DELETE", path), 404)
    problem_of(own.get(path), 404)
    assert own.get("/circle").json()["ties"] == []
    problem_of(program(sam).get(path), 404)


def test_a_circle_that_is_full(own: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tie_services, "MOST_TIES", 1)
    own.post("/circle/ties", AUNT)
    problem_of(own.post("/circle/ties", AUNT), 409)
    assert Tie.objects.count() == 1


def test_a_circle_takes_as_many_queries_with_one_tie_as_with_three(
    own: Program,
    ona: Person,
    make_person: MakePerson,
    at: datetime,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    own.get("/circle")
    counts = []
    for size in (1, 3):
        for number in range(size):
            with_tie(ona, make_person(f"Made Up {size} {number}"), at)
        with django_assert_max_num_queries(20) as counted:
            shown = own.get("/circle").json()
        counts.append((len(shown["ties"]), len(counted)))
    assert [ties for ties, _ in counts] == [1, 4]
    assert counts[0][1] == counts[1][1]
