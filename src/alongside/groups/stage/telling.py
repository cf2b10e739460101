"""What events tell people in passing, and the open pages that show one.

No telling names a group or an event, or leads to one: today's page says what it is about.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.groups.enums import Standing, Use
from alongside.groups.models import Event, EventGuest, Membership
from alongside.groups.policies import those_who_may
from alongside.groups.stage.enums import Asked
from alongside.kernel import live
from alongside.notifications.services import tell, telling_to
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, Wording, register_wording

SOON, CHANGED = "groups.event_soon", "groups.event_changed"
WORDINGS = {
    SOON: Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("What you wanted to come to begins soon.")),
    CHANGED: Wording(NEUTRAL_TITLE, NEUTRAL_BODY, _("There is news of something with a date.")),
}
# What everybody looks at, and what those who moderate or speak see beside it.
TOPIC, CARE = "group-event", "group-event-care"
WAITS = timedelta(days=2)


def register_wordings() -> None:
    """Make our texts known to notifications."""
    for text, wording in WORDINGS.items():
        register_wording(text, wording)


def tell_of_event(people: Iterable[Person], text: str, *, until: datetime, now: datetime) -> None:
    """Tell these people, as long as it is of use to know; nobody is woken."""
    path, expires_at = reverse("today"), max(until, now + timedelta(minutes=1))
    tellings = [
        telling_to(person, key=f"group-event:{uuid4()}", text=text, path=path, expires_at=expires_at)
        for person in people
    ]
    tell(tellings, now=now, are_new=True)


def tell_those_who_come(event: Event, text: str, *, until: datetime, now: datetime) -> None:
    """Tell those who said that they will come, and those who speak."""
    comes = event.comings.values("membership")
    speaks = EventGuest.objects.filter(event=event).exclude(said=Asked.NO).values("membership")
    inside = Membership.objects.filter(group=event.group_id, state=Standing.IN)
    rows = inside.filter(id__in=comes) | inside.filter(id__in=speaks)
    tell_of_event([row.person for row in rows.select_related("person").order_by("id")], text, until=until, now=now)


def show_all(event: Event) -> None:
    """Have every open page of an event show what has changed; call it with the row of the event locked."""
    Event.objects.filter(id=event.id).update(version=F("version") + 1)
    live.announce_shared(topic=TOPIC, ref=event.id)
    show_care(event)


def show_care(event: Event) -> None:
    """Have the open pages of those who moderate or speak show what has changed."""
    live.announce(_who_care(event), topic=CARE, ref=event.id)


def _who_care(event: Event) -> set[UUID]:
    inside = Membership.objects.filter(group=event.group_id, state=Standing.IN)
    speakers = EventGuest.objects.filter(event=event, said=Asked.YES).values("membership")
    rows = those_who_may(Use.MODERATE).filter(group=event.group_id) | inside.filter(id__in=speakers)
    return set(rows.values_list("person_id", flat=True))
