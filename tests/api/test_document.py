"""docs/reference/api.md says what is so: its commands are sent, and answered as it shows."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import Any

import pytest
from django.http import HttpResponse

from alongside.accounts.models import Person
from alongside.checkins import services as checkins
from alongside.checkins.details import Draft
from alongside.circles.models import Tie
from alongside.kernel import health
from alongside.kernel.clock import current_time
from alongside.reachouts.models import ReachOut
from scripts.openapi import SNAPSHOT
from tests.api.conftest import MakeProgram, Program

EVENING = Draft("My evening", ("mood", "craving"), (time(20),), own=(("text", "What was good today?"),))
BLOCK = re.compile(r"^```sh\n(.*?)^```(?:\s+```json\n(.*?)^```)?", re.MULTILINE | re.DOTALL)
EXAMPLES = BLOCK.findall(SNAPSHOT.with_name("api.md").read_text())


@dataclass(slots=True)
class Request:
    """What a curl command sends."""

    path: str = ""
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def read_command(command: str) -> Request:
    """Read a curl command; a word that is not known here fails."""
    request = Request()
    words: Iterator[str] = iter(shlex.split(command.replace("\\\n", " ")))
    assert next(words) == "curl"
    for word in words:
        if word.startswith("$ALONGSIDE/api/v1/"):
            request.path = word.removeprefix("$ALONGSIDE/api/v1")
        elif word == "-X":
            request.method = next(words)
        elif word == "-d":
            request.body = next(words).encode()
        else:
            assert word == "-H", word
            name, value = next(words).split(": ", 1)
            request.headers[name] = value
    return request


def send(command: str, program: Program, of: dict[str, str]) -> HttpResponse:
    for name, value in of.items():
        command = command.replace(name, value)
    request = read_command(command)
    with_token = request.headers.pop("Authorization", None)
    assert with_token in (None, "Bearer $TOKEN")
    sender = program if with_token else Program()
    return sender.send(request.method, request.path, request.body or None, **request.headers)


def shape(value: Any) -> Any:
    """Return which fields there are, at every depth; what they hold is each time another."""
    return {name: shape(inner) for name, inner in value.items()} if isinstance(value, dict) else None


def inner(value: Any, name: str) -> list[Any]:
    """Return what is called so anywhere in an answer, in order."""
    if isinstance(value, list):
        return [found for one in value for found in inner(one, name)]
    if not isinstance(value, dict):
        return []
    return [one for key, of in value.items() for one in ([of] if key == name else inner(of, name))]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 21


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[str(number) for number in range(len(EXAMPLES))])
def test_an_example(command: str, shown: str, ona: Person, tie: Tie, program: MakeProgram) -> None:
    health.beat("made up", now=current_time())
    owner = program(ona)
    if "/community" in command:
        ona.role_grants.create(role="organiser", created_at=current_time())
    of = {}
    if "$REACH_OUT" in command:
        owner.post("/reachouts", {"level": "struggling", "note": "Today is hard"})
        of["$REACH_OUT"] = str(ReachOut.objects.get().id)
    if "/checkins" in command:
        of["$CHECK_IN"] = str(checkins.build_check_in(actor=ona, draft=EVENING, now=current_time()).id)
    answer = send(command, owner, of)
    if "colour" in command:
        assert answer.json() == json.loads(shown)
    else:
        assert answer.status_code in (200, 201)
        assert not shown or shape(answer.json()) == shape(json.loads(shown))
    if "/checkins" in command:
        assert inner(answer.json(), "question") == inner(json.loads(shown), "question")
        assert inner(answer.json(), "value") == inner(json.loads(shown), "value")


def test_an_instance_serves_the_description_that_is_kept(program: MakeProgram, ona: Person) -> None:
    assert Program().get("/openapi.json").json() == json.loads(SNAPSHOT.read_text())
