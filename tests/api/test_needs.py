"""What a person needs, and who could answer, over the API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Need, Tie
from tests.api.conftest import NEED_CANARY, MakeProgram, Program, at_once, problem_of, with_tie
from tests.conftest import MakePerson

PILLS = {"support": "accountability", "words": "Ask me about the pills", "hours": [19, 7, 7.0], "weight": 3}
PILLS_SHOWN = {"support": "accountability", "words": "Ask me about the pills", "hours": [7, 19], "weight": 3}


@pytest.fixture
def own(program: MakeProgram, ona: Person) -> Program:
    """Ona's program."""
    return program(ona)


def test_a_need_is_written_down(own: Program) -> None:
    answer = own.post("/circle/needs", PILLS)
    need = Need.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"id": str(need.id), **PILLS_SHOWN}
    assert own.get("/circle").json()["needs"] == [answer.json()]


def test_little_need_be_said(own: Program) -> None:
    made = own.post("/circle/needs", {"support": "practical", "words": "A ride"}).json()
    assert (made["hours"], made["weight"]) == (None, 2)
    assert own.post("/circle/needs", {"support": "practical", "words": "Any", "hours": []}).json()["hours"] == []


def test_the_same_words_again_are_told_and_change_nothing(own: Program) -> None:
    own.post("/circle/needs", PILLS)
    problem_of(own.post("/circle/needs", {**PILLS, "weight": 1}), 409)
    assert [need["weight"] for need in own.get("/circle").json()["needs"]] == [3]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hours": [168]}, "hours"),
        ({"hours": [-1]}, "hours"),
        ({"hours": ["7"]}, "hours"),
        ({"hours": [7.5]}, "hours"),
        ({"hours": 7}, "hours"),
        ({"weight": 0}, "weight"),
        ({"weight": 4}, "weight"),
        ({"weight": True}, "weight"),
        ({"support": "money"}, "support"),
        ({"words": " "}, "words"),
        ({"words": "x" * 201}, "words"),
        ({"words": "hidden \u202e"}, "words"),
        ({"colour": "green"}, "colour"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(own: Program, change: dict[str, Any], field: str) -> None:
    made = own.post("/circle/needs", PILLS).json()
    for answer in (
        own.post("/circle/needs", {**PILLS, "words": "Another", **change}),
        own.send("PATCH", f"/circle/needs/{made['id']}", change),
    ):
        assert problem_of(answer, 422)["field"].startswith(field)
    assert own.get("/circle").json()["needs"] == [made]


def test_what_is_left_out_stays_and_null_hours_are_no_matter_when(own: Program) -> None:
    made = own.post("/circle/needs", PILLS).json()
    path = f"/circle/needs/{made['id']}"
    changed = own.send("PATCH", path, {"weight": 1, "words": None, "support": None}).json()
    assert changed == {**made, "weight": 1}
    assert own.send("PATCH", path, {}).json() == changed
    assert own.send("PATCH", path, {"hours": None}).json() == {**changed, "hours": None}
    assert own.send("PATCH", path, {"hours": [3]}).json() == {**changed, "hours": [3]}


@pytest.mark.django_db(transaction=True)
def test_changes_of_different_fields_at_the_same_moment_all_stay(own: Program) -> None:
    path = f"/circle/needs/{own.post('/circle/needs', PILLS).json()['id']}"
    changes: list[dict[str, Any]] = [{"weight": 1}, {"hours": None}, {"words": "Ask"}, {"support": "practical"}]
    answers = at_once([lambda change=change: own.send("PATCH", path, change) for change in changes])
    assert [answer.status_code for answer in answers] == [200] * 4
    (shown,) = own.get("/circle").json()["needs"]
    assert {name: value for name, value in shown.items() if name != "id"} == {
        "support": "practical",
        "words": "Ask",
        "hours": None,
        "weight": 1,
    }


def test_a_need_is_removed(own: Program, need: Need) -> None:
    path = f"/circle/needs/{need.id}"
    answer = own.send("DELETE", path)
    assert (answer.status_code, answer.content) == (204, b"")
    problem_of(own.send("DELETE", path), 404)
    problem_of(own.send("PATCH", path, {"weight": 1}), 404)
    assert own.get("/circle").json()["needs"] == []


def test_coverage_without_needs(own: Program) -> None:
    assert own.get("/circle/coverage").json() == {
        "needs": [],
        "indices": {
            "covered_share": None,
            "carries_everything": None,
            "missing_kinds": ["peer", "family_or_friend", "professional", "community"],
        },
    }


def test_who_could_answer_hour_by_hour(own: Program, need: Need, tie: Tie, ona: Person, at: datetime) -> None:
    own.post("/circle/ties", {"name": "Zed Madeup", "relation": "online"})
    ride = own.post("/circle/needs", {"support": "practical", "words": "A ride", "weight": 1, "hours": [40]}).json()
    assert own.get("/circle/coverage").json() == {
        "needs": [
            {"id": str(need.id), "hours": [1] * 168, "gaps": [], "single_points": [0, 1]},
            {"id": ride["id"], "hours": [0] * 168, "gaps": [40], "single_points": []},
        ],
        "indices": {
            "covered_share": 0.75,
            "carries_everything": str(tie.id),
            "missing_kinds": ["peer", "professional"],
        },
    }


def test_coverage_tells_nobody_elses(own: Program, program: MakeProgram, need: Need, tie: Tie, sam: Person) -> None:
    answer = program(sam).get("/circle/coverage")
    assert answer.json()["needs"] == []
    assert NEED_CANARY not in answer.content.decode()
    problem_of(own.get("/circle/coverage?of=sam"), 422)


def test_it_takes_as_many_queries_with_one_as_with_three(
    own: Program,
    ona: Person,
    make_person: MakePerson,
    at: datetime,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    own.get("/circle/coverage")
    counts = []
    for size in (1, 2):
        for number in range(size):
            with_tie(ona, make_person(f"Made Up {size} {number}"), at)
            own.post("/circle/needs", {**PILLS, "words": f"Words {size} {number}"})
        with django_assert_max_num_queries(20) as counted:
            shown = own.get("/circle/coverage").json()
        counts.append((len(shown["needs"]), len(counted)))
    assert [needs for needs, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]
