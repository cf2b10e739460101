"""Many who have a room open, and when each line reached each of them: one protocol for both arrangements.

A line holds its number as `#17#` at the end of its first paragraph. Nothing else of what comes is read, so that what is
measured is the server, not us.
"""

import asyncio
import os
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

MARK = re.compile(rb"#(\d+)#</p>")
AT_ONCE = 25
LONGEST = 120.0


class Listener(asyncio.Protocol):
    """One stream. `says` is sent once the first bytes have come (socket.io wants to be told that we connect)."""

    def __init__(self, request: bytes, ready: bytes, says: bytes, heard: dict[int, list[float]]) -> None:
        """Set up; it is there once `ready` has come."""
        self._request, self._ready, self._says, self._heard = request, ready, says, heard
        self.is_there = asyncio.get_running_loop().create_future()
        self._before = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Note which lines have come."""
        if not self.is_there.done():
            self._begin(data)
            return
        for number in MARK.findall(data):
            self._heard[int(number)].append(time.monotonic())

    def _begin(self, data: bytes) -> None:
        self._before += data
        if self._says and b"pingInterval" in self._before:
            self.transport.write(self._says)
            self._says = b""
        if self._ready in self._before:
            self.is_there.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Say that a stream ended too early."""
        if not self.is_there.done():
            self.is_there.set_exception(exc or ConnectionError(self._before[:200].decode("latin-1")))


async def listen(
    port: int, requests: Sequence[bytes], *, ready: bytes, says: bytes = b""
) -> tuple[dict[int, list[float]], list[Listener]]:
    """Open a stream for each request, some at a time; return what they hear from now on, and the streams."""
    heard: dict[int, list[float]] = defaultdict(list)
    loop, there = asyncio.get_running_loop(), []
    async with asyncio.timeout(LONGEST):
        for first in range(0, len(requests), AT_ONCE):
            some = [
                loop.create_connection(partial(Listener, request, ready, says, heard), "127.0.0.1", port)
                for request in requests[first : first + AT_ONCE]
            ]
            made = [listener for _transport, listener in await asyncio.gather(*some)]
            await asyncio.gather(*(listener.is_there for listener in made))
            there += made
    heard.clear()
    return heard, there


def frame(text: bytes) -> bytes:
    """Return a text frame of a WebSocket, as a client sends it."""
    mask = os.urandom(4)
    body = bytes(byte ^ mask[place % 4] for place, byte in enumerate(text))
    length = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + len(text).to_bytes(2, "big")
    return b"\x81" + length + mask + body
