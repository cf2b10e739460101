"""A worker in a thread, and how its deliveries stand."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from alongside.config.worker import Worker
from alongside.notifications.models import Delivery


@contextmanager
def working(*, senders: int = 4) -> Iterator[Worker]:
    """Run a worker in a thread; it has ended, and closed what it opened, when the block ends."""
    worker = Worker(senders=senders)
    thread = threading.Thread(target=worker.run, name="worker")
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(30)
        assert not thread.is_alive()


def states(**conditions: object) -> set[str]:
    """Return the states that deliveries are in."""
    return set(Delivery.objects.filter(**conditions).values_list("state", flat=True))


def settled() -> bool:
    """Tell whether no delivery waits any more."""
    return not Delivery.objects.filter(state="waiting").exists()
