"""What safety notes when somebody signs in."""

from typing import Any

from django.http import HttpRequest

from alongside.accounts.models import Person
from alongside.safety.pauses import is_removed

REMOVED = "removed"


def note_removed(request: HttpRequest, user: Person, **_: Any) -> None:
    """Keep in the session whether whoever signs in was removed."""
    if is_removed(user):
        request.session[REMOVED] = True
