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
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role, Scope
from alongside.accounts.models import ApiToken, Person, RecoveryCode, RoleGrant, Session, SignInLink
from alongside.accounts.zones import zone_name
from alongside.kernel.privacy import Holding, Said, Table, labels_of
from alongside.ui import phrases
from alongside.ui.countries import country_name


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


STEPS = {"totp": phrases.APP_WITH_CODES, "webauthn": _("A passkey")}
WORDS = {
    "profile": _("What you said about yourself"),
    "roles": _("Your roles here"),
    "sessions": phrases.DEVICES,
    "second_steps": _("Your second steps"),
    "recovery_codes": phrases.RECOVERY_CODES,
    "sign_in_links": _("Links to sign in with"),
    "tokens": _("Tokens for programs"),
    "alias": _("Alias"),
    "locale": _("Language"),
    "time_zone": _("Time zone"),
    "country": _("Country"),
    "created_at": _("Made"),
    "last_login": _("Signed in last"),
    "role": _("Role"),
    "device": _("Device"),
    "started_at": _("Begun"),
    "last_seen_at": _("Last seen"),
    "type": _("Kind"),
    "name": _("Name"),
    "last_used_at": _("Last used"),
    "used_at": _("Used"),
    "expires_at": _("Good until"),
    "scopes": _("What it may do"),
}
SAID: dict[str, Said] = {
    "locale": lambda code: capfirst(get_language_info(code)["name_local"]),
    "time_zone": zone_name,
    "country": country_name,
    "role": labels_of(Role),
    "scopes": labels_of(Scope),
    "type": lambda kind: STEPS.get(kind, kind),
}
HOLDING = Holding(app="accounts", export=export, erase=erase, words=WORDS, said=SAID)
