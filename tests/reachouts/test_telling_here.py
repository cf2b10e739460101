"""The live page offers to tell somebody on their device while nothing tells them, and says first what that means."""

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.notifications.packing import vapid_key
from alongside.reachouts import services
from tests.reachouts.conftest import Start, give_device

pytestmark = pytest.mark.django_db


def live(person: Person, start: Start) -> str:
    browser = Client()
    browser.force_login(person)
    return browser.get(f"/reach-out/{start().id}/").content.decode()


def test_what_it_means_stands_before_the_button(owner: Person, start: Start) -> None:
    html = live(owner, start)
    assert html.index("It never says who") < html.index("You can stop it at any time") < html.index("data-push-key")
    assert f'data-push-key="{vapid_key().public_text()}"' in html
    assert "notifications/push.js" in html


def test_the_offer_is_not_in_a_part_that_changes_by_itself(owner: Person, start: Start) -> None:
    browser = Client()
    browser.force_login(owner)
    row = start()
    parts = [browser.get(f"/reach-out/{row.id}/part/{part}/").content.decode() for part in ("now", "write", "moves")]
    assert [part for part in parts if "data-push-key" in part] == []


def test_who_can_be_told_already_is_offered_nothing(owner: Person, start: Start) -> None:
    row = start()
    give_device(owner, row.created_at)
    browser = Client()
    browser.force_login(owner)
    html = browser.get(f"/reach-out/{row.id}/").content.decode()
    assert "data-push-key" not in html
    assert "notifications/push.js" not in html


def test_a_reach_out_that_is_over_offers_nothing(owner: Person, start: Start) -> None:
    row = start()
    services.cancel(reach_out_id=row.id, actor=owner, now=row.created_at)
    browser = Client()
    browser.force_login(owner)
    assert "data-push-key" not in browser.get(f"/reach-out/{row.id}/").content.decode()
