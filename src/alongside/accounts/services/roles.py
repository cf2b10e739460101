"""Roles: given and taken by an organiser, or by the operator (`actor` None).

Who gains or loses a role is signed out everywhere: what a page or stream may show is decided anew.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.enums import Role
from alongside.accounts.events import RoleRevoked
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.policies import has_role
from alongside.accounts.services.sessions import end_sessions_of
from alongside.audit.services import record
from alongside.kernel import events
from alongside.kernel.errors import Conflict, NotAllowed


def grant_role(*, person: Person, role: Role, actor: Person | None = None, now: datetime) -> None:
    """Give a person a role; Conflict when they have it, NotAllowed unless the actor is an organiser."""
    _check(actor)
    with transaction.atomic():
        grant, is_new = RoleGrant.objects.get_or_create(person=person, role=role, defaults={"created_at": now})
        if not is_new:
            raise Conflict(_("They have this role already. Nothing has changed."))
        _settle("role.granted", person, grant, actor, now)


def revoke_role(*, person: Person, role: Role, actor: Person | None = None, now: datetime) -> None:
    """Take a role from a person; Conflict when they do not have it, NotAllowed unless the actor is an organiser."""
    _check(actor)
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update().filter(person=person, role=role).first()
        if grant is None:
            raise Conflict(_("They do not have this role. Nothing has changed."))
        _settle("role.revoked", person, grant, actor, now)
        grant.delete()
        events.publish(RoleRevoked(person.id, now))


def take_all_roles(person: Person, *, by: UUID | None, now: datetime) -> list[str]:
    """Take every role from whoever was asked to leave, within the running transaction, and return what they were."""
    grants = list(RoleGrant.objects.select_for_update().filter(person=person).order_by("role"))
    for grant in grants:
        record("role.revoked", actor=by, subject=grant.id, about=person.id, now=now)
        grant.delete()
    return [grant.role for grant in grants]


def give_roles_back(person_id: UUID, roles: Iterable[str], *, now: datetime) -> None:
    """Give these roles again to whoever may stay after all, within the running transaction."""
    for role in roles:
        grant, is_new = RoleGrant.objects.get_or_create(person_id=person_id, role=role, defaults={"created_at": now})
        if is_new:
            record("role.granted", actor=None, subject=grant.id, about=person_id, now=now)


def _check(actor: Person | None) -> None:
    if actor is not None and not has_role(actor, Role.ORGANISER):
        raise NotAllowed(_("Only an organiser can give or take roles."))


def _settle(action: str, person: Person, grant: RoleGrant, actor: Person | None, now: datetime) -> None:
    who = actor.id if actor else None
    record(action, actor=who, subject=grant.id, about=person.id, now=now)
    end_sessions_of(person.id, keep=None, actor=who, now=now)
