"""What medication puts on the home page, and on the page of what somebody carries for others."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.policies import SupportingActor
from alongside.medication.queries import due_now, just_written, medicines_of, sharing_with
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card, register_supporter_card

WHY = _(
    "Write down what you take and when. You get a reminder if you want one, and a log for your next appointment. "
    "Nobody sees it unless you choose them."
)


def register() -> None:
    """Put what is due high up, and what is shared with what a supporter reads."""
    register_card(order=7, name="medication", template="medication/card.html", context=my_medication)
    register_supporter_card(order=31, name="medication", template="medication/card_shared.html", context=shared)
    register_beginning(order=40, name="medication", source=to_begin)


def my_medication(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return what is due, what was just written down, and what comes next; None for who has no medicine."""
    medicines = [one for one in medicines_of(person) if not one.has_ended]
    if not medicines:
        return None
    upcoming = sorted((one for one in medicines if one.next_at), key=lambda one: str(one.next_at))
    return {
        "due": due_now(person, now=now),
        "just": just_written(person, now=now),
        "upcoming": upcoming[:1],
        "back": "today",
    }


def to_begin(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to a first medicine, for who has none, or none any more."""
    if any(not one.has_ended for one in medicines_of(person)):
        return None
    return Beginning(phrases.WRITE_A_MEDICINE_DOWN, WHY, reverse("medicine-new"))


def shared(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return whose log the actor may see, and where."""
    found = [(alias, _path(actor, tie_id)) for tie_id, alias in sharing_with(actor)]
    return {"shared_logs": found} if found else None


def _path(actor: SupportingActor, tie_id: object) -> str:
    if isinstance(actor, Person):
        return reverse("supporting-medication", args=[tie_id])
    return reverse("with-medication", args=[links.sign(actor.id, salt=links.CONTACT)])
