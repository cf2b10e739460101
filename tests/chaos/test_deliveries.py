"""Deliveries while the workers are killed again and again: each arrives."""

import random
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.chaos.conftest import Table
from tests.chaos.world import World
from tests.processes import until

pytestmark = pytest.mark.chaos

SEED = 4711
BACKLOG = 300
BATCH = 500


def test_no_delivery_is_lost_while_workers_are_killed(
    world: World, is_long: bool, tell_table: Callable[[str, Table], None]
) -> None:
    wanted, kills = (10_000, 40) if is_long else (1_000, 6)
    draw = random.Random(SEED)
    if world.query("SELECT count(*) FROM notifications_pushsubscription") == [(0,)]:
        devices = world.endpoint.ask("POST", "/control/subscriptions", {"count": 40})
        world.inside("people", 1, 10, 30, 3, given=devices)
    world.endpoint.ask("DELETE", "/control/received")
    # Each kill comes once so many have been handed over: at a random point of the work, never after it.
    moments = sorted(draw.sample(range(wanted * 95 // 100), kills))
    told = 0
    begun = time.monotonic()
    for moment in moments:
        told = _keep_busy(world, told, wanted, moment)
        world.kill(draw.choice(["worker-1", "worker-2"]))
    _keep_busy(world, told, wanted, wanted)
    seconds = time.monotonic() - begun
    arrived = Counter(push["topic"] for push in world.endpoint.ask("GET", "/control/received"))
    states = dict(world.query("SELECT state, count(*) FROM notifications_delivery WHERE key ~ '^chaos:' GROUP BY 1"))
    assert states == {"handed_over": wanted}
    assert len(arrived) == wanted
    tell_table(
        f"chaos: {wanted} deliveries, {kills} kills of a worker (seed {SEED})",
        [
            ("deliveries", wanted),
            ("arrived", len(arrived)),
            ("lost", wanted - len(arrived)),
            ("copies sent twice, with the same key", sum(arrived.values()) - len(arrived)),
            ("seconds", round(seconds, 1)),
        ],
    )


def _keep_busy(world: World, told: int, wanted: int, until_handed: int) -> int:
    """Tell more whenever little is left to do, until so many have been handed over; return how many were told."""

    def handed() -> int:
        [(count,)] = world.query(
            "SELECT count(*) FROM notifications_delivery WHERE key ~ '^chaos:' AND state = 'handed_over'"
        )
        return int(count)

    def enough() -> bool:
        nonlocal told
        done = handed()
        if told < wanted and told - done < BACKLOG:
            more = min(wanted, told + BATCH)
            assert world.inside("deliveries", told, more) == more - told
            told = more
        return done >= until_handed

    until(enough, 180)
    return told
