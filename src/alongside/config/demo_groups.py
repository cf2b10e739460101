"""Groups of the demo community: four that can be found, one of which meets, and a hidden one; who came in, who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from alongside.accounts.models import Person
from alongside.config.demo_care import ask_for_help, bring_before_moderators
from alongside.config.demo_events import hold_an_event, look_back_on_an_event
from alongside.config.demo_letters import write_letters
from alongside.config.demo_meetings import hold_group_meeting
from alongside.config.demo_rooms import chat
from alongside.config.demo_threads import ELSEWHERE, begin_threads, talk
from alongside.groups import services
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.enums import Kind, Openness
from alongside.groups.links import invitation_link
from alongside.groups.models import Group
from alongside.ui.companies import DayWord, Moment, companies_of, share_day


@dataclass(frozen=True, slots=True)
class Made:
    """A group: its host first, then who came in or asked, each as (alias of the account, alias there)."""

    details: GroupDetails
    people: tuple[tuple[str, str], ...]


AGREEMENTS = (
    "What is said here stays here.\n"
    "We listen, and give advice only when somebody asks for it.\n"
    "We speak of ourselves, and of nobody who is not here.\n"
    "Whoever is new is greeted, and need not say anything."
)
# Who takes the day's pledge with their group, and what of it is read there.
PLEDGES = (("Linden", ""), ("Swift", "I call my brother before six, whatever the day was like."), ("Teal", ""))
SEEN_FOR = timedelta(hours=12)
GROUPS = (
    Made(
        GroupDetails(
            "Long evenings",
            "For people in recovery for whom the hours after work are the hardest. We look in between six and eleven, "
            "say how it is, and stay until it is lighter.",
            AGREEMENTS,
            Kind.CONDITION,
            Openness.OPEN,
            ("en", "es"),
        ),
        (
            ("Linden", "Quiet Lantern"),
            ("Heron", "Amber Kettle"),
            ("Swift", "Northern River"),
            ("Teal", "Silver Feather"),
            ("Siskin", "Window Seat"),
            ("Merlin", "Copper Kite"),
            ("Yarrow", "Paper Boat"),
            ("Clover", "Early Pebble"),
        ),
    ),
    Made(
        GroupDetails(
            "Beside somebody",
            "For family and friends: how to stay close, keep a boundary, and look after yourself, too.",
            AGREEMENTS,
            Kind.FAMILY_FRIENDS,
            Openness.BY_REQUEST,
            ("en",),
        ),
        (("Heron", "Warm Orchard"), ("Maple", "Gentle Willow"), ("Rowan", "Little Harbour"), ("Fern", "Hidden Meadow")),
    ),
    Made(
        GroupDetails(
            "Un día tras otro",
            "Para quienes siguen un programa de doce pasos y prefieren hablar en español.",
            "Lo que se dice aquí se queda aquí.\nEscuchamos sin juzgar.",
            Kind.PROGRAMME,
            Openness.OPEN,
            ("es",),
        ),
        (("Alder", "Faro Azul"), ("Lark", "Puente Claro")),
    ),
    Made(
        GroupDetails(
            "Slow walkers of the river park",
            "Saturday mornings, an hour, at the speed of the slowest. Dogs are welcome.",
            AGREEMENTS,
            Kind.PLACE,
            Openness.OPEN,
            ("en",),
        ),
        (("Birch", "Morning Pebble"), ("Sorrel", "Quiet Candle")),
    ),
    Made(
        GroupDetails(
            "After the clinic by the lake",
            "For those who were there together, in the months that follow.",
            AGREEMENTS,
            Kind.ALUMNI,
            Openness.HIDDEN,
            ("en",),
        ),
        (("Curlew", "Silver Harbour"), ("Heron", "Northern Willow"), ("Dunlin", "Amber River")),
    ),
)


def bring_together(people: Mapping[str, Person], *, now: datetime) -> None:
    """Begin the groups, and have people come in over some weeks; of those who ask, the last still waits."""
    for made in GROUPS:
        began = now - timedelta(days=75)
        host = people[made.people[0][0]]
        group = services.begin_group(actor=host, details=made.details, alias=made.people[0][1], now=began)
        for number, (alias, there) in enumerate(made.people[1:], 1):
            at = began + timedelta(days=9 * number)
            _comes(group, people[alias], there, host=host, is_last=number == len(made.people) - 1, now=at)
        if made is GROUPS[0]:
            _live(group, people, now=now)
        begin_threads(group, people, ELSEWHERE.get(group.name, ()), now=now)
    for alias, words in PLEDGES:
        company = companies_of(people[alias])[0]
        share_day(people[alias], company.id, DayWord(uuid4(), Moment.MORNING, words, now + SEEN_FOR), now=now)


def _live(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Fill a group with what people do in one: meet, help, write, talk, plan an evening, and look after each other."""
    hold_group_meeting(people["Linden"], group.id, now=now)
    ask_for_help(group, people, now=now)
    look_back_on_an_event(people, group, now=now)
    talk(group, people, now=now)
    chat(group, people, now=now)
    write_letters(group, people, now=now)
    bring_before_moderators(group, people, now=now)
    hold_an_event(people, group, now=now)


def _comes(group: Group, person: Person, there: str, *, host: Person, is_last: bool, now: datetime) -> None:
    entering = Entering(there, group.agreements_since)
    if group.openness == Openness.HIDDEN:
        link = invitation_link(services.invite(actor=host, slug=group.slug, now=now).id)
        token = link.rstrip("/").rpartition("/")[2]
        services.accept_invitation(actor=person, token=token, entering=entering, now=now)
        return
    row = services.join_group(actor=person, slug=group.slug, entering=entering, now=now)
    if group.openness == Openness.BY_REQUEST and not is_last:
        services.answer_request(actor=host, slug=group.slug, membership_id=row.id, lets_in=True, now=now)
