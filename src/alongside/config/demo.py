"""The demo community: forty made-up members with their circles, the same people every time.

Made through the same services as everything else, so that nothing in it could not have happened. Loading it again adds
nothing that is there, and opens the one open reach-out again if it has ended meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.accounts.services import create_person
from alongside.circles import links, offers
from alongside.circles import services as circles
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.enums import PLACES, Relation, Stance, Support
from alongside.circles.models import Tie
from alongside.circles.suggestions import TOPICS
from alongside.config.demo_check_ins import write_check_ins, write_weeks
from alongside.config.demo_circle import build_rich_circle
from alongside.config.demo_groups import bring_together
from alongside.config.demo_medication import write_medication
from alongside.config.demo_meetings import hold_own_meeting, list_meetings
from alongside.config.demo_plans import write_plans
from alongside.config.demo_questionnaires import take_questionnaires
from alongside.config.demo_sheets import write_sheets
from alongside.config.environment import is_own_machine
from alongside.journeys import services as journeys
from alongside.journeys.details import JourneyDetails, SetbackDetails
from alongside.reachouts import rota_services
from alongside.reachouts import services as reachouts
from alongside.reachouts.models import Notification, ReachOut
from alongside.today import services as today

PASSPHRASE = "seven quiet lamps by the door"  # noqa: S105 - made up, and printed for everybody who loads the demo
MAKING = (
    "Making forty people up, and what they have lived through; this once it takes a minute, on a busy machine several."
)
SEED = 20260304

# fmt: off
ALIASES = (
    "Heron", "Maple", "Otter", "Juniper", "Wren", "Sparrow", "Cedar", "Finch", "Willow", "Badger",
    "Robin", "Aspen", "Hazel", "Plover", "Linden", "Marten", "Clover", "Swift", "Alder", "Lark",
    "Rowan", "Teal", "Bramble", "Curlew", "Fern", "Dunlin", "Birch", "Siskin", "Sorrel", "Godwit",
    "Larch", "Merlin", "Yarrow", "Petrel", "Osier", "Whimbrel", "Thistle", "Dipper", "Sedge", "Kestrel",
)
# fmt: on
# Who serves the community's own meeting, and as what.
SERVE = {
    "Heron": ("greeter",),
    "Maple": ("chair", "timekeeper"),
    "Robin": ("chair", "greeter"),
    "Willow": ("timekeeper", "greeter"),
}
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Europe/Madrid",
    "Asia/Kolkata",
    "America/Los_Angeles",
    "Australia/Sydney",
)
COUNTRIES = ("DE", "US", "ES", "IN", "US", "AU")
CONTACTS = ("Aunt Madeup", "Cousin Madeup", "Neighbour Madeup", "Coach Madeup")
PLACE_NAMES = {
    Relation.GROUP: ("Tuesday evening group", "Walking group"),
    Relation.ONLINE: ("Night owls forum", "Morning check-in chat"),
}

REACHES_OUT = "Heron"
HAS_NOBODY = "Wren"
HAS_JUST_BEGUN = "Kestrel"
OVERLOADED = "Sparrow"
ORGANISER = "Maple"
MODERATOR = "Otter"
LISTENERS = ("Juniper", "Cedar")
# Who is in the group "Long evenings", and what there is to see as each of them.
COMMUNITY = (
    ("Linden", "hosts a group: two wait for an answer, a call is due, cases wait"),
    ("Swift", "greets there, hosts the thread of the day in turn, and writes with Heron"),
    ("Teal", "looks after it with Linden, and asks for an answer"),
    ("Clover", "is new there and has said hello"),
    ("Siskin", "has gone quiet there, and wants to be called then"),
    ("Merlin", "had something hidden there, and may ask for another look"),
)
SIZES = (4, 5, 6, 3, 0, 7, 12, 2, 8, 1)


@dataclass(frozen=True, slots=True)
class Offered:
    """When somebody of the demo can be reached, in hours of their own week; none for any hour."""

    hours: tuple[int, ...]
    wakes_at: str | None


EVENINGS = tuple(day * 24 + hour for day in range(7) for hour in range(17, 23))
WORKDAYS = tuple(day * 24 + hour for day in range(5) for hour in range(9, 17))
OFFERED = (Offered((), "urgent"), Offered(EVENINGS, None), Offered(WORKDAYS, "urgent"), Offered((), "talk"))


class NotHere(Exception):
    """The demo does not belong on this instance; the message is a sentence for the operator."""


def load_demo(*, now: datetime) -> Iterator[str]:
    """Load the demo community and give the lines that say who can sign in, and how.

    Raises NotHere where others get to it, or where people have joined: everybody knows its passphrase, and one of the
    demo's people is an organiser.
    """
    _check_place()
    if not Person.objects.filter(alias_key=alias_key(ALIASES[-1])).exists():
        yield MAKING
        with transaction.atomic():
            _build(now)
    _reach_out_once(now)
    yield "The demo community is loaded. Everybody in it is made up."
    yield f"Sign in with one of these aliases and the passphrase: {PASSPHRASE}"
    for alias, what in _who():
        yield f"  {alias:<10} {what}"


def _check_place() -> None:
    if not is_own_machine(settings.BASE_URL):
        raise NotHere(
            f"The demo is for one's own machine, and {settings.BASE_URL} is open to others: "
            "everybody knows its passphrase, and one of its people is an organiser."
        )
    keys = [alias_key(alias) for alias in ALIASES]
    if Person.objects.exists() and not Person.objects.filter(alias_key__in=keys).exists():
        raise NotHere("People have joined here. The demo needs a database of its own.")


def _who() -> tuple[tuple[str, str], ...]:
    return (
        (REACHES_OUT, "has reached out and waits for an answer"),
        (ORGANISER, "is asked by Heron, and is the organiser"),
        (HAS_NOBODY, "has nobody yet"),
        (HAS_JUST_BEGUN, "is in the middle of the first steps"),
        (OVERLOADED, "supports many, more than they can carry"),
        (LISTENERS[0], "is a listener on call"),
        (MODERATOR, "is a moderator: somebody may be in danger, and somebody was reported"),
        *COMMUNITY,
    )


def _build(now: datetime) -> None:
    joined = now - timedelta(days=60)
    list_meetings(now=joined)
    people = [_person(number, alias, joined) for number, alias in enumerate(ALIASES)]
    draw = Random(SEED)  # noqa: S311 - the same community every time, nothing secret
    for number, owner in enumerate(people):
        if owner.alias in {HAS_NOBODY, HAS_JUST_BEGUN, REACHES_OUT}:
            continue
        _circle(owner, people, SIZES[number % len(SIZES)], draw, joined)
        _needs(owner, number, joined)
    build_rich_circle(_named(REACHES_OUT), {person.alias: person for person in people}, joined=joined, now=now)
    _count(_named(REACHES_OUT), now)
    write_plans(_named(REACHES_OUT), now=now - timedelta(days=20))
    friend = Tie.objects.get(owner=_named(REACHES_OUT), supporter__person=_named(ORGANISER))
    write_check_ins(_named(REACHES_OUT), [friend.id], now=now)
    write_weeks(_named(REACHES_OUT), now=now)
    write_medication(_named(REACHES_OUT), now=now)
    write_sheets(_named(REACHES_OUT), now=now)
    take_questionnaires(_named(REACHES_OUT), now=now)
    bring_together({person.alias: person for person in people}, now=now)
    _begin(_named(HAS_JUST_BEGUN), now)
    for alias in LISTENERS:
        _put_on_call(_named(alias), now)
    _overload(_named(OVERLOADED), people, now)
    team = {_named(alias): kinds for alias, kinds in SERVE.items()}
    hold_own_meeting(_named(ORGANISER), team, now=now)


def _person(number: int, alias: str, now: datetime) -> Person:
    roles = [role for role, aliases in _roles().items() if alias in aliases]
    person = create_person(alias=alias, roles=roles, now=now)
    person.time_zone = ZONES[number % len(ZONES)]
    person.country = COUNTRIES[number % len(COUNTRIES)]
    person.password = _hashed()
    person.save(update_fields=["time_zone", "country", "password"])
    return person


def _roles() -> dict[str, tuple[str, ...]]:
    return {"organiser": (ORGANISER,), "moderator": (MODERATOR,), "listener": LISTENERS}


_hash: list[str] = []


def _hashed() -> str:
    """Hash the passphrase once for all: hashing is slow on purpose, and they share it."""
    if not _hash:
        _hash.append(make_password(PASSPHRASE))
    return _hash[0]


def _named(alias: str) -> Person:
    return Person.objects.get(alias_key=alias_key(alias))


def _circle(owner: Person, people: list[Person], size: int, draw: Random, now: datetime) -> None:
    """Give a person a circle: members, a contact without account, a professional, and places to go to."""
    others = [person for person in people if person.id != owner.id]
    members = draw.sample(others, k=max(0, size - size // 3))
    for member in members:
        _tie_to_member(owner, member, draw, now)
    for number in range(size - len(members)):
        (_tie_to_contact if number % 2 == 0 else _tie_to_place)(owner, draw, now)


def _needs(owner: Person, number: int, now: datetime) -> None:
    """Have a person want three things: two from one topic, and one that anybody may want."""
    topic = TOPICS[1:][number % len(TOPICS[1:])]
    chosen = [TOPICS[0].suggestions[number % len(TOPICS[0].suggestions)], *topic.suggestions[number % 2 :][:2]]
    circles.add_needs(actor=owner, needs=[one.details() for one in chosen], now=now)


def _begin(newcomer: Person, now: datetime) -> None:
    """Have a newcomer stop in the middle: two people named, and one of them invited."""
    suggestion = TOPICS[0].suggestions[0]
    today.keep_needs(actor=newcomer, needs=[suggestion.details()], now=now)
    people = [
        TieDetails(name="Aunt Madeup", relation=Relation.FAMILY, ring=1, gives=(Support.EMOTIONAL,)),
        TieDetails(name="Colleague Madeup", relation=Relation.FRIEND),
    ]
    today.keep_people(actor=newcomer, people=people, now=now)
    _invited(newcomer, Tie.objects.filter(owner=newcomer).earliest("id"), now)


def _details(name: str, relation: Relation, draw: Random) -> TieDetails:
    gives = tuple(draw.sample(Support.values, k=draw.randint(1, 3)))
    stance = draw.choices((Stance.SUPPORTS, Stance.MIXED, Stance.UNDERMINES), weights=(16, 3, 1))[0]
    return TieDetails(name=name, relation=relation, ring=draw.randint(1, 3), gives=gives, stance=stance)


def _count(owner: Person, now: datetime) -> None:
    """Have a person count days in recovery, with a setback on the way, and exercises."""
    began = (now - timedelta(days=212)).date()
    recovery = JourneyDetails("sober", "My recovery", began, "twelve_step", why="For mornings that are mine again.")
    row = journeys.start_journey(actor=owner, details=recovery, now=now)
    day = began + timedelta(days=75)
    setback = SetbackDetails(day, day, "demo", helped="Walking to my sister's, in the rain.")
    journeys.tell_setback(actor=owner, journey_id=row.id, details=setback, now=now)
    exercises = JourneyDetails("physio", "My knee", (now - timedelta(days=14)).date(), "actions")
    knee = journeys.start_journey(actor=owner, details=exercises, now=now - timedelta(days=14))
    for days in range(12, 0, -2):
        at = now - timedelta(days=days)
        journeys.log_action(actor=owner, journey_id=knee.id, key=f"demo-{days}", now=at)


def _tie_to_member(owner: Person, member: Person, draw: Random, now: datetime) -> Tie:
    relation = draw.choice((Relation.PEER, Relation.FRIEND, Relation.FAMILY, Relation.PROFESSIONAL))
    details = _details(member.alias, relation, draw)
    tie = circles.name_tie(actor=owner, details=details, now=now)
    token = _invited(owner, tie, now)
    offered = draw.choice(OFFERED)
    offer = Offer(gives=details.gives, hours=offered.hours, wakes_at=offered.wakes_at)
    return circles.accept_invitation(actor=member, token=token, offer=offer, weekly_capacity=None, now=now)


def _invited(owner: Person, tie: Tie, now: datetime) -> str:
    """Invite and return the token of the link."""
    return links.sign(circles.invite(actor=owner, tie_id=tie.id, now=now).id, salt=links.INVITATION)


def _tie_to_contact(owner: Person, draw: Random, now: datetime) -> None:
    details = _details(draw.choice(CONTACTS), Relation.FAMILY, draw)
    tie = circles.name_tie(actor=owner, details=details, now=now)
    token = _invited(owner, tie, now)
    if draw.random() < 0.5:
        contact = ContactDetails(email="", locale=owner.locale, time_zone=owner.time_zone)
        circles.accept_as_contact(
            token=token, contact=contact, offer=Offer(gives=details.gives), weekly_capacity=None, now=now
        )


def _tie_to_place(owner: Person, draw: Random, now: datetime) -> None:
    relation = draw.choice(sorted(PLACES))
    circles.name_tie(actor=owner, details=_details(draw.choice(PLACE_NAMES[relation]), relation, draw), now=now)


def _put_on_call(listener: Person, now: datetime) -> None:
    for weekday in range(7):
        rota_services.take_shift(actor=listener, weekday=weekday, hour=0, hours=24, now=now)


def _always_there(owner: Person, supporter: Person) -> None:
    """Have one tie be the first that is asked, at any hour."""
    Tie.objects.filter(owner=owner, supporter__person=supporter).update(stance=Stance.SUPPORTS, hours=[], ring=1)


def _overload(supporter: Person, people: list[Person], now: datetime) -> None:
    """Have one supporter answer more in a week than they said they can carry, and be told so, gently."""
    draw = Random(SEED)  # noqa: S311 - as above
    helped = people[20:24]
    for owner in helped:
        if not Tie.objects.filter(owner=owner, supporter__person=supporter).exists():
            _tie_to_member(owner, supporter, draw, now - timedelta(days=30))
        _always_there(owner, supporter)
    circles.change_capacity(actor=supporter, weekly_capacity=2, now=now - timedelta(days=30))
    for number, owner in enumerate(helped):
        at = now - timedelta(days=len(helped) - number)
        asking = reachouts.Asking(level=offers.Level.URGENT, request_key=f"demo-{number}")
        row = reachouts.reach_out(owner_id=owner.id, asking=asking, now=at)
        asked = Notification.objects.select_related("reach_out__owner", "supporter__person", "tie")
        reachouts.answer(notification=asked.get(reach_out=row, supporter__person=supporter), now=at)
        reachouts.close(reach_out_id=row.id, actor=owner, now=at + timedelta(hours=1))


def _reach_out_once(now: datetime) -> None:
    owner = _named(REACHES_OUT)
    if not ReachOut.objects.filter(owner=owner, state="open").exists():
        asking = reachouts.Asking(
            level=offers.Level.STRUGGLING,
            request_key=f"demo-{now.isoformat()}",
            note="It is a long evening. I would be glad of some company.",
        )
        reachouts.reach_out(owner_id=owner.id, asking=asking, now=now)
