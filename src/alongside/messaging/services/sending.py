"""Sending a picture or a voice note, made anew from what somebody chose, to who said yes to hearing from them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.circles.texts import checked_text
from alongside.kernel import pictures
from alongside.kernel.errors import Invalid
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal, seal_bytes
from alongside.kernel.voice import Voice
from alongside.messaging.models import Message, Picture, VoiceNote
from alongside.messaging.policies import access_seat
from alongside.messaging.sealing import CARE, IMAGE, SEEN, VOICE
from alongside.messaging.services.writing import checked_writing, put_down

FILES_AN_HOUR = 30
MOST_FILES = 200
SEEN_LENGTH, CARE_LENGTH = 500, 100

NOTHING_RECORDED = _("There is no recording yet. Please record one, or choose a file.")
FULL_OF_PICTURES = _(
    "You keep 200 pictures here, which is as many as fit. Nothing was sent. Please take an old one back first."
)
FULL_OF_VOICES = _(
    "You keep 200 voice notes here, which is as many as fit. Nothing was sent. Please take an old one back first."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture somebody wants to send: what is to be seen on it, and what one should know first, or neither."""

    picture: pictures.Picture
    seen: str
    care: str
    request_key: str


def checked_to_write(*, actor: Person, conversation_id: UUID, now: datetime) -> None:
    """Return when the actor may write there now; Conflict or NotAllowed says why not. NotFound."""
    checked_writing(access_seat(actor, conversation_id), now=now)


def count_file(*, actor: Person, now: datetime) -> None:
    """Count a file that is about to be looked at, which is work. TooMany."""
    count_try("messaging.file", str(actor.id), limit=FILES_AN_HOUR, window=timedelta(hours=1), now=now)


def send_picture(*, actor: Person, conversation_id: UUID, shown: Shown, now: datetime) -> Message:
    """Show the other a picture. As `say`; Invalid past 200 pictures."""
    seen = checked_text(shown.seen, field="seen", most=SEEN_LENGTH)
    care = checked_text(shown.care, field="care", most=CARE_LENGTH)
    key = actor.data_key_id

    def keep(message: Message) -> None:
        _check_room(Picture.objects.filter(message__seat__person=actor), FULL_OF_PICTURES, "picture")
        Picture.objects.create(
            created_at=now,
            message=message,
            image_sealed=seal_bytes(key, shown.picture.data, what=IMAGE),
            width=shown.picture.width,
            height=shown.picture.height,
            seen_sealed=seal(key, seen, what=SEEN) if seen else None,
            care_sealed=seal(key, care, what=CARE) if care else None,
        )

    return _send(actor, conversation_id, shown.request_key, keep, now)


def send_voice(
    *, actor: Person, conversation_id: UUID, voice: Voice | None, request_key: str, now: datetime
) -> Message:
    """Say something to the other aloud. As `say`; Invalid without a recording, and past 200 voice notes."""
    if voice is None:
        raise Invalid(NOTHING_RECORDED, field="voice")
    sound = voice

    def keep(message: Message) -> None:
        _check_room(VoiceNote.objects.filter(message__seat__person=actor), FULL_OF_VOICES, "voice")
        sealed = seal_bytes(actor.data_key_id, sound.data, what=VOICE)
        VoiceNote.objects.create(created_at=now, message=message, audio_sealed=sealed, seconds=sound.seconds)

    return _send(actor, conversation_id, request_key, keep, now)


@transaction.atomic
def _send(
    actor: Person, conversation_id: UUID, request_key: str, keep: Callable[[Message], None], now: datetime
) -> Message:
    Person.objects.select_for_update(no_key=True).filter(id=actor.id).first()  # two at once are counted one by one
    seat = access_seat(actor, conversation_id, lock=True)
    known = seat.messages.filter(request_key=request_key).first()
    if known:
        return known
    message = put_down(seat, checked_writing(seat, now=now), "", request_key, now=now, ends_draft=False)
    keep(message)
    return message


def _check_room(kept: "QuerySet[Picture] | QuerySet[VoiceNote]", sentence: object, field: str) -> None:
    if kept.count() >= MOST_FILES:
        raise Invalid(str(sentence), field=field)
