"""A rehearsed reach-out: the plan of a real one, said in words, and nobody is told anything."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.audit.models import Entry
from alongside.circles import offers
from alongside.circles import services as circles
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.links import INVITATION, sign
from alongside.circles.models import Supporter, Tie
from alongside.circles.names import names_of
from alongside.circles.services import ensure_supporter
from alongside.kernel import events
from alongside.kernel.live import CHANNEL
from alongside.notifications.models import Delivery
from alongside.reachouts import services
from alongside.reachouts.events import Rehearsed
from alongside.reachouts.models import Notification, ReachOut, Shift, Wave
from alongside.reachouts.rehearsal import Rehearsal, after_words, end_rehearsal, rehearsed
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start

pytestmark = pytest.mark.django_db

LEVELS = list(offers.Level)
ASKING = "/reach-out/rehearse/struggling/any/asking/"
ALL_PAGES = (
    "/reach-out/rehearse/",
    ASKING,
    "/reach-out/rehearse/struggling/any/answered/",
    "/reach-out/rehearse/struggling/any/unanswered/",
)


@pytest.fixture
def browser(owner: Person) -> Client:
    """A browser in which the owner is signed in."""
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def on_call(make_person: MakePerson, now: datetime) -> Person:
    """A listener whose shift it is."""
    listener = make_person("Lis Tener")
    RoleGrant.objects.create(created_at=now, person=listener, role=Role.LISTENER)
    for weekday in range(7):
        Shift.objects.create(created_at=now, person=listener, start=weekday * 24, hours=24)
    ensure_supporter(listener, now=now)
    return listener


def text_of(answer: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def said(rehearsal: Rehearsal) -> list[tuple[str, list[str]]]:
    return [(wave.when, [person.name for person in wave.people]) for wave in rehearsal.waves]


def contact(owner: Person, name: str, email: str, now: datetime) -> Tie:
    """Have somebody without account say yes."""
    tie = circles.name_tie(actor=owner, details=TieDetails(name=name, relation="family"), now=now)
    token = sign(circles.invite(actor=owner, tie_id=tie.id, now=now).id, salt=INVITATION)
    details = ContactDetails(email=email, locale="en", time_zone="UTC")
    offer = Offer(gives=("emotional",))
    return circles.accept_as_contact(token=token, contact=details, offer=offer, weekly_capacity=None, now=now)


def rows() -> dict[str, int]:
    """Count the rows of every table there is, but sessions, which say when somebody was last seen."""
    counted = [model for model in apps.get_models() if model._meta.label != "accounts.Session"]
    return {model._meta.label: model._default_manager.count() for model in counted}


class TestThePlan:
    def test_it_says_whom_and_when(self, owner: Person, make_tie: MakeTie, now: datetime) -> None:
        for name, ring in (("Ann", 1), ("Ben", 1), ("Cem", 2), ("Dia", 3)):
            make_tie(name, ring=ring)
        make_tie("Eve", stance="mixed")
        rehearsal = rehearsed(owner, offers.Level.STRUGGLING, None, now=now)
        first, second, third = said(rehearsal)
        assert (first[0], sorted(first[1])) == ("At once", ["my Ann", "my Ben", "my Cem"])
        assert second == ("After 5 minutes", ["my Dia"])
        assert third == ("After 10 minutes", ["my Eve"])
        assert (rehearsal.said_plainly_when, rehearsal.listeners) == ("After 15 minutes", 0)
        assert rehearsal.first in {"my Ann", "my Ben"}

    def test_what_is_wanted_counts(self, owner: Person, make_tie: MakeTie, now: datetime) -> None:
        make_tie("Ann", ring=1, gives=["emotional"])
        make_tie("Ben", ring=2, gives=["practical"])
        for wanted, expected in (("emotional", "my Ann"), ("practical", "my Ben")):
            assert rehearsed(owner, offers.Level.TALK, offers.Support(wanted), now=now).first == expected

    def test_listeners_follow_the_circle(
        self, owner: Person, make_tie: MakeTie, on_call: Person, now: datetime
    ) -> None:
        make_tie("Ann")
        rehearsal = rehearsed(owner, offers.Level.TALK, None, now=now)
        assert (rehearsal.listeners, rehearsal.listeners_when, rehearsal.said_plainly_when) == (
            1,
            "After 10 minutes",
            "After 20 minutes",
        )

    def test_a_listener_who_is_asked_already_is_not_asked_again(
        self, owner: Person, make_tie: MakeTie, on_call: Person, now: datetime
    ) -> None:
        make_tie("Lis", person=on_call)
        assert rehearsed(owner, offers.Level.TALK, None, now=now).listeners == 0

    def test_who_cannot_be_told_by_us_makes_nobody_wait(
        self, owner: Person, make_tie: MakeTie, now: datetime, settings: Settings
    ) -> None:
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        contact(owner, "Aunt Paper", "", now)
        rehearsal = rehearsed(owner, offers.Level.TALK, None, now=now)
        (person,) = rehearsal.waves[0].people
        assert (person.by_hand, person.words) == (True, "You get a link to pass on to them")
        assert rehearsal.said_plainly_when == "At once"
        contact(owner, "Uncle Mail", "uncle@example.org", now)
        rehearsal = rehearsed(owner, offers.Level.TALK, None, now=now)
        assert {person.name: person.words for wave in rehearsal.waves for person in wave.people} == {
            "Aunt Paper": "You get a link to pass on to them",
            "Uncle Mail": "",
        }
        assert rehearsal.said_plainly_when == "After 10 minutes"

    def test_named_and_invited_come_once_they_have_said_yes_and_places_never(
        self, owner: Person, now: datetime
    ) -> None:
        for name, relation in (("Named", "friend"), ("Invited", "peer"), ("Group", "group")):
            tie = circles.name_tie(actor=owner, details=TieDetails(name=name, relation=relation), now=now)
            if name == "Invited":
                circles.invite(actor=owner, tie_id=tie.id, now=now)
        rehearsal = rehearsed(owner, offers.Level.URGENT, None, now=now)
        assert (rehearsal.waves, rehearsal.first, rehearsal.once_yes) == ((), None, ("Named", "Invited"))
        assert rehearsal.said_plainly_when == "At once"

    def test_who_is_not_asked_is_named_without_a_reason(
        self, owner: Person, make_tie: MakeTie, make_person: MakePerson, now: datetime
    ) -> None:
        make_tie("Und", stance="undermines")
        resting = make_tie("Res")
        circles.start_breather(actor=resting.supporter.person, until=now + timedelta(days=2), now=now)
        twice = make_person("Twice Madeup")
        make_tie("One", person=twice)
        rehearsal = rehearsed(owner, offers.Level.TALK, None, now=now)
        assert rehearsal.not_now == ("my Res",)  # not a word of whom the owner keeps out
        assert said(rehearsal) == [("At once", ["my One"])]

    def test_what_somebody_carries_for_others_changes_nothing_in_it(
        self, owner: Person, make_tie: MakeTie, make_person: MakePerson, now: datetime
    ) -> None:
        make_tie("Ann", ring=1)
        full = make_tie("Ful", ring=1)
        Supporter.objects.filter(id=full.supporter_id).update(weekly_capacity=1)
        before = said(rehearsed(owner, offers.Level.TALK, None, now=now))
        other = make_person("Other Madeup")
        make_tie("Ful", person=full.supporter.person, owner=other)
        asking = services.Asking(level=offers.Level.TALK, request_key="other")
        services.reach_out(owner_id=other.id, asking=asking, now=now)
        assert said(rehearsed(owner, offers.Level.TALK, None, now=now)) == before

    @pytest.mark.parametrize("level", LEVELS)
    def test_a_real_one_at_the_same_moment_has_the_same_plan(
        self, level: offers.Level, owner: Person, make_tie: MakeTie, start: Start, now: datetime
    ) -> None:
        asleep = {"hours": [(now.weekday() * 24 + now.hour + 5) % 168]}
        for name, fields in (
            ("Ann", {"ring": 1}),
            ("Ben", {"ring": 3}),
            ("Cem", {"stance": "mixed"}),
            ("Dia", asleep),
            ("Eve", {**asleep, "wakes_at": "urgent"}),
            ("Fay", {"stance": "undermines"}),
        ):
            make_tie(name, **fields)
        contact(owner, "Aunt Paper", "", now)
        rehearsal = rehearsed(owner, level, None, now=now)
        row = start(level.value)
        planned = row.waves.filter(kind="circle").order_by("number")
        names = names_of(Tie.objects.all())
        real = [[names[tie_id] for tie_id in wave.tie_ids] for wave in planned]
        assert [people for _when, people in said(rehearsal)] == real


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(hours=3)))
def test_every_wait_is_said_in_whole_minutes(after: timedelta) -> None:
    words = after_words(after)
    found = re.fullmatch(r"After (\d+) minutes?", words)
    assert found or words in {"At once", "A moment later"}
    assert (words == "At once") == (after == timedelta())
    if found:
        assert abs(timedelta(minutes=int(found[1])) - after) <= timedelta(seconds=30)


class TestThePages:
    def test_the_whole_way_tells_nobody_and_writes_nothing_but_that_it_was(
        self, owner: Person, make_tie: MakeTie, on_call: Person, browser: Client
    ) -> None:
        make_tie("Ann")
        contact(owner, "Uncle Mail", "uncle@example.org", datetime.fromisoformat("2026-03-04T20:00+00:00"))
        Delivery.objects.all().delete()
        browser.get("/")
        before = rows()
        with CaptureQueriesContext(connection) as captured:
            form = {"level": "struggling", "support": "emotional", "note": "CANARY-NOTE"}
            page = browser.post("/reach-out/rehearse/", form, follow=True)
            assert page.redirect_chain == [("/reach-out/rehearse/struggling/emotional/asking/", 302)]
            for _ in range(2):
                page = browser.get(onward(page))
            assert "Emergency" in text_of(page)
            end = browser.post("/reach-out/rehearse/end/", follow=True)
        assert "Now you know how it feels" in text_of(end)
        assert {label: count - before[label] for label, count in rows().items() if count != before[label]} == {
            "audit.Entry": 1,
            "today.FirstVisit": 1,
        }
        assert not any(model.objects.exists() for model in (ReachOut, Wave, Notification, Delivery))
        assert mail.outbox == []
        assert not any(CHANNEL in query["sql"] or "CANARY" in query["sql"] for query in captured.captured_queries)

    @pytest.mark.parametrize("page", ALL_PAGES)
    def test_every_screen_says_that_it_is_a_rehearsal(self, page: str, make_tie: MakeTie, browser: Client) -> None:
        make_tie("Ann")
        html = browser.get(page).content.decode()
        assert "Rehearsal: nobody is told anything." in html
        assert "<title>\n  Rehearsal" in html
        # The real button is where it always is, and leads to the real page.
        assert '<a class="reach-out" href="/reach-out/">' in html

    def test_what_the_screens_show(self, make_tie: MakeTie, browser: Client, now: datetime) -> None:
        make_tie("Ann")
        asking = text_of(browser.get(ALL_PAGES[1]))
        assert "At once" in asking
        assert "my Ann" in asking
        assert "Alongside There is something new for you." in asking
        assert "my Ann is with you" in text_of(browser.get(ALL_PAGES[2]))
        for page in (ALL_PAGES[1], ALL_PAGES[3]):
            assert "We tell you that nobody has answered yet" in text_of(browser.get(page))

    def test_what_others_read_is_in_the_persons_language(
        self, make_tie: MakeTie, owner: Person, browser: Client
    ) -> None:
        owner.locale = "es"
        owner.save(update_fields=["locale"])
        assert "Hay algo nuevo para ti." in text_of(browser.get(ASKING))

    def test_with_nobody_yet_it_says_so(self, browser: Client) -> None:
        assert "There is nobody in your circle yet whom we could ask." in text_of(browser.get(ASKING))
        assert "Somebody is with you" in text_of(browser.get(ALL_PAGES[2]))

    def test_the_button_of_a_true_one_names_who_is_asked(
        self, make_tie: MakeTie, on_call: Person, browser: Client
    ) -> None:
        alone = text_of(browser.get("/reach-out/"))
        assert ("Ask the listeners now" in alone, "Ask my people now" in alone) == (True, False)
        make_tie("Ann")
        with_people = text_of(browser.get("/reach-out/"))
        assert ("Ask the listeners now" in with_people, "Ask my people now" in with_people) == (False, True)

    def test_with_listeners_on_call_they_are_named_as_such(self, on_call: Person, browser: Client) -> None:
        assert "The listeners on call" in text_of(browser.get(ASKING))
        assert "Lis Tener" not in text_of(browser.get(ASKING))
        assert "so the listeners are asked at once." in text_of(browser.get(ASKING))
        assert "Now it would be one of the listeners on call." in text_of(browser.get(ALL_PAGES[2]))
        assert "The listeners were asked at once." in text_of(browser.get(ALL_PAGES[3]))

    def test_with_people_the_listeners_come_after_them_on_every_screen(
        self, make_tie: MakeTie, on_call: Person, browser: Client
    ) -> None:
        make_tie("Ann")
        screens = [text_of(browser.get(page)) for page in ALL_PAGES]
        assert not any("at once." in screen and "listeners" in screen for screen in screens)
        assert screens[1].index("my Ann") < screens[1].index("The listeners on call")
        assert "When the listeners on call cannot come either" in screens[3]

    def test_a_form_without_a_level_asks_for_it(self, browser: Client) -> None:
        for form in ({}, {"level": "loud"}, {"level": "talk", "support": "money"}):
            answer = browser.post("/reach-out/rehearse/", form)
            assert answer.status_code == 422
            assert "Rehearsal: nobody is told anything." in text_of(answer)

    @pytest.mark.parametrize(
        "page", ["loud/any/asking", "talk/money/asking", "talk/any/nowhere", "talk/any/start", "talk/any/../asking"]
    )
    def test_other_addresses_lead_nowhere(self, page: str, browser: Client) -> None:
        assert browser.get(f"/reach-out/rehearse/{page}/").status_code == 404

    def test_nobody_sees_the_circle_of_somebody_else(
        self, make_tie: MakeTie, make_person: MakePerson, browser: Client
    ) -> None:
        tie = make_tie("Ann")
        other = Client()
        other.force_login(tie.supporter.person)
        for page in ALL_PAGES:
            assert "my Ann" not in text_of(other.get(page))
            assert Client().get(page).status_code == 302

    def test_the_real_page_leads_to_it(self, browser: Client) -> None:
        assert 'href="/reach-out/rehearse/"' in browser.get("/reach-out/").content.decode()

    def test_the_plan_takes_the_same_queries_with_one_tie_and_with_three(
        self, owner: Person, make_tie: MakeTie, now: datetime
    ) -> None:
        for names in (("Ann",), ("Ben", "Cem")):
            for name in names:
                make_tie(name)
            with CaptureQueriesContext(connection) as captured:
                rehearsed(owner, offers.Level.TALK, None, now=now)
            assert len(captured) == 6


def onward(page: HttpResponse) -> str:
    """Return where the one button of a screen leads."""
    (address,) = re.findall(r'<a class="button wide"\s+href="([^"]+)"', page.content.decode())
    return str(address)


class TestItsEnd:
    def test_it_is_noted_and_told_above(self, owner: Person, now: datetime) -> None:
        heard: list[Rehearsed] = []
        events.subscribe(Rehearsed, heard.append)
        try:
            end_rehearsal(actor=owner, now=now)
        finally:
            events.unsubscribe(Rehearsed, heard.append)
        assert heard == [Rehearsed(person_id=owner.id, at=now)]
        assert list(Entry.objects.values_list("action", "actor", "subject", "about", "at")) == [
            ("reach-out.rehearsed", owner.id, None, owner.id, now)
        ]

    def test_looking_at_the_end_notes_nothing(self, browser: Client) -> None:
        assert browser.get("/reach-out/rehearse/end/").status_code == 200
        assert not Entry.objects.filter(action="reach-out.rehearsed").exists()
