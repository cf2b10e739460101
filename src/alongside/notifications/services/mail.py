"""A person's e-mail address: given, proven, taken away."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict, Gone, Invalid
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal, unseal
from alongside.notifications.channels.mail_settings import as_address
from alongside.notifications.keys import confirmation_key
from alongside.notifications.links import OPEN_FOR, confirm_path
from alongside.notifications.models import EmailAddress
from alongside.notifications.sealing import ADDRESS
from alongside.notifications.services.telling import Telling, tell, withdraw
from alongside.ui import phrases

DAY = timedelta(days=1)
CONFIRMATIONS_A_DAY = 5
CONFIRMATIONS_TO_ONE_ADDRESS_A_DAY = 3


def set_email(*, actor: Person, address: str, now: datetime) -> EmailAddress:
    """Keep an address in place of the one before and send it a link that proves it; until then it is not used.

    Giving the proven one once more changes nothing. Invalid for what is no address, Conflict where no mail is sent,
    TooMany so that nobody can flood somebody else's mailbox.
    """
    if settings.EMAIL_URL is None:
        raise Conflict(_("This place does not send e-mail. You can be told on your devices."))
    wanted = as_address(address.strip())
    if wanted is None:
        raise Invalid(phrases.NO_EMAIL_ADDRESS, field="address")
    old = EmailAddress.objects.filter(person=actor, verified_at__isnull=False).first()
    if old and unseal(old.address_sealed, what=ADDRESS) == wanted.addr_spec:
        return old
    count_try("confirm-email", str(actor.id), limit=CONFIRMATIONS_A_DAY, window=DAY, now=now)
    count_try(
        "confirm-email-to", wanted.addr_spec.lower(), limit=CONFIRMATIONS_TO_ONE_ADDRESS_A_DAY, window=DAY, now=now
    )
    return _keep(actor, wanted.addr_spec, now)


@transaction.atomic
def _keep(actor: Person, address: str, now: datetime) -> EmailAddress:
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    _delete_of(actor, now)
    row = EmailAddress.objects.create(
        created_at=now, person=actor, address_sealed=seal(actor.data_key_id, address, what=ADDRESS)
    )
    _send_link(row, now)
    record("email.set", actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _send_link(row: EmailAddress, now: datetime) -> None:
    """Told as a contact would be: by the address alone, which is nobody's until it is proven."""
    tell(
        [
            Telling(
                key=confirmation_key(row.id),
                text="notifications.confirm-email",
                path=confirm_path(row.id, now=now),
                expires_at=now + OPEN_FOR,
                address_sealed=bytes(row.address_sealed),
                about_id=row.person_id,
                locale=row.person.locale,
            )
        ],
        now=now,
    )


def confirm_email(*, email_id: UUID, now: datetime) -> EmailAddress:
    """Take an address for proven; a second time changes nothing. Gone when it was replaced or removed meanwhile."""
    with transaction.atomic():
        row = EmailAddress.objects.select_for_update(no_key=True).filter(id=email_id).first()
        if row is None:
            raise Gone(
                _("This address was taken away meanwhile. You can give it again where you are told about things.")
            )
        if row.verified_at is None:
            row.verified_at = now
            row.save(update_fields=["verified_at"])
            record("email.confirmed", actor=row.person_id, subject=row.id, about=row.person_id, now=now)
    return row


def remove_email(*, actor: Person, now: datetime) -> None:
    """Take a person's address away. Conflict when there is none any more."""
    with transaction.atomic():
        removed = _delete_of(actor, now)
        if removed is None:
            raise Conflict(_("There is no e-mail address any more. Somebody may have removed it on another device."))
        record("email.removed", actor=actor.id, subject=removed, about=actor.id, now=now)


def _delete_of(actor: Person, now: datetime) -> UUID | None:
    """Delete a person's address and take its confirmation back; return its id, None when there was none."""
    row = EmailAddress.objects.select_for_update(no_key=True).filter(person=actor).first()
    if row is None:
        return None
    withdraw([confirmation_key(row.id)], now=now)
    email_id = row.id
    row.delete()
    return email_id
