"""A worker whose leases end sooner, so that a short run need not wait a minute for what was in hand at a kill."""

import sys
from datetime import timedelta

from alongside.config.worker import run_worker
from alongside.notifications import outbox


def main() -> None:
    """Work until SIGTERM; Django is set up."""
    outbox.LEASE = timedelta(seconds=float(sys.argv[1]))
    run_worker()
