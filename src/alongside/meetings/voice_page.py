"""What the room shows of voice."""

from dataclasses import dataclass

from django.conf import settings

from alongside.kernel.elsewhere import Elsewhere, dialled, where_to
from alongside.meetings.models import Hosting, Presence


@dataclass(frozen=True, slots=True)
class VoiceOffer:
    """Whether people can speak in a room, how many at once, whether over a bridge, and whether the reader hosts it."""

    is_there: bool
    most: int
    is_bridged: bool
    is_host: bool


def voice_offer(seat: Presence) -> VoiceOffer:
    """Return what is offered to somebody in a room."""
    return VoiceOffer(settings.RELAYS.are_there, most_in_talk(), settings.BRIDGE.is_there, seat.is_host)


def most_in_talk() -> int:
    """Return how many people speak in one room at once."""
    most: int = settings.BRIDGE.most if settings.BRIDGE.is_there else settings.RELAYS.most
    return most


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
