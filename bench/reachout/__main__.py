"""From POST to the first push, by community size and load, beside the floor: `python -m bench.reachout [--quick]`."""

import argparse
import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bench.reachout.load import Load, Signed
from bench.stage import PushService, Stage, stage, wait_for
from bench.table import ms, percentile, show

WARM_UPS = 30
FLOOR_SAMPLES = 100
SEED = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: community sizes, reach-outs a second, seconds of each load."""

    sizes: Sequence[int] = (1_000, 10_000, 100_000)
    rates: Sequence[int] = (1, 10, 50)
    seconds: Sequence[float] = (20, 15, 15)


QUICK = Plan(sizes=(1_000, 10_000), rates=(10, 50), seconds=(4, 4))


@dataclass(frozen=True, slots=True)
class Figures:
    """One cell of the table; times in seconds."""

    size: int
    rate: int
    sent: int
    lost: int
    answers: Sequence[float]
    pushes: Sequence[float]
    floor: float


def measure(plan: Plan) -> list[Figures]:
    """Run the plan on a fresh stage."""
    with stage() as made, contextlib.closing(PushService()) as push:
        made.start_web()
        made.start_worker()
        return _measure(plan, made, push)


def _measure(plan: Plan, made: Stage, push: PushService) -> list[Figures]:
    from alongside.kernel.clock import current_time
    from bench.community.people import Community
    from bench.floor import Floor

    floor = Floor(push)
    community = Community(seed=SEED, now=current_time(), subscribe=push.subscriptions)
    found = []
    for size in plan.sizes:
        begun = time.monotonic()
        community.grow(size)
        print(f"{size} people after {time.monotonic() - begun:.0f} s", flush=True)
        _forget_reach_outs()
        wanted = WARM_UPS + sum(int(rate * s) for rate, s in zip(plan.rates, plan.seconds, strict=True))
        signed = iter(_sign_in([one.id for one in community.people[:wanted]]))
        _load(made, push, [next(signed) for _ in range(WARM_UPS)], 10)
        for rate, seconds in zip(plan.rates, plan.seconds, strict=True):
            people = [next(signed) for _ in range(int(rate * seconds))]
            before = floor.times(FLOOR_SAMPLES)
            found.append(
                _figures(size, rate, _load(made, push, people, rate), push, before + floor.times(FLOOR_SAMPLES))
            )
    return found


def _forget_reach_outs() -> None:
    """Begin each community without history, so that only its size differs."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reachouts_reachout, notifications_delivery CASCADE")


def _sign_in(people: Sequence[UUID]) -> list[Signed]:
    from django.conf import settings

    from alongside.accounts.models import Person
    from alongside.accounts.sessions import SessionStore, begin
    from alongside.kernel.clock import current_time

    signed = []
    for person in Person.objects.filter(id__in=people).order_by("id"):
        store = SessionStore()
        store["_auth_user_id"] = str(person.id)
        store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        store["_auth_user_hash"] = person.get_session_auth_hash()
        begin(store, user_agent="", now=current_time())
        store.create()
        signed.append(Signed(person.id, store.session_key or ""))
    return signed


def _load(made: Stage, push: PushService, people: Sequence[Signed], rate: float) -> Load:
    """Send, then wait until nothing is on its way any more."""
    from alongside.notifications.models import Delivery

    push.forget()
    load = Load(made.port)
    asyncio.run(load.run(people, rate))
    wait_for(lambda: not Delivery.objects.filter(state="waiting").exists(), "every delivery", 60)
    return load


def _figures(size: int, rate: int, load: Load, push: PushService, floor: Sequence[float]) -> Figures:
    first = _first_pushes(push)
    pushes = [first[one.owner_id] - one.begun for one in load.sent if one.owner_id in first]
    return Figures(
        size=size,
        rate=rate,
        sent=len(load.sent),
        lost=len(load.sent) - len(pushes),
        answers=[one.answered - one.begun for one in load.sent],
        pushes=pushes,
        floor=percentile(floor, 50),
    )


def _first_pushes(push: PushService) -> dict[UUID, float]:
    """Return when the first push of each owner's reach-out arrived, in seconds since 1970."""
    from alongside.reachouts.models import Notification

    arrived: dict[str, float] = {}
    for one in push.received():
        key = one["payload"]["tag"]
        arrived[key] = min(arrived.get(key, one["time"]), one["time"])
    first: dict[UUID, float] = {}
    for row in Notification.objects.select_related("reach_out"):
        if row.key in arrived:
            owner = row.reach_out.owner_id
            first[owner] = min(first.get(owner, arrived[row.key]), arrived[row.key])
    return first


HEAD = (
    "people", "a second", "sent", "lost", "answered p50 ms", "first push p50 ms", "p99 ms", "floor p50 ms", "x floor",
    "growth",
)  # fmt: skip


def tell(found: Sequence[Figures]) -> None:
    """Print the table: growth is p50 against the smallest community at the same rate."""
    smallest = {one.rate: percentile(one.pushes, 50) for one in reversed(found) if one.size == found[0].size}
    show(
        "Reach-out: from POST to the first push at the push service (floor: empty transaction + one push)",
        HEAD,
        [_cells(one, smallest[one.rate]) for one in found],
    )


def _cells(one: Figures, smallest: float) -> list[str]:
    p50, p99 = percentile(one.pushes, 50), percentile(one.pushes, 99)
    return [
        str(one.size), str(one.rate), str(one.sent), str(one.lost), ms(percentile(one.answers, 50)), ms(p50), ms(p99),
        ms(one.floor), f"{p50 / one.floor:.1f}", f"{p50 / smallest:.2f}",
    ]  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two sizes and a few seconds each")
    options = parser.parse_args()
    tell(measure(QUICK if options.quick else Plan()))


if __name__ == "__main__":
    main()
