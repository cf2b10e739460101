"""What is kept of a meeting while it is held in its room here, and what stays of it: how many there were, and how long.

Who is there, who waits, lines and notes are deleted as soon as the meeting ends. Nothing says later who was there.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from alongside.accounts.models import Person
from alongside.kernel.models import BaseModel, DueRow
from alongside.meetings.enums import Chat
from alongside.meetings.models import Meeting

NAME_LENGTH = 40


class Gathering(DueRow):
    """One date of a meeting, held in its room here. `segments` and `minutes_of` are the agenda as it was at the start.

    `version` counts the changes of what everybody sees. While it is open it is looked at again at `due_at`: who dropped
    out, and whether anybody is left. Once it is over `minutes` says how long it took, `most_here` how many there were.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="gatherings")
    on_date = models.DateField()
    ends_by = models.DateTimeField()
    format = models.CharField(max_length=40)
    segments = ArrayField(models.CharField(max_length=40))
    minutes_of = ArrayField(models.PositiveSmallIntegerField())
    share_seconds = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    segment = models.PositiveSmallIntegerField(default=0)
    segment_since = models.DateTimeField()
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)
    chat = models.CharField(max_length=10, choices=Chat.choices)
    share_extra = models.PositiveSmallIntegerField(default=0)
    most_here = models.PositiveIntegerField(default=1)
    minutes = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(closed_at=None), name="meetings_gathering_open_once"
            ),
            models.CheckConstraint(condition=Q(chat__in=Chat.values), name="meetings_gathering_chat"),
            models.CheckConstraint(
                condition=Q(segments__len__gt=0, segments__len=F("minutes_of__len"), segment__lt=F("segments__len")),
                name="meetings_gathering_agenda",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, minutes=None, due_at__isnull=False)
                | Q(closed_at__isnull=False, minutes__isnull=False, due_at=None),
                name="meetings_gathering_over",
            ),
        ]


class Presence(BaseModel):
    """Somebody in the room, under a name for this time; see `room.Seat`. Deleted when the meeting ends."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    is_new = models.BooleanField(default=False)
    is_host = models.BooleanField(default=False)
    role = models.CharField(max_length=60, default="", blank=True)
    seen_at = models.DateTimeField()
    here_since = models.DateTimeField(null=True)
    has_left = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(default=0)
    turns = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField(null=True)
    passed = models.PositiveIntegerField(default=0)
    speaking_since = models.DateTimeField(null=True)
    has_chair = models.BooleanField(default=False)
    # A digest of the name on their proof: one sitting proves that one person was there.
    proof_digest = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="meetings_presence_once"),
            models.UniqueConstraint("gathering", Lower("name"), name="meetings_presence_name_once"),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(speaking_since__isnull=False), name="meetings_presence_one_speaks"
            ),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(has_chair=True), name="meetings_presence_one_chair"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="meetings_presence_named"),
            models.CheckConstraint(
                condition=Q(speaking_since=None) | Q(here_since__isnull=False, raised_at=None),
                name="meetings_presence_speaks",
            ),
            models.CheckConstraint(
                condition=Q(is_removed=False, has_left=False)
                | Q(here_since=None, raised_at=None, speaking_since=None, has_chair=False),
                name="meetings_presence_away",
            ),
        ]


class Line(BaseModel):
    """Something that was written in the room, sealed with the key of whoever wrote it; `is_share`: with the word."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="lines")
    presence = models.ForeignKey(Presence, on_delete=models.CASCADE, related_name="lines")
    words_sealed = models.BinaryField()
    is_share = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["gathering", "-created_at"], name="meetings_line_latest")]


class HostNote(BaseModel):
    """How somebody really is, for those who host the meeting and whoever led it then (`reader`), and nobody else.

    Sealed with the key of its writer.
    """

    presence = models.OneToOneField(Presence, on_delete=models.CASCADE, related_name="note")
    reader = models.ForeignKey(Presence, on_delete=models.SET_NULL, null=True, related_name="+")
    words_sealed = models.BinaryField()
    read_at = models.DateTimeField(null=True)
