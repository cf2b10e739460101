"""Who is asked next for an answer to a post that nobody has answered, and when (pure).

Greeters are asked at once. When half of the time is over it goes up to moderators, after three quarters to hosts, and
then to everybody in the group. Levels without anybody are left out, and the first with somebody is asked at once. While
somebody has said that they will answer, nobody else is asked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

GREETERS, MODERATORS, HOSTS, EVERYBODY = LEVELS = (0, 1, 2, 3)
# What part of the time is over when a level is asked.
SHARES = {GREETERS: 0.0, MODERATORS: 0.5, HOSTS: 0.75, EVERYBODY: 1.0}
TARGET = timedelta(hours=4)
CLAIM = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class Open:
    """A post that nobody has answered: since when, until when the group wants to, which level was asked last."""

    since: datetime
    until: datetime
    level: int | None = None
    claimed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Which level is asked now, None for none, and when to look again; None when everybody was asked."""

    asks: int | None
    look_at: datetime | None


def next_step(post: Open, *, staffed: Collection[int], now: datetime) -> Step:
    """Return what to do about a post now; `staffed` are the levels at which somebody is who could answer."""
    if post.claimed_until is not None and post.claimed_until > now:
        return Step(None, post.claimed_until)
    asked = -1 if post.level is None else post.level
    levels = [level for level in LEVELS if level in staffed or level == EVERYBODY]
    reached = max((level for level in levels if moment_of(post, level) <= now), default=levels[0])
    lapsed = post.claimed_until is not None
    level = max(reached, asked)
    asks = level if level > asked or lapsed else None
    later = [moment_of(post, other) for other in levels if other > level]
    return Step(asks, max(later[0], now + timedelta(minutes=1)) if later else None)


def moment_of(post: Open, level: int) -> datetime:
    """Return when a level is asked."""
    return post.since + (post.until - post.since) * SHARES[level]
