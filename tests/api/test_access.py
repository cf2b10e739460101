"""Who may do what over the API: the owner, somebody asked, other members, strangers, tokens that do not suffice."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from alongside.accounts.models import ApiToken, Person
from alongside.accounts.services import erase_person, revoke_token
from alongside.checkins.models import CheckIn
from alongside.circles.models import Need, Tie
from alongside.journeys.models import Journey
from alongside.medication.models import Medicine
from alongside.medication.services import take_now
from alongside.meetings import services as meetings
from alongside.meetings.models import Attended, Service, Serving
from alongside.reachouts.models import ReachOut
from alongside.toolbox.models import Sheet
from scripts.openapi import SNAPSHOT
from tests.api.conftest import NAME_CANARY, NEED_CANARY, NOTE_CANARY, WAYS_CANARY, MakeProgram, Program, problem_of
from tests.support.rooms import hosted


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, and the status each answers: on Ona's tie, her need and her open reach-out, which asks Sam."""

    method: str
    path: str
    body: Any
    owner: int
    asked: int
    other: int

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


# Stands in a body for Ona's check-in.
CHECK_IN = "her check-in"

OPERATIONS = [
    Operation("GET", "/circle", None, 200, 200, 200),
    Operation("POST", "/circle/ties", {"name": "Auntie Madeup", "relation": "family"}, 201, 201, 201),
    # The two ends of a tie know that it is there; nobody else does.
    Operation("GET", "/circle/ties/{tie_id}", None, 200, 403, 404),
    Operation("PATCH", "/circle/ties/{tie_id}", {"ring": 1}, 200, 403, 404),
    Operation("DELETE", "/circle/ties/{tie_id}", None, 204, 403, 404),
    Operation("GET", "/circle/coverage", None, 200, 200, 200),
    Operation("POST", "/circle/needs", {"support": "practical", "words": "A ride"}, 201, 201, 201),
    # Nobody but its owner knows that a need is there.
    Operation("PATCH", "/circle/needs/{need_id}", {"weight": 3}, 200, 404, 404),
    Operation("DELETE", "/circle/needs/{need_id}", None, 204, 404, 404),
    Operation("GET", "/community", None, 403, 403, 403),  # for organisers alone
    Operation("GET", "/checkins", None, 200, 200, 200),
    Operation("GET", "/checkins/own", None, 200, 200, 200),
    # Nobody but its owner knows that a check-in is there.
    Operation("POST", "/checkins", {"check_in": CHECK_IN, "answers": {"1": 1}}, 201, 404, 404),
    Operation("GET", "/journeys", None, 200, 200, 200),
    # Nobody but its owner knows that a journey is there.
    Operation("POST", "/journeys/{journey_id}/setbacks", {"first_day": "2026-03-01"}, 201, 404, 404),
    Operation("GET", "/medication", None, 200, 200, 200),
    Operation("GET", "/medication/today", None, 200, 200, 200),
    Operation("GET", "/medication/log", None, 200, 200, 200),
    # Nobody but its owner knows that a line of a log, a medicine or a sheet is there.
    Operation("PUT", "/medication/log/{entry_id}", {"answer": "taken"}, 200, 404, 404),
    Operation("POST", "/medication/{medicine_id}/taken", None, 201, 404, 404),
    Operation("GET", "/my-meetings", None, 200, 200, 200),
    Operation("POST", "/my-meetings", {"slug": "quiet"}, 201, 201, 201),
    # Nobody but its owner knows that a meeting was saved.
    Operation("GET", "/my-meetings/{saved_id}", None, 200, 404, 404),
    Operation("DELETE", "/my-meetings/{saved_id}", None, 204, 404, 404),
    Operation("PUT", "/my-meetings/{saved_id}/reminder", {"minutes": 30}, 200, 404, 404),
    Operation("POST", "/my-meetings/{saved_id}/there", {"on_date": "2026-03-01"}, 201, 404, 404),
    Operation("DELETE", "/my-meetings/{saved_id}/there/{date_id}", None, 204, 404, 404),
    Operation("GET", "/my-services", None, 200, 200, 200),
    # Nobody but who serves knows of the date, and nobody but its owner that a calendar has an address.
    Operation("POST", "/my-services/{service_id}/hand-back", None, 204, 404, 404),
    Operation("GET", "/my-calendar", None, 200, 200, 200),
    Operation("POST", "/my-calendar", {"title": "Walk"}, 201, 201, 201),
    Operation("DELETE", "/my-calendar", None, 204, 404, 404),
    Operation("GET", "/plans", None, 200, 200, 200),
    Operation("GET", "/plans/shared", None, 200, 200, 200),
    # Nothing of Ona's plans is shared; whose they are reads them as her own.
    Operation("GET", "/plans/shared/{tie_id}", None, 403, 404, 404),
    Operation("GET", "/worksheets", None, 200, 200, 200),
    Operation("GET", "/worksheets/{sheet_id}", None, 200, 404, 404),
    Operation("GET", "/worksheets/shared", None, 200, 200, 200),
    # Nothing of Ona's worksheets is shared; whose they are reads them as her own.
    Operation("GET", "/worksheets/shared/{tie_id}", None, 403, 404, 404),
    Operation("GET", "/worksheets/shared/{tie_id}/{sheet_id}", None, 403, 404, 404),
    Operation("GET", "/reachouts", None, 200, 200, 200),
    Operation("POST", "/reachouts", {"level": "talk"}, 201, 201, 201),
    Operation("GET", "/reachouts/{reach_out_id}", None, 200, 200, 404),
    Operation("POST", "/reachouts/{reach_out_id}/answer", None, 404, 200, 404),
    Operation("POST", "/reachouts/{reach_out_id}/decline", None, 404, 200, 404),
    Operation("POST", "/reachouts/{reach_out_id}/cancel", None, 200, 404, 404),
    Operation("POST", "/reachouts/{reach_out_id}/close", None, 409, 404, 404),
    Operation("POST", "/reachouts/{reach_out_id}/resume", None, 200, 404, 404),
    Operation("POST", "/reachouts/{reach_out_id}/messages", {"text": "Hello"}, 409, 409, 404),
]
# Without a token: these say the same to everybody.
OPEN = ("GET /health", "GET /meetings", "GET /meetings/{slug}")
every_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)


@pytest.fixture
def service(ona: Person, at: datetime) -> Service:
    """A date on which Ona serves a meeting; her calendar has an address."""
    meetings.make_feed(actor=ona, words="", now=at)
    role = hosted(ona, at).roles.create(created_at=at, kind="greeter")
    serving = Serving.objects.create(created_at=at, role=role, person=ona, confirmed_at=at)
    moment = at + timedelta(days=1)
    return Service.objects.create(created_at=at, role=role, serving=serving, on_date=moment.date(), starts_at=moment)


@pytest.fixture
def own(journey: Journey, medicine: Medicine, sheet: Sheet, attended: Attended, service: Service) -> dict[str, UUID]:
    """Return what is Ona's alone, by its name in an address."""
    taken = take_now(actor=medicine.person, medicine_id=medicine.id, key="before", now=medicine.created_at)
    return {
        "journey_id": journey.id,
        "medicine_id": medicine.id,
        "entry_id": taken.id,
        "sheet_id": sheet.id,
        "saved_id": attended.saved_id,
        "date_id": attended.id,
        "service_id": service.id,
    }


@pytest.fixture
def send(
    tie: Tie, reached: ReachOut, need: Need, check_in: CheckIn, own: dict[str, UUID]
) -> Callable[[Program, Operation], Any]:
    """Send an operation at Ona's tie, need, check-in, journey, medicine, sheet, saved meeting and reach-out."""

    def sent(program: Program, operation: Operation) -> Any:
        ids = {
            "tie_id": tie.id,
            "need_id": need.id,
            "reach_out_id": reached.id,
            **own,
        }
        path = operation.path.format(**ids)
        body = operation.body
        if body and body.get("check_in") == CHECK_IN:
            body = {**body, "check_in": str(check_in.id)}
        return program.send(operation.method, path, body)

    return sent


def nowhere() -> dict[str, UUID]:
    """Return an id for all that is its owner's alone, by its name in an address, that nothing has."""
    return {
        f"{name}_id": uuid4() for name in ("need", "journey", "medicine", "entry", "sheet", "saved", "date", "service")
    }


def expect(answer: Any, status: int) -> None:
    if status < 400:
        assert answer.status_code == status, answer.content
    else:
        problem_of(answer, status)


def test_every_operation_of_the_description_is_tried_here() -> None:
    paths = json.loads(SNAPSHOT.read_text())["paths"]
    described = {f"{method.upper()} {path.removeprefix('/api/v1')}" for path, ways in paths.items() for method in ways}
    assert described == {*map(str, OPERATIONS), *OPEN}


@every_operation
def test_the_owner(operation: Operation, send: Any, program: MakeProgram, ona: Person) -> None:
    expect(send(program(ona), operation), operation.owner)


@every_operation
def test_somebody_who_was_asked(operation: Operation, send: Any, program: MakeProgram, sam: Person) -> None:
    expect(send(program(sam), operation), operation.asked)


@every_operation
def test_another_member_learns_nothing(operation: Operation, send: Any, program: MakeProgram, max_: Person) -> None:
    answer = send(program(max_), operation)
    expect(answer, operation.other)
    for canary in (NAME_CANARY, WAYS_CANARY, NOTE_CANARY, NEED_CANARY, "Ona Madeup", "Sam Madeup"):
        assert canary not in answer.content.decode()


@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if "{" in operation.path], ids=str)
def test_what_is_not_there_looks_like_what_is_not_yours(
    operation: Operation, send: Any, program: MakeProgram, max_: Person
) -> None:
    max_program = program(max_)
    answer = max_program.send(
        operation.method,
        operation.path.format(**nowhere(), tie_id=uuid4(), reach_out_id=uuid4()),
        operation.body,
    )
    assert problem_of(answer, 404) == problem_of(send(max_program, operation), 404)


@every_operation
def test_a_stranger_without_token(operation: Operation, send: Any) -> None:
    answer = send(Program(), operation)
    problem_of(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@every_operation
@pytest.mark.parametrize("token", ["als_made-up", "made up", "als_\u00e9", "a" * 5000])
def test_a_token_nobody_has(operation: Operation, send: Any, token: str) -> None:
    problem_of(send(Program(token), operation), 401)


@every_operation
def test_a_token_that_may_only_read(operation: Operation, send: Any, program: MakeProgram, ona: Person) -> None:
    expect(send(program(ona, "read"), operation), operation.owner if operation.method == "GET" else 403)


@every_operation
def test_a_token_that_was_revoked(
    operation: Operation, send: Any, program: MakeProgram, ona: Person, at: datetime
) -> None:
    revoked = program(ona)
    revoke_token(actor=ona, token_id=ApiToken.objects.get().id, now=at)
    problem_of(send(revoked, operation), 401)


@every_operation
def test_a_person_who_was_erased(
    operation: Operation, send: Any, program: MakeProgram, ona: Person, at: datetime
) -> None:
    erased = program(ona)
    erase_person(actor=ona, now=at)
    problem_of(send(erased, operation), 401)


@every_operation
def test_a_browser_that_is_signed_in_is_no_token(operation: Operation, tie: Tie, reached: ReachOut) -> None:
    browser = Client()
    browser.force_login(tie.owner)
    path = operation.path.format(**nowhere(), tie_id=tie.id, reach_out_id=reached.id)
    answer = browser.generic(operation.method, f"/api/v1{path}", b"", "application/json")
    problem_of(answer, 401)
    assert answer.cookies == {}


def test_the_use_of_a_token_is_noted_at_most_every_five_minutes(program: MakeProgram, ona: Person) -> None:
    used = program(ona)
    used.get("/circle")
    first = ApiToken.objects.get().last_used_at
    used.get("/circle")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_a_token_that_only_reads_says_nothing_about_its_person(
    reached: ReachOut, program: MakeProgram, sam: Person, ona: Person
) -> None:
    def seen_at() -> Any:
        return program(ona).get(f"/reachouts/{reached.id}").json()["waves"][0]["asked"][0]["seen_at"]

    assert program(sam, "read").get(f"/reachouts/{reached.id}").status_code == 200
    assert seen_at() is None
    assert program(sam).get(f"/reachouts/{reached.id}").status_code == 200
    assert seen_at() is not None
