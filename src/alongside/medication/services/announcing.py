"""Noting what was done to somebody's medication, and having their open pages show it."""

from datetime import datetime
from uuid import UUID

from alongside.audit.services import record
from alongside.kernel import live

TOPIC = "medication"


def noted(action: str, *, subject: UUID, person_id: UUID, now: datetime) -> None:
    """Record what somebody did to their own medication, and announce it to their own pages."""
    record(f"medication.{action}", actor=person_id, subject=subject, about=person_id, now=now)
    live.announce([person_id], topic=TOPIC, ref=subject)
