"""Coverage of one circle and of all together, beside NumPy: `python -m bench.coverage [--quick]`.

Nothing runs beside anything else: this process has no threads, PostgreSQL serves it by one process without helpers,
and either works only while the other waits. So the seconds that both were at work, added up, are those of one core,
whatever else the machine is busy with.
"""

import argparse
import gc
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from bench.stage import stage
from bench.table import ms, percentile, show

if TYPE_CHECKING:
    from bench.coverage.circles import Circles

SEED = 20
ORGANISER = "America/New_York"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many circles at each step, how many single ones are looked at, and how often sums are done over."""

    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)
    single: int = 500
    rounds: int = 3


QUICK = Plan(sizes=(1_000, 5_000), single=100)


def measure(plan: Plan) -> None:
    """Run both measurements on a fresh stage."""
    with stage():
        from alongside.kernel.clock import current_time
        from bench.coverage.circles import Circles

        now = current_time()
        made = Circles(seed=SEED, now=now)
        made.grow(plan.sizes[0])
        one_circle(plan, now)
        community(plan, made, now)


def one_circle(plan: Plan, now: datetime) -> None:
    """Time coverage of single circles: from candidates, with and without kept clocks, and from the database."""
    from alongside.accounts.models import Person
    from alongside.circles import coverage
    from alongside.circles.candidates import accepted_ties, candidates_of
    from alongside.circles.covering import coverage_for
    from alongside.circles.offers import Candidate

    owners = list(Person.objects.order_by("id")[: plan.single])
    circles = []
    for owner in owners:
        needs = [one.need for one in coverage_for(owner, now=now).needs]
        circles.append((ZoneInfo(owner.time_zone), needs, candidates_of(accepted_ties(owner.id), {})))

    def reckon(zone: ZoneInfo, needs: Sequence[coverage.Need], ties: Sequence[Candidate]) -> coverage.Coverage:
        helpers = (coverage.helper_of(one, zone, now) for one in ties)
        return coverage.coverage_of(needs, [helper for helper in helpers if helper])

    def reckon_afresh(zone: ZoneInfo, needs: Sequence[coverage.Need], ties: Sequence[Candidate]) -> coverage.Coverage:
        coverage._clocks.cache_clear()  # noqa: SLF001 - what the first circle of a quarter of an hour finds
        return reckon(zone, needs, ties)

    ways = {
        "from candidates": [_seconds(partial(reckon, *circle)) for circle in circles],
        "from candidates, no clock kept": [_seconds(partial(reckon_afresh, *circle)) for circle in circles],
        "from the database": [_seconds(partial(coverage_for, owner, now=now)) for owner in owners],
    }
    show(
        f"One circle of 12 ties and 8 needs, {len(owners)} of them (aim: 2 ms from candidates)",
        ("way", "p50 ms", "p99 ms"),
        [(way, ms(percentile(took, 50)), ms(percentile(took, 99))) for way, took in ways.items()],
    )


def community(plan: Plan, made: "Circles", now: datetime) -> None:
    """Time the sums over more and more circles: reckoned, with reading, and in NumPy over the same facts."""
    rows = []
    for size in plan.sizes:
        made.grow(size)
        rows.append((size, *_whole(size, now), *_sums(plan.rounds, now)))
    show(
        "All circles together, 12 ties and 8 needs each (aim: 100,000 within 10 s on one core, and linear)",
        (
            "circles",
            "seconds",
            "on one core",
            "here",
            "PostgreSQL",
            "us a circle",
            "MB here",
            "sums s",
            "NumPy s",
            "x floor",
        ),
        rows,
    )


def _whole(size: int, now: datetime) -> Sequence[object]:
    """Time everything: reading, reckoning who could answer when, and the sums. Nothing is kept from before."""
    from alongside.circles import coverage, gathering

    coverage._clocks.cache_clear()  # noqa: SLF001 - as at first
    here, there = time.process_time(), _postgres_seconds()
    whole = _seconds(lambda: gathering.community_of(ZoneInfo(ORGANISER), now=now))
    here, there = time.process_time() - here, _postgres_seconds() - there
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = [f"{seconds:.2f}" for seconds in (whole, here + there, here, there)]
    return *times, f"{(here + there) / size * 1e6:.0f}", f"{memory:.0f}"


def _sums(rounds: int, now: datetime) -> Sequence[object]:
    """Time the sums alone over circles in memory, and NumPy's over the same."""
    from django.db import transaction

    from alongside.circles import gathering
    from alongside.circles.community import add_up
    from alongside.circles.offers import Support
    from bench.coverage import floor

    zone = ZoneInfo(ORGANISER)
    with transaction.atomic():
        kept = list(gathering.circles((), now=now))
    arrays = floor.arrays_of(kept)
    found = add_up(kept)
    kinds = [found.without(kind) for kind in Support]
    assert (list(found.gaps(zone, now)), kinds, found.few_supporters) == floor.sums(arrays, zone, now)
    own = min(_at_work(lambda: add_up(kept).gaps(zone, now)) for _ in range(rounds))
    numpy = min(_at_work(lambda: floor.sums(arrays, zone, now)) for _ in range(rounds))
    return f"{own:.3f}", f"{numpy:.3f}", f"{own / numpy:.1f}"


def _postgres_seconds() -> float:
    """Return how long the process of PostgreSQL that serves us has been at work."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _at_work(call: Callable[[], T]) -> float:
    gc.collect()
    begun = time.process_time()
    call()
    return time.process_time() - begun


def _seconds(call: Callable[[], T]) -> float:
    gc.collect()
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 and 5,000 circles only")
    options = parser.parse_args()
    measure(QUICK if options.quick else Plan())


if __name__ == "__main__":
    main()
