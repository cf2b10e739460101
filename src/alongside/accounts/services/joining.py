"""Joining, by oneself or through the operator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from alongside.accounts.aliases import alias_key
from alongside.accounts.checks import (
    ALIAS_TAKEN,
    checked_alias,
    checked_country,
    checked_locale,
    checked_passphrase,
    checked_zone,
)
from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.services.codes import replace_codes
from alongside.audit.services import record
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.sealed import create_data_key


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who has just joined, with the codes that are shown this once and kept nowhere."""

    person: Person
    recovery_codes: tuple[str, ...]


def join(*, alias: str, passphrase: str, locale: str, time_zone: str, country: str, now: datetime) -> Joined:
    """Make an account under an alias that is free; Invalid for a value that cannot be used, Conflict if taken.

    `country` may be ''. That an alias is taken is the one thing joining tells about others.
    """
    checked = checked_alias(alias)
    person = Person(
        alias=checked,
        alias_key=alias_key(checked),
        password=make_password(checked_passphrase(passphrase, alias=checked)),
        locale=checked_locale(locale),
        time_zone=checked_zone(time_zone),
        country=checked_country(country),
        created_at=now,
    )
    with transaction.atomic():
        _save_new(person, now=now)
        codes = replace_codes(person, now=now)
        record("person.joined", actor=person.id, subject=person.id, about=person.id, now=now)
    return Joined(person, codes)


def create_person(*, alias: str, roles: Iterable[str] = (), now: datetime) -> Person:
    """Make an account for somebody else, as the operator: no passphrase opens it until they chose one through a link.

    Invalid for an alias or role that cannot be, Conflict when the alias is taken.
    """
    checked, wanted = checked_alias(alias), set(roles)
    if unknown := sorted(wanted - set(Role.values)):
        names = {"role": unknown[0], "roles": ", ".join(Role.values)}
        raise Invalid(gettext("%(role)s is not a role. There are: %(roles)s.") % names, field="roles")
    person = Person(alias=checked, alias_key=alias_key(checked), password=make_password(None), created_at=now)
    with transaction.atomic():
        _save_new(person, now=now)
        RoleGrant.objects.bulk_create(RoleGrant(person=person, role=role, created_at=now) for role in sorted(wanted))
        record("person.created", actor=None, subject=person.id, about=person.id, now=now)
    return person


def _save_new(person: Person, *, now: datetime) -> None:
    person.data_key = create_data_key(now=now)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        # The constraint decides, not a look beforehand: two people may ask for one alias at the same moment.
        if "alias_key" not in str(error):
            raise
        raise Conflict(ALIAS_TAKEN, field="alias") from error
