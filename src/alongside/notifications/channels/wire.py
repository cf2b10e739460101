"""One POST over a kept-alive connection to an address that was checked, ended by a deadline.

Why not an HTTP library: see docs/decisions/0004-web-push.md. Redirects are never followed, at most 1 KB of an
answer is read, and the deadline counts for the whole exchange, so that a server that sends one byte a second
cannot hold a worker.
"""

import http.client
import io
import select
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from alongside.notifications.channels.endpoints import Target, checked_addresses
from alongside.notifications.channels.idle import Idle

READ_AT_MOST = 1024

# What a kept-alive connection raises when the other side closed it while it rested.
_DROPPED = (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


@dataclass(frozen=True, slots=True)
class Timeout:
    """Seconds for reaching the other side (name, TCP, TLS) and for everything together."""

    connect: float = 3.0
    total: float = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, as far as we look at it."""

    status: int
    retry_after: str | None


class Pool:
    """Kept-alive connections of one process, safe to share between threads.

    `allow_private` as in `endpoints.check_endpoint`; `tls` replaces the system's certificates.
    """

    def __init__(self, *, allow_private: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self.allow_private = allow_private
        self._tls = tls
        # Push services close idle connections after a minute or more; hosts are few (about four vendors).
        self._idle: Idle[str, _Connection] = Idle(most=64, seconds=50)

    def post(self, target: Target, headers: Mapping[str, str], body: bytes, timeout: Timeout) -> Reply:
        """Send one POST and return the answer, whatever its status.

        Raises EndpointRefusedError, OSError (refused, timed out, TLS) or http.client.HTTPException. A
        kept-alive connection that the other side dropped is replaced once by a fresh one, so the message may
        arrive twice; its Topic makes the second replace the first.
        """
        deadline = time.monotonic() + timeout.total
        resting = self._idle.take(target.origin)
        if resting is not None and resting.is_usable():
            try:
                return self._exchange(resting, target, headers, body, deadline)
            except _DROPPED:
                pass
        elif resting is not None:
            resting.close()
        fresh = _Connection(target, self, self._tls or system_tls(), timeout)
        return self._exchange(fresh, target, headers, body, deadline)

    def close(self) -> None:
        """Close every connection that rests here."""
        self._idle.close()

    def _exchange(
        self,
        connection: "_Connection",
        target: Target,
        headers: Mapping[str, str],
        body: bytes,
        deadline: float,
    ) -> Reply:
        try:
            reply, reusable = connection.exchange(target, headers, body, deadline)
        except BaseException:
            connection.close()
            raise
        if reusable:
            self._idle.give(target.origin, connection)
        else:
            connection.close()
        return reply


@cache
def system_tls() -> ssl.SSLContext:
    """Return what trusts the certificates that this machine trusts."""
    return ssl.create_default_context()


class _Connection(http.client.HTTPConnection):
    """A connection to checked addresses only, by a deadline that each exchange sets anew."""

    def __init__(self, target: Target, pool: Pool, tls: ssl.SSLContext, timeout: Timeout) -> None:
        super().__init__(target.host, target.port)
        self.default_port = 443 if target.secure else 80  # so that Host names the port only when unusual
        self._target = target
        self._pool = pool
        self._tls_context = tls
        self._connect_seconds = timeout.connect
        self._deadline = 0.0
        self._wire: DeadlineSocket | None = None

    def exchange(self, target: Target, headers: Mapping[str, str], body: bytes, deadline: float) -> tuple[Reply, bool]:
        """Send and read one answer; say also whether the connection can serve another."""
        self._deadline = deadline
        if self._wire is not None:
            self._wire.deadline = deadline
        self.request("POST", target.request_path, body, dict(headers))
        response = self.getresponse()
        reply = Reply(response.status, response.getheader("Retry-After"))
        if response.will_close:  # http.client has closed the socket by now, and the body tells us nothing
            response.close()
            return reply, False
        response.read(READ_AT_MOST)
        finished = response.isclosed()
        response.close()
        return reply, finished

    def connect(self) -> None:
        """Resolve, check, and connect to what was checked: no second look-up in between (DNS rebinding)."""
        by = min(self._deadline, time.monotonic() + self._connect_seconds)
        addresses = checked_addresses(
            self._target, allow_private=self._pool.allow_private, seconds=by - time.monotonic()
        )
        raw = first_that_answers(addresses, self._target.port, by)
        try:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            raw.settimeout(time_left(by))
            connected = (
                self._tls_context.wrap_socket(raw, server_hostname=self._target.host) if self._target.secure else raw
            )
        except BaseException:
            raw.close()
            raise
        self.sock = self._wire = DeadlineSocket(connected, self._deadline)

    def is_usable(self) -> bool:
        """False when the other side closed it, or spoke unasked, while it rested."""
        poller = select.poll()
        poller.register(self.sock.fileno(), select.POLLIN)
        return not poller.poll(0)


def first_that_answers(addresses: list[str], port: int, by: float) -> socket.socket:
    """Connect to one of these: try each address in turn, each with its share of the time that is left."""
    failure: OSError = OSError("The name has no address.")
    for tried, address in enumerate(addresses):
        try:
            return _dial(address, port, time_left(by) / (len(addresses) - tried))
        except OSError as error:
            failure = error
    raise failure


def _dial(address: str, port: int, seconds: float) -> socket.socket:
    # Not socket.create_connection: it would ask the resolver again.
    dialled = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        dialled.settimeout(seconds)
        dialled.connect((address, port))
    except BaseException:
        dialled.close()
        raise
    return dialled


def time_left(deadline: float) -> float:
    """Return the seconds until a moment of the monotonic clock; TimeoutError when it has passed."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("The time for this message is over.")
    return left


class DeadlineSocket:
    """The few methods http.client uses of a socket, with one deadline instead of a time-out per read."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self.deadline = deadline

    def sendall(self, data: Any) -> None:
        """Send it all, within the deadline."""
        self._sock.settimeout(time_left(self.deadline))
        self._sock.sendall(data)

    def recv_into(self, buffer: Any) -> int:
        """Read what is there, within the deadline."""
        self._sock.settimeout(time_left(self.deadline))
        return self._sock.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return a reader that keeps to the deadline as well."""
        return io.BufferedReader(_Reader(self))

    def fileno(self) -> int:
        """Return the descriptor, to poll."""
        return self._sock.fileno()

    def close(self) -> None:
        """Hang up."""
        self._sock.close()


class _Reader(io.RawIOBase):
    """Lets io.BufferedReader read from a `DeadlineSocket`; closing it leaves the socket open."""

    def __init__(self, sock: DeadlineSocket) -> None:
        super().__init__()
        self._from = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        return self._from.recv_into(buffer)
