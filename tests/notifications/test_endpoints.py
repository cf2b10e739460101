"""A push address comes from a browser and may be hostile: only the public internet, only as checked."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from alongside.notifications.channels.endpoints import EndpointRefusedError, check_endpoint, parse

PRIVATE = [
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0177.0.0.1/x",
    "https://localhost/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[::127.0.0.1]/x",
    "https://[64:ff9b::10.0.0.1]/x",
    "https://[2002:7f00:1::1]/x",
    "https://10.1.2.3/x",
    "https://172.16.0.1/x",
    "https://192.168.1.1:8443/x",
    "https://100.64.0.1/x",
    "https://[fd00::1]/x",
]
NEVER = [
    "https://169.254.169.254/latest/meta-data",
    "https://[fe80::1]/x",
    "https://[::ffff:169.254.169.254]/x",
    "https://0.0.0.0/x",
    "https://[::]/x",
    "https://224.0.0.1/x",
    "https://[ff02::1]/x",
    "https://255.255.255.255/x",
    "http://9.9.9.9/x",
    "https://user@9.9.9.9/x",
    "https://user:secret@9.9.9.9/x",
    "https://@9.9.9.9/x",
    "https://9.9.9.9:0/x",
    "https://9.9.9.9:99999/x",
    "https://9.9.9.9:port/x",
    "https://[::1/x",
    "https:///x",
    "https:x",
    "ftp://9.9.9.9/x",
    "file:///etc/passwd",
    "//9.9.9.9/x",
    "",
    "https://9.9.9.9/a b",
    "https://9.9.9.9/a\r\nHost: x",
    "https://9.9.9.9\\@127.0.0.1/x",
    "https://ünicode.example/x",
    "https://9.9.9.9/" + "x" * 2048,
    "https://" + "a" * 64 + ".example/x",
]


@pytest.mark.parametrize("url", PRIVATE + NEVER)
def test_only_the_public_internet(url: str) -> None:
    with pytest.raises(EndpointRefusedError, match=r"^[A-Z][^/]*(https://)?\.( Try again later\.)?$"):
        check_endpoint(url, allow_private=False)


@pytest.mark.parametrize("url", ["https://9.9.9.9/x", "https://[2620:fe::fe]:8443/x?y=1", "https://9.9.9.9"])
def test_public_addresses_are_taken(url: str) -> None:
    check_endpoint(url, allow_private=False)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "https://10.1.2.3/x", "http://[::1]/x", "https://[fd00::1]/x"])
def test_an_operator_may_let_private_ones_in(url: str) -> None:
    check_endpoint(url, allow_private=True)


@pytest.mark.parametrize("url", NEVER)
def test_some_stay_shut_even_then(url: str) -> None:
    with pytest.raises(EndpointRefusedError):
        check_endpoint(url, allow_private=True)


@pytest.mark.parametrize(
    ("url", "origin", "port", "request_path"),
    [
        ("https://push.example/a/b?c=d#e", "https://push.example", 443, "/a/b?c=d"),
        ("https://PUSH.example:443", "https://push.example", 443, "/"),
        ("https://push.example:8443/", "https://push.example:8443", 8443, "/"),
        ("https://[2620:FE::fe]/x", "https://[2620:fe::fe]", 443, "/x"),
        ("http://127.0.0.1:80/x", "http://127.0.0.1", 80, "/x"),
    ],
)
def test_the_origin_is_the_vapid_audience(url: str, origin: str, port: int, request_path: str) -> None:
    target = parse(url, allow_private=True)

    assert (target.origin, target.port, target.request_path) == (origin, port, request_path)


def _answer(*addresses: str) -> list[tuple[Any, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: _answer("9.9.9.9", "10.0.0.1"))

    with pytest.raises(EndpointRefusedError, match="public push service"):
        check_endpoint("https://push.example/x", allow_private=False)


@pytest.fixture
def silent_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    over = threading.Event()

    def never(*_: object, **__: object) -> list[tuple[Any, ...]]:
        over.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setattr("alongside.notifications.channels.endpoints.RESOLVE_SECONDS", 0.05)
    yield
    over.set()


@pytest.mark.usefixtures("silent_resolver")
def test_a_silent_name_server_does_not_hold_us() -> None:
    with pytest.raises(EndpointRefusedError, match="cannot be found now"):
        check_endpoint("https://push.example/x", allow_private=False)
