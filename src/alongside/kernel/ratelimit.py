"""Limits that hold across processes: one atomic upsert a try, counted in PostgreSQL."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from alongside.kernel.errors import TooMany
from alongside.kernel.models import RateBucket

# No window is longer: what is forgotten sooner would count anew.
LONGEST = timedelta(days=7)
COUNT = """
INSERT INTO kernel_ratebucket AS bucket (key, window_start, hits) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN bucket.window_start BETWEEN %(begins)s AND %(ends)s THEN bucket.hits + 1 ELSE 1 END,
    window_start =
        CASE WHEN bucket.window_start BETWEEN %(begins)s AND %(ends)s THEN bucket.window_start ELSE %(now)s END
RETURNING hits, window_start
"""


def count_try(what: str, who: str, *, limit: int, window: timedelta, now: datetime) -> None:
    """Count one try of `what` by `who`; TooMany once there were more than `limit` within `window`.

    `who` is kept as a keyed digest only, so the table tells nobody who tried.
    """
    key = hmac.new(settings.SECRET_KEY.encode(), f"{what}\0{who}".encode(), hashlib.sha256).hexdigest()
    with connection.cursor() as cursor:
        # A window that began far ahead was opened under a clock set back since: it must lock nobody out for as long.
        known = {"begins": now - window + timedelta.resolution, "ends": now + window}
        cursor.execute(COUNT, {"key": key, "now": now, **known})
        hits, window_start = cursor.fetchone()
    if hits > limit:
        raise TooMany(max(1, int((window_start + window - now).total_seconds()) + 1))


def forget_old_buckets(*, now: datetime, older_than: timedelta = LONGEST) -> int:
    """Delete buckets whose window began that long ago, and is over whatever it counts; return how many."""
    return RateBucket.objects.filter(window_start__lt=now - older_than).delete()[0]
