"""Thanks: the owner sends one, the supporter sees it. Never counted, never shown to anybody else."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles import outgoing
from alongside.circles.enums import TieUse
from alongside.circles.models import Thanks, Tie
from alongside.circles.policies import SupportingActor, access_thanks, access_tie
from alongside.circles.sealing import THANKS
from alongside.circles.services.moves import SUPPORTING, tell_both_ends, tell_owner
from alongside.circles.texts import THANKS_LENGTH, checked_text
from alongside.kernel import live
from alongside.kernel.errors import Invalid, TooMany
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.ui import phrases

THANKS_A_DAY = 10
KEY_LENGTH = 100


@transaction.atomic
def send_thanks(*, actor: Person, tie_id: UUID, words: str, key: str, now: datetime) -> Thanks:
    """Thank somebody of the actor's circle who said yes; one thank-you for each `key`, so that a form counts once.

    Invalid words, or more than 10 a day; NotFound, NotAllowed.
    """
    words = checked_text(words, field="words", most=THANKS_LENGTH, required=True)
    tie = access_tie(actor, tie_id, to=TieUse.THANK, lock=True)
    known = tie.thanks.filter(key=_checked_key(key)).first()
    if known and known.words_sealed is not None:
        return known
    _count(actor, now)
    thanks = known or Thanks(created_at=now, tie=tie, key=key)
    thanks.words_sealed = seal(actor.data_key_id, words, what=THANKS)
    thanks.save()
    outgoing.tell_of_thanks(tie, thanks, now=now)
    record("thanks.sent", actor=actor.id, subject=thanks.id, about=actor.id, now=now)
    tell_both_ends(tie)
    return thanks


def _checked_key(key: str) -> str:
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise Invalid(phrases.FORM_LOST)
    return key


def _count(actor: Person, now: datetime) -> None:
    try:
        count_try("circles.send_thanks", str(actor.id), limit=THANKS_A_DAY, window=timedelta(days=1), now=now)
    except TooMany as refusal:
        raise Invalid(
            _("That is a lot of thanks for one day. This one will be just as welcome tomorrow."), field="words"
        ) from refusal


@transaction.atomic
def put_away_thanks(*, actor: Person, tie_id: UUID, key: str, now: datetime) -> None:
    """Note that the actor does not want to be asked about this help any more. NotFound, NotAllowed."""
    tie = access_tie(actor, tie_id, to=TieUse.THANK, lock=True)
    thanks, is_new = Thanks.objects.get_or_create(tie=tie, key=_checked_key(key), defaults={"created_at": now})
    if is_new:
        _count(actor, now)
    record("thanks.put_away", actor=actor.id, subject=thanks.id, about=actor.id, now=now)
    tell_owner(tie)


@transaction.atomic
def see_thanks(*, actor: SupportingActor, thanks_id: UUID, now: datetime) -> None:
    """Note that the supporter has seen a thank-you, so that its card goes away; who sent it is not told. NotFound."""
    thanks = access_thanks(actor, thanks_id)
    Thanks.objects.filter(id=thanks.id, seen_at=None).update(seen_at=now)
    record("thanks.seen", actor=actor.id, subject=thanks.id, now=now)
    if isinstance(actor, Person):
        live.announce([actor.id], topic=SUPPORTING, ref=thanks.id)


def forget_thanks(tie: Tie) -> None:
    """Delete the thanks of a locked tie, as all that its owner wrote about it is deleted."""
    tie.thanks.all().delete()
