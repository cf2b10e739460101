"""One circle of the demo community by hand: the one that shows all that a circle can hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles import services as circles
from alongside.circles.details import ContactDetails, NeedDetails, Offer, TieDetails
from alongside.circles.enums import Relation, Support
from alongside.circles.models import Tie

EMOTIONAL, ACCOUNTABILITY, PRACTICAL = Support.values
WALK = "Somebody to walk with on Sundays"
RIDE = "A ride to the Tuesday group"

PLACES = (
    TieDetails("Tuesday evening group", Relation.GROUP, ring=2, gives=(EMOTIONAL, ACCOUNTABILITY)),
    TieDetails("Night owls forum", Relation.ONLINE, ring=3, gives=(EMOTIONAL,)),
)
# Nobody gives practical help yet, and the neighbour was named for it: the open place of the picture.
NOT_ASKED = TieDetails(
    "Neighbour Madeup", Relation.FRIEND, ring=3, gives=(PRACTICAL,), ways="The green door\n+1 555 0100"
)
INVITED = TieDetails("Cousin Madeup", Relation.FAMILY, ring=2, gives=(EMOTIONAL,))
NOT_NOW = TieDetails("Coach Madeup", Relation.PROFESSIONAL, ring=3, gives=(ACCOUNTABILITY,))
CONTACT = TieDetails("Aunt Madeup", Relation.FAMILY, ring=1, gives=(EMOTIONAL,))


@dataclass(frozen=True, slots=True)
class With:
    """A member of the demo who stands with the owner: how, and when they can be reached."""

    alias: str
    relation: Relation
    ring: int
    gives: tuple[str, ...]
    hours: tuple[int, ...] = ()


EVENINGS = tuple(day * 24 + hour for day in range(7) for hour in range(17, 23))
RESTS = With("Lark", Relation.FRIEND, 2, (EMOTIONAL,))
THANKED = "Maple"
THANKS = "Thank you for Tuesday night. It helped that you only listened."
MEMBERS = (
    With("Maple", Relation.PEER, 1, (EMOTIONAL, ACCOUNTABILITY)),
    RESTS,
    With("Linden", Relation.PEER, 3, (ACCOUNTABILITY,), EVENINGS),
)


def build_rich_circle(owner: Person, people: dict[str, Person], *, joined: datetime, now: datetime) -> None:
    """Give the owner people and places in all three rings, in every state, with what they need and one gap.

    They came together at `joined`; one of them takes a breather from `now`, and one was thanked the day before.
    """
    ties = {one.alias: _tie_to_member(owner, people[one.alias], one, joined) for one in MEMBERS}
    yesterday = now - timedelta(days=1)
    circles.send_thanks(actor=owner, tie_id=ties[THANKED].id, words=THANKS, key="demo", now=yesterday)
    for place in PLACES:
        circles.name_tie(actor=owner, details=place, now=joined)
    _tie_to_contact(owner, joined)
    circles.name_tie(actor=owner, details=NOT_ASKED, now=joined)
    _invited(owner, INVITED, now)
    circles.decline_invitation(actor=None, token=_invited(owner, NOT_NOW, joined), now=joined)
    circles.start_breather(actor=people[RESTS.alias], until=now + timedelta(days=5), now=now)
    needs = [NeedDetails(EMOTIONAL, WALK), NeedDetails(PRACTICAL, RIDE)]
    circles.add_needs(actor=owner, needs=needs, now=joined)


def _tie_to_member(owner: Person, member: Person, one: With, now: datetime) -> Tie:
    token = _invited(owner, TieDetails(member.alias, one.relation, ring=one.ring, gives=one.gives), now)
    offer = Offer(gives=one.gives, hours=one.hours, wakes_at="urgent")
    return circles.accept_invitation(actor=member, token=token, offer=offer, weekly_capacity=None, now=now)


def _tie_to_contact(owner: Person, now: datetime) -> Tie:
    token = _invited(owner, CONTACT, now)
    contact = ContactDetails(email="", locale=owner.locale, time_zone=owner.time_zone)
    offer = Offer(gives=CONTACT.gives)
    return circles.accept_as_contact(token=token, contact=contact, offer=offer, weekly_capacity=None, now=now)


def _invited(owner: Person, details: TieDetails, now: datetime) -> str:
    """Name and invite somebody; return the token of the link."""
    tie = circles.name_tie(actor=owner, details=details, now=now)
    return links.sign(circles.invite(actor=owner, tie_id=tie.id, now=now).id, salt=links.INVITATION)
