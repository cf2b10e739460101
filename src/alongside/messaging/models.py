"""Conversations, who sits in them, and what they wrote.

What stands in an address that others read has an id of chance alone: no moment can be read from it.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from alongside.accounts.models import Person
from alongside.kernel.models import BaseModel
from alongside.kernel.pictures import LARGEST_KEPT, LONGEST_SIDE
from alongside.kernel.voice import LARGEST_VOICE, LONGEST_SECONDS
from alongside.messaging.enums import Keep, Origin, Stand

MOST_IN_CIRCLE = 8
# As they are sealed: with the id of a key, a nonce and a tag.
LARGEST_SEALED_PICTURE = LARGEST_KEPT + 100
LARGEST_SEALED_VOICE = LARGEST_VOICE + 100


class Conversation(BaseModel):
    """What two people write to each other, through one tie or as two members of one group; or a small circle of a few.

    `pair` names the two by where they come from, so that there is one conversation of them at a time. `last_number`
    counts messages: what is new is told by numbers, for clocks of two servers may differ.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    pair = models.CharField(max_length=80)
    last_number = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    is_circle = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(ended_at__isnull=True), name="messaging_conversation_one"
            ),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="messaging_conversation_origin"),
            models.CheckConstraint(condition=~Q(pair=""), name="messaging_conversation_pair"),
        ]


class Seat(BaseModel):
    """One person in one conversation. `source` is who they are there: their tie, or their membership of the group.

    `is_unseen`: they stopped hearing from the same person elsewhere, so this is not there for them until they write
    first. It would tell that two aliases are one person.

    Everything here but `source` is theirs alone: the other sees neither what they have read, nor that they put it off,
    nor that they stopped hearing (`blocked_at`). What is written to somebody who stopped is kept for its writer alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    source = models.UUIDField()
    stand = models.CharField(max_length=10, choices=Stand.choices)
    read_number = models.PositiveIntegerField(default=0)
    keeps_days = models.PositiveSmallIntegerField(choices=Keep.choices, default=Keep.SEASON)
    is_told = models.BooleanField(default=True)
    blocked_at = models.DateTimeField(null=True)
    is_unseen = models.BooleanField(default=False, db_default=False)
    left_at = models.DateTimeField(null=True)
    draft_sealed = models.BinaryField(null=True)
    # In a small circle: what they chose to be called there, and the number of the last message before they came.
    name_sealed = models.BinaryField(null=True)
    begins_after = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="messaging_seat_once"),
            models.CheckConstraint(condition=Q(stand__in=Stand.values), name="messaging_seat_stand"),
            models.CheckConstraint(condition=Q(keeps_days__in=Keep.values), name="messaging_seat_keeps"),
            models.CheckConstraint(
                condition=Q(draft_sealed__isnull=True) | ~Q(draft_sealed=b"") & Q(left_at__isnull=True),
                name="messaging_seat_draft",
            ),
        ]


class Chair(BaseModel):
    """That somebody is asked into a small circle, or is in it. They have a `Seat` only once they have said yes.

    `place` is one of eight, and free again when somebody has left; who puts it off or is not to hear of it keeps
    theirs, so that nobody learns of it. Nobody gets a chair later than those the circle was begun with.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="chairs")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    source = models.UUIDField()
    stand = models.CharField(max_length=10, choices=Stand.choices)
    place = models.PositiveSmallIntegerField(null=True)
    began = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="messaging_chair_once"),
            models.UniqueConstraint(fields=["conversation", "place"], name="messaging_chair_place"),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(place__gte=1, place__lte=MOST_IN_CIRCLE),
                name="messaging_chair_of_eight",
            ),
            models.CheckConstraint(condition=Q(stand__in=Stand.values), name="messaging_chair_stand"),
        ]


class Message(BaseModel):
    """What somebody wrote. Once it is taken back its text is gone and its place stays.

    `for_writer_alone` is what was written to somebody who had stopped hearing from them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    text_sealed = models.BinaryField(null=True)
    request_key = models.CharField(max_length=100)
    for_writer_alone = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="messaging_message_number"),
            models.UniqueConstraint(fields=["seat", "request_key"], name="messaging_message_once"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(text_sealed__isnull=True),
                name="messaging_message_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=False) | Q(text_sealed__isnull=False) & ~Q(text_sealed=b""),
                name="messaging_message_says_something",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="messaging_message_made")]


class Picture(BaseModel):
    """What a message shows: a JPEG file, sealed as its text is. Its message has no other text.

    `seen_sealed` says what is to be seen, `care_sealed` what one should know first: with it the picture stays folded.
    Apart from `Message`, so that no page that lists what was said loads what is seen.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="picture")
    image_sealed = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    seen_sealed = models.BinaryField(null=True)
    care_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(image_sealed=b"") & Q(LessThanOrEqual(Length("image_sealed"), LARGEST_SEALED_PICTURE)),
                name="messaging_picture_size",
            ),
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=LONGEST_SIDE, height__gte=1, height__lte=LONGEST_SIDE),
                name="messaging_picture_sides",
            ),
            models.CheckConstraint(
                condition=(Q(seen_sealed__isnull=True) | ~Q(seen_sealed=b""))
                & (Q(care_sealed__isnull=True) | ~Q(care_sealed=b"")),
                name="messaging_picture_words",
            ),
        ]


class VoiceNote(BaseModel):
    """What a message says aloud: an MP3 file, sealed as its text is. Its message has no other text."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="voice")
    audio_sealed = models.BinaryField()
    seconds = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(audio_sealed=b"") & Q(LessThanOrEqual(Length("audio_sealed"), LARGEST_SEALED_VOICE)),
                name="messaging_voicenote_size",
            ),
            models.CheckConstraint(
                condition=Q(seconds__gte=1, seconds__lte=LONGEST_SECONDS), name="messaging_voicenote_seconds"
            ),
        ]
