"""Fetching a feed from an address that an organiser wrote down.

The address may name anything, so it is held to the same rules as push addresses (`notifications.channels.endpoints`):
only the public internet over https, unless the operator allows the own network; each connection goes to the very
addresses that were checked, and each redirect is checked like a first address. Size and time have an end.
"""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin

from alongside.meetings.formats.reading import kept
from alongside.meetings.sentences import gettext_noop as _
from alongside.notifications.channels.endpoints import EndpointRefusedError, Target, checked_addresses, parse
from alongside.notifications.channels.wire import DeadlineSocket, first_that_answers, system_tls, time_left

MOST_BYTES = 20_000_000
MOST_REDIRECTS = 5
CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 30.0
MOVED = (301, 302, 303, 307, 308)
PIECE = 1 << 16


class NotFetched(Exception):
    """The feed could not be fetched; the message is a sentence marked for translation."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the bytes, None when nothing has changed since, and what to ask with the next time."""

    body: bytes | None
    etag: str = ""
    last_modified: str = ""


NOT_ALLOWED = _("This address does not lead to the public internet over https, so it is not fetched.")
NOT_REACHED = _("The address could not be reached.")
TOO_SLOW = _("The address did not answer in time.")
TOO_BIG = _("What came is too big for a feed of meetings.")
TOO_FAR = _("The address leads on and on to other addresses.")
NOT_THERE = _("There is nothing at this address any more.")
REFUSED = _("The address refused to give the feed.")
TROUBLE = _("The server at this address has trouble of its own.")


def fetch(
    url: str, *, etag: str = "", last_modified: str = "", allow_private: bool = False, seconds: float = TOTAL_SECONDS
) -> Fetched:
    """Fetch a feed, unless it has not changed since it was fetched with these. NotFetched."""
    deadline = time.monotonic() + seconds
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in asked.items() if value}
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            found = _ask(parse(url, allow_private=allow_private), headers, deadline, allow_private)
            if isinstance(found, Fetched):
                return found
            url = urljoin(url, found)
    except EndpointRefusedError as refusal:
        raise NotFetched(NOT_ALLOWED) from refusal
    except TimeoutError as error:
        raise NotFetched(TOO_SLOW) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(NOT_REACHED) from error
    raise NotFetched(TOO_FAR)


def _ask(target: Target, headers: dict[str, str], deadline: float, allow_private: bool) -> Fetched | str:
    """Ask one server once; return what it gave, or where it leads to."""
    connection = _Connection(target, deadline, allow_private)
    try:
        connection.request("GET", target.request_path, headers={"Accept": "*/*", "User-Agent": "Alongside", **headers})
        response = connection.getresponse()
        if response.status in MOVED and response.getheader("Location"):
            return response.getheader("Location", "")
        if response.status == 304:
            return Fetched(None)
        _check(response.status)
        named = [str(kept(response.getheader(name, "")))[:500] for name in ("ETag", "Last-Modified")]
        return Fetched(_body(response), *named)
    finally:
        connection.close()
        connection.end()


def _check(status: int) -> None:
    if status >= 500:
        raise NotFetched(TROUBLE)
    if status in (404, 410):
        raise NotFetched(NOT_THERE)
    if status != 200:
        raise NotFetched(REFUSED)


def _body(response: http.client.HTTPResponse) -> bytes:
    pieces, size = [], 0
    while piece := response.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise NotFetched(TOO_BIG)
    return b"".join(pieces)


class _StaysOpen(DeadlineSocket):
    """A socket that http.client may be done with while the rest of the answer is still read through it."""

    def close(self) -> None:
        """Leave it open."""

    def end(self) -> None:
        """Close it."""
        super().close()


class _Connection(http.client.HTTPConnection):
    """A connection to checked addresses only, with one deadline for everything."""

    def __init__(self, target: Target, deadline: float, allow_private: bool) -> None:
        super().__init__(target.host, target.port)
        self.default_port = 443 if target.secure else 80
        self._target = target
        self._deadline = deadline
        self._allow_private = allow_private
        self._tls: ssl.SSLContext = system_tls()
        self._wire: _StaysOpen | None = None

    def connect(self) -> None:
        """Resolve, check, and connect to what was checked: no second look-up in between (DNS rebinding)."""
        by = min(self._deadline, time.monotonic() + CONNECT_SECONDS)
        addresses = checked_addresses(self._target, allow_private=self._allow_private, seconds=time_left(by))
        raw = first_that_answers(addresses, self._target.port, by)
        try:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            raw.settimeout(time_left(by))
            connected = self._tls.wrap_socket(raw, server_hostname=self._target.host) if self._target.secure else raw
        except BaseException:
            raw.close()
            raise
        self.sock = self._wire = _StaysOpen(connected, self._deadline)

    def end(self) -> None:
        """Close the connection for good."""
        if self._wire is not None:
            self._wire.end()
