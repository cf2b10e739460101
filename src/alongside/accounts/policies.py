"""Who may see and do what with accounts: everything here is somebody's own, and nobody else learns that it exists."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.digests import digest
from alongside.accounts.enums import Role
from alongside.accounts.models import ApiToken, Person, RecoveryCode, Session, SignInLink
from alongside.accounts.removed import not_removed
from alongside.accounts.sessions import handle_of
from alongside.kernel.errors import Gone, NotFound

LINK_IS_SPENT = _(
    "This sign-in link was used before or has expired. Nothing is lost. "
    "Please ask whoever gave it to you for a new one."
)


def has_role(person: Person, role: Role) -> bool:
    """Tell whether this person has that role."""
    return person.role_grants.filter(role=role).exists()


def people_with(role: Role) -> QuerySet[Person]:
    """Return everybody who has a role and was not asked to leave."""
    return Person.objects.filter(not_removed("id"), role_grants__role=role)


def must_add_second_step(person: Person, role: Role) -> bool:
    """Tell whether the operator asks for a second step in this role and the person has none yet."""
    return role in settings.SECOND_STEP_FOR and not Authenticator.objects.filter(user=person).exists()


def visible_sessions(owner_id: UUID) -> QuerySet[Session]:
    """Return a person's own sessions, to them alone."""
    return Session.objects.filter(person_id=owner_id)


def access_session(actor: Person, handle: str) -> Session:
    """Return the actor's session of that handle; NotFound for anybody else's and for none."""
    for session in visible_sessions(actor.id):
        if handle_of(session.session_key) == handle:
            return session
    raise NotFound


def visible_tokens(actor: Person) -> QuerySet[ApiToken]:
    """Return the actor's own API tokens."""
    return ApiToken.objects.filter(person=actor)


def access_token(actor: Person, token_id: UUID) -> ApiToken:
    """Return the actor's token of that id; NotFound for anybody else's and for none."""
    token = visible_tokens(actor).filter(id=token_id).first()
    if token is None:
        raise NotFound
    return token


def visible_recovery_codes(actor: Person) -> QuerySet[RecoveryCode]:
    """Return the actor's recovery codes that were not used; they hold digests alone."""
    return RecoveryCode.objects.filter(person=actor, used_at=None)


def link_digest(token: str) -> bytes:
    """Return what is kept of a sign-in link's token."""
    return digest("sign-in link", token)


def access_sign_in_link(token: str, *, now: datetime, lock: bool = False) -> SignInLink:
    """Return the link of whoever holds its token; NotFound when there never was one, Gone when it is spent."""
    links = SignInLink.objects.select_related("person").filter(digest=link_digest(token))
    link = (links.select_for_update(of=("self",)) if lock else links).first()
    if link is None:
        raise NotFound
    if link.used_at is not None or link.expires_at <= now:
        raise Gone(LINK_IS_SPENT)
    return link
