"""Due work under load, beside what PostgreSQL alone does: `python -m bench.due [--quick]`."""

import argparse
import contextlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bench.stage import ROOT, PushService, Stage, stage, wait_for
from bench.table import ms, percentile, show

if TYPE_CHECKING:
    from bench.community.people import Community

SEED = 20
AHEAD = timedelta(seconds=4)
LONGEST_SECONDS = 180.0
LOOK_SECONDS = 0.5  # asking what has arrived costs the push service as much as taking some messages


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rows of each."""

    people: int = 10_000
    at_once: int = 10_000
    waiting: int = 1_000_000
    trickle: int = 300
    a_second: int = 20
    sweep: int = 100_000


QUICK = Plan(people=2_000, at_once=2_000, waiting=50_000, trickle=60, sweep=20_000)


def measure(plan: Plan) -> None:
    """Run the three measurements on a fresh stage, each with its own table."""
    with stage() as made, contextlib.closing(PushService()) as push:
        from alongside.kernel.clock import current_time
        from bench.community.people import Community

        community = Community(seed=SEED, now=current_time(), subscribe=push.subscriptions)
        community.grow(plan.people, with_ties=False)
        at_once(plan, made, push, community)
        on_time(plan, made, push, community)
        sweep(plan, community)


def at_once(plan: Plan, made: Stage, push: PushService, community: "Community") -> None:
    """Have many rows come due at one moment; time until the last was handed to its channel."""
    from alongside.kernel.clock import current_time
    from alongside.reachouts.models import FollowUp
    from bench.due import rows
    from bench.floor import Floor

    floor = Floor(push).pushes_a_second()
    now = current_time()
    rows.add_follow_ups(community.people, [now + timedelta(days=1)] * plan.at_once, now=now)
    rows.settle()
    worker = made.start_worker()
    push.forget()
    moment = current_time() + AHEAD
    FollowUp.objects.update(due_at=moment)
    wait_for(lambda: push.count() >= plan.at_once, "every push", LONGEST_SECONDS, every=LOOK_SECONDS)
    arrived = [one["time"] - moment.timestamp() for one in push.received()]
    made.stop(worker)
    rate = plan.at_once / max(arrived)
    show(
        f"Due at once: {plan.at_once} rows, one worker (aim: 10,000 within 15 s; floor: one thread that only pushes)",
        ("rows", "pushes", "last after s", "a second", "floor a second", "x floor"),
        [(plan.at_once, len(arrived), f"{max(arrived):.1f}", f"{rate:.0f}", f"{floor:.0f}", f"{floor / rate:.1f}")],
    )
    rows.forget()


def on_time(plan: Plan, made: Stage, push: PushService, community: "Community") -> None:
    """Have a few rows a second come due, without and with many others waiting; time from due to arrived."""
    from alongside.kernel.clock import current_time
    from bench.due import rows

    found: list[tuple[int, list[float]]] = []
    worker = made.start_worker()
    for waiting in (0, plan.waiting):
        rows.add_waiting_deliveries(community.people, waiting, now=current_time())
        rows.settle()
        push.forget()
        first = current_time() + AHEAD
        moments = [first + timedelta(seconds=number / plan.a_second) for number in range(plan.trickle)]
        due = rows.add_follow_ups(community.people, moments, now=current_time())
        wait_for(lambda: push.count() >= plan.trickle, "every push", LONGEST_SECONDS, every=LOOK_SECONDS)
        arrived = {one["payload"]["tag"]: one["time"] for one in push.received()}
        found.append((waiting, [arrived[key] - at.timestamp() for key, at in due.items()]))
        rows.forget()
    made.stop(worker)
    base = percentile(found[0][1], 50)
    show(
        f"Due on time: {plan.a_second} rows a second, from due to arrived (aim: p99 under 1000 ms)",
        ("rows waiting", "rows", "p50 ms", "p99 ms", "x none waiting"),
        [
            (count, len(late), ms(percentile(late, 50)), ms(percentile(late, 99)), f"{percentile(late, 50) / base:.2f}")
            for count, late in found
        ],
    )


def sweep(plan: Plan, community: "Community") -> None:
    """Move many rows that are long due: by one statement, by the engine, and by the engine with a real step."""
    results = [(way, workers, _swept(plan, community, way, workers)) for way in WAYS for workers in (1, 2)]
    floors = {workers: rate for way, workers, rate in results if way == "database"}
    show(
        f"Sweep: {plan.sweep} rows long due, 500 at a time (aim: 10,000 rows/s for a worker of the engine)",
        ("way", "workers", "rows/s", "PostgreSQL alone rows/s", "of that"),
        [
            (WAYS[way], workers, f"{rate:.0f}", f"{floors[workers]:.0f}", f"{rate / floors[workers]:.2f}")
            for way, workers, rate in results
        ],
    )


WAYS = {
    "database": "PostgreSQL alone: one statement a batch",
    "engine": "the engine with the least of steps",
    "follow-ups": "the engine with follow-ups: a delivery each",
}


def _swept(plan: Plan, community: "Community", way: str, workers: int) -> float:
    from alongside.kernel.clock import current_time
    from bench.due import rows

    now = current_time()
    rows.add_follow_ups(community.people, [now - timedelta(days=1)] * plan.sweep, now=now)
    rows.settle()
    begin = time.time() + 3.0
    command = [sys.executable, "-m", "bench.due.sweeper", way, str(begin)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(workers)]
    said = [json.loads(process.communicate(timeout=LONGEST_SECONDS)[0]) for process in running]
    rows.forget()
    assert sum(one["rows"] for one in said) == plan.sweep
    return plan.sweep / max(float(one["seconds"]) for one in said)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth to a twentieth of the rows")
    options = parser.parse_args()
    measure(QUICK if options.quick else Plan())


if __name__ == "__main__":
    main()
