"""Voice notes as they are heard: by the owner they were said to, and by who recorded them. Nobody else gets a byte."""

from datetime import datetime
from uuid import UUID

from alongside.accounts.models import Person
from alongside.circles.policies import SupportingActor
from alongside.journeys.models import Told
from alongside.journeys.policies import access_said, access_voice, access_words, visible_unsent_voices
from alongside.journeys.sealing import UNSENT, VOICE
from alongside.kernel.errors import NotFound
from alongside.kernel.sealed import unseal_bytes
from alongside.kernel.voice import Voice


def heard_by_owner(actor: Person, told_id: UUID) -> bytes:
    """Return the voice note that was said to the actor. NotFound for everybody else."""
    return _audio(access_words(actor, told_id))


def heard_by_author(actor: SupportingActor, told_id: UUID) -> bytes:
    """Return the voice note that the actor recorded. NotFound for everybody else."""
    return _audio(access_said(actor, told_id))


def unsent_voice(actor: SupportingActor, told_id: UUID, *, now: datetime) -> Voice | None:
    """Return what the actor recorded and has not sent yet; None without, and for everybody else."""
    row = visible_unsent_voices(actor, now=now).filter(told=told_id).first()
    audio = unseal_bytes(row.audio_sealed, what=UNSENT) if row else None
    return Voice(audio, row.seconds) if row and audio else None


def _audio(told: Told) -> bytes:
    audio = unseal_bytes(access_voice(told).audio_sealed, what=VOICE)
    if audio is None:
        raise NotFound
    return audio
