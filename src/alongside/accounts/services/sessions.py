"""Ending sessions. Whoever's session ends is announced, so that open live streams of it end too."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from alongside.accounts import policies
from alongside.accounts.models import Person, Session
from alongside.accounts.sessions import IDLE, LONGEST
from alongside.audit.services import record
from alongside.kernel.live import announce

ENDED = "session-ended"


def end_session(*, actor: Person, handle: str, now: datetime) -> None:
    """End one of the actor's sessions, named by its handle; NotFound when they have no such session."""
    with transaction.atomic():
        policies.access_session(actor, handle).delete()
        record("session.ended", actor=actor.id, about=actor.id, now=now)
        announce([actor.id], topic=ENDED)


def end_other_sessions(*, actor: Person, keep: str | None, now: datetime) -> int:
    """End all sessions of the actor but the one with the key `keep`; return how many."""
    with transaction.atomic():
        return end_sessions_of(actor.id, keep=keep, actor=actor.id, now=now)


def end_all_sessions(*, person: Person, actor: Person | None, now: datetime) -> int:
    """End every session of a person, wherever it is; return how many. `actor` is None for the operator."""
    with transaction.atomic():
        return end_sessions_of(person.id, keep=None, actor=actor.id if actor else None, now=now)


def end_sessions_of(person_id: UUID, *, keep: str | None, actor: UUID | None, now: datetime) -> int:
    """Do so within the running transaction of another service."""
    ended, _ = policies.visible_sessions(person_id).exclude(session_key=keep or "").delete()
    record("sessions.ended", actor=actor, about=person_id, now=now)
    announce([person_id], topic=ENDED)
    return ended


def forget_ended_sessions(*, now: datetime) -> int:
    """Delete the rows of sessions that nobody can use any more; return how many."""
    over = Q(expire_date__lt=now) | Q(started_at__lte=now - LONGEST) | Q(last_seen_at__lte=now - IDLE)
    return Session.objects.filter(over).delete()[0]
