"""What safety does when somebody signs in, or has a role no more."""

from typing import Any

from django.http import HttpRequest

from alongside.accounts.events import RoleRevoked
from alongside.accounts.models import Person
from alongside.safety.pauses import is_removed
from alongside.safety.services.handling import let_claims_go

REMOVED = "removed"


def note_removed(request: HttpRequest, user: Person, **_: Any) -> None:
    """Keep in the session whether whoever signs in was removed."""
    if is_removed(user):
        request.session[REMOVED] = True


def role_revoked(event: RoleRevoked) -> None:
    """Have nobody wait for who may not look after a case any more."""
    let_claims_go(Person.objects.get(id=event.person_id), now=event.at)
