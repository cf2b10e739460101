"""Requests a second and p50 of each arrangement, beside granian's WSGI alone: `python -m bench.server [--quick]`."""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bench.server.door import DOORS
from bench.stage import Stage, answers, free_port, stage, wait_for
from bench.table import ms, percentile, show
from bench.wire import Connection, get

PAGE = "/crisis-lines/"
STATIC = "ui/base.css"
REFERENCE = "wsgi"
CONNECTIONS = 8
WARM_UP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Figures:
    """What one arrangement did with one page; seconds."""

    door: str
    page: str
    took: Sequence[float]
    seconds: float

    @property
    def rate(self) -> float:
        """Return requests a second."""
        return len(self.took) / self.seconds


async def _load(port: int, page: str, seconds: float) -> list[float]:
    request = get(page, port)
    until = time.monotonic() + seconds
    took: list[float] = []

    async def one() -> None:
        connection = await Connection.open(port)
        while (begun := time.monotonic()) < until:
            answer = await connection.exchange(request)
            if answer.status != 200:
                raise RuntimeError(f"{page} was answered {answer.status}")
            took.append(time.monotonic() - begun)
        connection.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return took


def measure(made: Stage, seconds: float, rounds: int) -> list[Figures]:
    """Measure each arrangement in turn, several times over, so that a busy moment of the machine hits no one alone."""
    from django.templatetags.static import static

    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for name in DOORS:
            port = free_port()
            door = made.start(name, [sys.executable, "-m", "bench.server.door", name, str(port)])
            wait_for(partial(answers, port), name)
            for page in (PAGE, static(STATIC)):
                asyncio.run(_load(port, page, WARM_UP_SECONDS))
                found.setdefault((name, page), []).extend(asyncio.run(_load(port, page, seconds)))
            made.stop(door)
    return [Figures(name, page, took, seconds * rounds) for (name, page), took in found.items()]


def tell(found: Sequence[Figures]) -> None:
    """Print a table for each page."""
    for page in dict.fromkeys(one.page for one in found):
        rows = [one for one in found if one.page == page]
        reference = next(one for one in rows if one.door == REFERENCE)
        show(
            f"Server: {page} over {CONNECTIONS} kept-alive connections, one process",
            ("arrangement", "live streams too", "requests/s", "p50 ms", "p99 ms", "x WSGI alone"),
            [
                (
                    DOORS[one.door].title,
                    "yes" if DOORS[one.door].serves_streams else "no",
                    f"{one.rate:.0f}",
                    ms(percentile(one.took, 50)),
                    ms(percentile(one.took, 99)),
                    f"{one.rate / reference.rate:.2f}",
                )
                for one in rows
            ],
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    options = parser.parse_args()
    with stage() as made:
        tell(measure(made, seconds=1.0 if options.quick else 2.0, rounds=1 if options.quick else 3))


if __name__ == "__main__":
    main()
