"""One arrangement behind one port, as a process of its own: `python -m bench.server.door NAME PORT`."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from alongside.config.web import BACKLOG, CONNECTIONS


@dataclass(frozen=True, slots=True)
class Door:
    """How granian is to serve the pages. `threads` is for the pages, as far as the arrangement has a say in it."""

    title: str
    interface: Interfaces
    target: str
    threads: int = 1
    serves_streams: bool = True


DOORS = {
    "wsgi": Door("WSGI alone", Interfaces.WSGI, "alongside.config.wsgi:application", 1, serves_streams=False),
    "wsgi-16": Door("WSGI alone, 16 threads", Interfaces.WSGI, "alongside.config.wsgi:application", 16, False),
    "bridge-1": Door("our bridge, 1 thread", Interfaces.ASGI, "bench.server.door:bridged", 1),
    "bridge-4": Door("our bridge, 4 threads", Interfaces.ASGI, "bench.server.door:bridged", 4),
    "bridge-16": Door("our bridge, 16 threads", Interfaces.ASGI, "bench.server.door:bridged", 16),
    "django": Door("Django's ASGI handler", Interfaces.ASGI, "bench.server.door:django_asgi"),
}
THREADS = "BENCH_THREADS"


def bridged() -> Any:
    """Return the door as it is in `config.asgi`, with another number of threads."""
    from alongside.config import asgi
    from alongside.config.bridge import Bridge
    from alongside.config.wsgi import application as pages

    asgi._pages = Bridge(pages, threads=int(os.environ[THREADS]))  # noqa: SLF001 - the one thing that is varied here
    return asgi.application


def django_asgi() -> Callable[..., Any]:
    """Return Django's own ASGI handler."""
    from django.core.asgi import get_asgi_application

    return get_asgi_application()


def main() -> None:
    """Serve until told to stop."""
    name, port = sys.argv[1:]
    door = DOORS[name]
    os.environ[THREADS] = str(door.threads)
    Granian(
        door.target,
        address="127.0.0.1",
        port=int(port),
        interface=door.interface,
        factory=not door.target.startswith("alongside."),
        blocking_threads=door.threads if door.interface is Interfaces.WSGI else None,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
