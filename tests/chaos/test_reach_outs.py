"""Reach-outs in flight while everything is killed: none is lost, none asks twice, none is late beyond the down time."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from tests.chaos.conftest import Table
from tests.chaos.world import Watch, World, drawn_targets
from tests.processes import until

pytestmark = pytest.mark.chaos

SEED = 20260304
LATE_SECONDS = 30.0


@dataclass
class Story:
    """What the people of one run did, and what the pages said to them."""

    world: World
    people: dict[str, dict[str, dict[str, str]]]
    draw: random.Random
    started: dict[str, UUID] = field(default_factory=dict)
    answered: set[UUID] = field(default_factory=set)
    said_no: set[UUID] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)
    ending: threading.Event = field(default_factory=threading.Event)

    def reach_out(self, owner: dict[str, str], level: str, delay: float) -> None:
        """One person, who presses the button again until it has worked."""
        self.ending.wait(delay)
        form = {"level": level, "request_key": uuid4().hex, "note": "made up"}
        said = self.world.post_until_done("/reach-out/", owner["cookie"], self.statuses, **form)
        assert said.location.startswith("/reach-out/"), said
        self.started[owner["id"]] = UUID(said.location.strip("/").split("/")[-1])

    def supporters_answer(self) -> None:
        """Look at what arrives on the devices; some answer or decline, most do not look."""
        seen, known = 0, set()
        with ThreadPoolExecutor(8) as hands:
            while not self.ending.wait(0.2):
                arrived = self.world.endpoint.ask("GET", f"/control/received?after={seen}")
                seen += len(arrived)
                for push in arrived:
                    path, who = push["payload"]["url"], self.people["supporters"].get(push["subscription"])
                    if who and path.startswith("/asked/") and path not in known:
                        known.add(path)
                        self._perhaps(hands, path, who["cookie"])

    def _perhaps(self, hands: ThreadPoolExecutor, path: str, cookie: str) -> None:
        chance = self.draw.random()
        if chance < 0.20:
            move = "answer" if chance < 0.08 else "decline"
            hands.submit(self._move, path, cookie, move, self.draw.uniform(0, 3))

    def _move(self, path: str, cookie: str, move: str, delay: float) -> None:
        self.ending.wait(delay)
        said = self.world.post_until_done(f"{path}{move}/", cookie, self.statuses)
        if said.status == 302:
            (self.answered if move == "answer" else self.said_no).add(UUID(path.split("/")[2]))


def test_no_reach_out_is_lost_while_everything_is_killed(
    world: World, is_long: bool, tell_table: Callable[[str, Table], None]
) -> None:
    owners, supporters, ties, kills = (200, 120, 8, 20) if is_long else (30, 20, 5, 5)
    draw = random.Random(SEED)
    world.endpoint.ask("DELETE", "/control/received")
    world.kills.clear()
    devices = world.endpoint.ask("POST", "/control/subscriptions", {"count": owners + supporters})
    story = Story(world, world.inside("people", 2, owners, supporters, ties, given=devices), draw)
    watch = Watch(world)
    with watch.running(), ThreadPoolExecutor(24) as hands:
        answering = hands.submit(story.supporters_answer)
        levels = draw.choices(["talk", "struggling", "urgent"], [5, 3, 2], k=owners)
        asking = [
            hands.submit(story.reach_out, owner, level, draw.uniform(0, 1))
            for owner, level in zip(story.people["owners"], levels, strict=True)
        ]
        for target in drawn_targets(draw, kills):
            time.sleep(draw.uniform(0.5, 6 if is_long else 2))  # a random point is what is meant here
            world.kill(target)
        try:
            for one in asking:
                one.result()
            until(lambda: _is_quiet(world), 300)
        finally:
            story.ending.set()
        answering.result()
    counted = [*_who_did_what(world, story, owners), *_waves(world, watch), *_copies(world)]
    assert world.inside("examine") == "every table is as it should be"
    tell_table(
        f"chaos: {owners} reach-outs, {kills} kills (seed {SEED})",
        [("kills", dict(world.kills)), ("seconds without database or worker", round(watch.seconds(), 1)), *counted],
    )


def _is_quiet(world: World) -> bool:
    [(still,)] = world.query(
        "SELECT (SELECT count(*) FROM reachouts_reachout WHERE state = 'open')"
        " + (SELECT count(*) FROM notifications_delivery WHERE state = 'waiting')"
    )
    return still == 0


def _who_did_what(world: World, story: Story, owners: int) -> Table:
    rows = world.query("SELECT owner_id, id, state, answered_by_id FROM reachouts_reachout")
    assert {str(owner): key for owner, key, *_ in rows} == story.started
    assert len(rows) == owners
    assert {state for _, _, state, _ in rows} <= {"answered", "unanswered"}
    answers = dict(world.query("SELECT id, response FROM reachouts_notification WHERE response <> 'none'"))
    assert {key for key in story.answered if answers.get(key) == "answered"} == story.answered
    assert {key for key in story.said_no if answers.get(key) == "declined"} == story.said_no
    helpers = world.query(
        "SELECT count(*) FROM reachouts_reachout r JOIN reachouts_notification n ON n.reach_out_id = r.id"
        " AND n.supporter_id = r.answered_by_id AND n.response = 'answered' WHERE r.state = 'answered'"
    )
    states = Counter(state for _, _, state, _ in rows)
    assert helpers == [(states["answered"],)]
    return [
        ("reach-outs: how they stand", dict(states)),
        ("requests sent by people, by answer", dict(sorted(story.statuses.items()))),
        ("answers the pages confirmed, all in the database", len(story.answered)),
    ]


def _waves(world: World, watch: Watch) -> Table:
    rows = world.query(
        "SELECT w.reach_out_id, r.state, w.number, extract(epoch FROM w.started_at)::float8,"
        " extract(epoch FROM w.wait)::float8,"
        " (SELECT count(*) FROM reachouts_notification n WHERE n.wave_id = w.id)"
        " FROM reachouts_wave w JOIN reachouts_reachout r ON r.id = w.reach_out_id ORDER BY 1, w.number"
    )
    plans: dict[UUID, list[tuple[str, float | None, float, int]]] = {}
    for key, state, _number, started, wait, asked in rows:
        plans.setdefault(key, []).append((state, started, wait, asked))
    lateness = [late for plan in plans.values() for late in _lateness(plan, watch)]
    twice = world.query("SELECT wave_id FROM reachouts_notification GROUP BY wave_id, supporter_id HAVING count(*) > 1")
    assert twice == []
    assert max(lateness) <= LATE_SECONDS
    return [
        ("waves planned", len(rows)),
        ("waves started", sum(started is not None for _, _, _, started, _, _ in rows)),
        ("people notified", sum(asked for *_, asked in rows)),
        ("notified twice by one wave", len(twice)),
        ("timers", len(lateness)),
        ("latest timer beyond the down time, seconds", round(max(lateness), 2)),
    ]


def _lateness(plan: list[tuple[str, float | None, float, int]], watch: Watch) -> list[float]:
    """By how many seconds each wave was late; on the way, that none was left out."""
    begun = [started is not None for _, started, _, _ in plan]
    assert begun == sorted(begun, reverse=True), "a wave was left out"
    assert plan[0][0] == "answered" or all(begun), "nobody came, but not everybody was asked"
    found = []
    for (_, before, wait, asked), (_, after, _, _) in pairwise(plan):
        if before is not None and after is not None and asked:
            due = before + wait
            found.append(max(0.0, after - due - watch.overlap(due, after)))
    return found


def _copies(world: World) -> Table:
    """What reached the devices: a copy carries the key of the first, so that it replaces it."""
    arrived = world.endpoint.ask("GET", "/control/received")
    topics = {
        (push["subscription"], push["payload"]["url"], push["payload"]["body"], push["topic"]) for push in arrived
    }
    [(handed,)] = world.query(
        "SELECT count(*) FROM notifications_delivery WHERE state = 'handed_over' AND key !~ '^chaos:'"
    )
    times = Counter((push["subscription"], push["topic"]) for push in arrived)
    asked = {(where, path): topic for where, path, _, topic in topics if path.startswith("/asked/")}
    assert len({path for _, path in asked}) == len(asked)
    assert len(times) >= handed
    return [
        ("pushes that arrived", len(arrived)),
        ("distinct keys among them", len(times)),
        ("deliveries marked as handed over", handed),
        ("copies sent twice, with the same key", sum(times.values()) - len(times)),
    ]
