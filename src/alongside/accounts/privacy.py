"""What accounts holds about a person: profile, roles, sessions, second steps, codes, links and tokens.

Of secrets only that they exist is exported: there is nothing to read in a digest. `services.erase_person` deletes the
person and the data key after every holding, this one too, has erased what is its own.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import F, QuerySet

from alongside.accounts.models import ApiToken, Person, RecoveryCode, RoleGrant, Session, SignInLink
from alongside.kernel.privacy import Holding, Table


def export(person_id: UUID) -> dict[str, Table]:
    """Return one table for each kind of row; moments are aware UTC."""
    roles, sessions = RoleGrant.objects.order_by("id"), Session.objects.order_by("started_at")
    codes, links = RecoveryCode.objects.order_by("id"), SignInLink.objects.order_by("id")
    tokens = ApiToken.objects.order_by("id")
    profile = ("alias", "locale", "time_zone", "country", "created_at", "last_login")
    steps = Authenticator.objects.filter(user_id=person_id).order_by("id")
    return {
        "profile": _rows(Person.objects.filter(id=person_id), *profile),
        "roles": _rows(roles.filter(person_id=person_id), "role", "created_at"),
        "sessions": _rows(sessions.filter(person_id=person_id), "device", "started_at", "last_seen_at"),
        "second_steps": _rows(steps.annotate(name=F("data__name")), "type", "name", "created_at", "last_used_at"),
        "recovery_codes": _rows(codes.filter(person_id=person_id), "created_at", "used_at"),
        "sign_in_links": _rows(links.filter(person_id=person_id), "created_at", "expires_at", "used_at"),
        "tokens": _rows(tokens.filter(person_id=person_id), "scopes", "created_at", "last_used_at"),
    }


def _rows(rows: QuerySet[Any], *columns: str) -> Table:
    return list(rows.values(*columns))


def erase(person_id: UUID, now: datetime) -> None:
    """Remove everything but the person's own row, which goes last."""
    for model in (RoleGrant, Session, RecoveryCode, SignInLink, ApiToken):
        model.objects.filter(person_id=person_id).delete()
    Authenticator.objects.filter(user_id=person_id).delete()
    EmailAddress.objects.filter(user_id=person_id).delete()


HOLDING = Holding(app="accounts", export=export, erase=erase)
