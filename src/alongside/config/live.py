"""Live streams: tells each open page of a person that something it shows has changed (server-sent events).

One listening database connection a process, whatever the number of readers. What is sent is a topic and a row's id; the
page fetches the content itself, through the policies. A page of what many look at together asks for that in the address
of its stream (`/live?shared=TOPIC:ID`), and gets its words from here (see `shared`): the whole when it comes and comes
back, then what changes.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import parse_cookie

from alongside.config.asking import Asking, Call, Reader, Together, Turns, who_comes
from alongside.config.outlet import Message, Outlet, Send
from alongside.config.shared import EVERYTHING, NOTHING, OVER, Channel, News, put
from alongside.kernel.live import CHANNEL, Shared, shared_of

logger = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[Message]]

RECONNECT_SECONDS = 1.0
MOST_STREAMS_A_PERSON = 12
MOST_WAITING = 100
SESSION_ENDED = "session-ended"
ENDED = b"event: session-ended\ndata: {}\n\n"

_threads = ThreadPoolExecutor(3, thread_name_prefix="live")
# What has changed is put into words here: it never waits for those who come, or are asked whether they still may.
_words = ThreadPoolExecutor(1, thread_name_prefix="live-words")


async def _aside(work: Callable[..., Any], *args: Any) -> Any:
    """Do something with the database in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_threads, work, *args)


async def _into_words(work: Callable[..., Any], *args: Any) -> Any:
    """Do what a change waits for in a thread that does nothing else."""
    return await asyncio.get_running_loop().run_in_executor(_words, work, *args)


class Hub:
    """Hands what the database announces to the streams of whom it is for."""

    def __init__(self) -> None:
        """Set up without listening."""
        self._queues: dict[str, set[asyncio.Queue[Any]]] = defaultdict(set)
        self._channels: dict[tuple[str, str], Channel] = {}
        self._listener: asyncio.Task[None] | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.is_ending = False
        self.coming = Together[Call, Reader | int](_aside, who_comes)
        self.asking, self.turns = Asking(_aside), Turns()

    @contextmanager
    def subscribed(self, person_id: UUID) -> Iterator["asyncio.Queue[Any] | None"]:
        """Give a queue of what is announced to this person; None when they have too many streams already."""
        queues = self._queues[str(person_id)]
        if len(queues) >= MOST_STREAMS_A_PERSON:
            yield None
            return
        queue: asyncio.Queue[Any] = asyncio.Queue(MOST_WAITING)
        queues.add(queue)
        self._ensure_listening()
        try:
            yield queue
        finally:
            queues.discard(queue)
            if not queues:
                self._queues.pop(str(person_id), None)

    @contextmanager
    def reading(self, telling: "Telling") -> Iterator[None]:
        """Have a reader be told what they look at together with others, if there is such a thing."""
        reader = telling.reader
        if reader.shared is None or reader.ref is None:
            yield
            return
        key = (reader.shared.topic, str(reader.ref))
        channel = self._channels.setdefault(key, Channel(reader.shared, reader.ref, _into_words))
        telling.channel = channel
        channel.readers[telling] = reader.language
        try:
            yield
        finally:
            del channel.readers[telling]
            if not channel.readers:
                self._channels.pop(key, None)

    def end(self) -> None:
        """End every stream, and begin none: pages come back to whoever serves them next."""
        self.is_ending = True
        for gone in self._open:
            gone.cancel()

    @contextmanager
    def until_gone(self, receive: Receive) -> Iterator["asyncio.Task[None]"]:
        """Give a task that is done when a reader is gone, or has to go."""
        gone = asyncio.create_task(_until_gone(receive))
        self._open.add(gone)
        if self.is_ending:
            gone.cancel()
        try:
            yield gone
        finally:
            self._open.discard(gone)
            gone.cancel()

    async def close(self) -> None:
        """Stop listening and asking."""
        await self.turns.close()
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
            for channel in list(self._channels.values()):
                channel.freshen()
            async for notice in ears.notifies():
                self._hear(json.loads(notice.payload))

    def _hear(self, heard: dict[str, Any]) -> None:
        if "to" in heard:
            self.hand(heard["to"], {"topic": heard["topic"], "ref": heard["ref"]})
        elif channel := self._channels.get((heard["shared"], heard["ref"])):
            channel.freshen()

    def hand(self, person: str, event: dict[str, Any]) -> None:
        """Put an event before every stream of a person."""
        for queue in self._queues.get(person, ()):
            put(queue, event)


hub = Hub()


async def stream(scope: Message, receive: Receive, send: Send) -> None:
    """Answer `GET /live`: an endless stream for a signed-in person.

    401 for others, 404 for what is not shared with them, 429 for too many at once, 503 while the database does not
    answer and once this process is to stop.
    """
    try:
        reader = await hub.coming.answer(_call(scope))
    except (OperationalError, InterfaceError):
        reader = 503
    if hub.is_ending:
        reader = 503
    if isinstance(reader, int):
        await _refuse(send, reader)
        return
    with hub.subscribed(reader.person_id) as queue:
        await (_refuse(send, 429) if queue is None else _serve(reader, queue, receive, send))


def end_streams() -> None:
    """End every stream of this process, which is to stop."""
    hub.end()


async def _serve(reader: Reader, queue: "asyncio.Queue[Any]", receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    outlet = Outlet(send)
    await outlet.write(b"retry: 2000\n\n")
    with hub.until_gone(receive) as gone:
        telling = Telling(reader, queue, outlet, gone)
        with hub.reading(telling), hub.turns.taking(telling):
            await telling.tell()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"content-security-policy", b"default-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
]


class Telling:
    """What one reader is told: the events of their person, and what they look at together with others.

    News of a shared thing are written as they come, by whoever hands them out, while nothing else is before the reader.
    Whatever must be asked or waited for first goes through the queue, and so does all that comes behind it.
    """

    def __init__(self, reader: Reader, queue: "asyncio.Queue[Any]", outlet: Outlet, gone: "asyncio.Task[None]") -> None:
        """Set up; `gone` is done when the reader is."""
        self.reader = reader
        self.channel: Channel | None = None
        self._queue, self._outlet, self._gone = queue, outlet, gone
        # Wakes whoever waits for an event that will not come.
        gone.add_done_callback(lambda _: put(queue, None))
        self._is_idle, self._has_ended, self._is_quiet = False, False, True
        self._number = -1
        self._known = reader.known

    async def tell(self) -> None:
        """Tell the reader until they are gone, their session has ended or nothing is shared with them."""
        chunk = await self._whole()
        while not self._gone.done():
            if chunk:
                await self._outlet.write(chunk)
            if chunk.endswith((ENDED, OVER)):
                return
            event = await self._next()
            if not self._gone.done():
                chunk = await self._all(event)

    async def _next(self) -> Any:
        """Wait for what goes through the queue; while nothing does, `hear` writes."""
        self._is_idle = True
        event = await self._queue.get()
        self._is_idle = False
        await self._outlet.finish()
        return event

    async def _all(self, event: Any) -> bytes:
        """Return an event with all that waits behind it: whoever is behind catches up with one write."""
        told = b""
        while True:
            told += ENDED if self._has_ended else await self._chunk(event)
            if told.endswith((ENDED, OVER)) or self._queue.empty():
                return told
            event = self._queue.get_nowait()

    def hear(self, news: News) -> None:
        """Take news of what is shared: written now if the reader has all that was before, else in its turn."""
        if not self._is_idle or self._has_ended or news.is_over or not self._queue.empty():
            put(self._queue, news)
        elif body := self._body(news):
            self._is_quiet = False
            if not self._outlet.begin(body):
                put(self._queue, NOTHING)  # the reader is slow: what comes now waits until this has gone

    async def be_asked(self) -> None:
        """Find out whether the reader still may, and end when not; who heard nothing since is told that we are here."""
        self._has_ended = self._has_ended or not await hub.asking.is_still(self.reader)
        if self._has_ended or self._is_quiet:
            put(self._queue, None)
        self._is_quiet = True

    async def _chunk(self, event: Any) -> bytes:
        if event is None:
            return b": still here\n\n"
        self._is_quiet = False
        if self._must_ask(event) and not await hub.asking.is_still(self.reader):
            return ENDED
        if isinstance(event, News):
            return self._body(event)
        told = f"data: {json.dumps(event)}\n\n".encode()
        return told + await self._whole() if event is EVERYTHING else told

    def _body(self, news: News) -> bytes:
        """Return what news say to this reader; nothing when they were put into words before what the reader has."""
        if news.number <= self._number:
            return b""
        self._note(news)
        return news.body

    def _must_ask(self, event: Any) -> bool:
        """Tell whether something says that this reader may not be one any more."""
        if isinstance(event, News):
            return False
        topics = {SESSION_ENDED, self.reader.shared.topic if self.reader.shared else SESSION_ENDED}
        # What was lost may have said it.
        return event is EVERYTHING or event["topic"] in topics

    async def _whole(self) -> bytes:
        """Return all that is shared, for somebody who comes, comes back or lost something; nothing without."""
        if self.channel is None:
            return b""
        news = await self.channel.whole(self.reader.language, known=self._known)
        self._number, self._known = news.number, ""
        self._note(news)
        return news.body

    def _note(self, news: News) -> None:
        """Note up to which version the reader has the lines, for when something is lost on the way to them."""
        if self.channel and self.channel.shared.since:
            self._known = str(news.version)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _header(scope: Message, name: bytes, between: bytes = b", ") -> str:
    return between.join(value for key, value in scope["headers"] if key == name).decode("latin-1")


def _call(scope: Message) -> Call:
    # As pages read them: one odd cookie of another program on this host must not hide ours.
    cookie = parse_cookie(_header(scope, b"cookie", b"; ")).get(settings.SESSION_COOKIE_NAME, "")
    shared, ref = _shared_asked_for(scope)
    # What a browser heard last is newer than what its page had when it was made.
    return Call(cookie, shared, ref, known=_header(scope, b"last-event-id") or _asked_for(scope, "known"))


def _asked_for(scope: Message, name: str) -> str:
    return str(parse_qs(scope.get("query_string", b"").decode("latin-1")).get(name, [""])[0])


def _shared_asked_for(scope: Message) -> tuple[Shared | None, UUID | None]:
    topic, _, ref = _asked_for(scope, "shared").partition(":")
    try:
        return shared_of(topic), UUID(ref)
    except ValueError:
        return None, None


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})
