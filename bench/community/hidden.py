"""Does the time of an answer tell that a hidden group is there? Its address and one that never was, asked in pairs.

Which of a pair comes first is drawn by lot: the threads of a web process take requests by turns, each with its own
connection to the database, so that by turns each address would always meet the same half of them.
"""

import asyncio
import math
import random
import statistics
import time
from collections.abc import Sequence

from bench.community.content import NOWHERE
from bench.community.site import Site
from bench.table import ms, percentile, show
from bench.wire import Connection

SEED = 20
WARM_UP = 10
"""Pairs."""
BLOCK = 50
"""Pairs."""
NOISE = 3.0
"""By how many standard errors the two of a pair may differ and still be called the same."""


def measure_hidden(site: Site, slug: str, *, pairs: int) -> None:
    """Ask for both in pairs and print what can be told of them."""
    found = asyncio.run(_ask(site, (slug, NOWHERE), pairs))
    names = ("a hidden group", "no group")
    show(
        "hidden: what somebody outside is answered (404), in pairs, one connection",
        ("address", "asked", "p50 ms", "p99 ms", "mean ms"),
        [
            (
                name,
                len(took),
                ms(percentile(took, 50)),
                ms(percentile(took, 99)),
                f"{statistics.fmean(took) * 1000:.3f}",
            )
            for name, took in zip(names, found, strict=True)
        ],
    )
    apart = _apart(*found)
    told = "noise" if apart < NOISE else "MORE THAN NOISE"
    print(f"The two of a pair differ by {apart:.1f} standard errors: {told}.")


async def _ask(site: Site, slugs: Sequence[str], pairs: int) -> tuple[list[float], list[float]]:
    connection, draw = await Connection.open(site.port), random.Random(SEED)
    took: tuple[list[float], list[float]] = ([], [])
    for pair in range(WARM_UP + pairs):
        for place in draw.sample((0, 1), 2):
            head = (
                f"GET /groups/{slugs[place]}/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nCookie: {site.cookie}\r\n\r\n"
            )
            begun = time.perf_counter()
            answer = await connection.exchange(head.encode())
            if answer.status != 404:
                raise RuntimeError(f"{slugs[place]} was answered {answer.status}")
            if pair >= WARM_UP:
                took[place].append(time.perf_counter() - begun)
    connection.close()
    return took


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    """Return by how many standard errors the two of a pair differ: of the medians of blocks of pairs.

    What the machine does meanwhile lasts longer than a pair and shorter than the run. So neighbours are not
    independent, and an error that is worked out as if they were is too small.
    """
    differences = [first - second for first, second in zip(one, other, strict=True)]
    blocks = [differences[begin : begin + BLOCK] for begin in range(0, len(differences), BLOCK)]
    medians = [statistics.median(block) for block in blocks]
    return abs(statistics.fmean(medians)) / (statistics.stdev(medians) / math.sqrt(len(medians)))
