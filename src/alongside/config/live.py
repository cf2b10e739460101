"""Live streams: tells each open page of a person that something it shows has changed (server-sent events).

One listening database connection a process, whatever the number of readers. What is sent is a topic and a row's id; the
page fetches the content itself, through the policies.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.http import parse_cookie

from alongside.accounts.queries import person_of_session
from alongside.kernel.clock import current_time
from alongside.kernel.live import CHANNEL

logger = logging.getLogger(__name__)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

CHECK_SECONDS = 20.0
RECONNECT_SECONDS = 1.0
MOST_STREAMS_A_PERSON = 12
MOST_WAITING = 100
SESSION_ENDED = "session-ended"
EVERYTHING = {"topic": "everything", "ref": None}

_threads = ThreadPoolExecutor(4, thread_name_prefix="live")


class Hub:
    """Hands what the database announces to the streams of whom it is for."""

    def __init__(self) -> None:
        """Set up without listening."""
        self._queues: dict[str, set[asyncio.Queue[dict[str, Any]]]] = defaultdict(set)
        self._listener: asyncio.Task[None] | None = None

    @contextmanager
    def subscribed(self, person_id: UUID) -> Iterator["asyncio.Queue[dict[str, Any]] | None"]:
        """Give a queue of what is announced to this person; None when they have too many streams already."""
        queues = self._queues[str(person_id)]
        if len(queues) >= MOST_STREAMS_A_PERSON:
            yield None
            return
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_WAITING)
        queues.add(queue)
        self._ensure_listening()
        try:
            yield queue
        finally:
            queues.discard(queue)
            if not queues:
                self._queues.pop(str(person_id), None)

    async def close(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait([self._listener])

    def _ensure_listening(self) -> None:
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen_for_ever())

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                logger.warning("live updates wait for the database: %s", type(error).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        parameters = connection.get_connection_params()
        parameters.pop("cursor_factory", None)
        parameters.pop("context", None)
        ears = await psycopg.AsyncConnection.connect(**parameters, autocommit=True)
        async with ears:
            await ears.execute(f"LISTEN {CHANNEL}")
            # What was announced while nobody listened is lost: have every page look again.
            for person in list(self._queues):
                self.hand(person, EVERYTHING)
            async for notice in ears.notifies():
                heard = json.loads(notice.payload)
                self.hand(heard["to"], {"topic": heard["topic"], "ref": heard["ref"]})

    def hand(self, person: str, event: dict[str, Any]) -> None:
        """Put an event before every stream of a person."""
        for queue in self._queues.get(person, ()):
            if queue.full():
                # A reader this slow looks at everything once it catches up.
                while not queue.empty():
                    queue.get_nowait()
                event = EVERYTHING
            queue.put_nowait(event)


hub = Hub()


async def stream(scope: Message, receive: Receive, send: Send) -> None:
    """Answer `GET /live`: an endless stream for a signed-in person.

    401 for others, 429 for too many at once, 503 while the database does not answer.
    """
    cookie = _cookie(scope)
    try:
        person_id = await _person(cookie)
    except (OperationalError, InterfaceError):
        await _refuse(send, 503)
        return
    if person_id is None:
        await _refuse(send, 401)
        return
    with hub.subscribed(person_id) as queue:
        if queue is None:
            await _refuse(send, 429)
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send(_chunk(b"retry: 2000\n\n"))
        gone = asyncio.create_task(_until_gone(receive))
        try:
            async for chunk in _events(queue, cookie, person_id, gone):
                await send(_chunk(chunk))
        finally:
            gone.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"content-security-policy", b"default-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
]


async def _events(
    queue: "asyncio.Queue[dict[str, Any]]", cookie: str, person_id: UUID, gone: "asyncio.Task[None]"
) -> AsyncIterator[bytes]:
    """Give the events until the reader is gone or their session has ended; ask about the session every so often."""
    clock = asyncio.get_running_loop().time
    asked_at = clock()
    while not gone.done():
        waiting = asyncio.create_task(queue.get())
        done, _ = await asyncio.wait({waiting, gone}, timeout=CHECK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        event = waiting.result() if waiting in done else None
        waiting.cancel()
        if gone.done():
            return
        # Also when there is so much to tell that the stream is never quiet.
        if event is None or event["topic"] == SESSION_ENDED or clock() - asked_at >= CHECK_SECONDS:
            asked_at = clock()
            if not await _is_still(cookie, person_id):
                yield b"event: session-ended\ndata: {}\n\n"
                return
        yield b": still here\n\n" if event is None else f"data: {json.dumps(event)}\n\n".encode()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _cookie(scope: Message) -> str:
    raw = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    # As pages read them: one odd cookie of another program on this host must not hide ours.
    return parse_cookie(raw.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")


async def _person(session_key: str) -> UUID | None:
    if not session_key:
        return None
    return await asyncio.get_running_loop().run_in_executor(_threads, _signed_in, session_key)


async def _is_still(session_key: str, person_id: UUID) -> bool:
    """Tell whether the session goes on; while the database cannot say, the stream stays: it carries no content."""
    try:
        return await _person(session_key) == person_id
    except (OperationalError, InterfaceError):
        return True


def _signed_in(session_key: str) -> UUID | None:
    """Return whose session this is, None when it has ended, by time too, or the passphrase is another one now."""
    close_old_connections()
    person = person_of_session(session_key, now=current_time())
    return person.id if person else None


def _chunk(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})
