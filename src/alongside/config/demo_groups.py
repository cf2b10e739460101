"""Groups of the demo community: four that can be found, one of which meets, and a hidden one; who came in, who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid4

from alongside.accounts.models import Person
from alongside.config.demo_events import hold_an_event
from alongside.config.demo_meetings import hold_group_meeting
from alongside.groups import services
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.enums import Kind, Openness
from alongside.groups.links import invitation_link
from alongside.groups.models import Group, Post
from alongside.groups.regular import Plan
from alongside.groups.regular_details import RegularDetails
from alongside.groups.thread_details import Opening, Said
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

EVERY_MORNING = RegularDetails(
    "Pledge of the day",
    "What do you set out with today? One small thing is enough, and *none* is an answer, too.",
    "",
    Plan(frozenset(range(7)), time(7, 30), "Europe/Berlin"),
    with_pledge=True,
)
Answers = tuple[tuple[int, str, str, str], ...]
# What is written in the first group: how many hours ago by whom, and after how many minutes who answered what, with
# which kind word. The last one to write is new, and nobody has answered yet.
THREADS: tuple[tuple[float, str, Opening, Answers], ...] = (
    (
        100,
        "Linden",
        Opening(
            "What helps you between six and eleven?",
            Said(
                "For me it is having my hands busy. I make a pot of soup I do not need, and take it to a neighbour.\n\n"
                "What do *you* do with the first hour after work?"
            ),
        ),
        (
            (
                95,
                "Swift",
                "I walk home the long way, along the river. By the time I am there the worst is over.",
                "me_too",
            ),
            (
                240,
                "Teal",
                "Three things, in this order:\n\n- something warm to eat\n- the telephone\n- a shower, or two",
                "thank_you",
            ),
            (300, "Linden", "Thank you both. I wrote the shower on a note by the door.", ""),
        ),
    ),
    (
        30,
        "Swift",
        Opening(
            "A hard Sunday",
            Said(
                "I stood in front of the shop for ten minutes. I did not go in, and I do not quite know why not. "
                "I am home now, and I would rather not be alone with it.",
                note="Speaks of wanting to use",
            ),
            needs_answer=True,
        ),
        (
            (12, "Heron", "You went home, and you wrote. I am here for the next hour, with tea.", "with_you"),
            (40, "Linden", "Ten minutes is long. What was it like to walk away?", "proud_of_you"),
        ),
    ),
    (
        1.5,
        "Clover",
        Opening(
            "Hello from somebody new",
            Said("I have read along for a week and did not dare to write. Evenings are long here, too. So: hello."),
        ),
        (),
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
            hold_group_meeting(host, group.id, now=now)
        if made is GROUPS[0]:
            _talk(group, people, now=now)
            hold_an_event(people, group, now=now)
    for alias, words in PLEDGES:
        company = companies_of(people[alias])[0]
        share_day(people[alias], company.id, DayWord(uuid4(), Moment.MORNING, words, now + SEEN_FOR), now=now)


def _talk(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have the threads begin, the oldest first, and be answered; one opens by itself, and the newest waits."""
    row = services.write_regular(actor=people["Linden"], slug=group.slug, details=EVERY_MORNING, now=now)
    services.host_in_turn(actor=people["Swift"], slug=group.slug, regular_id=row.id, hosts=True, now=now)
    for hours, alias, opening, answers in THREADS:
        at = now - timedelta(hours=hours)
        thread = services.begin_thread(actor=people[alias], slug=group.slug, opening=opening, now=at)
        first = thread.posts.get()
        for minutes, who, text, kind in answers:
            when = at + timedelta(minutes=minutes)
            said = Said(text, answers=first.id)
            services.answer_thread(actor=people[who], slug=group.slug, thread_id=thread.id, said=said, now=when)
            if kind:
                _react(group, people[who], first, kind, now=when)


def _react(group: Group, person: Person, post: Post, kind: str, *, now: datetime) -> None:
    services.react(actor=person, slug=group.slug, thread_id=post.thread_id, post_id=post.id, kind=kind, now=now)


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
