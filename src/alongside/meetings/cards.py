"""What meetings put on the home page, and on that of a supporter: the next one somebody saved and who comes along, the
way to a first one, what somebody is asked to come along to, and whom they could offer to."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.policies import SupportingActor
from alongside.meetings.along_page import asked_along, companions_of
from alongside.meetings.company_page import offers_made, to_offer
from alongside.meetings.mine_page import next_of
from alongside.meetings.policies import open_meetings, visible_saved
from alongside.meetings.room_policies import visible_presences
from alongside.ui import phrases
from alongside.ui.beginnings import Beginning, register_beginning
from alongside.ui.cards import register_card, register_supporter_card

ALONG, MADE = "meetings/card_along.html", "meetings/card_company_made.html"
WHY = _("People who know what it is like, near you or online. You can look around first, and need not say anything.")


def register() -> None:
    """Put the next meeting among what is to be done today, and what somebody is asked along to before all that."""
    register_card(order=4, name="asked along", template=ALONG, context=to_come_along)
    register_supporter_card(order=4, name="asked along", template=ALONG, context=to_come_along)
    register_supporter_card(order=6, name="company offered", template=MADE, context=have_offered)
    register_supporter_card(order=90, name="company", template="meetings/card_company.html", context=could_offer)
    register_card(order=1, name="in a room", template="meetings/card_room.html", context=in_a_room)
    register_card(order=24, name="next meeting", template="meetings/card_next.html", context=next_meeting)
    register_beginning(order=25, name="meetings", source=to_begin)


def in_a_room(person: Person, _now: datetime) -> dict[str, Any] | None:
    """Return the meeting in whose room somebody is right now, to go back into it; None when they are in none."""
    here = visible_presences(person).filter(here_since__isnull=False, gathering__closed_at=None)
    seat = here.filter(gathering__meeting__in=open_meetings(person.id)).select_related("gathering__meeting").first()
    return {"meeting": seat.gathering.meeting} if seat else None


def next_meeting(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the saved meeting that begins within a day; None without any."""
    line = next_of(person, now=now)
    return {"one": line, "companions": companions_of(person, now=now, saved=line.row)} if line else None


def to_come_along(actor: SupportingActor, now: datetime) -> dict[str, Any] | None:
    """Return what the actor is asked to come along to, or said yes to; None when it is nothing."""
    asked = asked_along(actor, now=now)
    return {"asked": asked} if asked else None


def have_offered(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return what the actor offered and could take back; None when it is nothing."""
    offers = offers_made(actor)
    return {"offers": offers} if offers else None


def could_offer(actor: SupportingActor, _now: datetime) -> dict[str, Any] | None:
    """Return whom the actor could offer to come along to a meeting, and has not; None when it is nobody."""
    offers = [one for one in to_offer(actor) if not one.offered]
    return {"offers": offers} if offers else None


def to_begin(person: Person, _now: datetime) -> Beginning | None:
    """Return the way to a meeting; None for who has saved one."""
    if visible_saved(person).exists():
        return None
    return Beginning(phrases.FIND_A_MEETING, WHY, reverse("meetings"))
