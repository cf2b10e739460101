"""The writes of who supports, with an account or as a contact: their offer, what they can carry, a pause, leaving."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.details import ContactDetails, Offer, checked_capacity, checked_contact, checked_offer
from alongside.circles.events import SupporterMerged
from alongside.circles.models import LoadWord, Supporter, Tie
from alongside.circles.policies import (
    SupportingActor,
    access_contact,
    access_contact_tie,
    access_supported,
    visible_supported,
)
from alongside.circles.sealing import EMAIL
from alongside.circles.services.agreements import keep_in_step
from alongside.circles.services.load_words import ease
from alongside.circles.services.measuring import remember_measures
from alongside.circles.services.moves import CIRCLE, both_ends, end_tie, forget_address, tell_both_ends
from alongside.circles.services.support_hours import put_hours
from alongside.kernel import events, live
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.sealed import seal
from alongside.ui import phrases

LONGEST_BREATHER = timedelta(days=366)


def ensure_supporter(person: Person, *, now: datetime) -> Supporter:
    """Return the one supporter row of a person, locked by the running transaction; made when there is none."""
    row, _made = Supporter.objects.select_for_update(of=("self",), no_key=True).get_or_create(
        person=person, defaults={"created_at": now}
    )
    return row


def _locked(actor: SupportingActor) -> Supporter:
    rows = Supporter.objects.select_for_update(of=("self",), no_key=True).select_related("person", "contact_of")
    supporter = rows.filter(person=actor).first() if isinstance(actor, Person) else rows.filter(id=actor.id).first()
    if supporter is None or not visible_supported(actor).exists():
        raise NotFound(_("You do not stand with anybody here at the moment, so there is nothing to change."))
    return supporter


def check_may_support(actor: Person, tie: Tie) -> None:
    """Refuse to be one's own supporter, or the same person's twice."""
    if actor.id == tie.owner_id:
        raise NotAllowed(_("This is your own circle. Pass the link on to the person it is for."))
    if visible_supported(actor).filter(owner=tie.owner_id).exists():
        raise Conflict(_("You stand with this person already. You find them under “People I support”."))


def take_offer(tie: Tie, offer: Offer, *, now: datetime) -> bool:
    """Write a checked offer to a locked tie, not saved yet; tell whether hours of a kind's own have become others."""
    tie.gives, tie.wakes_at = list(offer.gives), offer.wakes_at
    tie.by_email, tie.by_push = offer.by_email, offer.by_push
    return put_hours(tie, offer.given, now=now)


@transaction.atomic
def change_offer(*, actor: SupportingActor, tie_id: UUID, offer: Offer, now: datetime) -> Tie:
    """Change what the actor offers through one tie. Invalid, NotFound, NotAllowed."""
    offer = checked_offer(offer)
    tie = access_supported(actor, tie_id, lock=True)
    own_changed = take_offer(tie, offer, now=now)
    tie.save()
    keep_in_step(tie, own_changed=own_changed)
    record("tie.offer_changed", actor=actor.id, subject=tie.id, about=tie.owner_id, now=now)
    remember_measures([tie.owner], now=now)
    tell_both_ends(tie)
    return tie


@transaction.atomic
def leave_tie(*, actor: SupportingActor, tie_id: UUID, now: datetime) -> None:
    """Stop supporting somebody: they see that the tie has ended, and nothing else."""
    tie = access_supported(actor, tie_id, lock=True)
    end_tie(tie, actor_id=actor.id, now=now)
    remember_measures(both_ends(tie), now=now)


@transaction.atomic
def change_capacity(*, actor: SupportingActor, weekly_capacity: int | None, now: datetime) -> None:
    """Say how often a week the actor wants to be asked at most, over everyone they support; None for no limit."""
    weekly_capacity = checked_capacity(weekly_capacity)
    supporter = _locked(actor)
    supporter.weekly_capacity = weekly_capacity
    supporter.save(update_fields=["weekly_capacity"])
    ease(supporter, now=now)
    record("supporter.capacity_changed", actor=actor.id, subject=supporter.id, now=now)


@transaction.atomic
def start_breather(*, actor: SupportingActor, until: datetime, now: datetime) -> None:
    """Pause until an aware moment, at most a year from `now`: nobody asks them anything before it."""
    if not now < until <= now + LONGEST_BREATHER:
        raise Invalid(phrases.DAY_WITHIN_A_YEAR, field="back_on")
    _set_breather(actor, until, "supporter.breather_started", now)


@transaction.atomic
def end_breather(*, actor: SupportingActor, now: datetime) -> None:
    """Come back from a breather; nothing changes for somebody who takes none."""
    _set_breather(actor, None, "supporter.breather_ended", now)


def _set_breather(actor: SupportingActor, until: datetime | None, action: str, now: datetime) -> None:
    supporter = _locked(actor)
    supporter.breather_until = until
    supporter.save(update_fields=["breather_until"])
    ease(supporter, now=now)
    record(action, actor=actor.id, subject=supporter.id, now=now)
    owners = visible_supported(actor).values_list("owner_id", flat=True)
    live.announce(owners, topic=CIRCLE)


@transaction.atomic
def change_contact(*, actor: Supporter, contact: ContactDetails, now: datetime) -> None:
    """Change how a contact without account is told and spoken to. Invalid; NotFound once no tie lives."""
    contact = checked_contact(contact)
    supporter = _locked(actor)
    owner = access_contact_tie(actor).owner
    supporter.email_sealed = seal(owner.data_key_id, contact.email, what=EMAIL) if contact.email else None
    supporter.locale, supporter.time_zone = contact.locale, contact.time_zone
    supporter.save(update_fields=["email_sealed", "locale", "time_zone"])
    record("supporter.contact_changed", actor=supporter.id, subject=supporter.id, now=now)


@transaction.atomic
def adopt_contact(*, actor: Person, token: str, now: datetime) -> Tie:
    """Make what somebody offered as a contact part of their account; the contact's link stops working.

    `token` is of the contact's own link. Gone; NotAllowed for the circle's owner; Conflict when one supports them
    already.
    """
    contact = access_contact(token, lock=True)
    own = ensure_supporter(actor, now=now)
    tie = access_contact_tie(contact)
    check_may_support(actor, tie)
    tie.supporter = own
    tie.save(update_fields=["supporter"])
    _carry_over(contact, own)
    forget_address(contact.id)
    record("supporter.adopted", actor=actor.id, subject=contact.id, about=tie.owner_id, now=now)
    events.publish(SupporterMerged(old_id=contact.id, new_id=own.id, at=now))
    remember_measures(both_ends(tie), now=now)
    tell_both_ends(tie)
    return tie


def _carry_over(contact: Supporter, own: Supporter) -> None:
    own.weekly_capacity = own.weekly_capacity or contact.weekly_capacity
    own.breather_until = own.breather_until or contact.breather_until
    own.save(update_fields=["weekly_capacity", "breather_until"])
    LoadWord.objects.filter(supporter=contact).delete()
