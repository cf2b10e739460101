"""Pages of a community beside those of Misago and NodeBB: `python -m bench.community [--quick] [--posts N]`.

A topic of fifty posts, the list of topics and the list of groups, each asked for over eight kept-alive connections by
somebody who is signed in: requests a second, p99, and the processor time of a page, of the program and of its database.
Then the same pages of ours among a thousand and among N posts, and what it gains to fill posts into shapes. The others
are measured in the same run where they have been installed (`bench/community/misago.py` and `nodebb.py` say where and
how); nothing of theirs is in this repository.

Where the time of a page of fifty posts went, by a profile that counts time on a busy machine, so roughly: a good two
fifths in Django's querysets, from making their SQL to making instances of what came (the SQL is now made once, planned
once by the database, and values are read, `kernel.statements`), a quarter in templates (the frame is now kept,
`ui.kept`, and what stands in it is filled into shapes, `ui.shapes`), and of what then was left a quarter in initials
(now worked out once for an alias). What is left is spread: of a list of threads a third is asking the database (with
the question whether the connection still lives), a quarter the frame, a tenth the session and whose it is.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.community.content import HIDDEN
from bench.community.hidden import measure_hidden
from bench.community.misago import misago
from bench.community.nodebb import nodebb
from bench.community.processes import cpu_seconds
from bench.community.site import Site, database_pid, visited
from bench.stage import Stage, stage
from bench.table import ms, percentile, show
from bench.wire import Connection

CONNECTIONS = 8
WARM_UP_SECONDS = 1.5
FEW = 1_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one page of one site; seconds."""

    site: str
    page: str
    took: Sequence[float]
    seconds: float
    cpu: float
    database_cpu: float

    @property
    def rate(self) -> float:
        """Return requests a second."""
        return len(self.took) / self.seconds

    @property
    def cpu_a_page(self) -> float:
        """Return the processor time of the program for one page."""
        return self.cpu / len(self.took)

    @property
    def whole_a_page(self) -> float:
        """Return the same with the database's."""
        return (self.cpu + self.database_cpu) / len(self.took)


async def _load(site: Site, path: str, seconds: float) -> list[float]:
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nAccept: text/html\r\nCookie: {site.cookie}\r\n\r\n"
    until = time.monotonic() + seconds
    took: list[float] = []

    async def one() -> None:
        connection = await Connection.open(site.port)
        while (begun := time.monotonic()) < until:
            answer = await connection.exchange(head.encode())
            if answer.status != 200:
                raise RuntimeError(f"{site.name}: {path} was answered {answer.status} {answer.location}")
            took.append(time.monotonic() - begun)
        connection.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return took


def measure(site: Site, seconds: float) -> Iterator[Figures]:
    """Measure each page of a site, warm."""
    site = visited(site)
    for page, path in site.pages.items():
        asyncio.run(_load(site, path, WARM_UP_SECONDS))
        before, database_before, begun = cpu_seconds(site.pid), site.database_cpu(), time.monotonic()
        took = asyncio.run(_load(site, path, seconds))
        lasted = time.monotonic() - begun
        yield Figures(
            site.name, page, took, lasted, cpu_seconds(site.pid) - before, site.database_cpu() - database_before
        )


def ours(made: Stage, posts: Sequence[int]) -> Iterator[Site]:
    """Give our site with so many posts, one after the other."""
    from alongside.kernel.clock import current_time
    from bench.community.groups import Forum
    from bench.reachout.__main__ import _sign_in

    forum, web = Forum(current_time()), made.start_web()
    made.start_worker()  # without one, every page says that alerts cannot go out, and whom to call
    [signed] = _sign_in([forum.filled.person_id])
    for count in posts:
        forum.grow(count)
        filled = forum.filled
        group = f"/groups/{filled.slug}/threads/"
        pages = {"topic": f"{group}{filled.thread_id}/?from=1", "topics": group, "groups": "/groups/"}
        cookie = f"alongside={signed.session_key}"
        yield Site(f"Alongside, {count:,} posts", made.port, web.pid, cookie, pages, database_pid())


def tell(found: Sequence[Figures]) -> None:
    """Print a table for each page, and how ours stands to each of the others."""
    for page in dict.fromkeys(one.page for one in found):
        rows = [one for one in found if one.page == page]
        base = rows[0]
        show(
            f"{page}: over {CONNECTIONS} kept-alive connections, signed in, one process",
            ("site", "pages", "requests/s", "p50 ms", "p99 ms", "CPU ms a page", "with database", "ours x faster"),
            [
                (
                    one.site, len(one.took), f"{one.rate:.0f}", ms(percentile(one.took, 50)),
                    ms(percentile(one.took, 99)), ms(one.cpu_a_page), ms(one.whole_a_page),
                    f"{base.rate / one.rate:.2f}",
                )
                for one in rows
            ],
        )  # fmt: skip


def tell_growth(found: Sequence[Figures]) -> None:
    """Print what a page costs among many posts, of what it costs among few."""
    few, many = ([one for one in found if one.site == f"Alongside, {count} posts"] for count in _sizes(found))
    for one, other in zip(few, many, strict=True):
        print(f"{one.page}: {other.site} costs {other.whole_a_page / one.whole_a_page:.2f} of {one.site}.")


def _sizes(found: Sequence[Figures]) -> tuple[str, str]:
    ours_of = [one.site.split()[1] for one in found if one.site.startswith("Alongside, ")]
    return ours_of[0], ours_of[-1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer posts and seconds")
    parser.add_argument("--posts", type=int, default=1_000_000, help="how many posts the larger community has")
    options = parser.parse_args()
    seconds, posts = (2.0, 20_000) if options.quick else (8.0, options.posts)
    found: list[Figures] = []
    try:
        with stage() as made:
            _all(made, seconds, posts, found, pairs=200 if options.quick else 2_000)
            tell_growth(found)
    finally:
        tell(found)


def _all(made: Stage, seconds: float, posts: int, found: list[Figures], *, pairs: int) -> None:
    """Measure ours, the others, and ours once more with many posts."""
    from bench.community.drawing import measure_drawing

    sites = ours(made, (FEW, posts))
    few = next(sites)
    measure_drawing(rounds=pairs // 10)
    found += measure(few, seconds)
    measure_hidden(few, HIDDEN, pairs=pairs)
    for other in (misago, nodebb):
        with other(made) as site:
            if isinstance(site, str):
                print(site)
            else:
                found += measure(site, seconds)
    found += measure(next(sites), seconds)


if __name__ == "__main__":
    main()
