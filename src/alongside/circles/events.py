"""What happens in circles and concerns capabilities above."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TieAccepted:
    """Somebody said yes to an invitation."""

    tie_id: UUID
    owner_id: UUID
    supporter_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class TieEnded:
    """A tie that had been accepted is over, whoever ended it: its supporter is not asked through it any more."""

    tie_id: UUID
    owner_id: UUID
    supporter_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SupporterMerged:
    """A contact turned out to be somebody with an account: what was of `old_id` is of `new_id` from now on.

    The old row stays, without tie and address, for what still refers to it.
    """

    old_id: UUID
    new_id: UUID
    at: datetime
