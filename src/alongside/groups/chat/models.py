"""Chat rooms of groups, what is written in them, and who lets others see that they are there.

All ids are drawn at random, and what a member wrote hangs on their membership: nothing here leads to a person, or from
one group to another. Words are sealed: nobody looks for them, and they are forgotten after the group's period.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from alongside.groups.models import Group, Membership
from alongside.kernel.models import BaseModel, DueRow

ROOM_NAME_LENGTH = 60
ROOM_PURPOSE_LENGTH = 300
WHY_LENGTH = 200
SLOWEST = 3600


class ChatRoom(DueRow):
    """A room in which members of a group write to each other. `version` is another one after each change of its lines.

    `last_number` is that of its newest line, whether it is forgotten by now or not. `slow_seconds` pass between two
    lines of one member. Until `quiet_until`, and from `sleeps_from` to `sleeps_to` on the clocks of `zone`, only those
    who look after the group write. At `due_at` something is to be forgotten, or the room becomes quiet or open.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="chat_rooms")
    name = models.CharField(max_length=ROOM_NAME_LENGTH)
    purpose = models.CharField(max_length=ROOM_PURPOSE_LENGTH)
    place = models.PositiveIntegerField()
    slow_seconds = models.PositiveSmallIntegerField(default=0)
    quiet_until = models.DateTimeField(null=True)
    sleeps_from = models.TimeField(null=True)
    sleeps_to = models.TimeField(null=True)
    zone = models.CharField(max_length=60, default="UTC")
    version = models.PositiveBigIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(purpose=""), name="groups_chatroom_says_what_it_is"),
            models.CheckConstraint(condition=Q(slow_seconds__lte=SLOWEST), name="groups_chatroom_slow"),
            models.CheckConstraint(
                condition=Q(sleeps_from__isnull=True, sleeps_to__isnull=True)
                | Q(sleeps_from__isnull=False, sleeps_to__isnull=False) & ~Q(sleeps_from=F("sleeps_to")),
                name="groups_chatroom_sleeps",
            ),
            models.CheckConstraint(condition=Q(version__gte=F("last_number")), name="groups_chatroom_version"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(due_at__isnull=True), name="groups_chatroom_closed"
            ),
        ]
        indexes = [*DueRow.Meta.indexes, models.Index(fields=["group", "place"], name="groups_chatroom_order")]


class ChatLine(BaseModel):
    """One line: `number` counts within its room without a gap, `changed` is the version of the room that changed it.

    `key` was made by the page: the same line sent twice is one. What was taken back keeps its number alone. A hidden
    line is read by nobody but its writer, who is told `hidden_why`; without it, the page of what was decided says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="lines")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="chat_lines")
    number = models.PositiveIntegerField()
    changed = models.PositiveBigIntegerField()
    key = models.UUIDField()
    words_sealed = models.BinaryField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_why = models.CharField(max_length=WHY_LENGTH, default="", blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="groups_chatline_number"),
            models.UniqueConstraint(fields=["room", "key"], name="groups_chatline_key"),
            models.CheckConstraint(condition=Q(number__gt=0), name="groups_chatline_number_counts"),
            models.CheckConstraint(condition=Q(changed__gte=F("number")), name="groups_chatline_changed"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, membership__isnull=False, words_sealed__isnull=False)
                & ~Q(words_sealed=b"")
                | Q(taken_back_at__isnull=False, membership__isnull=True, words_sealed__isnull=True),
                name="groups_chatline_whole_or_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_why="")
                | Q(hidden_at__isnull=False, taken_back_at__isnull=True),
                name="groups_chatline_hidden",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "changed"], name="groups_chatline_changes"),
            models.Index(fields=["room", "created_at"], name="groups_chatline_age"),
        ]


class ChatPresence(BaseModel):
    """That a member who lets others see it looks at a room, and when they were seen there last."""

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="presences")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "membership"], name="groups_chatpresence_once"),
            models.CheckConstraint(condition=Q(seen_at__gte=F("created_at")), name="groups_chatpresence_seen"),
        ]
