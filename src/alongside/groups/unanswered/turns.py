"""Who is asked next for an answer to a post that nobody has answered, and when (pure).

Greeters are asked at once. When half of the time is over it goes up to moderators, after three quarters to hosts,
after seven eighths to those of this place who are on duty, and then to everybody in the group. Levels without anybody
are left out, and the first with somebody is asked at once. While somebody has said that they will answer, nobody else
is asked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

# In the order in which they are asked; the numbers are those that rows keep.
GREETERS, MODERATORS, HOSTS, ON_DUTY, EVERYBODY = LEVELS = (0, 1, 2, 4, 3)
# What part of the time is over when a level is asked.
SHARES = {GREETERS: 0.0, MODERATORS: 0.5, HOSTS: 0.75, ON_DUTY: 0.875, EVERYBODY: 1.0}
# Within how many hours a group may want to answer, and does unless its hosts say otherwise.
TARGETS = (1, 4, 12, 24)
TARGET_HOURS = 4
# How long it takes until somebody is asked about what one member wrote who had many asked already.
CALM = timedelta(minutes=30)
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
    asked = -1 if post.level is None else LEVELS.index(post.level)
    places = [place for place, level in enumerate(LEVELS) if level in staffed or level == EVERYBODY]
    reached = max((place for place in places if moment_of(post, LEVELS[place]) <= now), default=places[0])
    lapsed = post.claimed_until is not None
    place = max(reached, asked)
    asks = LEVELS[place] if place > asked or lapsed else None
    # Who will be on duty by then nobody knows now, so that is looked at when its time comes.
    to_come = sorted({*places, LEVELS.index(ON_DUTY)})
    later = [moment for other in to_come if other > place and (moment := moment_of(post, LEVELS[other])) > now]
    return Step(asks, max(later[0], now + timedelta(minutes=1)) if later else None)


def moment_of(post: Open, level: int) -> datetime:
    """Return when a level is asked."""
    return post.since + (post.until - post.since) * SHARES[level]
