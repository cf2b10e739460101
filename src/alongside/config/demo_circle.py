"""One circle of the demo community by hand: the one that shows all that a circle can hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles import services as circles
from alongside.circles.details import ContactDetails, NeedDetails, Offer, TieDetails
from alongside.circles.enums import Relation, Rhythm, Support
from alongside.circles.models import Tie
from alongside.circles.names import names_of

EMOTIONAL, ACCOUNTABILITY, PRACTICAL = Support.values
WALK = "Somebody to walk with on Sundays"
RIDE = "A ride to the Tuesday group"

PLACES = (
    TieDetails("Tuesday evening group", Relation.GROUP, 2, (EMOTIONAL, ACCOUNTABILITY), rhythm=Rhythm.WEEKLY),
    TieDetails("Night owls forum", Relation.ONLINE, 3, (EMOTIONAL,), rhythm=Rhythm.DAILY),
)
# Nobody gives practical help yet, and the neighbour was named for it: the open place of the picture.
NOT_ASKED = TieDetails(
    "Neighbour Madeup", Relation.FRIEND, ring=3, gives=(PRACTICAL,), ways="The green door\n+1 555 0100"
)
INVITED = TieDetails("Cousin Madeup", Relation.FAMILY, ring=2, gives=(EMOTIONAL,))
NOT_NOW = TieDetails("Coach Madeup", Relation.PROFESSIONAL, ring=3, gives=(ACCOUNTABILITY,))
CONTACT = TieDetails("Aunt Madeup", Relation.FAMILY, ring=1, gives=(EMOTIONAL,), rhythm=Rhythm.WEEKLY)
# Who of them know each other.
KNOW = (("Maple", "Linden"), ("Maple", "Tuesday evening group"), ("Aunt Madeup", "Neighbour Madeup"))


@dataclass(frozen=True, slots=True)
class With:
    """A member of the demo who stands with the owner: how, when they can be reached, how many weeks they came later."""

    alias: str
    relation: Relation
    ring: int
    gives: tuple[str, ...]
    hours: tuple[int, ...] = ()
    rhythm: Rhythm = Rhythm.WEEKLY
    weeks: int = 0


EVENINGS = tuple(day * 24 + hour for day in range(7) for hour in range(17, 23))
RESTS = With("Lark", Relation.FRIEND, 2, (EMOTIONAL,), weeks=2)
MEMBERS = (
    With("Maple", Relation.PEER, 1, (EMOTIONAL, ACCOUNTABILITY), rhythm=Rhythm.DAILY),
    RESTS,
    With("Linden", Relation.PEER, 3, (ACCOUNTABILITY,), EVENINGS, Rhythm.MONTHLY, weeks=5),
)


def build_rich_circle(owner: Person, people: dict[str, Person], *, joined: datetime, now: datetime) -> None:
    """Give the owner people and places in all three rings, in every state, with what they need and one gap.

    They came from `joined` on, over some weeks, one after the other, as each day keeps its numbers; one of them takes a
    breather from `now`.
    """
    for place in PLACES:
        circles.name_tie(actor=owner, details=place, now=joined)
    _tie_to_contact(owner, joined)
    circles.name_tie(actor=owner, details=NOT_ASKED, now=joined)
    circles.decline_invitation(actor=None, token=_invited(owner, NOT_NOW, joined), now=joined)
    for one in MEMBERS:
        _tie_to_member(owner, people[one.alias], one, joined + timedelta(weeks=one.weeks))
    _who_knows_whom(owner, now)
    _invited(owner, INVITED, now)
    circles.start_breather(actor=people[RESTS.alias], until=now + timedelta(days=5), now=now)
    needs = [NeedDetails(EMOTIONAL, WALK), NeedDetails(PRACTICAL, RIDE)]
    circles.add_needs(actor=owner, needs=needs, now=joined)


def _tie_to_member(owner: Person, member: Person, one: With, now: datetime) -> Tie:
    details = TieDetails(member.alias, one.relation, ring=one.ring, gives=one.gives, rhythm=one.rhythm)
    token = _invited(owner, details, now)
    offer = Offer(gives=one.gives, hours=one.hours, wakes_at="urgent")
    return circles.accept_invitation(actor=member, token=token, offer=offer, weekly_capacity=None, now=now)


def _who_knows_whom(owner: Person, now: datetime) -> None:
    ids = {name: tie_id for tie_id, name in names_of(Tie.objects.filter(owner=owner)).items()}
    for one in {one for one, _other in KNOW}:
        known = [ids[other] for first, other in KNOW if first == one]
        circles.set_acquaintances(actor=owner, tie_id=ids[one], knows=known, now=now)


def _tie_to_contact(owner: Person, now: datetime) -> Tie:
    token = _invited(owner, CONTACT, now)
    contact = ContactDetails(email="", locale=owner.locale, time_zone=owner.time_zone)
    offer = Offer(gives=CONTACT.gives)
    return circles.accept_as_contact(token=token, contact=contact, offer=offer, weekly_capacity=None, now=now)


def _invited(owner: Person, details: TieDetails, now: datetime) -> str:
    """Name and invite somebody; return the token of the link."""
    tie = circles.name_tie(actor=owner, details=details, now=now)
    return links.sign(circles.invite(actor=owner, tie_id=tie.id, now=now).id, salt=links.INVITATION)
