"""Contacts without account: what their own page opens for them, and when the owner passes the link on."""

from datetime import datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.models import Supporter, Tie
from alongside.circles.sealing import EMAIL
from alongside.kernel.clock import current_time
from alongside.kernel.sealed import seal
from alongside.notifications.models import Delivery
from alongside.reachouts import services
from alongside.reachouts.links import answer_path
from alongside.reachouts.models import Notification, ReachOut
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, ask_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def contact(tie: Tie, email: str = "") -> Tie:
    """Make who is at the other end of a tie a contact, with an address or without."""
    sealed = seal(tie.owner.data_key_id, email, what=EMAIL) if email else None
    Supporter.objects.filter(id=tie.supporter_id).update(person=None, contact_of=tie.owner, email_sealed=sealed)
    return Tie.objects.select_related("supporter", "owner").get(id=tie.id)


def page_of(tie: Tie) -> str:
    """Return a contact's own page, as they open it."""
    assert tie.supporter_id
    answer = Client().get(links.contact_path(tie.supporter_id))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def live_page(owner: Person, row: ReachOut) -> str:
    """Return what the owner sees of a reach-out."""
    browser = Client()
    browser.force_login(owner)
    return unescape(browser.get(reverse("reach-out-live", args=[row.id])).content.decode())


class TestTheirOwnPage:
    def test_what_asks_for_them_comes_first_and_can_be_opened(self, make_tie: MakeTie, start: Start) -> None:
        tie = contact(make_tie("Ann"))
        assert "Somebody reached out" not in page_of(tie)
        row = start(note="CANARY-NOTE")
        page = page_of(tie)
        path = answer_path(row.notifications.get().id)
        assert page.index("Somebody reached out") < page.index(f'href="{path}"') < page.index("Your own link")
        assert "See what they need" in page
        assert "CANARY" not in page
        assert Client().get(path).status_code == 200

    def test_a_talk_goes_on_there_until_it_is_over(
        self, owner: Person, make_tie: MakeTie, start: Start, now: datetime
    ) -> None:
        tie = contact(make_tie("Ann"))
        row = start()
        services.answer(notification=row.notifications.get(), now=now)
        assert "Go on" in page_of(tie)
        services.close(reach_out_id=row.id, actor=owner, now=now)
        assert "Somebody reached out" not in page_of(tie)

    def test_what_somebody_else_took_or_they_declined_is_not_asked_of_them(
        self, make_tie: MakeTie, start: Start, now: datetime
    ) -> None:
        tie, _other = contact(make_tie("Ann", ring=1)), make_tie("Ben", ring=1)
        row = start("struggling")
        assert "Somebody reached out" in page_of(tie)
        services.answer(notification=ask_of(row, "Ben"), now=now)
        assert "Somebody reached out" not in page_of(tie)

    def test_it_is_theirs_alone(self, owner: Person, make_person: MakePerson, make_tie: MakeTie, start: Start) -> None:
        tie = contact(make_tie("Ann"))
        row = start()
        mine = row.notifications.get().id
        other = contact(Tie.objects.create(**_elsewhere(tie, make_person("Else Madeup"), now=row.created_at)))
        assert answer_path(mine) in page_of(tie)
        assert "Somebody reached out" not in page_of(other)
        stranger = make_person("Sol Madeup")
        for reader in (owner, stranger):
            browser = Client()
            browser.force_login(reader)
            page = browser.get(reverse("supporting")).content.decode()
            assert answer_path(mine) not in page
            assert "Somebody reached out" not in page

    def test_once_they_left_nothing_is_shown(self, make_tie: MakeTie, start: Start, now: datetime) -> None:
        tie = contact(make_tie("Ann"))
        start()
        Tie.objects.filter(id=tie.id).update(state="ended", ended_at=now)
        assert Client().get(links.contact_path(tie.supporter_id)).status_code == 410

    def test_with_an_account_it_is_on_the_page_of_whom_they_support(self, make_tie: MakeTie, start: Start) -> None:
        person = make_tie("Ann").supporter.person
        row = start()
        browser = Client()
        browser.force_login(person)
        page = browser.get(reverse("supporting")).content.decode()
        assert f'href="{reverse("asked", args=[row.notifications.get().id])}"' in page
        assert "/answer/" not in page


def _elsewhere(tie: Tie, owner: Person, *, now: datetime) -> dict[str, object]:
    """Return a tie like this one in the circle of somebody else, with a supporter of its own."""
    supporter = Supporter.objects.create(created_at=now, contact_of=owner)
    kept = {name: getattr(tie, name) for name in ("name_sealed", "relation", "ring", "state")}
    return {**kept, "created_at": now, "owner": owner, "supporter": supporter}


class TestTheLinkToPassOn:
    def test_where_no_mail_is_sent_the_owner_passes_the_link_on(
        self, owner: Person, make_tie: MakeTie, start: Start, settings: Settings
    ) -> None:
        settings.EMAIL_URL = None
        tie = contact(make_tie("Ann", ring=1), "uncle@example.org")
        make_tie("Ben")
        row = start()
        ask = row.notifications.get(tie=tie)
        assert ask.handed_by_owner is True
        # Nobody waits for who cannot know of it: the next wave was started with it.
        assert row.notifications.count() == 2
        page = live_page(owner, row)
        assert answer_path(ask.id) in page
        assert "1 person has been asked so far." in page

    @pytest.mark.parametrize("state", ["waiting", "handed_over", "failed"])
    def test_where_mail_is_sent_it_depends_on_what_came_of_it(
        self, make_tie: MakeTie, start: Start, settings: Settings, state: str
    ) -> None:
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        contact(make_tie("Ann"), "uncle@example.org")
        row = start()
        ask = Notification.objects.get()
        assert ask.handed_by_owner is False
        if state != "waiting":
            Delivery.objects.filter(key=ask.key).update(
                state=state, due_at=None, finished_at=row.created_at, attempts=1
            )
        page = live_page(row.owner, row)
        assert (answer_path(ask.id) in page) is (state == "failed")
        assert "Sees it when they open Alongside" not in page

    def test_only_who_has_an_account_opens_alongside(
        self, owner: Person, make_tie: MakeTie, start: Start, settings: Settings
    ) -> None:
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        contact(make_tie("Ann", ring=1), "uncle@example.org")
        row = start()
        # What was told them was forgotten meanwhile, or never came to be.
        Delivery.objects.all().delete()
        assert "Sees it when they open Alongside" not in live_page(owner, row)
        assert answer_path(Notification.objects.get().id) in live_page(owner, row)
