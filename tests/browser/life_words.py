"""Whom the made-up community with a life of its own knows, what they wrote, and how they are called."""

from dataclasses import dataclass
from datetime import timedelta

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.circles.details import NeedDetails, Offer, TieDetails
from alongside.circles.enums import Weight
from alongside.circles.week import from_to
from alongside.kernel.clock import current_time
from alongside.kernel.sealed import create_data_key
from alongside.plans.steps import Step

# What somebody is called on pages; the World calls them after what they are there for.
CALLED = {
    "Owner Madeup": "Heron Madeup",
    "Member Madeup": "Wren Madeup",
    "Supporter Madeup": "Maple Madeup",
    "Listener Madeup": "Juniper Madeup",
    "Moderator Madeup": "Otter Madeup",
    "Organiser Madeup": "Badger Madeup",
}
TEAM = ("Avocet", "Bittern")
EVENINGS = tuple(day * 24 + hour for day in range(7) for hour in range(17, 23))
WORKDAYS = tuple(day * 24 + hour for day in range(5) for hour in range(9, 17))
SATURDAYS = from_to(9, 12, on=[5])
ALWAYS = Offer(gives=("emotional", "practical"), wakes_at="urgent", own_hours={"practical": SATURDAYS})


def make_person(alias: str, **fields: object) -> Person:
    """Make a person who joined two months ago: `make_person("Ada Madeup", country="IE")`."""
    joined = current_time() - timedelta(days=60)
    called = CALLED.get(alias, alias)
    given = {"time_zone": "Europe/London", "country": "GB", **fields}
    return Person.objects.create(
        alias=called, alias_key=alias_key(called), created_at=joined, data_key=create_data_key(now=joined), **given
    )


@dataclass(frozen=True, slots=True)
class Someone:
    """One more in the owner's circle: how the owner wrote them down, and what they offered (None: did not answer)."""

    details: TieDetails
    offer: Offer | None = None
    invited: bool = True


def details_of(name: str, relation: str, ring: int, *gives: str, **said: str) -> TieDetails:
    return TieDetails(name=name, relation=relation, ring=ring, gives=gives, **said)


WITHOUT_ACCOUNT = (
    Someone(
        details_of(
            "My sister Ada Madeup",
            "family",
            1,
            "emotional",
            "practical",
            ways="020 7946 0999, also at night",
            rhythm="daily",
        ),
        ALWAYS,
    ),
    Someone(details_of("Sam from the Thursday walk", "friend", 1, "emotional"), Offer(("emotional",), hours=EVENINGS)),
    Someone(
        details_of("Doctor Madeup-Exampleton at the clinic by the river", "professional", 2, "accountability"),
        Offer(("accountability",), hours=WORKDAYS),
    ),
    Someone(details_of("Cousin Bo", "family", 3, "practical")),
    Someone(details_of("Old flatmate", "friend", 3, "emotional", stance="mixed"), invited=False),
    Someone(details_of("Someone from before", "peer", 3, stance="undermines"), invited=False),
    Someone(
        details_of("Tuesday evening group", "group", 2, "emotional", "accountability", rhythm="weekly"), invited=False
    ),
    Someone(details_of("Night owls forum", "online", 3, "emotional"), invited=False),
)
NEEDS = (
    NeedDetails(
        "emotional",
        "Somebody to sit with on Sunday evenings, when the week ahead looks long",
        from_to(17, 24, on=[6]),
        Weight.CANNOT_DO_WITHOUT,
    ),
    NeedDetails("accountability", "Ask me how the walk went", from_to(17, 20, on=range(7)), Weight.GOOD_TO_HAVE),
    NeedDetails("practical", "A lift to the clinic by the river, every second Tuesday"),
    NeedDetails("emotional", "Someone I can ring when I wake up at night", from_to(23, 6, on=range(7))),
)
URGE = {"strong": 8, "set-off": "A letter from the court, and nobody at home until late", "body": "Chest and jaw"}
WRITTEN: tuple[tuple[str, dict[str, object]], ...] = (
    ("message", {"message": "You have been here before, and it passed.", "carried": "The record\nMaple, who picks up"}),
    ("weighing", {"what": "Stop going on Fridays", "do-good": "Saturdays without a headache\nMoney for the trip"}),
    ("change", {"change": "Up before eight", "steps": [["Alarm in the kitchen", "Tonight", "Ada"]], "sure": 6}),
)
PLANNED = {
    Step.SIGNS: ("I stop answering messages", "I lie awake at four and count what is left to pay"),
    Step.ALONE: (
        "Cold water on my wrists",
        "Twice around the pond, in any weather",
        "The record with the green sleeve",
    ),
    Step.COMPANY: ("The reading room of the library, until nine", "The bench by the ferry"),
    Step.HELPERS: ("The Odd Fellow next door: 020 7946 0123",),
    Step.SERVICES: ("The clinic by the river, 020 7946 0188, weekdays from eight",),
    Step.SAFER: ("Ada keeps the spare tablets and gives me two days at a time",),
}
THANKS = "Thank you for picking up the phone that night. I slept afterwards, for the first time in days."
TALK = (
    ("owner", "Thank you for coming. I did not want to be alone with this."),
    ("supporter", "I am glad you asked. I have made tea and I have the whole evening."),
    (
        "owner",
        (
            "It has been building up since the letter came. I keep reading it again and again, and every time it says "
            "the same. I know that nothing is decided yet."
        ),
    ),
    ("supporter", "Shall we read it together tomorrow? For tonight, put it in the drawer, and tell me about the cat."),
)
