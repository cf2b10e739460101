"""Live streams while the database is away: refused with a status that says so, or left open, never broken."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from alongside.config import asking, live
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cookie(make_person: MakePerson) -> str:
    """Somebody's session, of before the database went away."""
    client = Client()
    client.force_login(make_person("Ona Madeup"))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every new connection go where nobody listens, and have the streams make new ones."""
    monkeypatch.setattr(live, "_threads", ThreadPoolExecutor(1))
    monkeypatch.setitem(connections.settings["default"], "HOST", "127.0.0.1")
    monkeypatch.setitem(connections.settings["default"], "PORT", "1")


def test_a_stream_is_refused_until_the_database_is_back(cookie: str, away: None) -> None:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    headers = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
    asyncio.run(live.stream({"type": "http", "headers": headers}, receive, send))
    assert said[0]["status"] == 503
    assert said[1] == {"type": "http.response.body", "body": b""}


def test_a_stream_that_runs_is_kept_while_the_database_cannot_say_otherwise(
    cookie: str, make_person: MakePerson, away: None
) -> None:
    reader = asking.Reader(cookie, make_person("Somebody Else").id, "en", shared=None, ref=None, known="")

    async def ask() -> bool:
        return await asking.Asking(live._aside).is_still(reader)

    assert asyncio.run(ask()) is True
