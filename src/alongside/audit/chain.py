"""The chain: each link is a digest of one entry and of the link before it (pure).

Whoever changes, removes or slips in an entry later breaks every link after it. Somebody who can rewrite the whole
database can rewrite the whole chain too: so keep the newest link (`queries.chain_head`) somewhere else now and then.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

FIRST = b""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one entry says: `at` is aware; `actor`, `subject` and `about` are ids or None."""

    id: int
    at: datetime
    actor: UUID | None
    action: str
    subject: UUID | None
    about: UUID | None


def link_digest(facts: Facts, previous: bytes) -> bytes:
    """Return the link of this entry: SHA-256 over the link before it (`FIRST` when there is none) and the facts."""
    written = json.dumps(
        [
            facts.id,
            facts.at.astimezone(UTC).isoformat(timespec="microseconds"),
            *(None if value is None else str(value) for value in (facts.actor, facts.action)),
            *(None if value is None else str(value) for value in (facts.subject, facts.about)),
        ],
        separators=(",", ":"),
    )
    return hashlib.sha256(previous + b"\0" + written.encode()).digest()
