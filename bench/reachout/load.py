"""An open-loop load: POSTs begin when they are due, however many others are still waiting for their answer."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

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
    status: int


@dataclass(slots=True)
class Load:
    """Connections kept alive to one web server, and what was sent over them."""

    port: int
    sent: list[Sent] = field(default_factory=list)
    late: float = 0.0
    _idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

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
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    async def _reach_out(self, person: Signed) -> None:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self.port)
        body = f"level=talk&request_key={uuid4().hex}&csrfmiddlewaretoken={CSRF}".encode()
        head = (
            f"POST /reach-out/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: alongside={person.session_key}; csrftoken={CSRF}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        begun = time.time()
        writer.write(head + body)
        status = await _read_answer(reader)
        self.sent.append(Sent(person.id, begun, time.time(), status))
        self._idle.append((reader, writer))


async def _read_answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    fields = dict(line.split(": ", 1) for line in head[1:] if line)
    if "content-length" in fields:
        await reader.readexactly(int(fields["content-length"]))
    elif fields.get("transfer-encoding") == "chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return int(head[0].split()[1])
