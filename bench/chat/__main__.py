"""From POST to each of 2,000 who have a chat room open, 10 lines a second: `python -m bench.chat [--quick]`.

One web process and one worker serve; who listens and who writes is a process of its own on the same machine. Beside it,
a room of socket.io (from npm, installed into a folder of its own the first time; without a network it is left out),
which keeps nothing, asks nobody and has the line put into words already. Lines are written by many, for nobody may
write more than thirty a minute.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bench.chat.listening import Listener, frame, listen
from bench.community.processes import cpu_seconds
from bench.stage import ROOT, Stage, answers, free_port, stage, wait_for
from bench.table import ms, percentile, show
from bench.wire import Connection
from scripts.npm import NODE, NPM

CSRF = "m" * 32
SEED = 21
SOCKET_IO = "socket.io@4.8.1"
WRITERS = 25
SETTLE = 3.0
AFTER = 20.0
UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
Write = Callable[[int], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many listen, and how many lines are written in each second for how many seconds."""

    people: int
    rate: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one arrangement; times in seconds: to each listener, and of each line to the last of them.

    `cpu` is the processor time of what serves, from the first line to the last: reading it and keeping it, too.
    """

    name: str
    each: Sequence[float]
    last: Sequence[float]
    lost: int
    doubled: int
    cpu: float

    @property
    def cpu_a_thousand(self) -> float:
        """Return the processor time of a thousand deliveries."""
        return self.cpu / max(1, len(self.each)) * 1000


async def measure(name: str, plan: Plan, heard: dict[int, list[float]], write: Write, serves: int) -> Figures:
    """Have lines be written at their time, whatever became of those before, and see when they came."""
    loop, count = asyncio.get_running_loop(), plan.rate * plan.seconds
    used = cpu_seconds(serves)
    begun: dict[int, float] = {}
    tasks: list[asyncio.Task[None]] = []
    start = time.monotonic()
    for number in range(count):
        await asyncio.sleep(max(0.0, start + number / plan.rate - time.monotonic()))
        begun[number] = time.monotonic()
        tasks.append(loop.create_task(write(number)))
    await asyncio.gather(*tasks)
    until = time.monotonic() + AFTER
    while time.monotonic() < until and any(len(heard[number]) < plan.people for number in range(count)):
        await asyncio.sleep(0.05)
    each = [at - begun[number] for number in range(count) for at in heard[number]]
    last = [max(heard[number]) - begun[number] for number in range(count) if heard[number]]
    lost = sum(max(0, plan.people - len(heard[number])) for number in range(count))
    doubled = sum(max(0, len(heard[number]) - plan.people) for number in range(count))
    return Figures(name, each, last, lost, doubled, cpu_seconds(serves) - used)


def ours(made: Stage, plan: Plan) -> Figures:
    """Measure a room of a group."""
    web, worker = made.start_web(), made.start_worker()
    slug, room, keys = _room(plan.people)
    requests = [_get(f"/live?shared=group-chat:{room}&known=0", made.port, key) for key in keys]

    async def run() -> Figures:
        heard, there = await listen(made.port, requests, ready=b"event: shared")
        writers = [await Connection.open(made.port) for _ in range(WRITERS)]
        turns = [asyncio.Lock() for _ in writers]

        async def write(number: int) -> None:
            who = number % WRITERS
            body = f"text=It+is+a+long+evening+%23{number}%23&key={uuid4()}&csrfmiddlewaretoken={CSRF}".encode()
            async with turns[who]:
                answer = await writers[who].exchange(_post(f"/groups/{slug}/chat/{room}/", keys[who], body, made.port))
            if answer.status != 204:
                raise RuntimeError(f"a line was answered {answer}")

        await asyncio.sleep(SETTLE)
        found = await measure("a room", plan, heard, write, web.pid)
        _hang_up(there)
        return found

    found = asyncio.run(run())
    for process in (worker, web):
        made.stop(process)
    return found


def theirs(made: Stage, plan: Plan) -> Figures | None:
    """Measure a room of socket.io, None where it cannot be had."""
    folder = _installed()
    if folder is None:
        return None
    port = free_port()
    program = ROOT / "bench" / "chat" / "socketio_room.mjs"
    os.chdir(folder)
    server = made.start("socket.io", [str(NODE), str(program), str(port)])
    os.chdir(ROOT)
    wait_for(lambda: answers(port), "socket.io")

    async def run() -> Figures:
        heard, there = await listen(port, [UPGRADE] * plan.people, ready=b'40{"sid"', says=frame(b"40"))

        async def write(number: int) -> None:
            words = f'<li class=\\"line\\" data-line=\\"{number}\\"><p>It is a long evening #{number}#</p></li>'
            there[number % WRITERS].transport.write(frame(f'42["line","{words}"]'.encode()))

        await asyncio.sleep(SETTLE)
        found = await measure("socket.io", plan, heard, write, server.pid)
        _hang_up(there)
        return found

    return asyncio.run(run())


def _hang_up(there: Sequence[Listener]) -> None:
    for listener in there:
        listener.transport.abort()


def _installed() -> Path | None:
    """Return a folder in which socket.io is installed; None when npm cannot get it."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "alongside-bench" / SOCKET_IO
    if not (folder / "node_modules" / "socket.io").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        command = [str(NODE), str(NPM), "install", "--no-audit", "--no-fund", "--ignore-scripts", SOCKET_IO]
        path = os.pathsep.join([str(NODE.parent), os.environ.get("PATH", os.defpath)])
        if subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, check=False, timeout=120).returncode:
            print("socket.io could not be installed, and is left out", file=sys.stderr)
            return None
    return folder


def _get(path: str, port: int, key: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: alongside={key}\r\n\r\n".encode()


def _post(path: str, key: str, body: bytes, port: int) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Requested-With: chat\r\n"
        f"Cookie: alongside={key}; csrftoken={CSRF}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _room(people: int) -> tuple[str, str, list[str]]:
    """Make a group with so many members and a room; return its slug, the room, and the sessions of the members."""
    from alongside.accounts.models import Person
    from alongside.groups import services
    from alongside.groups.chat.details import RoomDetails
    from alongside.groups.details import GroupDetails
    from alongside.groups.models import Membership
    from alongside.kernel.clock import current_time
    from bench.community.people import Community, copy_rows
    from bench.reachout.__main__ import _sign_in
    from bench.rooms.__main__ import _no_browsers

    now = current_time()
    community = Community(seed=SEED, now=now, subscribe=_no_browsers)
    community.grow(people, with_ties=False)
    host = Person.objects.get(id=community.people[0].id)
    details = GroupDetails("Lantern group", "For long evenings.", "It stays here.", "condition", "hidden", ("en",))
    room = RoomDetails("Open room", "For whatever is on your mind.")
    group = services.begin_group(actor=host, details=details, alias="Host", first_room=room, now=now)
    rows = (
        {"id": uuid4(), "group_id": group.id, "person_id": one.id, "alias": f"Somebody {n}",
         "alias_key": f"somebody {n}", "state": "in", "agreed_at": now, "joined_at": now}
        for n, one in enumerate(community.people[1:])
    )  # fmt: skip
    copy_rows(Membership, rows, now=now)
    signed = {one.id: one.session_key for one in _sign_in([one.id for one in community.people])}
    return group.slug, str(group.chat_rooms.get().id), [signed[one.id] for one in community.people]


def tell(plan: Plan, found: Sequence[Figures]) -> None:
    """Print the table."""
    show(
        f"Chat: {plan.people} listen, {plan.rate} lines a second for {plan.seconds} s",
        ("", "p50 ms", "p99 ms", "longest ms", "to the last: p50", "p99", "CPU ms of 1,000", "lost", "doubled"),
        [
            (
                one.name, ms(percentile(one.each, 50)), ms(percentile(one.each, 99)), ms(max(one.each)),
                ms(percentile(one.last, 50)), ms(percentile(one.last, 99)), ms(one.cpu_a_thousand),
                one.lost, one.doubled,
            )
            for one in found
        ],
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer people and seconds")
    options = parser.parse_args()
    plan = Plan(200, 10, 3) if options.quick else Plan(2_000, 10, 8)
    with stage() as made:
        found = [ours(made, plan), theirs(made, plan)]
        tell(plan, [one for one in found if one is not None])


if __name__ == "__main__":
    main()
