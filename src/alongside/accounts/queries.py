"""Reads shaped for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from alongside.accounts import policies
from alongside.accounts.devices import BETWEEN
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.sessions import data_of, handle_of, has_ended


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """What one's account consists of, in numbers."""

    has_second_step: bool
    codes_left: int
    devices: int


def account_overview(person: Person, *, now: datetime) -> AccountOverview:
    """Return what the first page of an account says about it."""
    return AccountOverview(
        has_second_step=Authenticator.objects.filter(user=person).exists(),
        codes_left=policies.visible_recovery_codes(person).count(),
        devices=len(own_sessions(person, current=None, now=now)),
    )


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One device somebody is signed in on; moments are aware UTC, None when the session never said."""

    handle: str
    device: str
    started_at: datetime | None
    last_seen_at: datetime | None
    is_this_one: bool


def own_sessions(person: Person, *, current: str | None, now: datetime) -> list[SessionRow]:
    """Return the sessions that a person can still use, this one first, then the last seen first."""
    rows = [
        SessionRow(
            handle=handle_of(row.session_key),
            device=_device_name(row.device),
            started_at=row.started_at,
            last_seen_at=row.last_seen_at,
            is_this_one=row.session_key == current,
        )
        for row in policies.visible_sessions(person.id).filter(expire_date__gt=now).order_by("-last_seen_at")
        if not has_ended(row.started_at, row.last_seen_at, now=now)
    ]
    return sorted(rows, key=lambda row: not row.is_this_one)


def _device_name(word: str) -> str:
    browser, _, system = word.partition(BETWEEN)
    if browser and system:
        return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or gettext("A device")


def people_of_sessions(session_keys: Iterable[str], *, now: datetime) -> dict[str, Person]:
    """Return whose each of these sessions is, without those that have ended in any way: for what outlives a request.

    Two queries, however many there are.
    """
    held = data_of(session_keys, now=now)
    rows = Person.objects.filter(
        is_active=True, id__in=[data[SESSION_KEY] for data in held.values() if SESSION_KEY in data]
    )
    people = {str(person.id): person for person in rows}
    found = {key: (people.get(data.get(SESSION_KEY, "")), data.get(HASH_SESSION_KEY, "")) for key, data in held.items()}
    return {
        key: person
        for key, (person, said) in found.items()
        if person and constant_time_compare(said, person.get_session_auth_hash())
    }


def people_with_roles() -> list[RoleGrant]:
    """Return every role somebody has, with the person, by alias: for organisers."""
    return list(RoleGrant.objects.select_related("person").order_by("person__alias_key", "role"))
