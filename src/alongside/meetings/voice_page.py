"""What the room shows of voice."""

from dataclasses import dataclass

from django.conf import settings

from alongside.kernel.elsewhere import Elsewhere, dialled, where_to
from alongside.meetings.models import Hosting, Presence


@dataclass(frozen=True, slots=True)
class VoiceOffer:
    """Whether people can speak in a room, how many at once, and whether the reader hosts it."""

    is_there: bool
    most: int
    is_host: bool


def voice_offer(seat: Presence) -> VoiceOffer:
    """Return what is offered to somebody in a room."""
    return VoiceOffer(settings.RELAYS.are_there, settings.RELAYS.most, seat.is_host)


@dataclass(frozen=True, slots=True)
class Call:
    """A call elsewhere that those who may be in the room can go to: its address, whose server that is, its number."""

    url: str
    elsewhere: Elsewhere | None
    phone: str
    dialled: str


def call_of(hosting: Hosting) -> Call | None:
    """Return the call elsewhere that a meeting has beside its room; None without one."""
    if not (hosting.call_url or hosting.call_phone):
        return None
    phone = hosting.call_phone
    return Call(hosting.call_url, where_to(hosting.call_url), phone, dialled(phone) if phone else "")
