"""Answered without a network: it arrives once, in order, with the moment it was pressed; and the browser's copy."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve, reverse

from alongside.accounts.models import Person
from alongside.checkins import services
from alongside.checkins.details import Sharing
from alongside.checkins.models import CheckIn, Entry
from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from tests.checkins.conftest import SignIn

pytestmark = pytest.mark.django_db

SEND = "/check-ins/waiting/send/"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def fields(check_in: CheckIn, key: str, pressed: datetime, **more: object) -> dict[str, object]:
    at = int(pressed.timestamp() * 1000)
    return {"check_in": str(check_in.id), "key": key, "pressed": str(at), "part-1": "2", "called": "Evening", **more}


def test_it_arrives_once_and_when_it_was_pressed(
    owner: Person, check_in: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    browser, pressed = sign_in(owner), now - timedelta(hours=2)
    answers = [browser.post(SEND, fields(check_in, "one", pressed)) for _ in range(3)]
    entry = Entry.objects.get()
    assert {(one.status_code, one.json()["url"]) for one in answers} == {
        (201, reverse("check-in-kept", args=[entry.id]))
    }
    assert entry.answered_at
    assert abs((entry.answered_at - pressed).total_seconds()) < 0.01


def test_it_counts_once_also_when_the_form_had_arrived_after_all(
    owner: Person, check_in: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    browser = sign_in(owner)
    browser.post("/check-ins/answer/", fields(check_in, "one", now))
    browser.post(SEND, fields(check_in, "one", now))
    assert Entry.objects.count() == 1


def test_what_cannot_be_taken_is_said(
    owner: Person, stranger: Person, check_in: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    browser = sign_in(owner)
    assert browser.post(SEND, fields(check_in, "one", now, **{"part-1": "77"})).status_code == 422
    assert browser.post(SEND, fields(check_in, "one", now - timedelta(days=40))).status_code == 422
    assert browser.post(SEND, {"check_in": "?"}).status_code == 404
    assert sign_in(stranger).post(SEND, fields(check_in, "one", now)).status_code == 404
    assert sign_in(None).post(SEND, fields(check_in, "one", now)).status_code == 302
    assert not Entry.objects.exists()


def test_the_token_it_gives_is_the_one_it_asks_for(owner: Person, check_in: CheckIn, now: datetime) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    assert browser.post(SEND, fields(check_in, "one", now)).status_code == 403
    token = browser.get(SEND).json()["token"]
    assert browser.post(SEND, fields(check_in, "one", now, csrfmiddlewaretoken=token)).status_code == 201


def test_the_browser_keeps_the_questions_and_who_sees_them(
    owner: Person, tie: Tie, check_in: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    sharing = Sharing({"1": (tie.id,)})
    services.share_check_in(actor=owner, check_in_id=check_in.id, sharing=sharing, now=now)
    read = sign_in(owner).get("/check-ins/offline/").json()
    page = sign_in(owner).get("/check-ins/").content.decode()
    assert f'data-kept-for="{read["whose"]}"' in page
    [kept] = read["value"]
    assert (kept["id"], kept["name"]) == (str(check_in.id), "Evening")
    assert [(one["field"], one["how"], one["seen"]) for one in kept["parts"]] == [
        ("part-1", "one", "Seen by: Mia M."),
        ("part-2", "one", ""),
        ("part-3", "some", ""),
        ("part-4", "text", ""),
    ]
    assert len(kept["parts"][1]["choices"]) == 11
    services.pause_check_in(actor=owner, check_in_id=check_in.id, now=now)
    assert sign_in(owner).get("/check-ins/offline/").json()["value"] is None


def test_who_was_chosen_since_does_not_see_what_was_pressed_before(
    owner: Person, tie: Tie, check_in: CheckIn, now: datetime, sign_in: SignIn
) -> None:
    assert tie.supporter
    mate = tie.supporter.person
    stamp = sign_in(owner).get("/check-ins/offline/").json()["value"][0]["stamp"]
    sharing = Sharing({"1": (tie.id,)})
    services.share_check_in(actor=owner, check_in_id=check_in.id, sharing=sharing, now=now)
    sign_in(owner).post(SEND, fields(check_in, "one", current_time(), seen=stamp))
    assert Entry.objects.get().is_private
    assert "shared a check-in" not in sign_in(mate).get("/supporting/").content.decode()


def test_the_script_names_the_addresses_there_are() -> None:
    path = finders.find("checkins/waiting.js")
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:
        addresses = re.findall(r'"(/check-ins/[^"]*)"', file.read())
    assert [resolve(one).view_name for one in addresses] == ["check-ins-waiting", "check-ins-send", "check-in-answer"]


def test_the_offline_page_says_nothing_about_anybody(owner: Person, check_in: CheckIn, sign_in: SignIn) -> None:
    page = sign_in(owner).get("/offline/").content.decode()
    assert "data-check-ins" in page
    assert "Evening" not in page
