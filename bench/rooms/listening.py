"""Many who listen to one stream each, and when each change reached them."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Self

AT_ONCE = 20
LONGEST = 60.0
LINE = 2**20


class Listeners:
    """So many streams of one server. `heard[version]` are the moments at which a change had reached each of them."""

    def __init__(self) -> None:
        """Set up without listening."""
        self.heard: dict[int, list[float]] = defaultdict(list)
        self.last = b""
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def begin(cls, port: int, requests: Sequence[bytes]) -> Self:
        """Open a stream for each request, some at a time; return when each has heard its first event."""
        made = cls()
        for first in range(0, len(requests), AT_ONCE):
            some = requests[first : first + AT_ONCE]
            begun = [asyncio.Event() for _ in some]
            made._tasks += [
                asyncio.create_task(made._listen(port, request, event))
                for request, event in zip(some, begun, strict=True)
            ]
            async with asyncio.timeout(LONGEST):
                await asyncio.gather(*(event.wait() for event in begun))
        return made

    async def _listen(self, port: int, request: bytes, begun: asyncio.Event) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LINE)
        writer.write(request)
        version = 0
        while line := await reader.readline():
            if line.startswith(b"id: "):
                version = int(line[4:])
            elif line.startswith(b"data: "):
                self.heard[version].append(time.monotonic())
                self.last = line
                begun.set()
                self._news.set()
        raise RuntimeError("a stream ended")

    async def after(self, change: Callable[[], Awaitable[None]]) -> list[float]:
        """Make a change; return after how many seconds it had reached each of them, whichever version it is."""
        self.heard.clear()
        begun = time.monotonic()
        await change()
        async with asyncio.timeout(LONGEST):
            while max(map(len, self.heard.values()), default=0) < len(self._tasks):
                self._news.clear()
                await self._news.wait()
        latest = max(self.heard)
        return [moment - begun for moment in self.heard[latest]]

    def close(self) -> None:
        """Hang up."""
        for task in self._tasks:
            task.cancel()
