"""Passphrases, and the recovery codes for when one is lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.aliases import keys_to_find
from alongside.accounts.checks import checked_passphrase, normal_passphrase
from alongside.accounts.models import ApiToken, Person, RecoveryCode, SignInLink
from alongside.accounts.policies import visible_recovery_codes
from alongside.accounts.services.codes import code_digest, replace_codes
from alongside.accounts.services.sessions import end_sessions_of
from alongside.audit.services import record
from alongside.kernel.errors import Invalid, NotAllowed

WRONG_PASSPHRASE = _("This is not your passphrase now. Nothing has changed. Please type it again.")
CANNOT_RECOVER = _(
    "This alias and this code do not belong together, or the code was used before. Nothing has changed. "
    "Please look at both again, or use another of your codes."
)


def change_passphrase(*, actor: Person, current: str, passphrase: str, keep: str | None, now: datetime) -> None:
    """Replace the passphrase of somebody who knows it, and end all their sessions but the one with the key `keep`.

    Invalid when `current` is wrong or the new one cannot be used.
    """
    if not check_password(normal_passphrase(current), actor.password):
        raise Invalid(WRONG_PASSPHRASE, field="current")
    _set_passphrase(actor, passphrase, keep=keep, now=now)


def choose_passphrase(
    *, actor: Person, passphrase: str, by_link: bool, keep: str | None, now: datetime
) -> tuple[str, ...]:
    """Set the passphrase of somebody who has none yet, or who came through an operator's sign-in link (`by_link`).

    Return fresh recovery codes, to be shown once, if they had none left; NotAllowed when they must use
    `change_passphrase`.
    """
    if actor.has_usable_password() and not by_link:
        raise NotAllowed(_("You have a passphrase already. To change it, please type it first."))
    with transaction.atomic():
        _set_passphrase(actor, passphrase, keep=keep, now=now)
        has_codes = visible_recovery_codes(actor).exists()
        return () if has_codes else replace_codes(actor, now=now)


def _set_passphrase(actor: Person, passphrase: str, *, keep: str | None, now: datetime) -> None:
    hashed = make_password(checked_passphrase(passphrase, alias=actor.alias))
    with transaction.atomic():
        Person.objects.filter(id=actor.id).update(password=hashed)
        end_sessions_of(actor.id, keep=keep, actor=actor.id, now=now)
        record("passphrase.changed", actor=actor.id, subject=actor.id, about=actor.id, now=now)
    actor.password = hashed


def recover(*, alias: str, code: str, passphrase: str, now: datetime) -> Person:
    """Let somebody in who lost their passphrase or second step: a new passphrase for one unused recovery code.

    Their second steps are removed, all their sessions end, and tokens and sign-in links stop working: whoever took the
    account over is out. Invalid, with the same sentence and the same work, for an
    alias nobody has and for a code that is wrong or used: nobody learns here who has an account.
    """
    hashed = make_password(checked_passphrase(passphrase, alias=alias))
    with transaction.atomic():
        unused = RecoveryCode.objects.filter(digest=code_digest(code), used_at=None)
        found = unused.filter(person__alias_key__in=keys_to_find(alias[:200])).select_related("person")
        row = found.select_for_update().first()
        if row is None:
            raise Invalid(CANNOT_RECOVER)
        row.used_at = now
        row.save(update_fields=["used_at"])
        person = row.person
        person.password = hashed
        person.save(update_fields=["password"])
        Authenticator.objects.filter(user=person).delete()
        ApiToken.objects.filter(person=person).delete()
        SignInLink.objects.filter(person=person, used_at=None).delete()
        end_sessions_of(person.id, keep=None, actor=person.id, now=now)
        record("person.recovered", actor=person.id, subject=person.id, about=person.id, now=now)
    return person


def renew_recovery_codes(*, actor: Person, now: datetime) -> tuple[str, ...]:
    """Give the actor ten fresh codes, to be shown once; the older ones open nothing from now on."""
    with transaction.atomic():
        Person.objects.select_for_update().get(id=actor.id)
        codes = replace_codes(actor, now=now)
        record("recovery_codes.renewed", actor=actor.id, subject=actor.id, about=actor.id, now=now)
    return codes
