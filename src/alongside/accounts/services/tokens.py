"""API tokens: made by the operator, seen and revoked by whoever they belong to."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from alongside.accounts import policies
from alongside.accounts.codes import TOKEN_MARK, make_api_token
from alongside.accounts.digests import digest
from alongside.accounts.enums import Scope
from alongside.accounts.models import ApiToken, Person
from alongside.audit.services import record
from alongside.kernel.errors import Invalid

NOTED_EVERY = timedelta(minutes=5)


def create_token(*, person: Person, scopes: Iterable[str], now: datetime) -> str:
    """Make a token for this person and return it, this once; Invalid when no scope is given or one is unknown."""
    wanted = sorted(set(scopes))
    if not wanted or set(wanted) - set(Scope.values):
        names = {"scopes": ", ".join(Scope.values)}
        raise Invalid(gettext("A token needs one or more of these scopes: %(scopes)s.") % names, field="scopes")
    token = make_api_token()
    with transaction.atomic():
        row = ApiToken.objects.create(person=person, digest=_digest(token), scopes=wanted, created_at=now)
        record("token.created", actor=None, subject=row.id, about=person.id, now=now)
    return token


def revoke_token(*, actor: Person, token_id: UUID, now: datetime) -> None:
    """Make one of the actor's tokens worthless at once; NotFound when they have no such token."""
    with transaction.atomic():
        policies.access_token(actor, token_id).delete()
        record("token.revoked", actor=actor.id, subject=token_id, about=actor.id, now=now)


def person_for_token(token: str, *, now: datetime) -> tuple[Person, frozenset[Scope]] | None:
    """Return whose token this is and what it may be used for, or None; its use is noted at most every five minutes."""
    if not token.startswith(TOKEN_MARK):
        return None
    row = ApiToken.objects.select_related("person").filter(digest=_digest(token), person__is_active=True).first()
    if row is None:
        return None
    if row.last_used_at is None or now - row.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(id=row.id).update(last_used_at=now)
    return row.person, frozenset(Scope(scope) for scope in row.scopes)


def _digest(token: str) -> bytes:
    return digest("api token", token)
