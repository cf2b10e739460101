"""What safety tells people in passing: never what it is about, nor in which group."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.notifications.services import Telling, tell, telling_to
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

WORD = "safety.word"
QUEUE = "safety.queue"
URGENT = "safety.urgent"
WORDS = {
    WORD: Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("There is a word for you from those who look after this place.")),
    QUEUE: Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("Something waits for a moderator.")),
    # Who looks over a shoulder learns nothing of it; who is there for others at night can tell it from any news.
    URGENT: Wording(
        NEUTRAL_TITLE, _("Please look now: there is something for you."), _("Somebody may need help right now.")
    ),
}
# A person decided about reads it on their page whenever they come; moderators look the same day.
WAITS = timedelta(days=3)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    for name, wording in WORDS.items():
        register_wording(name, wording)


def tell_affected(person: Person, *, now: datetime) -> None:
    """Tell somebody that something was decided about them, or answered."""
    tell([_telling(person, WORD, reverse("decisions"), now, wakes=False)], now=now, are_new=True)


def tell_reporter(person: Person, *, now: datetime) -> None:
    """Tell somebody that what they reported was looked at."""
    tell([_telling(person, WORD, reverse("own-reports"), now, wakes=False)], now=now, are_new=True)


def tell_moderators(person_ids: Iterable[UUID], *, urgent: bool, now: datetime) -> None:
    """Tell moderators that something waits; only what is urgent may wake them, and says so."""
    people, text = Person.objects.filter(id__in=set(person_ids)).order_by("id"), URGENT if urgent else QUEUE
    tell([_telling(one, text, reverse("moderate"), now, wakes=urgent) for one in people], now=now, are_new=True)


def _telling(person: Person, text: str, path: str, now: datetime, *, wakes: bool) -> Telling:
    telling = telling_to(person, key=f"safety:{uuid4()}", text=text, path=path, expires_at=now + WAITS, wakes=wakes)
    # What may wake somebody must not be held back by a device that sleeps.
    return replace(telling, urgent=wakes)
