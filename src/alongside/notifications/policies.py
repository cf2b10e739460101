"""Who may see where somebody can be told: that person alone. The link in a confirmation mail opens its own address."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.kernel.errors import Gone, NotFound
from alongside.notifications.keys import key_of_test
from alongside.notifications.links import proof_of
from alongside.notifications.models import Delivery, EmailAddress, Preferences, PushSubscription
from alongside.ui import phrases


def visible_preferences(actor: Person) -> QuerySet[Preferences]:
    """Return this person's own preferences: one row, or none while they chose nothing."""
    return Preferences.objects.filter(person=actor)


def visible_emails(actor: Person) -> QuerySet[EmailAddress]:
    """Return this person's own e-mail address: one row or none."""
    return EmailAddress.objects.filter(person=actor)


def visible_devices(actor: Person) -> QuerySet[PushSubscription]:
    """Return this person's own devices."""
    return PushSubscription.objects.filter(person=actor)


def access_device(actor: Person, device_id: UUID) -> PushSubscription:
    """Return one device to whose it is; NotFound for everybody else."""
    row = visible_devices(actor).filter(id=device_id).first()
    if row is None:
        raise NotFound
    return row


def visible_deliveries(actor: Person) -> QuerySet[Delivery]:
    """Return what this person was told."""
    return Delivery.objects.filter(person=actor)


def access_test(actor: Person, test_id: UUID) -> list[Delivery]:
    """Return all copies of a test to who asked for it; NotFound for everybody else."""
    rows = list(visible_deliveries(actor).filter(key=key_of_test(test_id)).order_by("created_at", "id"))
    if not rows:
        raise NotFound
    return rows


def access_email_by_link(token: str, *, now: datetime) -> EmailAddress:
    """Return the address a link names; NotFound when it was altered, Gone when it has ended or another was given."""
    proof = proof_of(token)
    if proof is None:
        raise NotFound(phrases.LINK_NOT_COMPLETE)
    row = EmailAddress.objects.filter(id=proof.email_id).first()
    if row is None or proof.until <= now:
        raise Gone(
            _("This link is no longer open. Nothing is lost: you can ask for a new one where you gave your address.")
        )
    return row
