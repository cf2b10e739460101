"""Showing moderators one message of one's own that sounds like danger: it may be that nobody else reads it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.kernel.errors import Conflict
from alongside.kernel.holding import hold
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import unseal
from alongside.messaging.policies import access_own_message, access_seat, readers_of
from alongside.messaging.sealing import TEXT
from alongside.messaging.services.writing import announce_in
from alongside.safety.services.reporting import bring_cry
from alongside.safety.words.danger import sounds_like_danger

SHOWN_A_DAY = 30
NOTHING_TO_SHOW = _("There are no words in this message any more that could be shown. You can write new ones.")


def show_cry(*, actor: Person, conversation_id: UUID, message_id: UUID, now: datetime) -> None:
    """Bring one's own message before moderators of the place, without a name; the others there are not told.

    Twice is as once. Conflict when it was taken back, or holds no words of danger; NotFound, TooMany.
    """
    count_try("messaging.show_cry", str(actor.id), limit=SHOWN_A_DAY, window=timedelta(days=1), now=now)
    with transaction.atomic():
        seat = access_seat(actor, conversation_id, lock=True)
        message = access_own_message(seat, message_id)
        words = unseal(message.text_sealed, what=TEXT) if message.text_sealed else None
        if not words or not sounds_like_danger(words):
            raise Conflict(NOTHING_TO_SHOW)
        # For good: the message itself may be forgotten sooner than its case, as either of them chooses.
        apart = hold(Person, readers_of([message.id]).get(message.id, ()))
        bring_cry(actor, message.id, words, apart=apart, now=now)
        record("message.shown_to_moderators", actor=actor.id, subject=message.id, about=actor.id, now=now)
        announce_in(seat)
