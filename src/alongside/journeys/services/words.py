"""What ties say to a milestone or a setback they were told: once, in words or with a drawn card, or not at all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.policies import SupportingActor
from alongside.circles.texts import checked_text
from alongside.journeys import outgoing
from alongside.journeys.details import MESSAGE_LENGTH
from alongside.journeys.enums import Motif
from alongside.journeys.models import Told
from alongside.journeys.policies import access_told, access_words
from alongside.journeys.sealing import SAID
from alongside.journeys.services.marking import JOURNEYS, announce_to_ties
from alongside.kernel import live
from alongside.kernel.errors import Invalid
from alongside.kernel.sealed import seal
from alongside.notifications.services import tell
from alongside.ui import phrases

NOTHING_SAID = _("Please write a word, or choose a card.")


@transaction.atomic
def say_words(*, actor: SupportingActor, told_id: UUID, words: str, motif: str, now: datetime) -> Told:
    """Say something to what the actor was told, in words, with a drawn card, or both. Invalid, NotFound.

    Once: the same form sent twice, or another one later, changes nothing.
    """
    words = checked_text(words, field="words", most=MESSAGE_LENGTH)
    if motif and motif not in Motif.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="motif")
    if not words and not motif:
        raise Invalid(NOTHING_SAID, field="words")
    told = access_told(actor, told_id, lock=True)
    if told.said_at is not None:
        return told
    owner, author = told.tie.owner, actor if isinstance(actor, Person) else told.tie.owner
    told.words_sealed = seal(author.data_key_id, words, what=SAID) if words else None
    told.motif, told.said_at, told.seen_at = motif, now, now
    told.save(update_fields=["words_sealed", "motif", "said_at", "seen_at"])
    record("journey.words", actor=actor.id, subject=told.id, about=owner.id, now=now)
    key, path = f"journey-words:{told.id}", reverse("today")
    tell([outgoing.telling_owner(owner, outgoing.WORDS, key=key, path=path, now=now)], now=now)
    live.announce([owner.id], topic=JOURNEYS, ref=told.id)
    _announce_to(actor)
    return told


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
