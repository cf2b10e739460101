"""A recording whose form was refused for something else waits for the next try, so that nobody has to speak twice.

Whoever recorded it has it for an hour, and nobody else knows of it. It goes when it is sent, thrown away or too old,
and with the tie.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.policies import SupportingActor
from alongside.journeys.models import UnsentVoice
from alongside.journeys.policies import UNSENT_KEPT_FOR, access_told, visible_unsent_voices
from alongside.journeys.sealing import UNSENT
from alongside.kernel.sealed import seal_bytes
from alongside.kernel.voice import Voice


@transaction.atomic
def keep_unsent_voice(*, actor: SupportingActor, told_id: UUID, voice: Voice, now: datetime) -> None:
    """Keep a recording for the next try, in place of an earlier one. NotFound."""
    told = access_told(actor, told_id, lock=True)
    UnsentVoice.objects.filter(told=told).delete()
    author = actor if isinstance(actor, Person) else told.tie.owner
    sealed = seal_bytes(author.data_key_id, voice.data, what=UNSENT)
    UnsentVoice.objects.create(created_at=now, told=told, seconds=voice.seconds, audio_sealed=sealed)
    record("journey.recording_kept", actor=actor.id, subject=told.id, about=actor.id, now=now)


@transaction.atomic
def drop_unsent_voice(*, actor: SupportingActor, told_id: UUID, now: datetime) -> None:
    """Throw a recording away that waits; nothing happens where none does. NotFound."""
    told = access_told(actor, told_id, lock=True)
    if visible_unsent_voices(actor, now=now).filter(told=told).delete()[0]:
        record("journey.recording_dropped", actor=actor.id, subject=told.id, about=actor.id, now=now)


def end_unsent_voices(tie_id: UUID) -> None:
    """Throw away what waits to be said through a tie that is over."""
    UnsentVoice.objects.filter(told__tie=tie_id).delete()


def forget_unsent_voices(now: datetime) -> int:
    """Delete what nobody sent in an hour; return how many."""
    return UnsentVoice.objects.filter(created_at__lte=now - UNSENT_KEPT_FOR).delete()[0]
