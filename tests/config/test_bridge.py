"""A WSGI application behind the bridge sees a request whole, and its answer leaves as it was."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from alongside.config.bridge import IN_MEMORY, LARGEST_BODY, PIECE, Bridge, Message

Environ = dict[str, Any]


def exchange(
    application: Callable[..., Iterable[bytes]], *pieces: bytes, is_whole: bool = True, **scope: Any
) -> list[Message]:
    """Send one request whose body comes in these pieces; return what was answered."""
    more = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    end = {"type": "http.request", "body": b"", "more_body": False} if is_whole else {"type": "http.disconnect"}
    incoming, sent = iter([*more, end]), []

    async def receive() -> Message:
        return dict(next(incoming))

    async def send(message: Message) -> None:
        sent.append(message)

    whole = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("192.0.2.7", 4321),
        **scope,
    }
    asyncio.run(Bridge(application, threads=2)(whole, receive, send))
    return sent


class Page:
    """A WSGI application that keeps what it was asked and answers with what it was given."""

    def __init__(self, *chunks: bytes, headers: Iterable[tuple[str, str]] = ()) -> None:
        self.environ: Environ = {}
        self.body = b""
        self.closed_by: str | None = None
        self.threads: set[str] = set()
        self._chunks = chunks
        self._headers = list(headers)

    def __call__(self, environ: Environ, start_response: Callable[..., None]) -> "Page":
        self.environ, self.body = environ, environ["wsgi.input"].read()
        start_response("201 Created", self._headers)
        return self

    def __iter__(self) -> Iterable[bytes]:
        for chunk in self._chunks:
            self.threads.add(threading.current_thread().name)
            yield chunk

    def close(self) -> None:
        self.closed_by = threading.current_thread().name


def test_a_body_that_comes_in_pieces_is_read_whole() -> None:
    page = Page(b"fine")
    answer = exchange(page, b"level=", b"talk")
    assert page.body == b"level=talk"
    assert answer == [
        {"type": "http.response.start", "status": 201, "headers": []},
        {"type": "http.response.body", "body": b"fine", "more_body": False},
    ]


def test_what_is_asked_is_told_as_wsgi_tells_it() -> None:
    page = Page()
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"x-forwarded-for", b"192.0.2.1")]
    exchange(page, path="/über/", query_string=b"q=1", headers=headers, scheme="https", method="PUT")
    wanted = {
        "REQUEST_METHOD": "PUT",
        "PATH_INFO": "/über/".encode().decode("latin-1"),
        "QUERY_STRING": "q=1",
        "CONTENT_TYPE": "text/plain",
        "CONTENT_LENGTH": "0",
        "HTTP_X_FORWARDED_FOR": "192.0.2.1",
        "REMOTE_ADDR": "192.0.2.7",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "wsgi.url_scheme": "https",
    }
    assert {name: page.environ[name] for name in wanted} == wanted


def test_a_header_with_an_underscore_does_not_pass_for_another() -> None:
    page = Page()
    exchange(page, headers=[(b"x-forwarded-for", b"192.0.2.1"), (b"x_forwarded_for", b"203.0.113.9")])
    assert page.environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"


def test_headers_that_come_twice_are_joined() -> None:
    page = Page()
    exchange(page, headers=[(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x/a"), (b"accept", b"x/b")])
    assert (page.environ["HTTP_COOKIE"], page.environ["HTTP_ACCEPT"]) == ("a=1; b=2", "x/a,x/b")


def test_headers_of_the_answer_are_kept_in_their_order() -> None:
    [start, _body] = exchange(Page(headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]))
    assert start["headers"] == [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]


def test_a_large_answer_leaves_in_pieces_of_one_thread() -> None:
    page = Page(*[b"x" * PIECE] * 3, b"end")
    start, *bodies = exchange(page)
    assert start["status"] == 201
    assert [(len(one["body"]), one["more_body"]) for one in bodies] == [(PIECE, True)] * 3 + [(3, False)]
    assert page.threads == {page.closed_by}


@pytest.mark.parametrize("size", [IN_MEMORY + 1, LARGEST_BODY])
def test_a_body_up_to_the_limit_arrives(size: int) -> None:
    page = Page()
    exchange(page, b"y" * size)
    assert page.body == b"y" * size


def test_a_body_over_the_limit_is_left_for_django_to_refuse() -> None:
    page = Page()
    exchange(page, b"y" * LARGEST_BODY, b"y", b"never read")
    assert (page.environ["CONTENT_LENGTH"], page.body) == (str(LARGEST_BODY + 1), b"")


@pytest.mark.parametrize("header", [(b"transfer-encoding", b"chunked"), (b"content-length", b"999")])
def test_the_size_of_a_body_is_what_came_and_not_what_was_announced(header: tuple[bytes, bytes]) -> None:
    page = Page()
    exchange(page, b"level=", b"talk", headers=[header])
    assert (page.environ["CONTENT_LENGTH"], page.body) == ("10", b"level=talk")


def test_who_hangs_up_half_way_is_not_answered() -> None:
    page = Page()
    assert exchange(page, b"level=", is_whole=False) == []
    assert page.environ == {}


def test_an_answer_is_closed_although_it_raises() -> None:
    class Broken(Page):
        def __iter__(self) -> Iterable[bytes]:
            raise ValueError("broken on purpose")

    page = Broken()
    with pytest.raises(ValueError, match="on purpose"):
        exchange(page)
    assert page.closed_by is not None
