"""What the room shows of voice."""

from dataclasses import dataclass

from django.conf import settings

from alongside.meetings.models import Presence


@dataclass(frozen=True, slots=True)
class VoiceOffer:
    """Whether people can speak in a room, how many at once, and whether the reader hosts it."""

    is_there: bool
    most: int
    is_host: bool


def voice_offer(seat: Presence) -> VoiceOffer:
    """Return what is offered to somebody in a room."""
    return VoiceOffer(settings.RELAYS.are_there, settings.RELAYS.most, seat.is_host)
