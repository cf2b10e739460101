"""What journeys tell people: neutrally, and where to look. Nothing of it wakes anybody.

Who has no account was promised mail when they are asked for something: a setback that they are told asks them to be
there, and so does a goal that they are to ask about. A milestone waits for them on their own page.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.models import Supporter, Tie
from alongside.journeys.models import Told
from alongside.notifications.services import Telling, telling_to
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

MILESTONE = "journeys.milestone"
SETBACK = "journeys.setback"
WORDS = "journeys.words"
GOAL_PROPOSED = "journeys.goal_proposed"
GOAL_ANSWERED = "journeys.goal_answered"
GOAL_DAY = "journeys.goal_day"
SAID = {
    MILESTONE: _("There is good news from somebody you stand with."),
    SETBACK: _("Somebody you stand with has left a word for you."),
    WORDS: _("Somebody who stands with you has left a word for you."),
    GOAL_PROPOSED: _("Somebody you stand with asks you for something small."),
    GOAL_ANSWERED: _("Somebody has answered what you asked them."),
    GOAL_DAY: _("Today is a day that you two agreed on."),
}
# It stands on their page for as long as it takes; a message about it is of no use after that.
USEFUL_FOR = timedelta(days=3)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    for text, more in SAID.items():
        register_wording(text, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, more))


def telling_tie(tie: Tie, text: str, *, key: str, now: datetime, mails_contact: bool = False) -> Telling:
    """Say something to the supporter of an accepted tie; it wakes nobody."""
    supporter = tie.supporter
    assert supporter is not None  # noqa: S101 - the database says so of every accepted tie
    person = supporter.person
    return Telling(
        key=key,
        text=text,
        path=reverse("supporting") if person else links.contact_path(supporter.id),
        expires_at=now + USEFUL_FOR,
        person_id=person.id if person else None,
        address_sealed=_address(supporter) if mails_contact and person is None else None,
        about_id=tie.owner_id,
        locale=(person or supporter).locale,
        wakes=False,
        by_push=tie.by_push,
        by_email=tie.by_email,
    )


def telling_owner(owner: Person, text: str, *, key: str, path: str, now: datetime) -> Telling:
    """Say something to the owner; it wakes nobody."""
    return telling_to(owner, key=key, text=text, path=path, expires_at=now + USEFUL_FOR)


def key_of(told: Told) -> str:
    """Name what a tie is told, so that it is told once and can be taken back."""
    return f"journey-told:{told.id}"


def key_of_words(told: Told) -> str:
    """Name that the owner is told of what was said, so that it is told once and can be taken back."""
    return f"journey-words:{told.id}"


def keys_of(rows: Sequence[Told]) -> list[str]:
    """Name all of these."""
    return [key_of(row) for row in rows]


def _address(supporter: Supporter) -> bytes | None:
    return bytes(supporter.email_sealed) if supporter.email_sealed is not None else None
