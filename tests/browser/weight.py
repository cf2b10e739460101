"""What pages weigh and how soon something shows, against the budget; and the document that holds the figures.

Pure: figures in, text out, and the other way round. A page that weighs what it did, but for noise, keeps its row and is
not timed again, so that measuring again changes what has changed, and nothing else.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

# What we promise an old phone: bytes and requests of one page, and seconds until it shows something.
MOST_BYTES = 60_000
MOST_REQUESTS = 12
LATEST_SHOWN = 1.0
# Noise: tokens of any length, names, how busy a machine is.
NOISE_KB = 1.0
NOISE_SECONDS = 0.15
# From here on the document tells of another page.
STALE_KB = 5.0
STALE_REQUESTS = 2

HEAD = """\
# What pages weigh

Every page of Alongside, as it comes to a browser that has never been here. Written by `make weight`, not by hand.
`make test` counts bytes, requests and hosts again. It fails where a page is over the budget, is missing here, or has
moved away from its figures by more than {stale_kb:.0f} kB or {stale_requests} requests.

| | budget |
|---|---|
| over the wire, compressed, headers too, fonts excluded | {most_kb} kB |
| requests, with fonts, icon and live stream; not what that stream brings later | {most_requests} |
| other hosts | none |
| first content on a slow phone: processor four times slower, 1.6 Mbit/s, 150 ms away | {latest:.0f} s |

kB are 1,000 bytes, rounded up. First content is the quickest of a few loads on one machine, in seconds, with an empty
cache; no test holds a machine to it.

| page | seen by | kB | requests | first content |
|---|---|---|---|---|
"""
ROW = re.compile(
    r"^\| `?(?P<page>[^`|]+?)`? \| (?P<who>[a-z]+) \| (?P<kb>\d+) \| (?P<requests>\d+) \| (?P<s>\d+\.\d) \|$"
)
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weight:
    """What came over the wire for one page: bytes, with headers and without fonts, and requests of every kind."""

    sent: int
    requests: int

    def over_budget(self) -> list[str]:
        """Say what is too much, nothing for a page within the budget."""
        found = [] if self.sent <= MOST_BYTES else [f"{self.sent:,} bytes of {MOST_BYTES:,}"]
        return found + ([] if self.requests <= MOST_REQUESTS else [f"{self.requests} requests of {MOST_REQUESTS}"])


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of the document: kB (1,000 bytes, rounded up), requests, seconds until first content."""

    kilobytes: int
    requests: int
    seconds: float

    def over_budget(self) -> list[str]:
        """Say what is too much, time included."""
        slow = [] if self.seconds <= LATEST_SHOWN else [f"{self.seconds} s of {LATEST_SHOWN}"]
        return Weight(self.kilobytes * 1000, self.requests).over_budget() + slow

    def is_about(self, weight: Weight) -> bool:
        """Whether a page that weighs this much now differs by no more than noise."""
        kilobytes = math.ceil(weight.sent / 1000)
        return self.requests == weight.requests and abs(self.kilobytes - kilobytes) <= NOISE_KB

    def tells_of(self, weight: Weight) -> bool:
        """Whether a page that weighs this much now is still the page of these figures."""
        apart = abs(self.requests - weight.requests)
        return apart <= STALE_REQUESTS and abs(self.kilobytes - weight.sent / 1000) <= STALE_KB


def figures(weight: Weight, shown_after: list[float], before: Figures | None) -> Figures:
    """Return the row of a page from what was measured; `before` is its row so far, which noise does not change."""
    # What else a machine does only ever makes it slower.
    seconds = math.ceil(min(shown_after) * 10) / 10
    if before and abs(before.seconds - seconds) <= NOISE_SECONDS:
        seconds = before.seconds
    return Figures(math.ceil(weight.sent / 1000), weight.requests, seconds)


def document(rows: Mapping[Place, Figures]) -> str:
    """Return the document with a row for each page, by route or name, and who looks at it."""
    head = HEAD.format(
        stale_kb=STALE_KB,
        stale_requests=STALE_REQUESTS,
        most_kb=MOST_BYTES // 1000,
        most_requests=MOST_REQUESTS,
        latest=LATEST_SHOWN,
    )
    return head + "".join(
        f"| {_code(page)} | {who} | {row.kilobytes} | {row.requests} | {row.seconds:.1f} |\n"
        for (page, who), row in rows.items()
    )


def rows_of(text: str) -> dict[Place, Figures]:
    """Return the rows of a document."""
    found = filter(None, (ROW.match(line) for line in text.splitlines()))
    return {(row["page"], row["who"]): Figures(int(row["kb"]), int(row["requests"]), float(row["s"])) for row in found}


def _code(page: str) -> str:
    return f"`{page}`" if page.endswith(("/", ".js")) else page
