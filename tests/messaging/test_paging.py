"""Many conversations and many messages: a page at a time, nothing twice, nothing left out."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.messaging import queries, services
from alongside.messaging.cards import my_messages, to_begin
from alongside.messaging.enums import Stand
from alongside.messaging.models import Message, Seat
from alongside.messaging.policies import access_seat
from alongside.messaging.queries import conversations_of, new_to, talk_of
from alongside.messaging.services import Line
from alongside.notifications.models import Delivery
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.messaging.conftest import Accept, Write, listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def five(accepted: Accept, make_person: MakePerson, owner: Person, now: datetime) -> list[Person]:
    """Five people who wrote to the owner, each a minute after the one before."""
    people = []
    for place in range(5):
        one = make_person(f"Mate{place} Madeup")
        tie, line = accepted(one, f"Friend{place} Test"), Line("Hello", uuid4().hex)
        at = now + timedelta(minutes=place)
        services.write_first(actor=one, origin="tie", source=tie.id, line=line, now=at)
        people.append(one)
    return people


def pages(actor: Person) -> list[list[str]]:
    """Follow the list from page to page; return the names on each."""
    after, seen = "", []
    while True:
        page = conversations_of(actor, after=after)
        seen.append([row.name for row in page.rows])
        after = page.later
        if not after:
            return seen


def test_the_list_comes_a_page_at_a_time_with_the_latest_first(
    five: list[Person], owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    assert pages(owner) == [["Friend4 Test", "Friend3 Test"], ["Friend2 Test", "Friend1 Test"], ["Friend0 Test"]]


def test_a_full_last_page_leads_to_no_empty_one(
    five: list[Person], owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 5)
    assert [len(page) for page in pages(owner)] == [5]


def test_conversations_of_one_moment_are_all_there(
    accepted: Accept, make_person: MakePerson, owner: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    for place in range(3):
        tie = accepted(make_person(f"Mate{place} Madeup"), f"Friend{place} Test")
        line = Line("Hello", uuid4().hex)
        services.write_first(actor=owner, origin="tie", source=tie.id, line=line, now=now)
    assert sorted(name for page in pages(owner) for name in page) == ["Friend0 Test", "Friend1 Test", "Friend2 Test"]


def test_what_is_put_away_comes_last_however_new_it_is(
    five: list[Person], owner: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 3)
    services.block(actor=owner, conversation_id=listed(owner)[0].id, now=now)
    assert pages(owner) == [["Friend3 Test", "Friend2 Test", "Friend1 Test"], ["Friend0 Test", "Friend4 Test"]]


@pytest.mark.parametrize("after", ["0", "3-1-x", "1-99999999999999999-" + "f" * 36, "1-1-" + "-" * 36, "x" * 5000])
def test_an_address_that_somebody_made_up_shows_a_list(
    five: list[Person], owner: Person, sign_in: SignIn, after: str
) -> None:
    assert sign_in(owner).get(to("messages"), {"after": after}).status_code == 200


def test_the_page_leads_on_and_back(
    five: list[Person], owner: Person, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    browser = sign_in(owner)
    first = browser.get(to("messages"))
    assert "See older conversations" in text_of(first)
    assert "See the latest conversations" not in text_of(first)
    later = browser.get(to("messages"), {"after": first.context["later"]})
    assert "Friend2 Test" in text_of(later)
    assert "Friend4 Test" not in text_of(later)
    assert "See the latest conversations" in text_of(later)


def test_the_card_finds_what_is_new_behind_many_that_are_not(five: list[Person], owner: Person, now: datetime) -> None:
    talks = {row.name: row.id for row in listed(owner)}
    for name, talk in talks.items():
        if name != "Friend0 Test":
            services.note_read(actor=owner, conversation_id=talk, number=1)
    assert [row.name for row in new_to(owner, most=3)] == ["Friend0 Test"]
    services.block(actor=owner, conversation_id=talks["Friend0 Test"], now=now)
    assert my_messages(owner, now) == {"new": [], "presses": False}
    assert to_begin(owner, now) is None


def test_the_card_asks_as_often_for_one_new_conversation_as_for_three(
    five: list[Person], owner: Person, now: datetime
) -> None:
    counts = []
    for most in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            assert len(new_to(owner, most=most)) == most
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 7


def test_a_conversation_comes_a_page_at_a_time_and_nothing_is_there_twice(
    write: Write, owner: Person, mate: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    rows = [write(owner if place % 2 else mate, str(place)) for place in range(5)]
    seat, before, seen = access_seat(owner, rows[0].conversation_id), None, []
    while before != 0:
        page = talk_of(seat, before=before)
        seen.append([line.text for line in page.lines])
        before = page.earlier
    assert seen == [["3", "4"], ["1", "2"], ["0"]]


def test_who_asks_to_write_stays_on_the_card_until_they_are_answered(
    five: list[Person], owner: Person, sign_in: SignIn, now: datetime
) -> None:
    talks = {row.name: row.id for row in listed(owner)}
    for talk in talks.values():
        services.note_read(actor=owner, conversation_id=talk, number=1)
    assert my_messages(owner, now) == {"new": [], "presses": False}
    asked = Seat.objects.filter(person=owner, conversation=talks["Friend0 Test"])
    asked.update(stand=Stand.ASKED)
    assert [row.name for row in new_to(owner, most=3)] == ["Friend0 Test"]
    assert "Asks to write to you, and waits for your answer." in text_of(sign_in(owner).get(to("today")))
    asked.update(stand=Stand.NOT_NOW)
    assert my_messages(owner, now) == {"new": [], "presses": False}


def test_a_request_of_danger_stands_before_all_others_on_the_first_page_and_on_today(
    five: list[Person], owner: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    heavy = Message.objects.get(seat__person=five[1]).conversation_id
    line = Line("I want to die tonight.", uuid4().hex)
    said = services.say(actor=five[1], conversation_id=heavy, line=line, now=now + timedelta(minutes=1))
    Seat.objects.filter(person=owner).update(stand=Stand.ASKED)
    told = Delivery.objects.count()
    assert pages(owner) == [["Friend1 Test", "Friend4 Test"], ["Friend3 Test", "Friend2 Test"], ["Friend0 Test"]]
    assert [row.name for row in new_to(owner, most=1)] == ["Friend1 Test"]
    assert Delivery.objects.count() == told, "nobody is told anything of it"
    services.take_back(actor=five[1], conversation_id=heavy, message_id=said.id, now=now + timedelta(minutes=2))
    assert pages(owner)[0] == ["Friend4 Test", "Friend3 Test"]


def test_words_of_danger_stand_first_as_urgent_until_they_are_read_and_for_their_reader_alone(
    five: list[Person], owner: Person, now: datetime, sign_in: SignIn
) -> None:
    heavy = Message.objects.get(seat__person=five[1]).conversation_id
    line = Line("I want to die tonight.", uuid4().hex)
    said = services.say(actor=five[1], conversation_id=heavy, line=line, now=now + timedelta(minutes=1))
    assert [(row.name, row.is_heavy) for row in listed(owner)[:2]] == [("Friend1 Test", True), ("Friend4 Test", False)]
    assert not any(row.is_heavy for row in listed(five[1]))
    reader = sign_in(owner)
    for path in (to("messages"), to("today")):
        page = text_of(reader.get(path))
        assert page.index("Friend1 Test") < page.index("Urgent") < page.index("Friend4 Test")
    card = my_messages(owner, now)
    assert card
    assert card["presses"]
    services.note_read(actor=owner, conversation_id=heavy, number=said.number)
    assert (listed(owner)[0].name, listed(owner)[0].is_heavy) == ("Friend4 Test", False)
    assert "Urgent" not in text_of(reader.get(to("messages")))


def test_words_of_danger_that_were_put_away_stay_there(five: list[Person], owner: Person, now: datetime) -> None:
    heavy = Message.objects.get(seat__person=five[1]).conversation_id
    line = Line("I want to die tonight.", uuid4().hex)
    services.say(actor=five[1], conversation_id=heavy, line=line, now=now + timedelta(minutes=1))
    Seat.objects.filter(person=owner, conversation=heavy).update(stand=Stand.NOT_NOW)
    assert (listed(owner)[-1].name, listed(owner)[-1].is_heavy) == ("Friend1 Test", False)
