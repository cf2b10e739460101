"""The pages of the safety card, and what a browser is given to keep."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import services
from alongside.circles.details import CardDetails
from alongside.circles.models import SafetyCard, Tie
from alongside.circles.safety_card import card_of, reachable_of
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from tests.circles.browser import HUGE, text_of, to
from tests.circles.conftest import Named, SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def card(owner: Person, named: Named, now: datetime) -> SafetyCard:
    """The owner's card, with one person on it."""
    tie = named("Auntie Test", ring=1, ways="555 0100\nafter six")
    details = CardDetails("Odd", "It passes.", frozenset([tie.id]))
    return services.write_safety_card(actor=owner, card=details, now=now)


def test_without_a_card_the_page_says_what_one_is_for(owner: Person, sign_in: SignIn) -> None:
    answer = sign_in(owner).get(to("safety-card"))
    assert 'href="/safety-card/write/"' in answer.content.decode()
    assert "a sentence from you to yourself" in text_of(answer)


def test_the_page_shows_the_card_with_numbers_to_call(owner: Person, card: SafetyCard, sign_in: SignIn) -> None:
    answer = sign_in(owner).get(to("safety-card"))
    html, said = answer.content.decode(), text_of(answer)
    assert "I am called Odd" in said
    assert "It passes." in said
    assert 'href="tel:5550100"' in html
    assert "after six" in said


def test_it_says_who_could_see_a_copy_before_anything_is_kept(owner: Person, card: SafetyCard, sign_in: SignIn) -> None:
    said = text_of(sign_in(owner).get(to("safety-card")))
    assert said.index("Who could see it: whoever can unlock this device") < said.index("Keep it on this device")


def test_the_form_begins_with_the_nearest_ring_and_the_alias(owner: Person, named: Named, sign_in: SignIn) -> None:
    near = named("Auntie Test", ring=1, ways="555 0100")
    named("Coach Test", ring=2, ways="555 0101")
    named("No Way Test", ring=1)
    form = sign_in(owner).get(to("safety-card-write")).context["form"]
    assert form["called"].value() == "Odd Owner"
    assert form["ties"].value() == [str(near.id)]
    assert [label for _, label in form.fields["ties"].choices] == ["Auntie Test", "Coach Test"]


def test_the_form_of_a_written_card_shows_what_stands_on_it(owner: Person, card: SafetyCard, sign_in: SignIn) -> None:
    form = sign_in(owner).get(to("safety-card-write")).context["form"]
    assert (form["called"].value(), form["sentence"].value()) == ("Odd", "It passes.")


def test_with_nobody_named_the_form_says_where_to_begin(owner: Person, sign_in: SignIn) -> None:
    answer = sign_in(owner).get(to("safety-card-write"))
    assert "Nobody is in your circle yet." in text_of(answer)
    assert "Whom can you call?" not in text_of(answer)


def test_the_form_asks_for_up_to_three_numbers_of_the_nearest(owner: Person, named: Named, sign_in: SignIn) -> None:
    for ring, name in ((3, "Far Test"), (2, "Coach Test"), (1, "Zed Test"), (1, "Ann Test")):
        named(name, ring=ring)
    named("Told Test", ring=1, ways="555 0100")
    named("Walking Test", ring=1, relation="group")
    said = text_of(sign_in(owner).get(to("safety-card-write")))
    assert re.findall(r"How do you reach (\w+ Test)\?", said) == ["Ann Test", "Zed Test", "Coach Test"]
    assert "Nobody is in your circle yet." not in said


def test_a_number_given_there_is_kept_and_on_the_card_also_when_sent_twice(
    owner: Person, named: Named, sign_in: SignIn
) -> None:
    auntie, silent = named("Auntie Test"), named("Silent Test")
    sent = {"called": "Odd", f"ways_{auntie.id}": " 555 0100 ", f"ways_{silent.id}": ""}
    for _ in range(2):
        assert sign_in(owner).post(to("safety-card-write"), sent).status_code == 303
        written = card_of(owner)
        assert written
        assert [(one.name, one.ways) for one in written.people] == [("Auntie Test", "555 0100")]
    assert Entry.objects.filter(action="tie.changed", subject=auntie.id).count() == 1
    # What is written down already is changed at the tie, not here.
    sign_in(owner).post(to("safety-card-write"), {"called": "Odd", f"ways_{auntie.id}": "555 0199"})
    assert [one.ways for one in reachable_of(owner)] == ["555 0100"]


def test_a_number_that_cannot_be_kept_stays_typed_and_says_so(owner: Person, named: Named, sign_in: SignIn) -> None:
    tie = named("Auntie Test")
    answer = sign_in(owner).post(to("safety-card-write"), {"called": "Odd", f"ways_{tie.id}": "555 \u202e 0100"})
    assert answer.status_code == 422
    assert f'id="id_ways_{tie.id}_error"' in answer.content.decode()
    assert reachable_of(owner) == ()
    assert card_of(owner) is None


def test_nobody_writes_a_number_into_another_circle(
    owner: Person, mate: Person, named: Named, sign_in: SignIn, now: datetime
) -> None:
    tie = named("Auntie Test")
    sign_in(mate).post(to("safety-card-write"), {"called": "Mia", f"ways_{tie.id}": "555 0100"})
    card = CardDetails("Mia", ways=((tie.id, "555 0100"),))
    with pytest.raises(Invalid, match="not in your circle"):
        services.write_safety_card(actor=mate, card=card, now=now)
    assert reachable_of(owner) == ()


def test_writing_it(owner: Person, named: Named, sign_in: SignIn) -> None:
    tie = named("Auntie Test", ways="555 0100")
    sent = {"called": "Odd", "sentence": "It passes.", "ties": [str(tie.id)]}
    answer = sign_in(owner).post(to("safety-card-write"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, to("safety-card"))
    written = card_of(owner)
    assert written
    assert [one.name for one in written.people] == ["Auntie Test"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"called": HUGE},
        {"called": "Odd", "sentence": HUGE},
        {"called": "Odd", "ties": ["nonsense"]},
        {"called": "Odd", "ties": ["00000000-0000-0000-0000-000000000000"]},
        {"called": "\u202eddO"},
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(
    owner: Person, named: Named, sign_in: SignIn, sent: dict[str, object]
) -> None:
    named("Auntie Test", ways="555 0100")
    answer = sign_in(owner).post(to("safety-card-write"), sent)
    assert answer.status_code == 422
    assert not SafetyCard.objects.exists()


def test_the_owners_browser_is_given_the_card_and_whose_it_is(owner: Person, card: SafetyCard, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    answer = browser.get(to("safety-card-kept"))
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.json()
    assert said["value"]["called"] == "Odd"
    assert said["value"]["people"][0]["numbers"] == [{"dial": "555 0100", "address": "tel:5550100"}]
    assert f'data-kept-for="{said["whose"]}"' in browser.get(to("safety-card")).content.decode()


def test_others_are_given_none_and_are_told_apart(
    mate: Person, stranger: Person, accepted: Callable[..., Tie], card: SafetyCard, sign_in: SignIn
) -> None:
    owner = accepted(mate).owner
    said = [sign_in(person).get(to("safety-card-kept")).json() for person in (owner, mate, stranger)]
    assert [one["value"] is None for one in said] == [False, True, True]
    assert len({one["whose"] for one in said}) == 3
    assert str(owner.id) not in repr(said)
    for person in (mate, stranger):
        assert "It passes." not in text_of(sign_in(person).get(to("safety-card")))
        assert sign_in(person).post(to("safety-card-remove")).status_code == 404
    assert SafetyCard.objects.exists()


def test_nobody_who_is_not_signed_in_is_given_anything(card: SafetyCard) -> None:
    assert Client().get(to("safety-card-kept")).status_code == 302


def test_deleting_it_is_asked_first(owner: Person, card: SafetyCard, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    asked = browser.get(to("safety-card-remove"))
    assert "Delete your safety card?" in text_of(asked)
    assert SafetyCard.objects.exists()
    assert browser.post(to("safety-card-remove")).status_code == 303
    assert not SafetyCard.objects.exists()


def test_today_offers_it_once_there_is_somebody_to_call(owner: Person, named: Named, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    assert "/safety-card/" not in browser.get("/").content.decode()
    named("Auntie Test")
    assert 'href="/safety-card/write/"' in browser.get("/").content.decode()


def test_today_shows_the_sentence_to_who_wrote_it(owner: Person, card: SafetyCard, sign_in: SignIn) -> None:
    assert "“It passes.”" in text_of(sign_in(owner).get("/"))


def test_the_offline_page_has_room_for_a_card_and_nobody_in_it(
    owner: Person, card: SafetyCard, sign_in: SignIn
) -> None:
    html = sign_in(owner).get("/offline/").content.decode()
    assert "data-safety-card" in html
    assert "data-kept-for" not in html
    for word in ("Auntie Test", "It passes.", "555 0100", "Odd Owner"):
        assert word not in html
