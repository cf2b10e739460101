"""Bring in a large feed of meetings, three times: all new, nothing changed, every tenth changed.

The feed holds copies of a real one (ALONGSIDE_TEST_DATA says where those lie), each under slugs of its own:
`python -m bench.feeds [--quick]`.
"""

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bench.stage import stage
from bench.table import show

FEED = "meeting-guide/philadelphia-sepia.2021-10-09.json"


def feed(records: int) -> list[dict[str, Any]]:
    """Return so many records: copies of the real ones."""
    folder = Path(os.environ.get("ALONGSIDE_TEST_DATA") or Path(__file__).parents[3] / "shared" / "data")
    real = json.loads((folder / FEED).read_bytes())
    return [{**real[n % len(real)], "slug": f"{real[n % len(real)]['slug']}-{n}"} for n in range(records)]


def measure(records: int) -> None:
    """Bring the feed in three times and show how long each took."""
    with stage() as here:
        here.prepare()
        from alongside.kernel.clock import current_time
        from alongside.meetings import services
        from alongside.meetings.models import Source

        now = current_time()
        source = Source.objects.create(
            created_at=now, name="Bench", format="meeting-guide", program="aa", timezone="America/New_York"
        )
        found = feed(records)
        rows = []
        for what, every in (("all new", 0), ("nothing changed", 0), ("every tenth changed", 10)):
            if every:
                found = [{**one, "notes": "Changed"} if n % every == 0 else one for n, one in enumerate(found)]
            body = json.dumps(found).encode()
            began = time.perf_counter()
            result = services.take_in(source_id=source.id, body=body, now=now)
            took = time.perf_counter() - began
            counts = f"{result.added}/{result.changed}/{result.unchanged}"
            rows.append((what, counts, f"{took:.1f}", f"{records / took:,.0f}"))
        show(f"{records} records", ("", "added/changed/unchanged", "seconds", "records/s"), rows)
        print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.feeds")
    parser.add_argument("--quick", action="store_true")
    measure(4_000 if parser.parse_args().quick else 50_000)
    return 0


if __name__ == "__main__":
    sys.exit(main())
