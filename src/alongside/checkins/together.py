"""What goes together in a check-in (pure): pairs of parts whose answers rose and fell on the same days.

Measured by Spearman's rank correlation, ties sharing the middle of their ranks: answers are steps of an order, not
amounts. Around it stands an interval. Fisher's z of a rank correlation of n separate days varies by 1.06 / (n - 3)
(Fieller, Hartley and Pearson, Biometrika 44 (1957), 470-481). Days are not separate: a hard one is often followed by
another. So n is the number of separate days that say as much, from how each part echoes itself on later days (Pyper
and Peterman, Canadian Journal of Fisheries and Aquatic Sciences 55 (1998), 2127-2140). It is as wide as it must be for
all pairs looked at to hold at once (Bonferroni). Why there is no bootstrap: docs/explanation/check-ins.md.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import atanh, sqrt, tanh
from statistics import NormalDist

LEAST_DAYS = 20
SURE = 0.95
# Echoes are read up to a fifth of the time: later ones rest on too few days.
ECHOES = 5
# Fisher's z has no end where two parts always agree.
MOST_Z = 4.0

Series = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts: on how many days both were answered, how they go together (-1 to 1), and between what that may lie.

    With `day_after` the other one is that of the day after.
    """

    one: str
    other: str
    days: int
    rank: float
    low: float
    high: float
    day_after: bool = False

    @property
    def stands_out(self) -> bool:
        """Whether chance alone would seldom do this."""
        return self.low > 0 or self.high < 0


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value from 1 on; equal ones share the middle of theirs."""
    order = sorted(values)
    first: dict[float, int] = {}
    count: dict[float, int] = {}
    for place, value in enumerate(order, start=1):
        first.setdefault(value, place)
        count[value] = count.get(value, 0) + 1
    return [first[value] + (count[value] - 1) / 2 for value in values]


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return how two rows of answers go together, -1 to 1; None where one of them never changes."""
    a, b = _from_middle(one), _from_middle(other)
    spread = sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    if spread == 0:
        return None
    return max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)) / spread))


def _from_middle(values: Sequence[float]) -> list[float]:
    middle = (len(values) + 1) / 2
    return [rank - middle for rank in ranks(values)]


def pairs_of(series: Mapping[str, Series], after: Collection[str] = ()) -> list[Pair]:
    """Return every pair with enough days, those that go together most first.

    `after` are parts that are also looked at on the day after the others.
    """
    echoes = {part: _echoes(of) for part, of in series.items()}
    found = []
    for one, other, later in _candidates(series, after):
        days = [day for day in series[one] if day + later in series[other]]
        rank = spearman([series[one][day] for day in days], [series[other][day + later] for day in days])
        if rank is not None and len(days) >= LEAST_DAYS:
            found.append((one, other, later, rank, len(days), separate_days(days, echoes[one], echoes[other])))
    width = NormalDist().inv_cdf(1 - (1 - SURE) / 2 / max(1, len(found)))
    pairs = [
        Pair(one, other, days, rank, *interval(rank, separate, width), day_after=bool(later))
        for one, other, later, rank, days, separate in found
    ]
    return sorted(pairs, key=lambda pair: -abs(pair.rank))


def _candidates(series: Mapping[str, Series], after: Collection[str]) -> Iterator[tuple[str, str, timedelta]]:
    for one, other in combinations(series, 2):
        yield one, other, timedelta(0)
    for later in after:
        for one in series:
            if one != later:
                yield one, later, timedelta(days=1)


def interval(rank: float, separate: float, width: float) -> tuple[float, float]:
    """Return between what a rank correlation of so many separate days may lie; -1 to 1 where they are too few."""
    if separate <= 3:
        return -1.0, 1.0
    z = max(-MOST_Z, min(MOST_Z, atanh(max(-1 + 1e-9, min(1 - 1e-9, rank)))))
    reach = width * sqrt(1.06 / (separate - 3))
    return tanh(z - reach), tanh(z + reach)


def _echoes(of: Series) -> list[float]:
    """Return how a part goes together with itself one day later, two days later, and so on."""
    if not of:
        return []
    days = sorted(of)
    off = {(day - days[0]).days: rank for day, rank in zip(days, _from_middle([of[d] for d in days]), strict=True)}
    spread = sum(x * x for x in off.values()) / len(off)
    return [_echo(off, spread, later) for later in range(1, (days[-1] - days[0]).days // ECHOES + 1)]


def _echo(off: Mapping[int, float], spread: float, later: int) -> float:
    both = [x * off[day + later] for day, x in off.items() if day + later in off]
    return max(-1.0, min(1.0, sum(both) / len(both) / spread)) if both and spread else 0.0


def separate_days(days: Collection[date], one: Sequence[float], other: Sequence[float]) -> float:
    """Return how many separate days say as much as these, never more than there are."""
    first = min(days)
    bits = sum(1 << (day - first).days for day in days)
    # How many of the days have another one so much later.
    apart = ((bits & bits >> later).bit_count() for later in range(1, 1 + min(len(one), len(other))))
    shared = sum(count * x * y for count, x, y in zip(apart, one, other, strict=False))
    return len(days) / max(1.0, 1 + 2 * shared / len(days))
