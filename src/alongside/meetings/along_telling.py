"""What is told of going with someone: neutrally, naming no meeting or fellowship; where to look, and never at night."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.circles import links
from alongside.meetings.models import Along, CompanyOffer
from alongside.meetings.outgoing import REMINDER
from alongside.notifications.services import Telling
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

ASKED = "meetings.along_asked"
ANSWERED = "meetings.along_answered"
CALLED_OFF = "meetings.along_called_off"
OFFERED = "meetings.company_offered"
TAKEN_UP = "meetings.company_taken_up"
SAID = {
    ASKED: _("Somebody you stand with would like your company."),
    ANSWERED: _("Somebody you asked for company has answered."),
    CALLED_OFF: _("Something that you two agreed on has changed."),
    OFFERED: _("Somebody who stands with you offers you their company."),
    TAKEN_UP: _("Somebody would like what you offered them."),
}
USEFUL_FOR = timedelta(days=3)
OFFERED_FOR = timedelta(days=14)


def register_wordings() -> None:
    """Make our texts known to notifications; a yes and a "not this time" read the same."""
    for text, more in SAID.items():
        register_wording(text, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, more))


def key_of(row: Along) -> str:
    """Name that a tie is asked, so that they are told once and it can be taken back."""
    return f"along-asked:{row.id}"


def asked(row: Along) -> Telling:
    """Tell a tie that they are asked."""
    return _to_tie(row, ASKED, key_of(row))


def called_off(row: Along) -> Telling:
    """Tell a tie who had said yes that it is off."""
    return _to_tie(row, CALLED_OFF, f"along-off:{row.id}")


def pick_up_wanted(row: Along) -> Telling:
    """Tell a tie that the owner would like to be picked up, as they offered."""
    return _to_tie(row, TAKEN_UP, f"along-pick-up:{row.id}")


def taken_up(row: Along) -> Telling:
    """Tell a tie that what they offered is wanted for one date of a meeting."""
    return _to_tie(row, TAKEN_UP, f"company-taken-up:{row.id}")


def reminder(row: Along, start: datetime) -> Telling:
    """Remind a tie who comes along, at the moment they chose; once it has begun this is of no use."""
    said = _to_tie(row, REMINDER, f"along-reminder:{row.id}:{start.isoformat()}")
    return replace(said, expires_at=start, wakes=True)


def key_of_offer(offer: CompanyOffer) -> str:
    """Name that an owner is offered company, so that they are told once and it can be taken back."""
    return f"company-offered:{offer.id}"


def offered(offer: CompanyOffer, *, now: datetime) -> Telling:
    """Tell the owner that somebody would come along, and not who."""
    owner = offer.tie.owner
    return Telling(
        key=key_of_offer(offer),
        text=OFFERED,
        path=reverse("my-meetings"),
        expires_at=now + OFFERED_FOR,
        person_id=owner.id,
        about_id=owner.id,
        locale=owner.locale,
        wakes=False,
    )


def answered(row: Along, *, now: datetime) -> Telling:
    """Tell the owner that there is an answer, and not which; once more when a yes is taken back."""
    owner = row.tie.owner
    return Telling(
        key=f"along-answered:{row.id}:{row.state}",
        text=ANSWERED,
        path=reverse("my-meeting", args=[row.saved_id]),
        expires_at=min(row.starts_at, now + USEFUL_FOR),
        person_id=owner.id,
        about_id=owner.id,
        locale=owner.locale,
        wakes=False,
    )


def _to_tie(row: Along, text: str, key: str) -> Telling:
    tie = row.tie
    supporter = tie.supporter
    assert supporter is not None  # noqa: S101 - the database says so of every accepted tie
    person = supporter.person
    sealed = supporter.email_sealed
    return Telling(
        key=key,
        text=text,
        path=reverse("supporting") if person else links.contact_path(supporter.id),
        expires_at=row.starts_at,
        person_id=person.id if person else None,
        address_sealed=None if person or sealed is None else bytes(sealed),
        about_id=tie.owner_id,
        locale=(person or supporter).locale,
        wakes=False,
        by_push=tie.by_push,
        by_email=tie.by_email,
    )
