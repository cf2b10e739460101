"""How often an owner asked their supporters lately, as a capability above counts it: `reachouts` registers it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID


class AskedSource(Protocol):
    """Counts in how many reach-outs of the last 7 days this owner asked each of these supporters."""

    def __call__(self, supporter_ids: Sequence[UUID], *, owner_id: UUID, now: datetime) -> Mapping[UUID, int]:
        """Return the counts by supporter; who is not in them was not asked."""


def _nobody(supporter_ids: Sequence[UUID], *, owner_id: UUID, now: datetime) -> Mapping[UUID, int]:
    return {}


_source: AskedSource = _nobody


def register_asked_source(source: AskedSource | None) -> AskedSource:
    """Have it counted by this source; return the one it replaces. None: nobody was asked."""
    global _source
    before, _source = _source, source or _nobody
    return before


def asked_lately(supporter_ids: Sequence[UUID], *, owner_id: UUID, now: datetime) -> Mapping[UUID, int]:
    """Return in how many reach-outs of the last 7 days this owner asked each of these supporters."""
    return _source(supporter_ids, owner_id=owner_id, now=now) if supporter_ids else {}
