"""Tokens: a token sees exactly what its person sees, and changes things only with the scope to write."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from alongside.accounts.decorators import PersonRequest
from alongside.accounts.enums import Scope
from alongside.accounts.models import Person
from alongside.accounts.services import person_for_token
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotAllowed

READING = frozenset({"GET", "HEAD"})


class Token(HttpBearer):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """Return the token's person, None when it is not in force; NotAllowed when it may only read."""
        found = person_for_token(token, now=current_time())
        if found is None:
            return None
        person, scopes = found
        if request.method not in READING and Scope.WRITE not in scopes:
            raise NotAllowed("This token may only read. Nothing was changed; make one with the scope write.")
        return person


class TokenRequest(PersonRequest):
    """A request with a token; `auth` is its person."""

    auth: Person
