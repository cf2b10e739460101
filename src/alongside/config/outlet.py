"""Where the bytes of one stream go: written at once where the server takes them, without waking the stream's own task.

A line that two thousand read is handed over two thousand times. A task of the event loop that is woken for each of them
costs several times what the write itself does.
"""

import types
from collections.abc import Awaitable, Callable, Generator, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]


class Outlet:
    """The sending half of a stream. What is begun while something before it is still on its way would overtake it."""

    def __init__(self, send: Send) -> None:
        """Set up with nothing on its way."""
        self._send = send
        self._rest: Awaitable[None] | None = None

    def begin(self, chunk: bytes) -> bool:
        """Write without waiting; False when the server did not take all at once: then `finish` is to be awaited."""
        try:
            self._rest = _begun(self._send({"type": "http.response.body", "body": chunk, "more_body": True}))
        except Exception as error:  # it is this stream's own matter: raised where that waits
            self._rest = _failed(error)
        return self._rest is None

    async def finish(self) -> None:
        """Wait until all that was begun has been taken."""
        rest, self._rest = self._rest, None
        if rest is not None:
            await rest

    async def write(self, chunk: bytes) -> None:
        """Write, and wait while the reader is slow."""
        if not self.begin(chunk):
            await self.finish()


def _begun(sending: Awaitable[None]) -> Awaitable[None] | None:
    """Take the first step of sending; return what remains to be awaited, None when that was all."""
    steps = sending.__await__()
    try:
        return _going_on(next(steps), steps)
    except StopIteration:
        return None


@types.coroutine
def _going_on(waits_for: Any, steps: Generator[Any, Any, None]) -> Generator[Any, Any, None]:
    yield waits_for
    yield from steps


async def _failed(error: Exception) -> None:
    raise error
