"""What serving meetings puts on the home page: the next date on which somebody serves, and what they are asked for."""

from datetime import datetime, timedelta
from typing import Any

from alongside.accounts.models import Person
from alongside.meetings.run_page import my_asked, my_services, my_wanted
from alongside.meetings.stewards_page import asked_to_look_after, offers_to
from alongside.ui.cards import register_card

SHOWN_FOR = timedelta(days=7)


def register() -> None:
    """Put the next service among what is to be done today."""
    register_card(order=26, name="next service", template="meetings/card_service.html", context=next_service)


def next_service(person: Person, now: datetime) -> dict[str, Any] | None:
    """Return the next service within a week, and whether somebody is asked for something; None without any."""
    services = [one for one in my_services(person, now=now) if one.row.starts_at <= now + SHOWN_FOR]
    is_asked = bool(my_asked(person) or my_wanted(person, now=now) or asked_to_look_after(person) or offers_to(person))
    return {"one": services[0] if services else None, "is_asked": is_asked} if services or is_asked else None
