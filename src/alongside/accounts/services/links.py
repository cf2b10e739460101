"""Sign-in links: how somebody gets in for whom the operator made an account."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from alongside.accounts import policies
from alongside.accounts.codes import make_link_token
from alongside.accounts.models import Person, SignInLink
from alongside.audit.services import record

VALID_FOR = timedelta(hours=24)


def make_sign_in_link(*, person: Person, now: datetime) -> str:
    """Return the path of a link that signs this person in once within 24 hours; an older unused one is taken back."""
    token = make_link_token()
    with transaction.atomic():
        Person.objects.select_for_update().get(id=person.id)
        SignInLink.objects.filter(person=person, used_at=None).delete()
        link = SignInLink.objects.create(
            person=person, digest=policies.link_digest(token), expires_at=now + VALID_FOR, created_at=now
        )
        record("sign_in_link.made", actor=None, subject=link.id, about=person.id, now=now)
    return reverse("sign-in-link", args=[token])


def use_sign_in_link(*, token: str, now: datetime) -> Person:
    """Use a link up and return whose it is; NotFound for one that never was, Gone for one used or expired."""
    with transaction.atomic():
        link = policies.access_sign_in_link(token, now=now, lock=True)
        link.used_at = now
        link.save(update_fields=["used_at"])
        record("sign_in_link.used", actor=link.person_id, subject=link.id, about=link.person_id, now=now)
    return link.person
