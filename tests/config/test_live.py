"""Live streams: an open page hears that something has changed, for its own person, and nothing after sign-out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from alongside.accounts.models import Person, Session
from alongside.config import asking, live
from alongside.kernel.live import announce
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db(transaction=True)


class Reader:
    """A browser that reads a stream: what it was sent, and a way to leave."""

    def __init__(self, cookie: str = "") -> None:
        self.status = 0
        self.text = ""
        self.has_ended = False
        self._gone = asyncio.Event()
        self._news = asyncio.Event()
        headers = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())] if cookie else []
        self.task = asyncio.create_task(live.stream(self.scope(headers), self._receive, self._send))

    def scope(self, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
        return {"type": "http", "headers": headers}

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()
        self.has_ended = message.get("more_body") is False
        self._news.set()

    async def hears(self, words: str) -> None:
        async with asyncio.timeout(10):
            while words not in self.text:
                self._news.clear()
                await self._news.wait()

    async def leave(self) -> None:
        self._gone.set()
        async with asyncio.timeout(10):
            await self.task


def cookie_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def listening() -> bool:
    """Tell whether somebody listens for announcements on this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = %s",
            [f"LISTEN {live.CHANNEL}"],
        )
        return bool(cursor.fetchone()[0])


async def _listening() -> None:
    async with asyncio.timeout(10):
        while not await aside(listening):
            await asyncio.sleep(0.02)


async def aside(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Do something with the database, in the thread that streams use for it."""
    return await asyncio.get_running_loop().run_in_executor(live._threads, lambda: work(*args, **kwargs))


def close_connection() -> None:
    """Close the database connection of the thread that calls."""
    connection.close()


def in_a_loop(story: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a story with a hub and threads of its own, and end what they have started."""
    hub, words = live.Hub(), ThreadPoolExecutor(1)
    monkeypatch.setattr(live, "hub", hub)
    monkeypatch.setattr(live, "_threads", ThreadPoolExecutor(1))
    monkeypatch.setattr(live, "_words", words)

    async def told() -> None:
        try:
            await story()
        finally:
            if hub._listener:
                await _listening()
            await hub.close()
            await aside(close_connection)
            await asyncio.wrap_future(words.submit(close_connection))

    asyncio.run(told())


def test_a_page_hears_of_its_own_person_and_of_nobody_else(make_person: MakePerson, monkeypatch) -> None:
    ada, ben = make_person("Ada Madeup"), make_person("Ben Madeup")
    cookie, ref, other = cookie_of(ada), uuid4(), uuid4()

    async def story() -> None:
        reader = Reader(cookie)
        await reader.hears("retry: 2000")
        await _listening()
        await aside(announce, [ben.id], topic="reach-out", ref=other)
        await aside(announce, [ada.id], topic="reach-out", ref=ref)
        await reader.hears(json.dumps({"topic": "reach-out", "ref": str(ref)}))
        assert reader.status == 200
        assert str(other) not in reader.text
        await reader.leave()

    in_a_loop(story, monkeypatch)


def test_streams_end_at_once_when_the_process_is_to_stop(make_person: MakePerson, monkeypatch) -> None:
    cookie = cookie_of(make_person("Ada Madeup"))

    async def story() -> None:
        readers = [Reader(cookie) for _ in range(3)]
        for reader in readers:
            await reader.hears("retry: 2000")
        live.end_streams()
        async with asyncio.timeout(10):
            await asyncio.gather(*(reader.task for reader in readers))
        assert [reader.has_ended for reader in readers] == [True] * 3
        late = Reader(cookie)
        await late.task
        assert late.status == 503

    in_a_loop(story, monkeypatch)


@pytest.mark.parametrize("odd", ['theme={"dark": true}', "na me=1", "path=/", "=", "a[b]=1"])
def test_an_odd_cookie_of_another_program_does_not_hide_the_session(make_person: MakePerson, monkeypatch, odd) -> None:
    session = cookie_of(make_person("Ada Madeup"))

    async def story() -> None:
        reader = Reader(f"made-up; {odd}; {settings.SESSION_COOKIE_NAME}={session}")
        await reader.hears("retry: 2000")
        assert reader.status == 200
        await reader.leave()

    in_a_loop(story, monkeypatch)


@pytest.mark.parametrize("cookie", ["", "made-up"])
def test_without_a_session_there_is_no_stream(cookie: str, monkeypatch) -> None:
    async def story() -> None:
        reader = Reader(cookie)
        async with asyncio.timeout(10):
            await reader.task
        assert (reader.status, reader.text) == (401, "")

    in_a_loop(story, monkeypatch)


def test_the_stream_ends_when_the_session_does(make_person: MakePerson, monkeypatch) -> None:
    ada = make_person("Ada Madeup")
    cookie = cookie_of(ada)

    async def story() -> None:
        reader = Reader(cookie)
        await reader.hears("retry")
        await _listening()
        await aside(announce, [ada.id], topic="session-ended")
        await reader.hears('"topic": "session-ended"')  # somebody else's session: this one goes on
        await aside(Session.objects.all().delete)
        await aside(announce, [ada.id], topic="session-ended")
        await reader.hears("event: session-ended")
        async with asyncio.timeout(10):
            await reader.task

    in_a_loop(story, monkeypatch)


def test_a_session_that_ended_silently_is_noticed_at_the_next_look(make_person: MakePerson, monkeypatch) -> None:
    cookie = cookie_of(make_person("Ada Madeup"))
    monkeypatch.setattr(asking, "CHECK_SECONDS", 0.05)

    async def story() -> None:
        reader = Reader(cookie)
        await reader.hears(": still here")
        await aside(Session.objects.all().delete)
        await reader.hears("event: session-ended")
        await reader.leave()

    in_a_loop(story, monkeypatch)


def test_a_session_that_ended_silently_is_noticed_also_while_there_is_much_to_tell(make_person, monkeypatch) -> None:
    ada = make_person("Ada Madeup")
    cookie = cookie_of(ada)
    monkeypatch.setattr(asking, "CHECK_SECONDS", 0.5)

    async def story() -> None:
        reader = Reader(cookie)
        await reader.hears("retry: 2000")
        await aside(Session.objects.all().delete)
        async with asyncio.timeout(10):
            while "event: session-ended" not in reader.text:
                live.hub.hand(str(ada.id), {"topic": "reach-out", "ref": None})
                await asyncio.sleep(0.01)
        assert ": still here" not in reader.text
        await reader.leave()

    in_a_loop(story, monkeypatch)


def test_one_person_cannot_hold_streams_without_end(make_person: MakePerson, monkeypatch) -> None:
    cookie = cookie_of(make_person("Ada Madeup"))
    monkeypatch.setattr(live, "MOST_STREAMS_A_PERSON", 1)

    async def story() -> None:
        first = Reader(cookie)
        await first.hears("retry")
        second = Reader(cookie)
        async with asyncio.timeout(10):
            await second.task
        assert second.status == 429
        await first.leave()
        third = Reader(cookie)
        await third.hears("retry")
        await third.leave()

    in_a_loop(story, monkeypatch)


def test_after_the_database_was_away_every_page_looks_again(make_person: MakePerson, monkeypatch) -> None:
    cookie = cookie_of(make_person("Ada Madeup"))
    monkeypatch.setattr(live, "RECONNECT_SECONDS", 0.05)

    def cut() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query = %s",
                [f"LISTEN {live.CHANNEL}"],
            )

    async def story() -> None:
        reader = Reader(cookie)
        await reader.hears('"everything"')
        before = reader.text.count("everything")
        await aside(cut)
        async with asyncio.timeout(10):
            while reader.text.count("everything") == before:
                await asyncio.sleep(0.02)
        await reader.leave()

    in_a_loop(story, monkeypatch)


def test_a_reader_that_is_too_slow_is_told_to_look_at_everything(make_person: MakePerson, monkeypatch) -> None:
    ada = make_person("Ada Madeup")
    monkeypatch.setattr(live, "MOST_WAITING", 2)

    async def story() -> None:
        with live.hub.subscribed(ada.id) as queue:
            assert queue is not None
            for number in range(3):
                live.hub.hand(str(ada.id), {"topic": "reach-out", "ref": str(number)})
            assert [queue.get_nowait() for _ in range(queue.qsize())] == [live.EVERYTHING]

    in_a_loop(story, monkeypatch)
