"""Links to pass on: of a search and of a meeting, for everybody, and that of a meeting's secretary.

Whoever has the last may say that the meeting is as it stands here, and nothing else.
"""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from alongside.circles.links import read, sign

SECRETARY = "alongside.meetings.secretary"


def search_link(address: str) -> str:
    """Return the whole link of a search, from its address after the path."""
    return settings.BASE_URL.rstrip("/") + reverse("meetings") + address


def meeting_link(slug: str) -> str:
    """Return the whole link of a meeting's page."""
    return settings.BASE_URL.rstrip("/") + reverse("meeting", args=[slug])


def webcal_address(link: str) -> str:
    """Return the address with which a device opens its calendar to subscribe; iPhones know no `webcals`."""
    return "webcal:" + link.partition(":")[2]


def secretary_link(meeting_id: UUID) -> str:
    """Return the whole link, to be passed on."""
    return settings.BASE_URL.rstrip("/") + reverse("meeting-confirm", args=[sign(meeting_id, salt=SECRETARY)])


def meeting_of(token: str) -> UUID | None:
    """Return the id in a token, or None when we did not sign it."""
    return read(token, salt=SECRETARY)
