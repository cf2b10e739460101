"""What whoever opens an invitation may do with it: say yes with an account, say yes without one, or not now."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles import outgoing
from alongside.circles.details import ContactDetails, Offer, checked_capacity, checked_contact, checked_offer
from alongside.circles.enums import TieState
from alongside.circles.events import TieAccepted
from alongside.circles.models import Invitation, Supporter, Tie
from alongside.circles.policies import access_invitation
from alongside.circles.sealing import EMAIL
from alongside.circles.services.measuring import remember_measures
from alongside.circles.services.moves import both_ends, move, tell_both_ends, tell_owner
from alongside.circles.services.supporting import check_may_support, ensure_supporter, take_offer
from alongside.kernel import events
from alongside.kernel.errors import NotAllowed
from alongside.kernel.sealed import seal


@transaction.atomic
def accept_invitation(*, actor: Person, token: str, offer: Offer, weekly_capacity: int | None, now: datetime) -> Tie:
    """Say yes with an account. Gone, NotAllowed for one's own invitation, Conflict when one supports them already."""
    offer, weekly_capacity = checked_offer(offer), checked_capacity(weekly_capacity)
    invitation = access_invitation(token, now=now, lock=True)
    # Locked before the check, so that two links of the same owner cannot both be accepted at once.
    supporter = ensure_supporter(actor, now=now)
    check_may_support(actor, invitation.tie)
    return _accept(invitation, supporter, offer, weekly_capacity, now)


@transaction.atomic
def accept_as_contact(
    *, token: str, contact: ContactDetails, offer: Offer, weekly_capacity: int | None, now: datetime
) -> Tie:
    """Say yes without an account: a contact of this one circle, with a link of their own. Gone, Invalid, TooMany."""
    offer, contact = checked_offer(offer), checked_contact(contact)
    weekly_capacity = checked_capacity(weekly_capacity)
    invitation = access_invitation(token, now=now, lock=True)
    if contact.email:
        outgoing.count_mail_to(contact.email, now=now)
    owner = invitation.tie.owner
    supporter = Supporter.objects.create(
        created_at=now,
        contact_of=owner,
        email_sealed=seal(owner.data_key_id, contact.email, what=EMAIL) if contact.email else None,
        locale=contact.locale,
        time_zone=contact.time_zone,
    )
    tie = _accept(invitation, supporter, offer, weekly_capacity, now)
    outgoing.mail_own_link(supporter, now=now)
    return tie


def _accept(
    invitation: Invitation, supporter: Supporter, offer: Offer, weekly_capacity: int | None, now: datetime
) -> Tie:
    tie = invitation.tie
    move(tie, TieState.ACCEPTED)
    tie.supporter = supporter
    take_offer(tie, offer, now=now)
    tie.save()
    supporter.weekly_capacity = weekly_capacity
    supporter.save(update_fields=["weekly_capacity"])
    _use(invitation, now)
    record("tie.accepted", actor=supporter.person_id or supporter.id, subject=tie.id, about=tie.owner_id, now=now)
    events.publish(TieAccepted(tie_id=tie.id, owner_id=tie.owner_id, supporter_id=supporter.id, at=now))
    remember_measures(both_ends(tie), now=now)
    tell_both_ends(tie)
    return tie


@transaction.atomic
def decline_invitation(*, actor: Person | None, token: str, now: datetime) -> None:
    """Say "not now", which is all that the owner sees; `actor` is None for somebody who is not signed in. Gone."""
    invitation = access_invitation(token, now=now, lock=True)
    tie = invitation.tie
    if actor is not None and actor.id == tie.owner_id:
        raise NotAllowed(_("This is your own invitation. You can take it back in your circle."))
    move(tie, TieState.DECLINED)
    tie.save(update_fields=["state"])
    _use(invitation, now)
    record("tie.declined", actor=actor.id if actor else None, subject=tie.id, about=tie.owner_id, now=now)
    tell_owner(tie)


def _use(invitation: Invitation, now: datetime) -> None:
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
