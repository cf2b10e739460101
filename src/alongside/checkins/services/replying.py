"""What supporters say to a check-in, and what its person has read; and that somebody looked."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.checkins import outgoing
from alongside.checkins.enums import Reaction
from alongside.checkins.models import Entry, Reply
from alongside.checkins.policies import access_reply, access_shared
from alongside.checkins.sealing import REPLY
from alongside.checkins.services.announcing import announce_own
from alongside.circles.models import Tie
from alongside.circles.policies import SupportingActor, visible_supported
from alongside.circles.texts import checked_text
from alongside.kernel.errors import Invalid, NotFound
from alongside.kernel.sealed import seal
from alongside.safety.pauses import check_may_write
from alongside.ui import phrases

REPLY_LENGTH = 500


@transaction.atomic
def reply(*, actor: SupportingActor, entry_id: UUID, reaction: str, words: str, now: datetime) -> Reply:
    """Say something to a check-in of which the actor sees anything: one reply, the newest words count.

    Invalid, NotFound.
    """
    said = checked_text(words, field="words", most=REPLY_LENGTH)
    if reaction and reaction not in Reaction.values:
        raise Invalid(phrases.CHOICE_NOT_KNOWN, field="reaction")
    if not reaction and not said:
        raise Invalid(_("Please choose one of these, or write a few words."), field="words")
    entry = access_shared(actor, entry_id)
    if said and isinstance(actor, Person):
        check_may_write(actor, None, now=now)
    owner = entry.check_in.person
    sealed = seal(owner.data_key_id, said, what=REPLY) if said else None
    row, _new = Reply.objects.update_or_create(
        entry=entry,
        tie=_tie_of(actor, entry),
        defaults={"reaction": reaction or None, "words_sealed": sealed, "seen_at": None},
        create_defaults={"created_at": now, "reaction": reaction or None, "words_sealed": sealed},
    )
    record("check_in.replied", actor=actor.id, subject=row.id, about=owner.id, now=now)
    outgoing.tell_of_reply(row, owner, now=now)
    announce_own(owner.id, entry.check_in_id)
    return row


def _tie_of(actor: SupportingActor, entry: Entry) -> Tie:
    """Return the tie through which the actor sees it, locked: a tie that ends just now is waited for."""
    ties = visible_supported(actor).filter(owner=entry.check_in.person)
    tie = ties.select_for_update(of=("self",), no_key=True).first()
    if tie is None:
        raise NotFound
    return tie


@transaction.atomic
def look_at(*, actor: SupportingActor, entry_id: UUID, now: datetime) -> Entry:
    """Note that a supporter looked at what is shared with them, for its person to see. NotFound."""
    entry = access_shared(actor, entry_id)
    record("check_in.looked_at", actor=actor.id, subject=entry.id, about=entry.check_in.person_id, now=now)
    return entry


@transaction.atomic
def see_reply(*, actor: Person, reply_id: UUID, now: datetime) -> None:
    """Put a reply away that the actor has read. NotFound."""
    row = access_reply(actor, reply_id)
    Reply.objects.filter(id=row.id, seen_at=None).update(seen_at=now)
    record("check_in.reply_seen", actor=actor.id, subject=row.id, about=actor.id, now=now)
    announce_own(actor.id, row.entry_id)
