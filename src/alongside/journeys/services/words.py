"""What ties say to what they were told: once, in words, in their voice or with a drawn card, or not at all.

Who said it can take it back, and whom it was said to can delete it; both are the same to the database.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.models import Supporter
from alongside.circles.policies import SupportingActor
from alongside.circles.texts import checked_text
from alongside.journeys import outgoing
from alongside.journeys.details import MESSAGE_LENGTH
from alongside.journeys.enums import Motif
from alongside.journeys.models import Told, UnsentVoice, VoiceNote
from alongside.journeys.policies import access_said, access_told, access_words, voices_by
from alongside.journeys.sealing import SAID, VOICE
from alongside.journeys.services.marking import JOURNEYS, announce_to_ties
from alongside.kernel import live
from alongside.kernel.errors import Invalid
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal, seal_bytes
from alongside.kernel.voice import Voice
from alongside.notifications.services import tell, withdraw
from alongside.safety.pauses import check_may_write
from alongside.ui import phrases

MOST_VOICES = 100
RECORDINGS_AN_HOUR = 30

SAYING = ["words_sealed", "motif", "voice_seconds", "said_at", "seen_at"]
NOTHING_SAID = _("Please write a word, record one, or choose a card.")
FULL = _("You keep 100 voice notes here, which is as many as fit. Nothing was sent. Please take an old one back first.")


def count_recording(*, actor: SupportingActor, now: datetime) -> None:
    """Count a recording that is about to be looked at, which is work. TooMany."""
    count_try("voice", str(actor.id), limit=RECORDINGS_AN_HOUR, window=timedelta(hours=1), now=now)


@transaction.atomic
def say_words(
    *, actor: SupportingActor, told_id: UUID, words: str, motif: str, now: datetime, voice: Voice | None = None
) -> Told:
    """Say something to what the actor was told: in words, aloud, with a drawn card. Invalid, NotFound.

    Once: the same form sent twice, or another one later, changes nothing.
    """
    words = checked_text(words, field="words", most=MESSAGE_LENGTH)
    if motif and motif not in Motif.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="motif")
    if not words and not motif and voice is None:
        raise Invalid(NOTHING_SAID, field="words")
    if voice:
        _lock(actor)
    told = access_told(actor, told_id, lock=True)
    if told.said_at is not None:
        return told
    if (words or voice) and isinstance(actor, Person):
        check_may_write(actor, None, now=now)
    owner, author = told.tie.owner, actor if isinstance(actor, Person) else told.tie.owner
    told.words_sealed = seal(author.data_key_id, words, what=SAID) if words else None
    told.motif, told.said_at, told.seen_at = motif, now, now
    told.voice_seconds = voice.seconds if voice else None
    told.save(update_fields=SAYING)
    UnsentVoice.objects.filter(told=told).delete()
    if voice:
        _keep_voice(told, voice, author=author, actor=actor, now=now)
    record("journey.words", actor=actor.id, subject=told.id, about=owner.id, now=now)
    key, path = outgoing.key_of_words(told), reverse("today")
    tell([outgoing.telling_owner(owner, outgoing.WORDS, key=key, path=path, now=now)], now=now)
    live.announce([owner.id], topic=JOURNEYS, ref=told.id)
    _announce_to(actor)
    return told


def _lock(actor: SupportingActor) -> None:
    """Have voice notes of the actor's that are sent at once be counted one after the other."""
    rows = Person.objects if isinstance(actor, Person) else Supporter.objects
    rows.select_for_update(no_key=True).filter(id=actor.id).first()


def _keep_voice(told: Told, voice: Voice, *, author: Person, actor: SupportingActor, now: datetime) -> None:
    if voices_by(actor).count() >= MOST_VOICES:
        raise Invalid(FULL, field="voice")
    sealed = seal_bytes(author.data_key_id, voice.data, what=VOICE)
    VoiceNote.objects.create(created_at=now, told=told, audio_sealed=sealed)


@transaction.atomic
def take_back_words(*, actor: SupportingActor, told_id: UUID, now: datetime) -> None:
    """Take back what the actor said, words, voice and card; nobody is told. NotFound. They may say something anew."""
    told = access_said(actor, told_id, lock=True)
    _unsay(told, now=now)
    record("journey.words_taken_back", actor=actor.id, subject=told.id, about=told.tie.owner_id, now=now)
    live.announce([told.tie.owner_id], topic=JOURNEYS, ref=told.id)
    _announce_to(actor)


@transaction.atomic
def delete_words(*, actor: Person, told_id: UUID, now: datetime) -> None:
    """Delete what was said to the actor, words, voice and card, for who said it as well. NotFound."""
    told = access_words(actor, told_id, lock=True)
    _unsay(told, now=now)
    record("journey.words_deleted", actor=actor.id, subject=told.id, about=actor.id, now=now)
    live.announce([actor.id], topic=JOURNEYS, ref=told.id)


def _unsay(told: Told, *, now: datetime) -> None:
    withdraw([outgoing.key_of_words(told)], now=now)
    VoiceNote.objects.filter(told=told).delete()
    told.words_sealed = told.voice_seconds = told.said_at = told.read_at = None
    told.motif = ""
    told.save(update_fields=[*SAYING, "read_at"])


@transaction.atomic
def look_at_told(*, actor: SupportingActor, told_id: UUID, now: datetime) -> Told:
    """Note that the actor looked at what they were told, for whom it is about to see. NotFound."""
    told = access_told(actor, told_id)
    record("journey.told_looked_at", actor=actor.id, subject=told.id, about=told.tie.owner_id, now=now)
    return told


@transaction.atomic
def put_away_told(*, actor: SupportingActor, told_id: UUID, now: datetime) -> None:
    """Note that the actor has read what they were told, so that its card goes away; nobody is told. NotFound."""
    told = access_told(actor, told_id)
    Told.objects.filter(id=told.id, seen_at=None).update(seen_at=now)
    record("journey.told_seen", actor=actor.id, subject=told.id, about=told.tie.owner_id, now=now)
    _announce_to(actor)


@transaction.atomic
def read_words(*, actor: Person, told_id: UUID, now: datetime) -> None:
    """Note that the owner has read what was said to them; the card goes away, the words stay. NotFound."""
    told = access_words(actor, told_id)
    Told.objects.filter(id=told.id, read_at=None).update(read_at=now)
    record("journey.words_read", actor=actor.id, subject=told.id, about=actor.id, now=now)
    live.announce([actor.id], topic=JOURNEYS, ref=told.id)


def _announce_to(actor: SupportingActor) -> None:
    if isinstance(actor, Person):
        announce_to_ties([actor.id])
