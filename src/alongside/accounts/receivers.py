"""What allauth tells us when a second step is added or removed: it goes into the audit like any other write."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.clock import current_time


@receiver(authenticator_added)
def note_added(user: Person, **_: Any) -> None:
    """Note that somebody added a second step."""
    record("second_step.added", actor=user.id, subject=user.id, about=user.id, now=current_time())


@receiver(authenticator_removed)
def note_removed(user: Person, **_: Any) -> None:
    """Note that somebody removed a second step."""
    record("second_step.removed", actor=user.id, subject=user.id, about=user.id, now=current_time())
