"""Asks those who read live streams, many at once, whether they still may: their session, and what is shared with them.

Each is asked every `CHECK_SECONDS`, and at once when something says that they may not be a reader any more. Five
hundred who came together are asked in turns and not all at one time, so that what changes meanwhile never waits.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError, close_old_connections

from alongside.accounts.queries import people_of_sessions
from alongside.kernel.clock import current_time
from alongside.kernel.live import Shared
from alongside.safety.pauses import removed_among

logger = logging.getLogger(__name__)

CHECK_SECONDS = 20.0
TURNS = 80
MOST_AT_ONCE = 100

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Call:
    """What a browser asks for when it opens a stream."""

    cookie: str
    shared: Shared | None
    ref: UUID | None
    known: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a stream: by which session, in which language, and what of the shared things they have already."""

    cookie: str
    person_id: UUID
    language: str
    shared: Shared | None
    ref: UUID | None
    known: str


def who_comes(calls: Sequence[Call]) -> list[Reader | int]:
    """Return for each call who reads, or the status of a refusal: 401, or 404 for what is not theirs; for a thread."""
    close_old_connections()
    now = current_time()
    people = people_of_sessions({one.cookie for one in calls}, now=now)
    readers = [
        Reader(one.cookie, people[one.cookie].id, people[one.cookie].locale, one.shared, one.ref, one.known)
        if one.cookie in people
        else None
        for one in calls
    ]
    may = _who_sees([one for one in readers if one], now)
    return [401 if one is None else one if one in may else 404 for one in readers]


def who_may_read(readers: Sequence[Reader]) -> list[bool]:
    """Return of each whether their session goes on and what is shared still is for them; for a thread."""
    close_old_connections()
    now = current_time()
    people = people_of_sessions({one.cookie for one in readers}, now=now)
    held = [one for one in readers if one.cookie in people and people[one.cookie].id == one.person_id]
    may = _who_sees(held, now)
    return [one in may for one in readers]


def _who_sees(readers: Sequence[Reader], now: datetime) -> set[Reader]:
    """Return those for whom what they look at is, and all who look at nothing but what is their own."""
    found: dict[tuple[Shared, UUID] | None, list[Reader]] = defaultdict(list)
    for one in readers:
        found[(one.shared, one.ref) if one.shared and one.ref else None].append(one)
    may = set(found.pop(None, []))
    # Their own stream goes on: whoever was asked to leave still can reach out. What many look at together does not.
    gone = removed_among({one.person_id for some in found.values() for one in some}) if found else set()
    for (shared, ref), some in ((key, some) for key, some in found.items() if key):
        seeing = shared.see({one.person_id for one in some} - gone, ref, now)
        may.update(one for one in some if one.person_id in seeing)
    return may


class Together(Generic[Question, Answer]):
    """Puts questions to the database together that come at the same time; what comes meanwhile is asked next.

    After a restart everybody comes back at once: one after the other they would wait for each other.
    """

    def __init__(
        self, aside: Callable[..., Awaitable[Sequence[Answer]]], ask: Callable[[Sequence[Question]], Sequence[Answer]]
    ) -> None:
        """Set up; `aside` does something with the database in a thread, `ask` answers each question in order."""
        self._aside, self._ask = aside, ask
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._work: asyncio.Task[None] | None = None

    async def answer(self, question: Question) -> Answer:
        """Return the answer; what goes wrong is raised for all who were asked at once."""
        said: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, said))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._ask_all())
        return await said

    async def _ask_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            questions = list(dict.fromkeys(question for question, _ in some))
            try:
                answers = dict(zip(questions, await self._aside(self._ask, questions), strict=True))
            except Exception as error:
                if not isinstance(error, OperationalError | InterfaceError):
                    logger.exception("readers of live streams could not be asked")
                for _, said in some:
                    if not said.done():  # else they have gone meanwhile
                        said.set_exception(error)
                continue
            for question, said in some:
                if not said.done():
                    said.set_result(answers[question])


class Asking:
    """Asks readers whether they still may."""

    def __init__(self, aside: Callable[..., Awaitable[Sequence[bool]]]) -> None:
        """Set up; `aside` does something with the database in a thread."""
        self._together = Together[Reader, bool](aside, who_may_read)

    async def is_still(self, reader: Reader) -> bool:
        """Tell whether somebody still may read; while the database cannot say, they may."""
        try:
            return await self._together.answer(reader)
        except (OperationalError, InterfaceError):
            return True
        except Exception:
            # Whoever cannot be asked is no reader any more; their browser comes again, and is asked then.
            return False


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
