"""Finding meetings among many, beside NumPy over the same arrays: `python -m bench.meetings [--quick]`.

The real meetings are moved over the cities of the world, up to 200,000 of them. A thousand questions as people ask
them (near a city, within a window of time on its clock, of a kind, sometimes with words, sometimes anywhere online)
are asked in this process, and over HTTP of one web process with one connection kept. NumPy looks at every meeting for
every question, does not look for words, and takes every clock to stand as it does now: it is the floor, and not the
same service.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.stage import Stage, stage
from bench.table import ms, percentile, show
from bench.wire import Connection, get

if TYPE_CHECKING:
    from alongside.meetings.asking import Asked
    from bench.meetings.world import City


@dataclass(frozen=True, slots=True)
class Plan:
    """How many meetings there are at each step, and how many questions are asked."""

    sizes: tuple[int, ...] = (2_000, 20_000, 200_000)
    questions: int = 1_000


QUICK = Plan(sizes=(2_000, 20_000), questions=200)
SHOWN = 20
TYPES = ("O", "C", "W", "D", "S", "BEG", "X")
WORDS = ("serenity", "morning", "step", "church", "women", "sunday night", "hope")


@dataclass(frozen=True, slots=True)
class Took:
    """How long each question took, in seconds, each way."""

    size: int
    service: list[float]
    http: list[float]
    floor: list[float]
    found: int

    def line(self) -> tuple[object, ...]:
        """Return the figures as the table has them."""
        ways = (self.service, self.http, self.floor)
        figures = (ms(percentile(times, part)) for times in ways for part in (50, 99))
        return (self.size, *figures, f"{self.found / len(self.service):.1f}")


def measure(plan: Plan) -> None:
    """Fill the database step by step, and ask at each; one table for all."""
    with stage() as here:
        from alongside.kernel.clock import current_time
        from bench.meetings import world

        listings, everywhere = world.real_meetings(), world.cities()
        print(f"{len(listings)} real meetings, {len(everywhere)} cities", flush=True)
        asked = questions(everywhere, plan.questions)
        here.start_web()
        took, already = [], 0
        for size in plan.sizes:
            begun = time.perf_counter()
            world.fill(size, listings, everywhere, already=already)
            already = size
            print(f"{size} meetings after {time.perf_counter() - begun:.0f} s", flush=True)
            took.append(_asked_each_way(here, size, asked, current_time()))
            print(took[-1].line(), flush=True)
    _show(took)


def questions(everywhere: "Sequence[City]", count: int) -> "list[Asked]":
    """Return the questions, always the same ones."""
    from alongside.meetings.asking import Asked, Point

    draw = random.Random(6)
    weights = [city.people for city in everywhere]

    def one() -> Asked:
        city = draw.choices(everywhere, weights)[0]
        is_online = draw.random() < 0.15
        return Asked(
            zone=city.zone,
            point=None if is_online else Point(round(city.latitude, 2), round(city.longitude, 2)),
            within_km=draw.choice([5.0, 10.0, 25.0, 25.0, 50.0]),
            weekday=draw.choice([None, None, draw.randrange(7)]),
            types=(draw.choice(TYPES),) if draw.random() < 0.3 else (),
            attendance="online" if is_online else "",
            words=draw.choice(WORDS) if draw.random() < 0.15 else "",
            when=draw.choice(["", "now", "tonight"]),
        )

    return [one() for _ in range(count)]


def _asked_each_way(here: Stage, size: int, asked: "Sequence[Asked]", now: datetime) -> Took:
    from alongside.meetings.finding import find_meetings
    from bench.meetings.floor import Floor

    found = [len(find_meetings(one, now=now, limit=SHOWN).found) for one in asked]
    service = [_timed(partial(find_meetings, one, now=now, limit=SHOWN)) for one in asked]
    floor = Floor(now)
    alone = [_timed(partial(floor.find, one, now)) for one in asked]
    http = asyncio.run(_over_http(here.port, [_path(one, now) for one in asked]))
    return Took(size, service, http, alone, sum(found))


def _timed(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def _path(asked: "Asked", now: datetime) -> str:
    """Return the question as the API takes it: stretches of time as moments."""
    from alongside.meetings.asking import begins, spans

    values: dict[str, object] = {"tz": asked.zone, "limit": SHOWN, "within_km": asked.within_km}
    if asked.point:
        values["near"] = f"{asked.point.latitude},{asked.point.longitude}"
    if asked.when:
        (stretch, *_rest) = spans(asked, begin=begins(asked, now))
        values |= {"starts_after": stretch.start.isoformat(), "starts_before": stretch.end.isoformat()}
    elif asked.weekday is not None:
        values["weekday"] = asked.weekday
    values |= {"types": ",".join(asked.types), "attendance": asked.attendance, "q": asked.words}
    return "/api/v1/meetings?" + urlencode({name: value for name, value in values.items() if value})


async def _over_http(port: int, paths: Sequence[str]) -> list[float]:
    connection = await Connection.open(port)
    took = []
    for is_counted in (False, True):
        for path in paths:
            begun = time.perf_counter()
            answer = await connection.exchange(get(path, port))
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered with {answer.status}")
            took += [time.perf_counter() - begun] if is_counted else []
    connection.close()
    return took


def _show(took: Sequence[Took]) -> None:
    show(
        f"Finding meetings: {len(took[0].service)} questions, milliseconds",
        ("meetings", "service p50", "p99", "HTTP p50", "p99", "NumPy p50", "p99", "found a question"),
        [one.line() for one in took],
    )


def main() -> int:
    """Measure at all sizes, or at the smaller ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    measure(QUICK if parser.parse_args().quick else Plan())
    return 0


if __name__ == "__main__":
    sys.exit(main())
