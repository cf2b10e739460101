"""Whether alerts can go out at all: what the banner, `/health` and `alongside doctor` say.

Each capability that can keep an alert from going out registers a check; the kernel brings the worker's
heartbeat and the oldest due row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from alongside.kernel.due import oldest_due_seconds
from alongside.kernel.models import Heartbeat

SILENT_AFTER = timedelta(seconds=60)
LATE_AFTER_SECONDS = 60.0
RECENT = timedelta(seconds=5)

Check = Callable[[datetime], bool]
_checks: dict[str, Check] = {}


@dataclass(frozen=True, slots=True)
class Health:
    """How the engine is: seconds since a worker was last seen (None: never), the oldest due row, checks that fail."""

    worker_seconds_ago: float | None
    oldest_due_seconds: float
    failing: tuple[str, ...]

    @property
    def worker_is_silent(self) -> bool:
        """Tell whether no worker was seen within a minute."""
        return self.worker_seconds_ago is None or self.worker_seconds_ago > SILENT_AFTER.total_seconds()

    @property
    def alerts_can_go_out(self) -> bool:
        """Tell whether a reach-out pressed now would reach somebody."""
        return not self.worker_is_silent and self.oldest_due_seconds <= LATE_AFTER_SECONDS and not self.failing


def register_check(name: str, passes: Check) -> None:
    """Add a check: `passes(now)` is False when alerts cannot go out for that reason."""
    _checks[name] = passes


def beat(name: str, *, now: datetime) -> None:
    """Say that this worker is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def forget_silent_workers(*, now: datetime, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete heartbeats of workers long gone, or left by a clock that ran ahead; return how many."""
    return Heartbeat.objects.exclude(at__range=(now - older_than, now + older_than)).delete()[0]


def examine(*, now: datetime) -> Health:
    """Look at everything that could keep an alert from going out."""
    # Left by a clock that has been set back since: it would pass for a worker for as long.
    seen = Heartbeat.objects.filter(at__lte=now + SILENT_AFTER).aggregate(at=Max("at"))["at"]
    return Health(
        worker_seconds_ago=None if seen is None else max(0.0, (now - seen).total_seconds()),
        oldest_due_seconds=oldest_due_seconds(now=now),
        failing=tuple(name for name, passes in _checks.items() if not passes(now)),
    )


_last: tuple[datetime, Health] | None = None


def recent(*, now: datetime) -> Health:
    """Return what `examine` found at most five seconds ago in this process: cheap enough for every page."""
    global _last  # noqa: PLW0603 - one small value per process, safe to lose and to compute twice
    if _last is None or not timedelta() <= now - _last[0] < RECENT:
        _last = (now, examine(now=now))
    return _last[1]
