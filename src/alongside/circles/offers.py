"""What a supporter offers through one tie: when, how much, and at which level they may be asked.

Pure: the rows of a tie become a `Candidate`, and `reachouts.waves` plans with it. Nothing here knows a
database or a clock; `now` is always an aware moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.kernel.weekhours import in_window, is_within

# Who set no limit is compared as if they carried one reach-out a day, so that they are not asked without end.
ASSUMED_WEEKLY_CAPACITY = 7


class Level(StrEnum):
    """How much a reach-out weighs, lightest first. Compare with `at_least`: `<` would compare the words."""

    TALK = "talk"
    STRUGGLING = "struggling"
    URGENT = "urgent"

    def at_least(self, other: "Level") -> bool:
        """Whether this level weighs as much as `other`, or more."""
        order = list(Level)
        return order.index(self) >= order.index(other)


class Support(StrEnum):
    """The kinds of support a tie can give."""

    EMOTIONAL = "emotional"
    ACCOUNTABILITY = "accountability"
    PRACTICAL = "practical"


# A reach-out asks for somebody to talk to, whatever else it is about: it goes by the hours for that.
REACHED_FOR = Support.EMOTIONAL


class Stance(StrEnum):
    """How a tie stands to the owner's recovery, as the owner sees it. Private to the owner."""

    SUPPORTS = "supports"
    MIXED = "mixed"
    UNDERMINES = "undermines"


class Relation(StrEnum):
    """What a tie is to the owner."""

    PEER = "peer"
    FAMILY = "family"
    FRIEND = "friend"
    PROFESSIONAL = "professional"
    GROUP = "group"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One tie that may be asked in a reach-out, with what its supporter agreed to and carries now.

    `hours` (of the week, 0..167) and `quiet` (start, end) are on the clock of `zone`; no `hours` means any
    hour. `wakes_at` is the lowest level at which they agreed to be asked outside those hours or in their
    quiet ones. `hours_by_support` has the hours of the kinds of support they give at other hours than those;
    whatever else limits them holds for all kinds alike. `weekly_capacity` (None: no limit set) and `load` count
    reach-outs of 7 days over everyone they support; `asked`, `answered` and `last_asked_at` tell of this owner alone.

    `from_level` (None: any), `most_a_week` (None: no limit) and `until` (None: no end) are the boundaries of their
    agreement with this owner, who asked them in `asked_lately` reach-outs of the last 7 days.
    """

    supporter_id: UUID
    tie_id: UUID
    ring: int
    gives: frozenset[Support]
    stance: Stance
    hours: frozenset[int]
    zone: ZoneInfo
    wakes_at: Level | None
    quiet: tuple[time, time] | None
    breather_until: datetime | None
    weekly_capacity: int | None
    load: int
    asked: int
    answered: int
    last_asked_at: datetime | None
    from_level: Level | None = None
    most_a_week: int | None = None
    asked_lately: int = 0
    until: date | None = None
    hours_by_support: Mapping[Support, frozenset[int]] = field(default_factory=dict, hash=False)

    def hours_for(self, kind: Support) -> frozenset[int]:
        """The hours in which they give this kind of support; no hours are any hour."""
        return self.hours_by_support.get(kind, self.hours)

    def is_resting(self, now: datetime) -> bool:
        """Whether they are on a breather at `now`; at `breather_until` it is over."""
        return self.breather_until is not None and now < self.breather_until

    def may_be_woken(self, level: Level) -> bool:
        """Whether they agreed to be asked at any time when it is at this level."""
        return self.wakes_at is not None and level.at_least(self.wakes_at)

    def is_reachable(self, now: datetime, level: Level, kind: Support = REACHED_FOR) -> bool:
        """Whether `now` is in their hours for this and not in their quiet ones, or they agreed to be woken."""
        return self.may_be_woken(level) or (self._is_in_hours(now, kind) and not self._is_quiet(now))

    def is_asked_from(self, level: Level) -> bool:
        """Whether this level is not lighter than what they agreed to be asked for."""
        return self.from_level is None or level.at_least(self.from_level)

    def is_over_at(self, moment: datetime) -> bool:
        """Whether what they agreed to has ended by then: at the beginning of the day `until`, on their own clock."""
        return self.until is not None and moment.astimezone(self.zone).date() >= self.until

    @property
    def was_asked_enough(self) -> bool:
        """Whether this owner has asked them as often in 7 days as they agreed to."""
        return self.most_a_week is not None and self.asked_lately >= self.most_a_week

    @property
    def is_over_capacity(self) -> bool:
        """Whether one more reach-out would be more than they said they can carry in a week."""
        return self.weekly_capacity is not None and self.load >= self.weekly_capacity

    @property
    def load_share(self) -> float:
        """What they carry as a share of what they can carry; 1.0 and above is full."""
        capacity = ASSUMED_WEEKLY_CAPACITY if self.weekly_capacity is None else self.weekly_capacity
        return self.load / max(capacity, 1)

    @property
    def answer_rate(self) -> float:
        """How often they answered this owner, 0 to 1, smoothed: (answered + 1) / (asked + 2).

        Laplace's rule of succession: who was never asked stands at one half, and one answer or one miss
        moves a supporter a little, not to the top or the bottom.
        """
        return (self.answered + 1) / (self.asked + 2)

    def _is_in_hours(self, now: datetime, kind: Support) -> bool:
        hours = self.hours_for(kind)
        return not hours or is_within(hours, now, self.zone)

    def _is_quiet(self, now: datetime) -> bool:
        return self.quiet is not None and in_window(*self.quiet, now, self.zone)
