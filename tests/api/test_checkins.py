"""Check-ins over the API: one's own, answered once for each key, and nobody else's."""

from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.checkins import services
from alongside.checkins.details import Sharing
from alongside.checkins.models import CheckIn, Entry
from alongside.circles.models import Tie
from tests.api.conftest import MakeProgram, Program, problem_of


@pytest.fixture
def own(program: MakeProgram, ona: Person) -> Program:
    """Ona's program."""
    return program(ona)


def test_what_is_asked_is_listed(own: Program, check_in: CheckIn) -> None:
    [shown] = own.get("/checkins/own").json()
    assert (shown["id"], shown["name"], shown["open_since"], shown["paused"]) == (
        str(check_in.id),
        "Evening",
        None,
        False,
    )
    assert [(part["id"], part["kind"]) for part in shown["parts"]] == [("1", "mood"), ("2", "halt"), ("3", "text")]


def test_it_is_answered_once_for_each_key(own: Program, check_in: CheckIn) -> None:
    body = {"check_in": str(check_in.id), "answers": {"1": 3.0, "2": ["tired"], "3": "Mia"}}
    answers = [own.post("/checkins", body, **{"Idempotency-Key": "one"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert [one["value"] for one in answers[0].json()["answers"]] == [3, ["tired"], "Mia"]
    assert own.get("/checkins").json() == {"items": [answers[0].json()], "next_cursor": None}
    assert Entry.objects.count() == 1


def test_days_are_chosen_both_included(own: Program, check_in: CheckIn, at: datetime) -> None:
    for days in (0, 1, 2):
        body = {
            "check_in": str(check_in.id),
            "answers": {"1": 1},
            "answered_at": (at - timedelta(days=days)).isoformat(),
        }
        assert own.post("/checkins", body).status_code == 201
    yesterday = (at - timedelta(days=1)).date().isoformat()
    [shown] = own.get(f"/checkins?from={yesterday}&to={yesterday}").json()["items"]
    assert shown["day"] == yesterday
    first = own.get("/checkins?limit=2").json()
    rest = own.get(f"/checkins?cursor={first['next_cursor']}").json()
    assert len(first["items"]) + len(rest["items"]) == 3


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"answers": {"1": 9}}, 422),
        ({"answers": {}}, 422),
        ({"answers": {"1": True}}, 422),
        ({"answered_at": "2020-01-01T00:00:00Z"}, 422),
        ({"answered_at": "2026-01-01T00:00:00"}, 422),
        ({"check_in": "00000000-0000-7000-8000-000000000000"}, 404),
        ({"weight": 70}, 422),
    ],
)
def test_what_cannot_be_kept(own: Program, check_in: CheckIn, change: dict[str, object], status: int) -> None:
    problem_of(own.post("/checkins", {"check_in": str(check_in.id), "answers": {"1": 1}, **change}), status)
    assert not Entry.objects.exists()


def test_neither_a_supporter_nor_a_stranger_sees_or_answers_it(
    program: MakeProgram, max_: Person, tie: Tie, check_in: CheckIn, at: datetime
) -> None:
    assert tie.supporter
    sam, own = tie.supporter.person, program(check_in.person)
    services.share_check_in(actor=check_in.person, check_in_id=check_in.id, sharing=Sharing({"1": (tie.id,)}), now=at)
    body = {"check_in": str(check_in.id), "answers": {"1": 1}}
    own.post("/checkins", body)
    for person in (sam, max_):
        other = program(person)
        assert other.get("/checkins").json()["items"] == []
        assert other.get("/checkins/own").json() == []
        problem_of(other.post("/checkins", body), 404)
    problem_of(program(check_in.person, "read").post("/checkins", body), 403)
    assert Entry.objects.count() == 1
