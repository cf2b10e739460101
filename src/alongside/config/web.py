"""Runs the web processes."""

from granian import Granian
from granian.constants import Interfaces

# An open page is an open stream: a worker must hold many connections that do almost nothing.
CONNECTIONS = 20_000
BACKLOG = 4096
# Seconds a process has to end once it is told to, for requests on their way; less than the tree around it waits. Live
# streams end at once (`asgi`): who reads one finds another process.
LONGEST_ENDING = 8


def run_web(*, host: str, port: int, workers: int) -> None:
    """Serve pages and live streams at that address with so many processes, until SIGINT or SIGTERM."""
    Granian(
        "alongside.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=LONGEST_ENDING,
        log_access=False,
    ).serve()
