"""What circles tells people by mail: an invitation, and a contact's own link. Wordings are neutral in a full inbox."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.models import Invitation, Supporter
from alongside.circles.sealing import EMAIL
from alongside.kernel.errors import Conflict
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.notifications.queries import sends_mail
from alongside.notifications.services import Telling, tell
from alongside.notifications.wording import Wording, register_wording
from alongside.ui import phrases

INVITATION = "circles.invitation"
OWN_LINK = "circles.own_link"
# How long a mail server that is down may delay a contact's own link before it is of no use.
OWN_LINK_WAITS = timedelta(days=3)

INVITATION_WORDS = Wording(
    title=_("Somebody asks whether you would be there for them"),
    body=_("Somebody you know has named you as a person to turn to. The link says who it is and what is asked."),
    more=_("Somebody you know has named you as a person to turn to. The link says who it is and what is asked."),
)
OWN_LINK_WORDS = Wording(
    title=phrases.YOUR_OWN_LINK,
    body=_("Please keep this message. Its link is where you change what you offer, take a pause, or stop."),
    more=_("Please keep this message. Its link is where you change what you offer, take a pause, or stop."),
)


# Whoever it belongs to did not ask for any: many people together must not fill one mailbox.
MAILS_TO_ONE_ADDRESS_A_DAY = 10


def count_mail_to(email: str, *, now: datetime) -> None:
    """Count a mail to an address nobody has proven; TooMany past ten a day from all of this instance."""
    limit = MAILS_TO_ONE_ADDRESS_A_DAY
    count_try("circles.mail_to", email.casefold(), limit=limit, window=timedelta(days=1), now=now)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    register_wording(INVITATION, INVITATION_WORDS)
    register_wording(OWN_LINK, OWN_LINK_WORDS)


def mail_invitation(invitation: Invitation, owner: Person, email: str, *, now: datetime) -> None:
    """Queue a mail with an open invitation's link, once for each address. Conflict when no mail goes out here."""
    if not sends_mail():
        raise Conflict(_("This place sends no e-mail. Please pass the link on yourself. It works just the same."))
    count_mail_to(email, now=now)
    digest = salted_hmac(INVITATION, f"{invitation.id} {email.casefold()}", algorithm="sha256").hexdigest()
    tell(
        [
            Telling(
                key=f"invitation:{digest[:40]}",
                text=INVITATION,
                path=links.invitation_path(invitation.id),
                address_sealed=seal(owner.data_key_id, email, what=EMAIL),
                about_id=owner.id,
                locale=owner.locale,
                expires_at=invitation.expires_at,
            )
        ],
        now=now,
    )


def mail_own_link(supporter: Supporter, *, now: datetime) -> None:
    """Queue a mail with a contact's own link, when they gave an address and this instance sends mail."""
    if supporter.email_sealed is None:
        return
    tell(
        [
            Telling(
                key=f"own-link:{supporter.id}",
                text=OWN_LINK,
                path=links.contact_path(supporter.id),
                address_sealed=bytes(supporter.email_sealed),
                about_id=supporter.contact_of_id,
                locale=supporter.locale,
                expires_at=now + OWN_LINK_WAITS,
            )
        ],
        now=now,
    )
