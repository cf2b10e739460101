"""An open-loop load: POSTs begin when they are due, however many others are still waiting for their answer."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bench.wire import Connection

CSRF = "m" * 32


@dataclass(frozen=True, slots=True)
class Signed:
    """A person with a session."""

    id: UUID
    session_key: str


@dataclass(slots=True)
class Sent:
    """What became of one POST; times in seconds since 1970."""

    owner_id: UUID
    begun: float
    answered: float


@dataclass(slots=True)
class Load:
    """Connections kept alive to one web server, and what was sent over them."""

    port: int
    sent: list[Sent] = field(default_factory=list)
    late: float = 0.0
    _idle: list[Connection] = field(default_factory=list)

    async def run(self, people: Sequence[Signed], rate: float) -> None:
        """Reach out once for each of these people, so many a second."""
        started = time.monotonic()
        running = []
        for number, person in enumerate(people):
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.late = max(self.late, time.monotonic() - due)
            running.append(asyncio.create_task(self._reach_out(person)))
        await asyncio.gather(*running)
        for connection in self._idle:
            connection.close()
        self._idle.clear()

    async def _reach_out(self, person: Signed) -> None:
        connection = self._idle.pop() if self._idle else await Connection.open(self.port)
        body = f"level=talk&request_key={uuid4().hex}&csrfmiddlewaretoken={CSRF}".encode()
        head = (
            f"POST /reach-out/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: alongside={person.session_key}; csrftoken={CSRF}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        begun = time.time()
        answer = await connection.exchange(head + body)
        if answer.status != 302 or not answer.location.startswith("/reach-out/"):
            raise RuntimeError(f"a reach-out was answered {answer}")
        self.sent.append(Sent(person.id, begun, time.time()))
        self._idle.append(connection)
