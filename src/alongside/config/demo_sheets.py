"""The worksheets of one person of the demo community: urges that passed, good things, a message, one sheet shared."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.names import names_of
from alongside.toolbox import services
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Sheet
from alongside.toolbox.worksheets import worksheets

NEAR = "Maple"
# Worksheet, days ago, answers.
WRITTEN: tuple[tuple[str, int, Mapping[str, object]], ...] = (
    (
        "message",
        19,
        {
            "message": "You have been here before, and it passed. Put on your shoes and go around the pond.",
            "carried": "The record with the green sleeve\nMaple, who picks up",
            "first": "Cold water on my wrists",
        },
    ),
    (
        "weighing",
        15,
        {
            "what": "Stop going to the Friday evening at work",
            "do-good": "Saturdays without a headache\nMoney for the trip",
            "do-hard": "They will ask why",
            "not-good": "I see Robin there",
            "not-hard": "I count the glasses all evening\nThe walk home past the bar",
            "most": "I can see Robin at lunch. The walk home I cannot change.",
        },
    ),
    (
        "urges",
        9,
        {
            "strong": 8,
            "set-off": "A letter from the court, and nobody at home",
            "body": "Chest and jaw",
            "helped": "Cold water\nRinging Maple",
            "after": 4,
        },
    ),
    ("urges", 3, {"strong": 6, "set-off": "Walking past the bar", "helped": "I crossed the road", "after": 2}),
    ("gratitude", 1, {"good": "Soup that somebody else had made\nThe pond, frozen at the edge\nSleeping until six"}),
)
SHARED = "weighing"


def write_sheets(owner: Person, *, now: datetime) -> None:
    """Fill them in; one supporter may read one of them."""
    for number, (key, days, said) in enumerate(WRITTEN):
        filled = Filled(said, once=f"demo {number}", is_at_hand=key == "message")
        at = now - timedelta(days=days)
        services.write_sheet(actor=owner, worksheet=worksheets()[key], filled=filled, now=at)
    near = next(tie_id for tie_id, name in names_of(Tie.objects.filter(owner=owner)).items() if name == NEAR)
    row = Sheet.objects.get(owner=owner, worksheet=SHARED)
    services.share_sheet(actor=owner, sheet_id=row.id, tie_ids=[near], now=now - timedelta(days=14))
