"""One circle of the demo community by hand: the one that shows all that a circle can hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alongside.accounts.models import Person
from alongside.circles import links, offers
from alongside.circles import services as circles
from alongside.circles.agreements import Terms
from alongside.circles.details import AskDetails, ContactDetails, NeedDetails, Offer, TieDetails
from alongside.circles.enums import Channel, Relation, Rhythm, Side, Support, Weight, Within
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.circles.terms import current_terms
from alongside.circles.week import from_to

EMOTIONAL, ACCOUNTABILITY, PRACTICAL = Support.values
GOOD_TO_HAVE, _MATTERS, VITAL = Weight
# Somebody could answer at night, one person alone asks about the morning, and who could drive is there an hour late.
NEEDS = (
    NeedDetails(EMOTIONAL, "Somebody to call when the night gets long", from_to(22, 7, on=range(7)), VITAL),
    NeedDetails(EMOTIONAL, "Somebody to walk with on Sundays", from_to(10, 16, on=[6]), GOOD_TO_HAVE),
    NeedDetails(ACCOUNTABILITY, "Ask me in the morning what I want to do today", from_to(7, 9, on=range(7))),
    NeedDetails(PRACTICAL, "A ride to the Tuesday group", from_to(16, 20, on=[1])),
)
HELP_ME_SHOP = "If Saturdays suit you: it is mostly the heavy bags."
SATURDAY_MORNING = tuple(5 * 24 + hour for hour in (9, 10, 11))

PLACES = (
    TieDetails("Tuesday evening group", Relation.GROUP, 2, (EMOTIONAL, ACCOUNTABILITY), rhythm=Rhythm.WEEKLY),
    TieDetails("Night owls forum", Relation.ONLINE, 3, (EMOTIONAL,), rhythm=Rhythm.DAILY),
)
# Nobody gives practical help at every hour of its need, and the neighbour was named for it: the picture's open place.
NOT_ASKED = TieDetails(
    "Neighbour Madeup", Relation.FRIEND, ring=3, gives=(PRACTICAL,), ways="The green door\n+1 555 0100"
)
INVITED = TieDetails("Cousin Madeup", Relation.FAMILY, ring=2, gives=(EMOTIONAL,))
NOT_NOW = TieDetails("Coach Madeup", Relation.PROFESSIONAL, ring=3, gives=(ACCOUNTABILITY,))
CONTACT = TieDetails("Aunt Madeup", Relation.FAMILY, ring=1, gives=(EMOTIONAL,), rhythm=Rhythm.WEEKLY)
# Who of them know each other.
KNOW = (("Maple", "Linden"), ("Maple", "Tuesday evening group"), ("Aunt Madeup", "Neighbour Madeup"))

ASKED_FOR_MORE = "Maple"


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


EVENINGS = from_to(17, 23, on=range(7))
RESTS = With("Lark", Relation.FRIEND, 2, (EMOTIONAL,), weeks=2)
THANKED = "Maple"
THANKS = "Thank you for Tuesday night. It helped that you only listened."
MEMBERS = (
    With("Maple", Relation.PEER, 1, (EMOTIONAL, ACCOUNTABILITY), rhythm=Rhythm.DAILY),
    RESTS,
    With("Linden", Relation.PEER, 3, (ACCOUNTABILITY, PRACTICAL), EVENINGS, Rhythm.MONTHLY, weeks=5),
)


AGREED, DIFFER = "Maple", "Linden"


def build_rich_circle(owner: Person, people: dict[str, Person], *, joined: datetime, now: datetime) -> None:
    """Give the owner people and places in all three rings, in every state, needs that show a gap, and an open ask.

    They came from `joined` on, over some weeks, one after the other, as each day keeps its numbers; one of them takes a
    breather from `now`, and one was thanked the day before.
    """
    for place in PLACES:
        circles.name_tie(actor=owner, details=place, now=joined)
    _tie_to_contact(owner, joined)
    circles.name_tie(actor=owner, details=NOT_ASKED, now=joined)
    circles.decline_invitation(actor=None, token=_invited(owner, NOT_NOW, joined), now=joined)
    ties = {
        one.alias: _tie_to_member(owner, people[one.alias], one, joined + timedelta(weeks=one.weeks)) for one in MEMBERS
    }
    _agree(ties[AGREED], joined + timedelta(weeks=6))
    _differ(ties[DIFFER], joined + timedelta(weeks=6))
    yesterday = now - timedelta(days=1)
    circles.send_thanks(actor=owner, tie_id=ties[THANKED].id, words=THANKS, key="demo", now=yesterday)
    _who_knows_whom(owner, now)
    _invited(owner, INVITED, now)
    circles.start_breather(actor=people[RESTS.alias], until=now + timedelta(days=5), now=now)
    circles.add_needs(actor=owner, needs=NEEDS, now=joined)
    _ask(owner, people[ASKED_FOR_MORE], now)


def _ask(owner: Person, member: Person, now: datetime) -> None:
    """Have the owner ask one of them for more, who has not answered yet."""
    tie = Tie.objects.get(owner=owner, supporter__person=member)
    ask = AskDetails(PRACTICAL, SATURDAY_MORNING, HELP_ME_SHOP)
    circles.ask_tie(actor=owner, tie_id=tie.id, ask=ask, now=now)


def _tie_to_member(owner: Person, member: Person, one: With, now: datetime) -> Tie:
    details = TieDetails(member.alias, one.relation, ring=one.ring, gives=one.gives, rhythm=one.rhythm)
    token = _invited(owner, details, now)
    offer = Offer(gives=one.gives, hours=one.hours, wakes_at="urgent")
    return circles.accept_invitation(actor=member, token=token, offer=offer, weekly_capacity=None, now=now)


def _agree(tie: Tie, now: datetime) -> None:
    """Have the two agree on calls and messages, answered within an hour."""
    terms = Terms(
        gives=frozenset(map(offers.Support, tie.gives)),
        zone=ZoneInfo(tie.supporter.zone_name if tie.supporter else "UTC"),
        channels=frozenset({Channel.CALL.value, Channel.WRITE.value}),
        within=Within.HOUR.value,
        not_wanted="No good advice. Tea is always welcome.",
    )
    for side in Side:
        circles.write_terms(actor=_at(tie, side), tie_id=tie.id, side=side, terms=terms, now=now)
    for side in Side:
        seen = current_terms(tie).stamp
        circles.confirm_terms(actor=_at(tie, side), tie_id=tie.id, side=side, seen=seen, now=now)


def _differ(tie: Tie, now: datetime) -> None:
    """Have the owner hope for a quicker answer, more often, than the other can give."""
    zone = ZoneInfo(tie.supporter.zone_name if tie.supporter else "UTC")
    kinds, hours = frozenset(map(offers.Support, tie.gives)), frozenset(tie.hours)
    offered = Terms(gives=kinds, zone=zone, hours=hours, within=Within.DAY.value, most_a_week=2)
    hoped = Terms(gives=kinds, zone=zone, hours=hours, within=Within.HOUR.value)
    for side, terms in ((Side.SUPPORTER, offered), (Side.OWNER, hoped)):
        circles.write_terms(actor=_at(tie, side), tie_id=tie.id, side=side, terms=terms, now=now)


def _at(tie: Tie, side: Side) -> Person:
    person = tie.owner if side == Side.OWNER or tie.supporter is None else tie.supporter.person
    assert person  # noqa: S101 - members of the demo have accounts
    return person


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
