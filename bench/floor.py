"""The least that handing something over can cost: an empty transaction, and one push over loopback."""

import time

from django.db import connection, transaction

from alongside.kernel.clock import current_time
from alongside.notifications.channels import Outgoing
from alongside.notifications.channels.webpush import Pool, Subscription, send
from alongside.notifications.packing import vapid_key
from bench.stage import PushService

PAUSE_SECONDS = 0.005
WORDS = Outgoing("floor", "Alongside", "There is something new for you.", "/", "http://x.example/", "en", "high", 60)


class Floor:
    """Empty transactions and bare pushes from this process, over connections like those that are measured."""

    def __init__(self, push: PushService) -> None:
        """Subscribe one browser."""
        browser = push.subscriptions(1)[0]
        self._to = Subscription(**{name: browser[name] for name in ("endpoint", "p256dh", "auth")})
        self._pool = Pool(allow_private=True)

    def times(self, samples: int) -> list[float]:
        """Return how long an empty transaction plus one push took each time, in seconds, a short pause between."""
        took = []
        for _ in range(samples):
            begun = time.perf_counter()
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self._send()
            took.append(time.perf_counter() - begun)
            time.sleep(PAUSE_SECONDS)
        return took

    def pushes_a_second(self, samples: int = 1_000) -> float:
        """Return how many pushes one thread hands over in a second with nothing else to do."""
        begun = time.perf_counter()
        for _ in range(samples):
            self._send()
        return samples / (time.perf_counter() - begun)

    def _send(self) -> None:
        send(self._to, WORDS, vapid_key(), now=current_time(), pool=self._pool)
