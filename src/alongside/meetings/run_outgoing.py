"""What people who serve a meeting are told: neutrally, naming no meeting and no role, and where to look."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.meetings.models import Hosting, Proposal, RoleAsked, Service, StewardAsked
from alongside.notifications.services import Telling, tell, telling_to
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

SERVICE = "meetings.service"
STAND_IN = "meetings.stand_in"
ASKED = "meetings.asked_to_serve"
ANSWERED = "meetings.offer_answered"
LOOKED_AFTER = "meetings.looked_after"
PROPOSAL = "meetings.proposal_answered"
ASKED_FOR = timedelta(days=14)
# A stand-in for what begins so soon is worth waking somebody for.
SOON = timedelta(hours=3)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    register_wording(SERVICE, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("You said that you would help soon.")))
    register_wording(STAND_IN, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("Somebody is looked for who can step in.")))
    answered = _("There is an answer to your offer to help.")
    register_wording(ANSWERED, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, answered))
    looked_after = _("Something is new in what you look after.")
    register_wording(LOOKED_AFTER, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, looked_after))
    proposal = _("There is an answer to what you proposed.")
    register_wording(PROPOSAL, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, proposal))
    register_wording(ASKED, Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("You are asked whether you would help.")))


def reminder(row: Service, person: Person) -> Telling:
    """Remind whoever serves; once it has begun this is of no use."""
    key = f"meeting-service:{row.id}:{row.due_at.isoformat() if row.due_at else ''}"
    return _telling(person, key, SERVICE, row.starts_at)


def tell_stand_ins(row: Service, people: Iterable[Person], *, now: datetime) -> None:
    """Ask everybody who could stand in, once an hour at most; nobody is woken unless it begins soon."""
    key, wakes = f"meeting-stand-in:{row.id}:{now:%Y%m%d%H}", row.starts_at - now < SOON
    tell([_telling(one, f"{key}:{one.id}", STAND_IN, row.starts_at, wakes=wakes) for one in people], now=now)


def tell_asked(asked: RoleAsked | StewardAsked, *, now: datetime) -> None:
    """Tell somebody, in passing, that they are asked to serve, or to look after a meeting."""
    telling = _telling(asked.person, f"meeting-asked:{asked.id}", ASKED, now + ASKED_FOR, wakes=False)
    tell([telling], now=now, are_new=True)


def tell_answered(serving_id: UUID, person: Person, *, now: datetime) -> None:
    """Tell somebody, in passing, that their offer to serve is answered."""
    telling = _telling(person, f"meeting-offer:{serving_id}", ANSWERED, now + ASKED_FOR, wakes=False)
    tell([telling], now=now, are_new=True)


def tell_looked_after(hosting: Hosting, people: Iterable[Person], *, about: Person, now: datetime) -> None:
    """Tell those who look after a meeting, in passing, that somebody said something; once a day of each."""
    key = f"meeting-looked-after:{now:%Y%m%d}:{uuid5(hosting.id, about.id.hex).hex}"
    others = [one for one in people if one.id != about.id]
    expires_at = now + ASKED_FOR
    tell([_telling(one, f"{key}:{one.id}", LOOKED_AFTER, expires_at, wakes=False) for one in others], now=now)


def tell_proposed(organisers: Iterable[Person], *, now: datetime) -> None:
    """Tell organisers, in passing, that somebody proposed a meeting; once a day, however many are."""
    said = [
        _telling(one, f"meeting-proposed:{now:%Y%m%d}:{one.id}", LOOKED_AFTER, now + ASKED_FOR, wakes=False)
        for one in organisers
    ]
    tell([replace(one, path=reverse("organise-meetings")) for one in said], now=now)


def tell_of_proposal(proposal: Proposal, *, now: datetime) -> None:
    """Tell who proposed a meeting, in passing, that there is an answer, and not which."""
    key = f"meeting-proposal:{proposal.id}"
    said = _telling(proposal.person, key, PROPOSAL, now + ASKED_FOR, wakes=False)
    tell([replace(said, path=reverse("meetings-proposed"))], now=now)


def _telling(person: Person, key: str, text: str, expires_at: datetime, *, wakes: bool = True) -> Telling:
    return telling_to(person, key=key, text=text, path=reverse("my-services"), expires_at=expires_at, wakes=wakes)
