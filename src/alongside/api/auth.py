"""Tokens: a token sees exactly what its person sees, and changes things only with the scope to write."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from alongside.accounts.enums import Scope
from alongside.accounts.models import Person
from alongside.accounts.services import person_for_token
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token came with a request, and whether it may change anything."""

    person: Person
    may_write: bool


class Token(HttpBearer):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return who calls, None when the token is not in force; NotAllowed when it may only read."""
        found = person_for_token(token, now=current_time())
        if found is None:
            return None
        person, scopes = found
        if request.method != "GET" and Scope.WRITE not in scopes:
            raise NotAllowed(_("This token may only read. Nothing was changed. Changes need one with the scope write."))
        return Caller(person, may_write=Scope.WRITE in scopes)


class TokenRequest(HttpRequest):
    """A request with a token; `auth` is who calls."""

    auth: Caller
