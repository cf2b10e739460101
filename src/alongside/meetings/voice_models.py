"""Who speaks in the room of a meeting, and what their browsers tell each other before they do.

A place in the talk hangs on a place in the room and goes with it, and so do letters: nothing of it outlives a meeting.
"""

from django.db import models
from django.db.models import F, Q

from alongside.kernel.models import BaseModel
from alongside.meetings.room_models import Gathering, Presence
from alongside.meetings.voice.bridge import AT_MOST_OVER_BRIDGE
from alongside.meetings.voice.descriptions import MOST_LETTERS, Kind


class VoiceSeat(BaseModel):
    """Somebody's place in the talk of a room. `place` counts from 1, so that there are only so many."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+")
    presence = models.OneToOneField(Presence, on_delete=models.CASCADE, related_name="voice")
    place = models.PositiveSmallIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "place"], name="meetings_voiceseat_place_once"),
            models.CheckConstraint(
                condition=Q(place__range=(1, AT_MOST_OVER_BRIDGE)), name="meetings_voiceseat_places"
            ),
        ]


class VoiceLetter(BaseModel):
    """What one browser tells another; deleted when it is fetched, and after a minute. It names relays alone."""

    sender = models.ForeignKey(VoiceSeat, on_delete=models.CASCADE, related_name="sent")
    receiver = models.ForeignKey(VoiceSeat, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    body = models.CharField(max_length=MOST_LETTERS)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="meetings_voiceletter_to_another"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="meetings_voiceletter_kind"
            ),
        ]
