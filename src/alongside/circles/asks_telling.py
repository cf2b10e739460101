"""What is told of asks: to who is asked, and to who asked once there is an answer. Neutral, and never at night."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.circles import links
from alongside.circles.models import Ask
from alongside.notifications.services import Telling, tell, withdraw
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

ASKED = "circles.asked"
ANSWERED = "circles.ask_answered"
# After this, whoever has not been told finds it on their page.
USEFUL_FOR = timedelta(days=3)


def register_wordings() -> None:
    """Make our texts known to notifications; a yes and a "not now" read the same."""
    asked = _("Somebody you stand with asks you for something.")
    register_wording(ASKED, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, asked))
    register_wording(ANSWERED, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("Somebody has answered what you asked.")))


def tell_asked(ask: Ask, *, now: datetime) -> None:
    """Tell whoever is asked: a person as they chose to be told, a contact by e-mail if they gave an address."""
    tie = ask.tie
    supporter = tie.supporter
    if supporter is None:
        raise ValueError("who is asked stands with the owner")
    person = supporter.person
    telling = Telling(
        key=_key(ask.id),
        text=ASKED,
        path=reverse("supporting") if person else links.contact_path(supporter.id),
        expires_at=now + USEFUL_FOR,
        person_id=person.id if person else None,
        address_sealed=None if person or supporter.email_sealed is None else bytes(supporter.email_sealed),
        about_id=tie.owner_id,
        locale=person.locale if person else supporter.locale,
        wakes=False,
        by_push=tie.by_push,
        by_email=tie.by_email,
    )
    tell([telling], now=now)


def tell_answered(ask: Ask, *, now: datetime) -> None:
    """Tell the owner that there is an answer, and not which."""
    owner = ask.tie.owner
    telling = Telling(
        key=f"ask-answered:{ask.id}",
        text=ANSWERED,
        path=reverse("circle"),
        expires_at=now + USEFUL_FOR,
        person_id=owner.id,
        about_id=owner.id,
        locale=owner.locale,
        wakes=False,
    )
    tell([telling], now=now)


def take_back_tellings(ask_ids: Iterable[UUID], *, now: datetime) -> None:
    """Tell nobody any more of what was taken back."""
    if keys := [_key(ask_id) for ask_id in ask_ids]:
        withdraw(keys, now=now)


def _key(ask_id: UUID) -> str:
    return f"ask:{ask_id}"
