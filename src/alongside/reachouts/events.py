"""What happens in reach-outs and concerns capabilities above."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Somebody has been through a rehearsal of reaching out, to its end. Nobody was told anything."""

    person_id: UUID
    at: datetime
