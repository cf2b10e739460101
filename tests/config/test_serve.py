"""`alongside serve` says in a sentence why it cannot start."""

import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from click import ClickException

from alongside.config.cli import _answers, _check_address


def test_a_port_that_something_else_uses_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ClickException) as refused:
            _check_address("127.0.0.1", port)
    assert refused.value.exit_code == 2
    assert refused.value.message == (
        f"Cannot listen at 127.0.0.1, port {port}: Address already in use. Choose another port with --port."
    )


def test_a_free_port_stays_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    for _ in range(2):
        _check_address("127.0.0.1", port)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ClickException, match=r"Cannot listen at 192\.0\.2\.1, port 8000: "):
        _check_address("192.0.2.1", 8000)


class Silent(BaseHTTPRequestHandler):
    """Answers everything with a code and says nothing of it."""

    def do_HEAD(self) -> None:
        """Answer as an instance does to a host that is not its own: it is there all the same."""
        self.send_response(400)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


def test_an_address_answers_once_pages_are_served_there() -> None:
    with HTTPServer(("127.0.0.1", 0), Silent) as server:
        port = server.server_address[1]
        serving = Thread(target=server.serve_forever, daemon=True)
        serving.start()
        assert _answers("127.0.0.1", port)
        assert _answers("0.0.0.0", port)  # noqa: S104 - asked at, not listened at
        server.shutdown()
        serving.join(10)
    assert not _answers("127.0.0.1", port)
