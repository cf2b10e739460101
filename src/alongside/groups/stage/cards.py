"""What events put on the home page: those somebody comes to, speaks at or is asked to. Nobody else sees it."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from alongside.accounts.models import Person
from alongside.groups.enums import Standing
from alongside.groups.models import Event, EventGuest
from alongside.groups.policies import own_memberships
from alongside.groups.stage.enums import STILL_TO_COME, Asked
from alongside.ui.cards import register_card


def register() -> None:
    """Put one's events among what is one's own."""
    register_card(order=47, name="events", template="groups/stage/card.html", context=my_events)


def my_events(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return the events somebody has to do with, the next first; None without any."""
    inside = own_memberships(person).filter(state=Standing.IN)
    guests = EventGuest.objects.filter(membership__in=inside).exclude(said=Asked.NO)
    comes = Event.objects.filter(comings__membership__in=inside)
    speaks = Event.objects.filter(guests__in=guests)
    has_to_do = Q(id__in=comes.values("id")) | Q(id__in=speaks.values("id"))
    rows = Event.objects.filter(has_to_do, state__in=STILL_TO_COME).select_related("group")
    events = list(rows.order_by("starts_at", "id")[:5])
    return {"events": events} if events else None
