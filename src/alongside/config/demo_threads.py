"""Threads in a group of the demo community: answered ones, one that opens each morning, some that wait, a milestone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.enums import Reacts, Wants
from alongside.groups.milestones.words import AN_ANNIVERSARY
from alongside.groups.models import Group, Post, Regular, Thread
from alongside.groups.regular.details import RegularDetails
from alongside.groups.regular.turns import Plan
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.following import want_thread
from alongside.ui.celebrations import Marked

EVERY_MORNING = RegularDetails(
    "Pledge of the day",
    "What do you set out with today? One small thing is enough, and *none* is an answer, too.",
    "",
    Plan(frozenset(range(7)), time(7, 30), "Europe/Berlin"),
    with_pledge=True,
)
# Who hosts it in turn, and what is written in the thread of a day besides: by its host first.
HOSTS = ("Swift", "Linden")
HOST_SAYS = "Good morning. Mine is small: I eat before I am hungry, and I go to bed before I am lonely."
ALSO_SAID = (
    ("Heron", "I call my friend before noon. Not because of anything. To hear a voice."),
    ("Teal", "None today. I am here all the same."),
)
Answers = tuple[tuple[int, str, str, str], ...]
Threads = tuple[tuple[float, str, Opening, Answers], ...]
LINDEN_STAYS = (
    "I am here, and I stay. I am glad that you wrote. Is somebody near you who could sit with you? *Reach out* and the "
    "crisis lines are one tap away, and you need not choose between them and us."
)
# What is written: how many hours ago by whom, and after how many minutes who answered what, with which kind word. One
# who wrote is in danger and was answered; the last is new, and asks for an answer that nobody has given yet.
THREADS: Threads = (
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
            (
                280,
                "Merlin",
                "I sell a tea that takes the wanting away within a week. Write to me, and I tell you what it costs.",
                "",
            ),
            (
                300,
                "Linden",
                "Thank you both. The shower is on a note by the door. Copper Kite, you are welcome without the tea.",
                "",
            ),
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
        26,
        "Merlin",
        Opening(
            "Something I heard on Tuesday",
            Said(
                "The man who drives the early bus told his story at the meeting in the old mill. He lost his house "
                "over it, and his wife does not know where he is in the evening."
            ),
        ),
        (),
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
    (
        0.7,
        "Yarrow",
        Opening(
            "A night that is too long",
            Said(
                "I keep thinking that I do not want to live any more. I am frightened of it, and I would like it to "
                "be morning. Is anybody here?",
                note="Speaks of not wanting to live",
            ),
        ),
        (
            (
                4,
                "Linden",
                LINDEN_STAYS,
                Reacts.WITH_YOU,
            ),
        ),
    ),
    (
        0.4,
        "Teal",
        Opening(
            "A wedding on Saturday",
            Said(
                "My sister gets married, and everybody will raise a glass. What do you hold in your hand when that "
                "comes? And what do you say to the uncle who asks?"
            ),
            needs_answer=True,
        ),
        (),
    ),
)
# The same in other groups, by their names.
ELSEWHERE: dict[str, Threads] = {
    "Beside somebody": (
        (
            70,
            "Maple",
            Opening(
                "How do you not ask every evening?",
                Said(
                    "I listen to a voice on the telephone for what it does not say, and that is noticed. How do you "
                    "leave somebody their own evening?"
                ),
            ),
            (
                (
                    130,
                    "Heron",
                    "From the other side: ask about the day, and believe the answer. When it is more, I say so myself.",
                    Reacts.WITH_YOU,
                ),
            ),
        ),
    ),
    "Un día tras otro": (
        (
            46,
            "Lark",
            Opening("Me presento", Said("Llevo tres semanas viniendo y hoy escribo por primera vez. Gracias.")),
            ((75, "Alder", "Qué alegría leerte. Aquí nadie tiene prisa.", Reacts.HOLDING_HOPE),),
        ),
    ),
}
MILESTONE_AGO = timedelta(hours=52)
REACHED = Marked(
    "",
    "one year",
    "A year ago I could not have told you what a Friday evening looks like. It looks like soup, and a film I have seen "
    "before. Thank you for every one of them.",
)
GLAD = (("Linden", Reacts.PROUD_OF_YOU), ("Swift", Reacts.HOLDING_HOPE), ("Heron", Reacts.THANK_YOU))
FOLLOWS = ("Heron", "Hello from somebody new")


def talk(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have the threads begin and be answered; one opens by itself, and the newest wait."""
    begin_threads(group, people, THREADS, now=now)
    _celebrate(group, people, now=now - MILESTONE_AGO)
    _open_every_morning(group, people, now=now)
    follower, title = FOLLOWS
    followed = Thread.objects.get(group=group, title=title)
    want_thread(actor=people[follower], slug=group.slug, thread_id=followed.id, wants=Wants.FOLLOW, now=now)


def begin_threads(group: Group, people: Mapping[str, Person], threads: Threads, *, now: datetime) -> None:
    """Have threads begin, the oldest first, and be answered, with kind words."""
    for hours, alias, opening, answers in threads:
        at = now - timedelta(hours=hours)
        thread = services.begin_thread(actor=people[alias], slug=group.slug, opening=opening, now=at)
        first = thread.posts.get()
        for minutes, who, text, kind in answers:
            when = at + timedelta(minutes=minutes)
            said = Said(text, answers=first.id)
            services.answer_thread(actor=people[who], slug=group.slug, thread_id=thread.id, said=said, now=when)
            if kind:
                _react(group, people[who], first, kind, now=when)


def _celebrate(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have somebody say that they reached something, and others be glad of it."""
    marked = replace(REACHED, word=str(AN_ANNIVERSARY))
    thread = services.mark_milestone(actor=people["Teal"], slug=group.slug, marked=marked, now=now)
    for number, (alias, kind) in enumerate(GLAD, 1):
        _react(group, people[alias], thread.posts.get(), kind, now=now + timedelta(minutes=20 * number))


def _open_every_morning(group: Group, people: Mapping[str, Person], *, now: datetime) -> None:
    """Have a thread open by itself since two days ago, hosted in turn by two who said yes, and be answered."""
    began = now - timedelta(days=2)
    row = services.write_regular(actor=people["Linden"], slug=group.slug, details=EVERY_MORNING, now=began)
    for number, alias in enumerate(HOSTS, 1):
        at = began + timedelta(minutes=number)
        services.host_in_turn(actor=people[alias], slug=group.slug, regular_id=row.id, hosts=True, now=at)
    while row.due_at and row.due_at <= now:
        opened = row.due_at
        services.open_regulars([row], opened)
        _greet_the_day(group, people, row, opened=opened, now=now)


def _greet_the_day(
    group: Group, people: Mapping[str, Person], row: Regular, *, opened: datetime, now: datetime
) -> None:
    """Have whoever hosts the day write in its thread first, and others after them."""
    day = row.days.select_related("host__person").latest("day")
    assert day.host  # noqa: S101 - two said yes to it
    said = ((day.host.person, HOST_SAYS), *((people[alias], text) for alias, text in ALSO_SAID))
    for number, (person, text) in enumerate(said, 1):
        at = min(opened + timedelta(minutes=11 * number), now)
        services.answer_thread(actor=person, slug=group.slug, thread_id=day.thread_id, said=Said(text), now=at)


def _react(group: Group, person: Person, post: Post, kind: str, *, now: datetime) -> None:
    services.react(actor=person, slug=group.slug, thread_id=post.thread_id, post_id=post.id, kind=kind, now=now)
