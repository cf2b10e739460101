"""Does what goes together in a check-in stand out where nothing does, and how long does it take?

`python -m bench.together [--quick]` makes up people whose parts have nothing to do with each other, but whose days are
like the day before, and counts how many are told that something stands out: by our interval, by one that takes days
for separate, and by a percentile bootstrap of moving blocks of seven days. All three are wide enough for all pairs to
hold at once in 95 of 100 people. Then it takes the time of a year with twelve parts.
"""

import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from math import sqrt
from random import Random
from statistics import NormalDist

from alongside.checkins.together import SURE, interval, pairs_of, ranks
from bench.table import ms, show

MONDAY = date(2026, 1, 5)
PARTS, LEVELS, BLOCK, DRAWS = 4, 5, 7, 1000
PAIRS = PARTS * (PARTS - 1) // 2
WIDTH = NormalDist().inv_cdf(1 - (1 - SURE) / 2 / PAIRS)
SETTINGS = ((28, 0.0), (28, 0.5), (28, 0.8), (91, 0.5), (91, 0.8))


def answers(draw: Random, number: int, echo: float) -> list[int]:
    """Return answers from 0 to 4; `echo` is how much a day is like the one before."""
    now, found = draw.gauss(0, 1), []
    for _ in range(number):
        now = echo * now + sqrt(1 - echo**2) * draw.gauss(0, 1)
        found.append(min(LEVELS - 1, int(LEVELS * NormalDist().cdf(now))))
    return found


def by_us(parts: Sequence[list[int]]) -> bool:
    """Tell whether our interval lets anything stand out."""
    series = {str(n): {MONDAY + timedelta(days=day): one for day, one in enumerate(of)} for n, of in enumerate(parts)}
    return any(pair.stands_out for pair in pairs_of(series))


def as_separate_days(parts: Sequence[list[int]]) -> bool:
    """Tell whether one that takes days for separate does."""
    found = (interval(correlation(*map(ranks, two)), len(parts[0]), WIDTH) for two in combinations(parts, 2))
    return any(low > 0 or high < 0 for low, high in found)


def by_blocks(parts: Sequence[list[int]]) -> bool:
    """Tell whether a percentile bootstrap of moving blocks does."""
    number, draw = len(parts[0]), Random(1)
    resampled = [blocks(draw, number) for _ in range(DRAWS)]
    return any(_leaves_nothing_out(ranks(one), ranks(other), resampled) for one, other in combinations(parts, 2))


def blocks(draw: Random, number: int) -> list[int]:
    """Draw days in blocks that follow each other, as many days as there are."""
    starts = [draw.randrange(number - BLOCK + 1) for _ in range(-(-number // BLOCK))]
    return [start + day for start in starts for day in range(BLOCK)][:number]


def _leaves_nothing_out(one: Sequence[float], other: Sequence[float], resampled: Sequence[list[int]]) -> bool:
    found = sorted(correlation([one[day] for day in days], [other[day] for day in days]) for days in resampled)
    edge = int((1 - SURE) / 2 / PAIRS * DRAWS)
    return found[edge] > 0 or found[-1 - edge] < 0


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Pearson's correlation, 0 where one never changes."""
    first, second = sum(one) / len(one), sum(other) / len(other)
    a, b = [x - first for x in one], [y - second for y in other]
    spread = sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    return sum(x * y for x, y in zip(a, b, strict=True)) / spread if spread else 0.0


def a_year_of_twelve() -> tuple[int, float]:
    """Return how many pairs there are in a year of twelve parts, and how many seconds they take; the middle of five."""
    draw, taken, pairs = Random(3), [], 0
    series = {
        str(n): {MONDAY + timedelta(days=day): one for day, one in enumerate(answers(draw, 365, 0.5))}
        for n in range(12)
    }
    for _ in range(5):
        began = time.perf_counter()
        pairs = len(pairs_of(series, after=["0"]))
        taken.append(time.perf_counter() - began)
    return pairs, sorted(taken)[2]


def main() -> int:
    """Print both tables."""
    people = 40 if "--quick" in sys.argv else 200
    draw, rows = Random(7), []
    for number, echo in SETTINGS:
        made = [[answers(draw, number, echo) for _ in range(PARTS)] for _ in range(people)]
        told = [sum(map(way, made)) for way in (by_us, as_separate_days, by_blocks)]
        rows.append((number, echo, *(f"{100 * one / people:.0f} %" for one in told)))
    head = ("days", "like the day before", "ours", "as separate days", "bootstrap of blocks")
    show(f"People of {people} who are told that something stands out where nothing does (aim: 5 %)", head, rows)
    pairs, seconds = a_year_of_twelve()
    show("A year of twelve parts", ("pairs", "ms"), [(pairs, ms(seconds))])
    return 0


if __name__ == "__main__":
    sys.exit(main())
