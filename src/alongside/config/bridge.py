"""Lets a WSGI application answer requests that came in as ASGI: the body is read first, then one thread does the rest.

Why not a library: docs/decisions/0006-one-door.md.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

LARGEST_BODY = 4_000_000
"""Bytes: more than any form or program sends here, and more than Django takes."""
IN_MEMORY = 100_000
"""Bytes of a body that stay in memory; a larger one waits in a temporary file."""
PIECE = 200_000
"""Bytes: an answer up to this size leaves its thread at once, a larger one in pieces."""


class Gone(Exception):
    """The other side hung up before its whole request had come."""


class Bridge:
    """An ASGI application that has a WSGI one answer, each request on one of so many threads."""

    def __init__(self, application: Application, *, threads: int) -> None:
        """Set up; threads start as they are needed."""
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; nothing when the other side is gone."""
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                size = await _read_body(receive, body)
            except Gone:
                return
            # By what has come, not by what was announced: a body in chunks announces nothing.
            await self._answer({**_environ(scope, body), "CONTENT_LENGTH": str(size)}, send)

    async def _answer(self, environ: Environ, send: Send) -> None:
        loop = asyncio.get_running_loop()

        async def deliver(messages: list[Message]) -> None:
            for message in messages:
                await send(message)

        def deliver_now(messages: list[Message]) -> None:
            asyncio.run_coroutine_threadsafe(deliver(messages), loop).result()

        await deliver(await loop.run_in_executor(self._threads, self._run, environ, deliver_now))

    def _run(self, environ: Environ, deliver_now: Callable[[list[Message]], None]) -> list[Message]:
        """Run the application; return what of its answer has not been delivered yet."""
        messages: list[Message] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
            messages[:] = [_start(int(status[:3]), headers)]

        chunks = self._application(environ, start_response)
        try:
            piece = bytearray()
            for chunk in chunks:
                piece += chunk
                if len(piece) >= PIECE:
                    deliver_now([*messages, _body(bytes(piece), more=True)])
                    messages.clear()
                    piece.clear()
            return [*messages, _body(bytes(piece), more=False)]
        finally:
            getattr(chunks, "close", bool)()


async def _read_body(receive: Receive, body: IO[bytes]) -> int:
    """Read a body and return its size in bytes.

    One that is too large is not read to its end, and none of it is kept: Django sees the size, and refuses it in the
    words of a page or of the API.
    """
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        size += len(message.get("body", b""))
        if size > LARGEST_BODY:
            body.seek(0)
            body.truncate()
            return size
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
    body.seek(0)
    return size


def _environ(scope: Message, body: IO[bytes]) -> Environ:
    """Say about a request what PEP 3333 asks for."""
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **_headers(scope),
    }


def _headers(scope: Message) -> dict[str, str]:
    """Name headers as CGI does. One with an underscore is left out: it would pass for its twin with a dash."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").upper(), raw_value.decode("latin-1")
        if "_" in name:
            continue
        key = name.replace("-", "_")
        if key not in {"CONTENT_LENGTH", "CONTENT_TYPE"}:
            key = f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{between}{value}" if key in found else value
    return found


def _start(status: int, headers: list[tuple[str, str]]) -> Message:
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return {"type": "http.response.start", "status": status, "headers": pairs}


def _body(content: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}
