"""Asks those who read live streams, many at once, whether they still may: their session, and what is shared with them.

Each is asked every `CHECK_SECONDS`, and at once when something says that they may not be a reader any more. Five
hundred who came together are asked in turns and not all at one time, so that what changes meanwhile never waits.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import InterfaceError, OperationalError, close_old_connections

from alongside.accounts.queries import people_of_sessions
from alongside.kernel.clock import current_time
from alongside.kernel.live import Shared
from alongside.safety.pauses import removed_among

logger = logging.getLogger(__name__)

CHECK_SECONDS = 20.0
TURNS = 20
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a stream: by which session, in which language, and what of the shared things they have already."""

    cookie: str
    person_id: UUID
    language: str
    shared: Shared | None
    ref: UUID | None
    known: str


def who_may_read(readers: Sequence[Reader]) -> set[Reader]:
    """Return those whose session goes on and for whom what is shared still is; for a thread."""
    close_old_connections()
    now = current_time()
    people = people_of_sessions({one.cookie for one in readers}, now=now)
    found: dict[tuple[Shared, UUID] | None, list[Reader]] = defaultdict(list)
    for one in readers:
        if one.cookie in people and people[one.cookie].id == one.person_id:
            found[(one.shared, one.ref) if one.shared and one.ref else None].append(one)
    may = set(found.pop(None, []))
    # Their own stream goes on: whoever was asked to leave still can reach out. What many look at together does not.
    gone = removed_among({one.person_id for some in found.values() for one in some}) if found else set()
    for (shared, ref), some in ((key, some) for key, some in found.items() if key):
        seeing = shared.see({one.person_id for one in some} - gone, ref, now)
        may.update(one for one in some if one.person_id in seeing)
    return may


class Asking:
    """Puts together who is to be asked at the same time; who comes while others are asked is asked next."""

    def __init__(self, aside: Callable[..., Awaitable[set[Reader]]]) -> None:
        """Set up; `aside` does something with the database in a thread."""
        self._aside = aside
        self._waiting: list[tuple[Reader, asyncio.Future[bool]]] = []
        self._work: asyncio.Task[None] | None = None

    async def is_still(self, reader: Reader) -> bool:
        """Tell whether somebody still may read; while the database cannot say, they may."""
        said: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((reader, said))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._ask_all())
        return await said

    async def _ask_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            try:
                may = await self._aside(who_may_read, list({reader for reader, _ in some}))
            except (OperationalError, InterfaceError):
                may = {reader for reader, _ in some}
            except Exception:
                # Whoever cannot be asked is no reader any more; their browser comes again, and is asked then.
                logger.exception("readers of live streams could not be asked")
                may = set()
            for reader, said in some:
                if not said.done():  # else they have gone meanwhile
                    said.set_result(reader in may)


class Asked(Protocol):
    """A stream that is asked in its turn."""

    async def be_asked(self) -> None:
        """Find out whether the reader still may, and end when not."""


class Turns:
    """When each stream is asked: the time between two looks at it is cut into turns, with as many streams in each."""

    def __init__(self) -> None:
        """Set up without streams."""
        self._turns: list[set[Asked]] = [set() for _ in range(TURNS)]
        self._now = 0
        self._work: asyncio.Task[None] | None = None

    @contextmanager
    def taking(self, stream: Asked) -> Iterator[None]:
        """Have a stream be asked again and again: in the emptiest turn, of those the one that comes last."""
        later = [self._turns[(self._now - back) % TURNS] for back in range(TURNS)]
        turn = min(later, key=len)
        turn.add(stream)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._go_round())
        try:
            yield
        finally:
            turn.discard(stream)

    async def close(self) -> None:
        """Ask nobody any more."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait([self._work])

    async def _go_round(self) -> None:
        clock = asyncio.get_running_loop().time
        at = clock()
        while any(self._turns):
            at = max(at + CHECK_SECONDS / TURNS, clock())
            await asyncio.sleep(at - clock())
            self._now = (self._now + 1) % TURNS
            await asyncio.gather(*(stream.be_asked() for stream in self._turns[self._now]))
