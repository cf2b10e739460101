"""The owner's writes on their ties."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Person
from alongside.audit.services import record
from alongside.circles.details import TieDetails, checked_details
from alongside.circles.enums import PLACES, Relation, TieState, TieUse
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.policies import access_tie, living_ties, visible_ties
from alongside.circles.sealing import NAME, WAYS
from alongside.circles.services.measuring import remember_measures
from alongside.circles.services.moves import both_ends, end_tie, tell_owner
from alongside.circles.services.thanks import forget_thanks
from alongside.kernel.errors import Conflict, Invalid, NotAllowed
from alongside.kernel.sealed import seal

MOST_TIES = 200


@transaction.atomic
def name_tie(*, actor: Person, details: TieDetails, now: datetime) -> Tie:
    """Write somebody or some place down in the actor's circle; nobody is told. Invalid, Conflict past 200 ties."""
    tie = _named(actor, details, now)
    remember_measures([actor], now=now)
    return tie


def _named(actor: Person, details: TieDetails, now: datetime) -> Tie:
    details = checked_details(details)
    # Locked, so that two pages that name somebody at once do not both find room for the last one.
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    if visible_ties(actor).count() >= MOST_TIES:
        raise Conflict(_("Your circle holds 200 names already. Please remove one that you do not need first."))
    tie = Tie(created_at=now, owner=actor)
    _describe(tie, details)
    tie.save(force_insert=True)
    record("tie.named", actor=actor.id, subject=tie.id, about=actor.id, now=now)
    tell_owner(tie)
    return tie


@transaction.atomic
def name_ties(*, actor: Person, people: Sequence[TieDetails], now: datetime) -> list[Tie]:
    """Write several down at once: all of them, or with an error none."""
    ties = [_named(actor, details, now) for details in people]
    remember_measures([actor], now=now)
    return ties


@transaction.atomic
def name_new_ties(*, actor: Person, people: Sequence[TieDetails], now: datetime) -> list[Tie]:
    """Write several down, as `name_ties` does, but for who is in the circle already by the same name.

    They stay as they are: a form that is sent twice counts once.
    """
    Person.objects.select_for_update(no_key=True).get(id=actor.id)
    known = {name.casefold() for name in names_of(living_ties(actor)).values()}
    new = [details for details in people if details.name.strip().casefold() not in known]
    return name_ties(actor=actor, people=new, now=now)


@transaction.atomic
def change_tie(*, actor: Person, tie_id: UUID, details: TieDetails, now: datetime) -> Tie:
    """Change what the owner wrote. Invalid, NotFound, NotAllowed; what an accepted supporter gives is theirs to say."""
    details = checked_details(details)
    tie = access_tie(actor, tie_id, to=TieUse.CHANGE, lock=True)
    if tie.state == TieState.ACCEPTED and set(details.gives) != set(tie.gives):
        raise Invalid(_("What they give is for them to say, now that they have said yes."), field="gives")
    if tie.state != TieState.NAMED and Relation(details.relation) in PLACES:
        raise Invalid(
            _("You asked this person already, so it cannot become a place. Add the place anew."), field="relation"
        )
    _describe(tie, details)
    tie.save()
    record("tie.changed", actor=actor.id, subject=tie.id, about=actor.id, now=now)
    remember_measures([actor], now=now)
    tell_owner(tie)
    return tie


def _describe(tie: Tie, details: TieDetails) -> None:
    key = tie.owner.data_key_id
    tie.name_sealed = seal(key, details.name, what=NAME)
    tie.ways_sealed = seal(key, details.ways, what=WAYS) if details.ways else None
    tie.on_safety_card = tie.on_safety_card and bool(details.ways)
    tie.relation, tie.ring, tie.stance = details.relation, details.ring, details.stance
    tie.rhythm = details.rhythm
    tie.gives = list(details.gives)


@transaction.atomic
def remove_tie(*, actor: Person, tie_id: UUID, now: datetime) -> None:
    """End a tie of the actor's circle and forget its name; whoever was at the other end simply no longer sees it."""
    tie = access_tie(actor, tie_id, to=TieUse.REMOVE, lock=True)
    end_tie(tie, actor_id=actor.id, now=now)
    remember_measures(both_ends(tie), now=now)
    _forget(tie)


@transaction.atomic
def put_away_tie(*, actor: Person, tie_id: UUID, now: datetime) -> None:
    """Forget the name of a tie that has ended; NotAllowed while it has not."""
    tie = access_tie(actor, tie_id, to=TieUse.SEE, lock=True)
    if tie.state != TieState.ENDED:
        raise NotAllowed(_("This tie has not ended. To end it, remove it from your circle."))
    _forget(tie)
    record("tie.put_away", actor=actor.id, subject=tie.id, about=actor.id, now=now)
    tell_owner(tie)


def _forget(tie: Tie) -> None:
    fresh = Tie(owner_id=tie.owner_id)
    tie.name_sealed, tie.ways_sealed, tie.stance, tie.rhythm = b"", None, fresh.stance, None
    tie.save(update_fields=["name_sealed", "ways_sealed", "stance", "rhythm"])
    forget_thanks(tie)
