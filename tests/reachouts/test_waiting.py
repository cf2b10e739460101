"""A reach-out that waited for a network arrives once, for whoever pressed it; the kept page names nobody."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve, reverse

from alongside.accounts.models import Person
from alongside.reachouts import services
from alongside.reachouts.models import ReachOut
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db

SEND = "/reach-out/waiting/send/"
PRESSED = {"level": "struggling", "note": "no network in the valley", "request_key": "made-in-the-browser"}


def signed_in(person: Person, **options: bool) -> Client:
    browser = Client(**options)
    browser.force_login(person)
    return browser


def sent_with_token(browser: Client, fields: dict[str, str]) -> int:
    """Send as the script does: with the token that was asked for a moment ago. Return the status."""
    token = browser.get(SEND).json()["token"]
    return browser.post(SEND, {**fields, "csrfmiddlewaretoken": token}).status_code


def test_what_was_pressed_becomes_a_reach_out_and_leads_to_its_page(owner: Person) -> None:
    answer = signed_in(owner).post(SEND, PRESSED)
    row = ReachOut.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"url": reverse("reach-out-live", args=[row.id])})
    assert (row.owner, row.level, row.request_key) == (owner, "struggling", "made-in-the-browser")


def test_however_often_it_arrives_it_counts_once(owner: Person) -> None:
    browser = signed_in(owner)
    urls = {browser.post(SEND, PRESSED).json()["url"] for _ in range(3)}
    assert len(urls) == ReachOut.objects.count() == 1


def test_it_counts_once_also_when_the_form_had_arrived_after_all(owner: Person) -> None:
    browser = signed_in(owner)
    browser.post("/reach-out/", PRESSED)
    row = ReachOut.objects.get()
    services.cancel(reach_out_id=row.id, actor=owner, now=row.created_at)
    assert browser.post(SEND, PRESSED).json()["url"] == reverse("reach-out-live", args=[row.id])
    assert ReachOut.objects.get().state == "cancelled"


def test_the_token_it_gives_is_the_one_it_asks_for(owner: Person) -> None:
    browser = signed_in(owner, enforce_csrf_checks=True)
    assert browser.post(SEND, PRESSED).status_code == 403
    assert not ReachOut.objects.exists()
    assert sent_with_token(browser, PRESSED) == 201


def test_it_tells_whose_it_would_be_as_every_page_does(owner: Person, make_person: MakePerson) -> None:
    tags = []
    for person in (owner, make_person("Sol Stranger")):
        browser = signed_in(person)
        tags.append(browser.get(SEND).json()["whose"])
        assert f'data-kept-for="{tags[-1]}"' in browser.get("/reach-out/waiting/").content.decode()
    assert tags[0] != tags[1]


def test_nobody_who_is_not_signed_in_is_told_or_sends_anything() -> None:
    for answer in (Client().get(SEND), Client().post(SEND, PRESSED), Client().get("/reach-out/waiting/")):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/")
    assert not ReachOut.objects.exists()


@pytest.mark.parametrize(
    "broken", [{"level": "shout"}, {"level": ""}, {"note": "x" * 1001}, {"request_key": ""}, {"request_key": "x" * 101}]
)
def test_what_cannot_be_taken_is_refused_and_nobody_is_asked(owner: Person, broken: dict[str, str]) -> None:
    answer = signed_in(owner).post(SEND, {**PRESSED, **broken})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == list(broken)
    assert not ReachOut.objects.exists()


def test_the_script_knows_the_addresses() -> None:
    path = finders.find("reachouts/waiting.js")
    assert isinstance(path, str)
    with open(path) as script:
        named = dict(re.findall(r'(\w+)[:=] ?"(/[^"]+)"', script.read().replace(" = ", "=")))
    names = {name: resolve(address).url_name for name, address in named.items()}
    assert names == {"PAGE": "reach-out-waiting", "SEND": "reach-out-send", "FORM": "reach-out"}


def test_the_offline_page_can_take_a_reach_out_and_has_no_key_of_its_own(owner: Person) -> None:
    html = signed_in(owner).get("/offline/").content.decode()
    part = html[html.index("data-reach-out") : html.index("</section>", html.index("data-reach-out"))]
    assert re.findall(r'name="(\w+)"', part) == ["level", "level", "level", "note"]
    assert "request_key" not in html  # one for everybody would make many people's reach-outs one
    assert "csrfmiddlewaretoken" not in html
    assert 'href="tel:' in part
