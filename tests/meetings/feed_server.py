"""A server of feeds on loopback, for tests."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

FEED = b'[{"slug": "a", "name": "A", "day": 1, "time": "19:00"}]'


class Server(BaseHTTPRequestHandler):
    """A feed at /feed, and what goes wrong elsewhere."""

    def do_GET(self) -> None:
        if self.path == "/feed" and self.headers["If-None-Match"] == '"v1"':
            self._answer(304, b"")
        elif self.path in ("/feed", "/other"):
            self._answer(200, FEED, ETag='"v1"')
        elif self.path == "/large":
            self._answer(200, FEED * 20_000)
        elif self.path == "/moved":
            self._answer(302, b"", Location="/feed")
        elif self.path == "/round":
            self._answer(302, b"", Location="/round")
        elif self.path == "/inside":
            self._answer(302, b"", Location="http://169.254.169.254/latest/")
        else:
            self._answer(int(self.path[1:]), b"no")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server names it so
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()
