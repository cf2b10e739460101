"""What is kept of the bridge (Janus) while people speak over it: its rooms, and the lines of browsers to it.

A line outlives the place in the talk it belonged to, without saying whose it was: the bridge has to end it, too.
"""

from django.db import models
from django.db.models import Q

from alongside.kernel.models import BaseModel
from alongside.meetings.room_models import Gathering
from alongside.meetings.voice.janus import Room
from alongside.meetings.voice_models import VoiceSeat


class BridgeRoom(BaseModel):
    """A room of the bridge, for one gathering. Once that is over, or deleted, the room is to be ended there."""

    gathering = models.OneToOneField(Gathering, on_delete=models.SET_NULL, null=True, related_name="bridge")
    number = models.BigIntegerField(unique=True)
    secret = models.CharField(max_length=64)
    pin = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0) & ~Q(secret="") & ~Q(pin=""), name="meetings_bridgeroom")
        ]

    def as_room(self) -> Room:
        """Return it as the bridge knows it."""
        return Room(self.number, self.secret, self.pin)


class BridgeLine(BaseModel):
    """How one browser speaks with the bridge: what it sends (`handle`, `feed`), what it hears (`listener`, `hears`).

    Others can hear what it sends once it `is_up`. The session ends there when it is not kept. While one process asks
    about a line, it is `busy_until`. `hears` has, by the number of each medium, the feed that it carries.
    """

    seat = models.OneToOneField(VoiceSeat, on_delete=models.SET_NULL, null=True, related_name="line")
    room = models.ForeignKey(BridgeRoom, on_delete=models.CASCADE, related_name="lines")
    session = models.BigIntegerField(unique=True)
    handle = models.BigIntegerField()
    feed = models.BigIntegerField()
    is_up = models.BooleanField(default=False)
    listener = models.BigIntegerField(null=True)
    hears = models.JSONField(default=dict)
    kept_at = models.DateTimeField()
    busy_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "feed"], name="meetings_bridgeline_feed_once"),
            models.CheckConstraint(
                condition=Q(session__gt=0, handle__gt=0, feed__gt=0), name="meetings_bridgeline_numbers"
            ),
        ]
