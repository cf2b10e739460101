"""Whatever goes wrong is answered as a problem with a sentence, and changes nothing."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from alongside.accounts.models import Person
from alongside.api import problems
from alongside.circles.models import Tie
from alongside.kernel.errors import TooMany
from alongside.reachouts.models import ReachOut
from tests.api.conftest import MakeProgram, Program, problem_of
from tests.conftest import MakePerson

TIE = {"name": "Auntie Madeup", "relation": "family"}


@pytest.fixture
def own(program: MakeProgram, ona: Person) -> Program:
    """Ona's program."""
    return program(ona)


def test_a_problem_in_full(own: Program) -> None:
    assert problem_of(own.post("/circle/ties", {**TIE, "colour": "green"}), 422) == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "“colour” is not a field of this request. Nothing was changed.",
        "field": "colour",
    }


@pytest.mark.parametrize(
    ("body", "detail", "field"),
    [
        ({"relation": "family"}, "“name” is missing. Nothing was changed.", "name"),
        ({**TIE, "relation": "cat"}, "“relation” cannot be used: Input should be 'peer', ", "relation"),
        ({**TIE, "ring": 4}, "“ring” cannot be used: Input should be less than or equal to 3. ", "ring"),
        ({**TIE, "ring": 0}, "“ring” cannot be used: Input should be greater than or equal to 1. ", "ring"),
        ({**TIE, "ring": "2"}, "“ring” cannot be used: Input should be a valid integer. ", "ring"),
        ({**TIE, "ring": True}, "“ring” cannot be used: Input should be a valid integer. ", "ring"),
        ({**TIE, "ring": 1.5}, "“ring” cannot be used: Input should be a valid integer. ", "ring"),
        ({**TIE, "ring": 10**400}, "“ring” cannot be used: ", "ring"),
        ({**TIE, "gives": ["money"]}, "“gives.0” cannot be used: ", "gives.0"),
        ({**TIE, "gives": ["practical"] * 4}, "“gives” cannot be used: List should have at most 3 items", "gives"),
        ({**TIE, "name": "x" * 81}, "“name” cannot be used: String should have at most 80 characters. ", "name"),
        ({**TIE, "name": ""}, "“name” cannot be used: String should have at least 1 character. ", "name"),
        ({**TIE, "name": " \t "}, "“name” holds signs that cannot be kept, or none that can be read. ", "name"),
        ({**TIE, "name": "\u200b\u00ad"}, "“name” holds signs that cannot be kept, or none that can be ", "name"),
        ({**TIE, "name": "a\x00b"}, "“name” holds signs that cannot be kept, or none that can be read. ", "name"),
        ({**TIE, "name": "a\u202eb"}, "“name” holds signs that cannot be kept, or none that can be read. ", "name"),
        ({**TIE, "ways": "a\x07b"}, "“ways” holds signs that cannot be kept, or none that can be read. ", "ways"),
        ({**TIE, "ways": 7}, "“ways” cannot be used: Input should be a valid string. ", "ways"),
        ({**TIE, "100%\x00s": 1}, "“100%\x00s” is not a field of this request. ", "100%\x00s"),
        ([], "The body of this request needs to be a JSON object. Nothing was changed.", None),
        (7, "The body of this request needs to be a JSON object. Nothing was changed.", None),
    ],
)
def test_a_value_that_cannot_be_used(own: Program, body: Any, detail: str, field: str | None) -> None:
    problem = problem_of(own.post("/circle/ties", body), 422)
    assert problem["detail"].startswith(detail)
    assert problem.get("field") == field
    assert Tie.objects.count() == 0


def test_no_body_at_all(own: Program) -> None:
    assert problem_of(own.post("/circle/ties"), 422)["detail"] == "“body” is missing. Nothing was changed."


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"name=Auntie",
        b'{"name": NaN, "relation": "family"}',
        b'{"name": "\\ud800", "relation": "family"}',
        b'{"\\udfff": 1}',
        b'{"name": "\xff", "relation": "family"}',
        '{"name": "Auntie", "relation": "family"}'.encode("utf-16"),
        b'{"name": "a\x00b"}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_not_json(own: Program, body: bytes) -> None:
    problem = problem_of(own.post("/circle/ties", body), 400)
    assert problem["detail"] == "The body of this request is not JSON that can be read. Nothing was changed."
    assert Tie.objects.count() == 0


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json"])
def test_a_body_of_another_type(own: Program, kind: str) -> None:
    problem = problem_of(own.post("/circle/ties", TIE, **{"Content-Type": kind}), 415)
    assert problem["detail"] == "Please send JSON, with Content-Type: application/json. Nothing was changed."
    assert Tie.objects.count() == 0


def test_json_may_say_its_charset(own: Program) -> None:
    assert own.post("/circle/ties", TIE, **{"Content-Type": "application/json; charset=utf-8"}).status_code == 201


@pytest.mark.parametrize("path", ["/circle/ties", "/reachouts"])
def test_a_body_that_is_too_large(own: Program, settings: Settings, path: str) -> None:
    body = b'{"name": "' + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"}'
    assert problem_of(own.post(path, body), 413)["detail"] == "This request is too large. Nothing was changed."


def test_a_huge_body_of_a_request_that_takes_none(own: Program, reached: ReachOut, settings: Settings) -> None:
    problem_of(own.post(f"/reachouts/{reached.id}/cancel", b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)), 413)
    reached.refresh_from_db()
    assert reached.state == "open"


@pytest.mark.parametrize("body", [b'{"why": "x"}', b"[]", b"x"])
def test_a_body_where_none_is_taken(own: Program, reached: ReachOut, body: bytes) -> None:
    problem = problem_of(own.post(f"/reachouts/{reached.id}/cancel", body), 422)
    assert problem["detail"] == "This request takes no body. Nothing was changed."
    reached.refresh_from_db()
    assert reached.state == "open"


def test_an_empty_object_is_no_body(own: Program, reached: ReachOut) -> None:
    assert own.post(f"/reachouts/{reached.id}/cancel", {}).json()["state"] == "cancelled"


@pytest.mark.parametrize("path", ["/health", "/circle", "/reachouts", "/circle/ties"])
def test_a_parameter_nobody_knows(own: Program, path: str) -> None:
    method, body = ("POST", TIE) if path == "/circle/ties" else ("GET", None)
    problem = problem_of(own.send(method, f"{path}?colour=green", body), 422)
    assert problem["detail"] == "“colour” is not a parameter of this request. Nothing was changed."
    assert problem["field"] == "colour"
    assert Tie.objects.count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/circle/",
        "/circle/ties/7",
        "/circle/ties/01a202f5-2ac4-7fcf-b3da",
        "/reachouts/null/answer",
        "/reachouts/%00",
        "/reachouts/01A202F5-2AC4-7FCF-B3DA-730EC7F5426E",
        "/../v2/circle",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_address_that_leads_nowhere(own: Program, method: str, path: str) -> None:
    assert problem_of(own.send(method, path), 404) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address that you can see.",
    }


def test_beside_the_version_there_is_nothing_either(client: Client, db: None) -> None:
    problem_of(client.get("/api/v2/circle"), 404)
    problem_of(client.get("/api/"), 404)
    problem_of(client.get("/api/v1/"), 404)
    problem_of(Program().post("/"), 403)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/circle", "GET"),
        ("GET", "/circle/ties", "POST"),
        ("PUT", "/circle/ties/01a202f5-2ac4-7fcf-b3da-730ec7f5426e", "DELETE, GET, PATCH"),
        ("PATCH", "/reachouts", "GET, POST"),
        ("OPTIONS", "/health", "GET"),
        ("BREW", "/reachouts", "GET, POST"),
    ],
)
def test_a_method_that_is_not_taken(own: Program, method: str, path: str, allowed: str) -> None:
    answer = own.send(method, path)
    problem_of(answer, 405)
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 101, "\u00e9"])
def test_an_idempotency_key_that_cannot_be_used(own: Program, key: str) -> None:
    problem = problem_of(own.post("/reachouts", {"level": "talk"}, **{"Idempotency-Key": key}), 422)
    assert problem["field"] == "Idempotency-Key"
    assert ReachOut.objects.count() == 0


def test_something_unexpected_is_logged_and_says_nothing_about_our_inside(
    own: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("alongside.circles.queries.circle_of", fail)
    with caplog.at_level(logging.ERROR, logger="alongside.api.problems"):
        answer = own.get("/circle")
    assert problem_of(answer, 500)["detail"].startswith("Something went wrong on our side. ")
    assert "secret" not in answer.content.decode()
    logged = [record for record in caplog.records if record.name == "alongside.api.problems"]
    assert [str(record.exc_info[1]) for record in logged if record.exc_info] == ["secret inside"]


@pytest.mark.parametrize("debug", [True, False])
def test_errors_are_problems_whether_debugging_or_not(own: Program, settings: Settings, debug: bool) -> None:
    settings.DEBUG = debug
    problem_of(own.get("/nothing"), 404)
    problem_of(own.post("/circle/ties", b"{"), 400)


def test_a_host_that_is_not_ours(db: None) -> None:
    problem_of(Client().get("/api/v1/health", headers={"Host": "elsewhere.example"}), 400)


def test_the_database_is_away(
    no_database: None, django_db_blocker: DjangoDbBlocker, caplog: pytest.LogCaptureFixture
) -> None:
    with django_db_blocker.unblock():
        for answer in (Program("als_made-up").get("/circle"), Program("als_made-up").post("/reachouts", {})):
            detail = problem_of(answer, 503)["detail"]
            assert detail.startswith("The database does not answer at the moment. Please try again shortly;")
            assert answer.headers["Retry-After"] == "5"
        stale = Client()
        stale.cookies["alongside"] = "made-up-session"
        problem_of(stale.get("/api/v1/circle", headers={"Authorization": "Bearer als_made-up"}), 503)
    assert "als_made-up" not in caplog.text


def test_too_many_tries() -> None:
    answer = problems.of(TooMany(retry_after=7))
    problem_of(answer, 429)
    assert answer.headers["Retry-After"] == "7"


def test_an_address_that_leads_nowhere_asks_nothing_of_the_pages(
    own: Program, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(0):
        problem_of(own.get("/nothing"), 404)


def test_sentences_come_in_the_language_that_was_asked_for(own: Program, make_person: MakePerson) -> None:
    answer = own.get("/nothing", **{"Accept-Language": "es"})
    problem_of(answer, 404)
    assert answer.headers["Content-Language"] == "es"


def test_what_is_answered_is_kept_nowhere(own: Program) -> None:
    for answer in (own.get("/circle"), own.get("/nothing"), Program().get("/circle")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_stay_pages(client: Client, db: None) -> None:
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
