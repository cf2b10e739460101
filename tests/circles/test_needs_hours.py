"""When something is needed, and how much it matters: kept, told, changed; and light where a first visit asks."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.utils.translation import override

from alongside.accounts.models import Person
from alongside.circles import privacy, queries, services
from alongside.circles.details import NeedDetails
from alongside.circles.models import Need
from alongside.circles.needs_forms import NeedsForm
from alongside.circles.suggestions import BY_KEY, TOPICS
from alongside.circles.week import from_to
from alongside.kernel.errors import Invalid
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn

pytestmark = pytest.mark.django_db

NIGHTS = from_to(22, 7, on=range(7))
PILLS = NeedDetails("accountability", "Ask about the pills", (7, 8, 19), 3)


@pytest.fixture
def pills(owner: Person, now: datetime) -> Need:
    """A need of the owner with hours and a weight."""
    need = services.add_need(actor=owner, details=PILLS, now=now)
    assert need
    return need


def kept(person: Person) -> list[tuple[str, list[int] | None, int]]:
    return [
        (need.words, None if need.hours is None else sorted(need.hours), need.weight)
        for need in queries.needs_of(person)
    ]


@pytest.mark.parametrize(
    ("hours", "stored"),
    [(None, None), ((), []), ((8, 7, 8), [7, 8]), (tuple(range(168)), []), ((0, 167), [0, 167])],
)
def test_hours_are_kept_in_order_and_the_whole_week_as_any_hour(
    owner: Person, now: datetime, hours: tuple[int, ...] | None, stored: list[int] | None
) -> None:
    need = services.add_need(actor=owner, details=NeedDetails("emotional", "Listen", hours, 1), now=now)
    assert need
    need.refresh_from_db()
    assert (need.hours, need.weight) == (stored, 1)


@pytest.mark.parametrize(
    ("change", "field"), [({"hours": (168,)}, "hours"), ({"hours": (-1, 3)}, "hours"), ({"weight": 4}, "weight")]
)
def test_what_is_no_hour_or_no_weight_is_refused(
    owner: Person, pills: Need, now: datetime, change: dict[str, Any], field: str
) -> None:
    details = NeedDetails(**{"support": "emotional", "words": "Listen", **change})
    for write in (
        lambda: services.add_need(actor=owner, details=details, now=now),
        lambda: services.change_need(actor=owner, need_id=pills.id, details=details, now=now),
    ):
        with pytest.raises(Invalid) as refusal:
            write()
        assert refusal.value.field == field
    assert kept(owner) == [("Ask about the pills", [7, 8, 19], 3)]


def test_what_is_tapped_keeps_the_hours_and_the_weight_it_comes_with(owner: Person, sign_in: SignIn) -> None:
    sign_in(owner).post(to("circle-needs"), {"chosen": ["night-call", "physio", "pills", "listen"]})
    assert kept(owner) == [
        ("Someone to call when a craving comes at night", sorted(NIGHTS), 3),
        ("A ride to physiotherapy", sorted(from_to(8, 18, on=range(5))), 2),
        ("Ask me whether I took my pills", sorted(from_to(7, 9, on=range(7)) + from_to(19, 21, on=range(7))), 3),
        ("Someone who listens and gives no advice", None, 2),
    ]


def test_every_condition_has_all_three_kinds_of_support_to_tap() -> None:
    with override("en"):
        assert {str(topic.words): {str(one.support) for one in topic.suggestions} for topic in TOPICS} == {
            words: {"emotional", "accountability", "practical"} if words != "Grief" else {"emotional", "practical"}
            for words in (
                "On any day",
                "When I want to use, drink or gamble",
                "When my mind is dark or restless",
                "Eating",
                "Illness or pain",
                "Grief",
                "Caring for somebody",
            )
        }


def test_every_suggestion_can_be_kept_as_it_comes(owner: Person, now: datetime) -> None:
    details = [one.details() for one in BY_KEY.values()]
    services.add_needs(actor=owner, needs=details, now=now)
    assert kept(owner) == [(one.words, None if one.hours is None else sorted(one.hours), one.weight) for one in details]


@pytest.mark.parametrize(
    ("sent", "hours", "weight"),
    [
        ({}, None, 2),
        ({"hours_when": "anywhen", "hours_part": ["3"], "weight": "1"}, None, 1),
        ({"hours_when": "any", "weight": "3"}, [], 3),
        ({"hours_when": "chosen", "hours_part": ["3"], "hours_hour": ["30"]}, [18, 19, 20, 21, 22, 23, 30], 2),
        ({"hours_hour": ["30"]}, [30], 2),
    ],
)
def test_own_words_have_hours_and_a_weight_in_three_answers(
    owner: Person, sign_in: SignIn, sent: dict[str, Any], hours: list[int] | None, weight: int
) -> None:
    answer = sign_in(owner).post(to("circle-needs"), {"words": "Be there", "support": "practical", **sent})
    assert answer.status_code == 303
    assert kept(owner) == [("Be there", hours, weight)]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"hours_when": "chosen"}, "Please tick at least one part of a day, or choose any hour."),
        ({"hours_when": "chosen", "hours_hour": ["168"]}, "One of these hours is not an hour of the week."),
        ({"hours_when": "sometimes", "hours_hour": ["1"]}, "Please choose whether it is any hour, or certain hours."),
        ({"weight": "9"}, "Please choose one of these."),
    ],
)
def test_what_cannot_be_used_is_said_and_the_folded_part_stands_open(
    owner: Person, sign_in: SignIn, sent: dict[str, Any], sentence: str
) -> None:
    answer = sign_in(owner).post(to("circle-needs"), {"words": "Be there", **sent})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert re.search(r"<details open>\s*<summary>Say it in your own words", answer.content.decode())
    assert kept(owner) == []


def test_the_list_says_when_and_how_much(owner: Person, pills: Need, now: datetime, sign_in: SignIn) -> None:
    services.add_need(actor=owner, details=NeedDetails("emotional", "Call", NIGHTS, 1), now=now)
    services.add_need(actor=owner, details=NeedDetails("emotional", "Listen", ()), now=now)
    services.add_need(actor=owner, details=NeedDetails("emotional", "Walk"), now=now)
    said = text_of(sign_in(owner).get(to("circle-needs")))
    assert "Between 07:00 and 09:00 (Mon) and between 19:00 and 20:00 (Mon) · I cannot do without it" in said
    assert "Every night between 22:00 and 07:00 · It would be good to have" in said
    assert "At any hour · It matters to me" in said
    assert "It does not matter when · It matters to me" in said


def test_all_of_it_can_be_changed(owner: Person, pills: Need, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    page = browser.get(to("circle-need", pills.id)).content.decode()
    ticked = [box for box in re.findall(r"<input[^>]*>", page) if "checked" in box]
    found = {
        (name[1], value[1])
        for box in ticked
        if (name := re.search('name="(.*?)"', box)) and (value := re.search('value="(.*?)"', box))
    }
    assert found == {
        ("support", "accountability"),
        ("hours_when", "chosen"),
        ("hours_hour", "7"),
        ("hours_hour", "8"),
        ("hours_hour", "19"),
        ("weight", "3"),
    }
    changed = {"words": "Ask me", "support": "practical", "hours_when": "anywhen", "weight": "1"}
    assert browser.post(to("circle-need", pills.id), changed).status_code == 303
    assert kept(owner) == [("Ask me", None, 1)]
    again = browser.get(to("circle-need", pills.id)).content.decode()
    assert re.search(r'value="anywhen" checked', again)


def test_a_first_visit_asks_for_no_hours(owner: Person, sign_in: SignIn) -> None:
    assert [field.name for field in NeedsForm().own] == ["words", "support"]
    browser = sign_in(owner)
    assert "hours_when" not in browser.get(to("begin-needs")).content.decode()
    assert "hours_when" in browser.get(to("circle-needs")).content.decode()
    browser.post(to("begin-needs"), {"chosen": ["night"], "words": "Be there"})
    assert kept(owner) == [("Someone I can call at night", sorted(NIGHTS), 2), ("Be there", None, 2)]


def test_hours_and_weight_are_exported(owner: Person, pills: Need) -> None:
    (row,) = privacy.export(owner.id)["needs"]
    assert (row["hours"], row["weight"]) == ([7, 8, 19], 3)
    with override("en"):
        assert privacy.SAID["weight"](3) == "I cannot do without it"
