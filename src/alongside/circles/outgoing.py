"""What circles tells people: an invitation, a contact's own link, that a word waits. Wordings are neutral anywhere.

Who has no account was promised mail when they are asked and for nothing else, so a thank-you, or the word that they
carry much, waits for them on their own page.
"""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.models import Invitation, LoadWord, Supporter, Thanks, Tie
from alongside.circles.sealing import EMAIL
from alongside.kernel.errors import Conflict
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.notifications.queries import sends_mail
from alongside.notifications.services import Telling, tell, telling_to
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording
from alongside.ui import phrases

INVITATION = "circles.invitation"
OWN_LINK = "circles.own_link"
LOAD = "circles.load"
THANKS = "circles.thanks"
# How long a mail server that is down may delay a contact's own link before it is of no use.
OWN_LINK_WAITS = timedelta(days=3)
# Neither wakes anybody: it may wait out a night, and after some days the page says it as well.
WORD_WAITS = timedelta(days=3)

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
LOAD_WORDS = Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("There is a word for you about what you carry."))
THANKS_WORDS = Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("Somebody has left a kind word for you."))


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
    register_wording(LOAD, LOAD_WORDS)
    register_wording(THANKS, THANKS_WORDS)


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


def tell_of_load(supporter: Supporter, word: LoadWord, *, now: datetime) -> None:
    """Tell a supporter with an account, in passing, that a word about what they carry waits on their page."""
    if supporter.person:
        tell([_word_to(supporter.person, f"load-word:{word.id}", LOAD, now)], now=now, are_new=True)


def tell_of_thanks(tie: Tie, thanks: Thanks, *, now: datetime) -> None:
    """Tell a supporter with an account, in passing, that a thank-you waits on their page."""
    if tie.supporter and tie.supporter.person:
        tell([_word_to(tie.supporter.person, f"thanks:{thanks.id}", THANKS, now)], now=now, are_new=True)


def _word_to(person: Person, key: str, text: str, now: datetime) -> Telling:
    return telling_to(person, key=key, text=text, path=reverse("supporting"), expires_at=now + WORD_WAITS)
