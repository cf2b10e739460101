"""Coming into a group: joining, asking, an invitation, and the answer to who asks."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.texts import checked_text
from alongside.groups import outgoing
from alongside.groups.checks import WORD_LENGTH
from alongside.groups.details import Entering
from alongside.groups.enums import GroupState, Openness, Standing, Use
from alongside.groups.models import Group, Membership
from alongside.groups.policies import (
    access_group,
    access_invitation,
    access_one,
    access_standing,
    asks_again,
    standing_of,
    visible_requests,
)
from alongside.groups.sealing import WORD
from alongside.groups.services.brought import bring_danger
from alongside.groups.services.rows import end, save_named
from alongside.groups.things import request_as_thing
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, TooMany
from alongside.kernel.ratelimit import count_try
from alongside.kernel.sealed import seal
from alongside.safety.pauses import check_may_write
from alongside.safety.services.reporting import POSTS_GO_ON
from alongside.safety.words.danger import sounds_like_danger

# Each try tells whether an alias is taken in a group.
TRIES_A_DAY = 30
A_WEEK = timedelta(days=7)
CANNOT_COME_BACK = _("You cannot join this group again. That is the decision of those who look after it.")
IS_IN_ALREADY = _("You are in this group, or have asked to be. Nothing was changed.")
NOT_OPEN_NOW = _("Nobody can join this group right now. Nothing is lost. Please look again later.")
ONE_WORD = _("You have said a word to them within the last week. You can ask without one, or write again in some days.")
AGREEMENTS_CHANGED = _("The agreements were changed while you read them. Please read them once more.")


def join_group(*, actor: Person, slug: str, entering: Entering, now: datetime) -> Membership:
    """Have the actor join an open group, or ask to join any other; who was removed asks again.

    What they say with it goes to those who let people in: while their writing is paused it is refused, and so is a
    second within a week. Words of danger come before moderators.

    Invalid (alias, agreements, word), Conflict, NotFound; NotAllowed for who cannot come back, Paused; TooMany past 30
    tries a day.
    """
    count_alias_try(actor, now=now)
    with transaction.atomic():
        group = access_group(actor, slug, lock=True)
        _checked_before(actor, group)
        asks = group.openness != Openness.OPEN or asks_again(actor, group)
        row = _enter(actor, group, entering, Standing.ASKED if asks else Standing.IN, now)
        if asks:
            outgoing.tell_those_who_may(group, Use.GREET, now=now)
    return row


def count_alias_try(actor: Person, *, now: datetime) -> None:
    """Count a try of an alias; outside of the transaction, so that one that is refused counts."""
    count_try("groups.alias", str(actor.id), limit=TRIES_A_DAY, window=timedelta(days=1), now=now)


def accept_invitation(*, actor: Person, token: str, entering: Entering, now: datetime) -> Membership:
    """Have the actor come in by a link, which is used up by that. As `join_group`; Gone for a link that has ended."""
    count_alias_try(actor, now=now)
    with transaction.atomic():
        invitation = access_invitation(token, now=now, lock=True)
        before = _checked_before(actor, invitation.group, is_invited=True)
        if before is not None and before.state == Standing.ASKED:
            end(before, Standing.LEFT, now=now)
        row = _enter(actor, invitation.group, entering, Standing.IN, now)
        row.was_invited = True
        row.save(update_fields=["was_invited"])
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
    return row


def _checked_before(actor: Person, group: Group, *, is_invited: bool = False) -> Membership | None:
    """Return where the actor stood before, which does not keep them from coming in."""
    before = standing_of(actor, group)
    state = before.state if before else None
    if state == Standing.BANNED:
        raise NotAllowed(CANNOT_COME_BACK)
    if state == Standing.IN or (state == Standing.ASKED and not is_invited):
        raise Conflict(IS_IN_ALREADY)
    if group.state != GroupState.OPEN:
        raise Conflict(NOT_OPEN_NOW)
    return before


def _enter(actor: Person, group: Group, entering: Entering, state: Standing, now: datetime) -> Membership:
    if entering.read != group.agreements_since:
        raise Invalid(AGREEMENTS_CHANGED, field="agrees")
    joined = now if state == Standing.IN else None
    row = Membership(created_at=now, group=group, person=actor, state=state, agreed_at=now, joined_at=joined)
    word = checked_text(entering.word, field="word", most=WORD_LENGTH)
    says = bool(word) and state == Standing.ASKED
    if says:
        _check_word(actor, group, word, now=now)
        row.word_sealed = seal(actor.data_key_id, word, what=WORD)
    save_named(row, entering.alias, now=now)
    if says:
        bring_danger(request_as_thing(row, word), goes_on=POSTS_GO_ON, now=now)
    action = "group.joined" if state == Standing.IN else "group.asked"
    record(action, actor=actor.id, subject=row.id, about=actor.id, now=now)
    return row


def _check_word(actor: Person, group: Group, word: str, *, now: datetime) -> None:
    """Raise Paused, or Invalid for a second word within a week; never that for words that sound like danger."""
    check_may_write(actor, group.id, now=now)
    if sounds_like_danger(word):
        return
    try:
        count_try("groups.word", f"{actor.id} {group.id}", limit=1, window=A_WEEK, now=now)
    except TooMany as error:
        raise Invalid(ONE_WORD, field="word") from error


@transaction.atomic
def answer_request(*, actor: Person, slug: str, membership_id: UUID, lets_in: bool, now: datetime) -> None:
    """Let somebody in who asks, or not; they are told. NotAllowed for who may not; NotFound when nobody asks."""
    standing = access_standing(actor, slug, to=Use.GREET, lock=True)
    row = access_one(visible_requests(standing), membership_id)
    if lets_in:
        row.state, row.joined_at, row.word_sealed = Standing.IN, now, None
        row.save(update_fields=["state", "joined_at", "word_sealed"])
    else:
        end(row, Standing.DECLINED, now=now)
    action = "group.let_in" if lets_in else "group.not_let_in"
    record(action, actor=actor.id, subject=row.id, about=row.person_id, now=now)
    outgoing.tell_people([row.person], now=now)
