"""What supporters carry, as a capability above counts it: `reachouts` registers the source."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Load:
    """How often a supporter was asked, and how often they answered, in 7 and in 28 days, over everyone they support.

    `carried_7_days` are the reach-outs that count against their capacity: answered, or asking them now. `nights_*`
    counts the nights they were woken in, as `nights` defines them.
    """

    asked_7_days: int = 0
    answered_7_days: int = 0
    carried_7_days: int = 0
    answered_28_days: int = 0
    nights_7_days: int = 0
    nights_28_days: int = 0

    def fills(self, weekly_capacity: int | None) -> bool:
        """Tell whether they carry as much as they said they can, or more; who set no limit never does."""
        return weekly_capacity is not None and self.carried_7_days >= weekly_capacity


LoadSource = Callable[[Sequence[UUID], datetime], Mapping[UUID, Load]]


def _nothing(_supporter_ids: Sequence[UUID], _now: datetime) -> Mapping[UUID, Load]:
    return {}


_source: LoadSource = _nothing


def register_load_source(source: LoadSource | None) -> LoadSource | None:
    """Have loads counted by `source(supporter ids, now)`; return the source it replaces. None: everybody's is zero."""
    global _source
    before, _source = _source, source or _nothing
    return before


def loads_of(supporter_ids: Sequence[UUID], *, now: datetime) -> dict[UUID, Load]:
    """Return the load of each of these supporters; who the source does not name carries nothing."""
    counted = _source(supporter_ids, now) if supporter_ids else {}
    return {supporter_id: counted.get(supporter_id, Load()) for supporter_id in supporter_ids}
