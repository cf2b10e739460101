"""From a raised hand to each of 500 who are in the room, beside the floor: `python -m bench.rooms [--quick]`.

One web process and one worker serve; who listens and who raises a hand is a process of its own on the same machine. The
floor is the same server that hands the same bytes to as many streams, with nothing behind it.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from bench.rooms.listening import Listeners
from bench.stage import Stage, answers, free_port, stage, wait_for
from bench.table import ms, percentile, show
from bench.wire import Connection

CSRF = "m" * 32
SEED = 20
PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one arrangement; times in seconds."""

    name: str
    people: int
    changes: int
    took: Sequence[float]
    size: int


def measure(made: Stage, people: int, changes: int) -> list[Figures]:
    """Fill a room, have hands raised in it, then have the floor say the same."""
    made.start_web()
    made.start_worker()
    slug, keys, shared = _room(people)
    requests = [_get(f"/live?shared={shared}", made.port, key) for key in keys]

    async def raise_hand(number: int) -> None:
        act = "lower" if number % 2 else "raise"
        await _post(made.port, f"/meetings/{slug}/room/act/", f"act={act}&csrfmiddlewaretoken={CSRF}".encode(), keys[0])

    ours, event = asyncio.run(_run(made.port, requests, raise_hand, changes))
    port = free_port()
    made.start("floor", [sys.executable, "-m", "bench.rooms.floor", str(port)])
    wait_for(lambda: answers(port), "floor")

    async def say(number: int) -> None:
        await _post(port, "/say", b"id: %d\n%s\n" % (number + 1, event), "")

    floor, _ = asyncio.run(_run(port, [_get("/live", port, "")] * people, say, changes))
    return [
        Figures("a room", people, changes, ours, len(event)),
        Figures("floor", people, changes, floor, len(event)),
    ]


async def _run(
    port: int, requests: Sequence[bytes], change: Callable[[int], Awaitable[None]], changes: int
) -> tuple[list[float], bytes]:
    listeners = await Listeners.begin(port, requests)
    await asyncio.sleep(2.0)
    took: list[float] = []
    for number in range(changes):
        took += await listeners.after(partial(change, number))
        await asyncio.sleep(PAUSE)
    listeners.close()
    return took, listeners.last


def _get(path: str, port: int, key: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: alongside={key}\r\n\r\n".encode()


async def _post(port: int, path: str, body: bytes, key: str) -> None:
    connection = await Connection.open(port)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Requested-With: room\r\n"
        f"Cookie: alongside={key}; csrftoken={CSRF}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    answer = await connection.exchange(head + body)
    connection.close()
    if answer.status != 204:
        raise RuntimeError(f"a change was answered {answer}")


def _room(people: int) -> tuple[str, list[str], str]:
    """Make a room that is open and so many in it; return its meeting, their sessions and what they look at."""
    from alongside.accounts.models import Person
    from alongside.kernel.clock import current_time
    from alongside.meetings.models import Gathering, Presence
    from bench.community.people import Community, copy_rows
    from bench.reachout.__main__ import _sign_in
    from tests.support.rooms import enters, hosted

    now = current_time()
    community = Community(seed=SEED, now=now, subscribe=_no_browsers)
    community.grow(people, with_ties=False)
    host = Person.objects.get(id=community.people[0].id)
    hosting = hosted(host, now)
    gathering = enters(host, hosting, now, name="Host")
    others = community.people[1:]
    copy_rows(Presence, (_seat(gathering.id, one.id, n, now) for n, one in enumerate(others)), now=now)
    Gathering.objects.filter(id=gathering.id).update(most_here=people)
    signed = _sign_in([one.id for one in community.people])
    keys = {one.id: one.session_key for one in signed}
    return hosting.meeting.slug, [keys[one.id] for one in community.people], f"meeting-room:{gathering.id}"


def _no_browsers(count: int) -> list[dict[str, str]]:
    return [{"endpoint": f"https://push.example.org/{number}", "p256dh": "", "auth": ""} for number in range(count)]


def _seat(gathering: UUID, person: UUID, number: int, now: datetime) -> dict[str, object]:
    raised = now if number < 10 else None
    return {
        "gathering_id": gathering, "person_id": person, "name": f"Somebody {number}", "seen_at": now, "here_since": now,
        "raised_at": raised,
    }  # fmt: skip


def tell(found: Sequence[Figures]) -> None:
    """Print the table."""
    floor = percentile(next(one for one in found if one.name == "floor").took, 99)
    show(
        "Room: from POST to each who is in it",
        ("", "people", "changes", "bytes", "p50 ms", "p99 ms", "longest ms", "x floor p99"),
        [
            (
                one.name, one.people, one.changes, one.size, ms(percentile(one.took, 50)), ms(percentile(one.took, 99)),
                ms(max(one.took)), f"{percentile(one.took, 99) / floor:.1f}",
            )
            for one in found
        ],
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer people and changes")
    options = parser.parse_args()
    with stage() as made:
        tell(measure(made, *((100, 10) if options.quick else (500, 60))))


if __name__ == "__main__":
    main()
