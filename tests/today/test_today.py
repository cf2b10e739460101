"""Today, and the first page."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from alongside.ui import cards
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(make_person: MakePerson) -> Client:
    """A browser in which Ada Madeup is signed in."""
    client = Client()
    client.force_login(make_person("Ada Madeup"))
    return client


@pytest.fixture(autouse=True)
def _own_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start with no card, and leave those of the capabilities alone."""
    monkeypatch.setattr(cards, "_cards", {})


def asked(person: Any, now: datetime) -> dict[str, Any]:
    """Fill the sentence template, which every house has."""
    return {"sentence": f"{person.alias} & {now.year}"}


def test_the_first_page_says_what_this_is_and_shows_numbers() -> None:
    html = Client(headers={"accept-language": "en-GB"}).get("/").content.decode()
    assert "<h1>Nobody recovers alone</h1>" in html
    assert "Groups, rooms and messages with people who know it from their own lives" in html
    assert "Do you need somebody right now?" in html
    assert 'href="tel:999"' in html


def test_today_greets_by_alias_and_offers_the_next_step(ada: Client) -> None:
    html = ada.get("/").content.decode()
    assert re.search(r"<h1>\s*Hello, Ada Madeup\.\s*</h1>", html)
    assert "Name one person you would call, and you have begun." in html
    assert re.search(r'<a class="button"\s+href="/circle/add/">Name one person</a>', html)


def test_other_cards_stand_before_the_next_step(ada: Client) -> None:
    cards.register_card(order=1, name="one", template="ui/sentence.html", context=asked)
    html = ada.get("/").content.decode()
    assert "Ada Madeup &amp; 20" in html
    assert "you have begun" in html


@pytest.mark.parametrize("name", ["circle", "first visit"])
def test_a_circle_and_the_way_to_one_take_the_place_of_the_next_step(ada: Client, name: str) -> None:
    cards.register_card(order=1, name=name, template="ui/sentence.html", context=asked)
    assert "you have begun" not in ada.get("/").content.decode()


def test_codes_that_were_left_for_later_wait_on_today() -> None:
    reminder = "Your recovery codes wait for you here"
    browser = Client()
    sent = {"alias": "Zoe Madeup", "passphrase": "seven quiet lamps by the door", "time_zone": "Europe/Lisbon"}
    assert browser.post("/join/", sent).headers["Location"] == "/account/recovery-codes/"
    codes = browser.get("/account/recovery-codes/").content.decode()
    assert "you see them only now" not in codes
    browser.post("/account/recovery-codes/", {"later": "yes"})
    assert reminder in browser.get("/").content.decode()
    assert reminder in browser.get("/today/cards/").content.decode()
    assert "They wait for you here" in browser.get("/account/").content.decode()
    browser.post("/account/recovery-codes/", {})
    assert reminder not in browser.get("/").content.decode()
    assert "If you did not keep them, make new ones here." in browser.get("/account/").content.decode()


def test_the_first_page_says_once_that_one_is_signed_out(ada: Client) -> None:
    left = ada.post("/sign-out/", follow=True)
    assert left.redirect_chain == [("/", 302)]
    assert left.content.decode().count("You are signed out.") == 1
    assert "You are signed out." not in ada.get("/").content.decode()


def test_the_cards_alone_are_a_part_of_the_page(ada: Client) -> None:
    html = ada.get("/today/cards/").content.decode()
    assert "you have begun" in html
    assert "<html" not in html
    assert 'data-live-url="/today/cards/"' in ada.get("/").content.decode()


def test_the_cards_of_nobody_ask_to_sign_in(settings: Any) -> None:
    settings.LOGIN_URL = "/sign-in/"
    response = Client().get("/today/cards/")
    assert (response.status_code, response.headers["Location"]) == (302, "/sign-in/?next=/today/cards/")


def test_an_alias_is_never_markup(make_person: MakePerson) -> None:
    client = Client()
    client.force_login(make_person("<b>Made</b>"))
    assert "Hello, &lt;b&gt;Made&lt;/b&gt;." in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/today/cards/"])
def test_today_is_only_read(ada: Client, path: str) -> None:
    assert ada.post(path).status_code == 405
