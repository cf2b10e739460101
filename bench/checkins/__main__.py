"""Check-ins that come due in a large community, beside a bare loop of PostgreSQL: `python -m bench.checkins [--quick]`.

The same rows are moved four ways, by one worker and by two: by nothing but an UPDATE ... SKIP LOCKED RETURNING, asked
with nobody to be told on a device, asked with a device each (a delivery is written for every one), and noted as missed
(a row of history each, and every tenth has somebody chosen who is told). The rows are 1 % of the largest community,
which is its busiest minute. Beside rows a second stands what one core does in a second of its own work, which other
programs on the machine do not change: the worker and the process of PostgreSQL that serves it, added up.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bench.stage import ROOT, stage
from bench.table import show

if TYPE_CHECKING:
    from bench.checkins.people import People

LONGEST_SECONDS = 600.0
GET_READY_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the community is at each step, and how many come due at once."""

    sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    due: int = 10_000
    rounds: int = 3


QUICK = Plan(sizes=(10_000, 50_000), due=5_000, rounds=2)
WAYS = {
    "floor": "PostgreSQL alone: one bare statement a batch",
    "asked": "asked",
    "devices": "asked, with a device each",
    "missed": "noted as missed, every tenth told",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One run: rows a second, rows for a second of one core's work, and the most memory one worker took."""

    rate: float
    by_core: float
    peak_mb: float


def measure(plan: Plan) -> None:
    """Grow the community and move its due rows at each size; one table for all."""
    with stage():
        from alongside.kernel.clock import current_time
        from bench.checkins.people import People

        now = current_time()
        people = People(now=now, tomorrow=now + timedelta(days=3))
        results: dict[tuple[int, str, int], Found] = {}
        for size in plan.sizes:
            started = time.monotonic()
            people.grow(size, due=plan.due)
            print(f"{size} people drawn in {time.monotonic() - started:.0f} s", flush=True)
            for way in WAYS:
                for workers in (1, 2):
                    runs = [_moved(plan, people, way, workers) for _ in range(plan.rounds)]
                    results[size, way, workers] = max(runs, key=lambda one: one.rate)
                    print(size, way, workers, results[size, way, workers], flush=True)
    _show(plan, results)


def _moved(plan: Plan, people: "People", way: str, workers: int) -> Found:
    from alongside.kernel.clock import current_time

    prepared: dict[str, Callable[[], None]] = {
        "missed": lambda: people.miss(current_time(), current_time() - timedelta(hours=3)),
        "devices": lambda: people.ask(current_time(), devices=True),
    }
    prepared.get(way, lambda: people.ask(current_time(), devices=False))()
    begin = time.time() + GET_READY_SECONDS
    command = [sys.executable, "-m", "bench.checkins.mover", "database" if way == "floor" else "engine", str(begin)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(workers)]
    said = [json.loads(process.communicate(timeout=LONGEST_SECONDS)[0]) for process in running]
    _check(plan, way)
    people.put_back()
    assert sum(one["rows"] for one in said) == plan.due
    seconds = max(float(one["ended"]) for one in said) - min(float(one["began"]) for one in said)
    worked = sum(float(one["cpu"]) for one in said)
    return Found(plan.due / seconds, plan.due / worked, max(float(one["peak_mb"]) for one in said))


def _check(plan: Plan, way: str) -> None:
    """See that each way did what it says."""
    from alongside.checkins.models import Entry, Rhythm
    from alongside.notifications.models import Delivery

    asked = Rhythm.objects.filter(asked_for__isnull=False).count()
    noted, told = Entry.objects.filter(key=None).count(), Delivery.objects.count()
    expected = {
        "floor": (0, 0, 0),
        "asked": (plan.due, 0, 0),
        "devices": (plan.due, 0, plan.due),
        "missed": (0, plan.due, 0),
    }[way]
    assert (asked, noted, told) == expected, (way, asked, noted, told)


def _show(plan: Plan, results: dict[tuple[int, str, int], Found]) -> None:
    rows = []
    for (size, way, workers), one in results.items():
        floor, first = results[size, "floor", workers], results[plan.sizes[0], way, workers]
        rows.append(
            (
                size,
                WAYS[way],
                workers,
                f"{one.rate:.0f}",
                f"{floor.rate / one.rate:.1f}",
                f"{one.by_core:.0f}",
                f"{floor.by_core / one.by_core:.1f}",
                f"{first.by_core / one.by_core:.2f}",
                f"{size / 100 / one.rate:.1f}",
                f"{one.peak_mb:.0f}",
            )
        )
    show(
        f"Check-ins: {plan.due} due at once, best of {plan.rounds} (aims: within 3 x the floor; 1 % of all in 60 s)",
        (
            "people",
            "way",
            "workers",
            "rows/s",
            "x floor",
            "a core's s",
            "x floor",
            "x smallest",
            "1 % of all s",
            "peak MB",
        ),
        rows,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="50,000 people at most")
    options = parser.parse_args()
    measure(QUICK if options.quick else Plan())


if __name__ == "__main__":
    main()
