"""The bridge from ASGI to WSGI: what an application is told of a body."""

import asyncio
from collections.abc import Iterable
from typing import Any

from alongside.config.bridge import LARGEST_BODY, Bridge, Message


def said(pieces: list[bytes], headers: list[tuple[bytes, bytes]] | None = None) -> tuple[int, bytes]:
    """Send a body in pieces; return the size the application is told, and what it can read."""
    told: list[tuple[int, bytes]] = []

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        told.append((int(environ["CONTENT_LENGTH"]), environ["wsgi.input"].read()))
        start_response("204 No Content", [])
        return [b""]

    coming: list[Message] = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    coming.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Message:
        return coming.pop(0)

    async def send(message: Message) -> None:
        assert message.get("status", 204) == 204

    scope = {"method": "POST", "path": "/", "query_string": b"", "http_version": "1.1", "headers": headers or []}
    asyncio.run(Bridge(application, threads=1)(scope, receive, send))
    return told[0]


def test_a_body_in_chunks_that_announces_no_size_is_read() -> None:
    assert said([b'{"level":', b'"talk"}'], [(b"transfer-encoding", b"chunked")]) == (16, b'{"level":"talk"}')


def test_what_was_announced_wrongly_does_not_count() -> None:
    assert said([b"12345"], [(b"content-length", b"99999999")]) == (5, b"12345")


def test_no_body() -> None:
    assert said([]) == (0, b"")


def test_a_body_that_is_too_large_is_left_for_the_application_to_refuse() -> None:
    size, kept = said([b"x" * (LARGEST_BODY // 2)] * 3)
    assert size > LARGEST_BODY
    assert kept == b""
