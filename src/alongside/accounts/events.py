"""What happens in accounts and concerns capabilities above."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ZoneChanged:
    """Somebody lives by another clock from now on, not by that of `before`: they travelled, or said where they are."""

    person_id: UUID
    before: str
    zone: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RoleRevoked:
    """A role was taken from somebody, who has it no more."""

    person_id: UUID
    at: datetime
