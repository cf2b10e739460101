"""A first visit: from nothing to a circle of two, interrupted anywhere, and put away for good."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import links
from alongside.circles import services as circles
from alongside.circles.details import NeedDetails, Offer, TieDetails
from alongside.circles.models import Tie
from alongside.circles.queries import circle_of, needs_of, ways_of
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.notifications.models import Delivery
from alongside.reachouts.rehearsal import end_rehearsal
from alongside.today import privacy, services
from alongside.today.enums import Step
from alongside.today.models import FirstVisit
from alongside.today.queries import first_visit
from tests.conftest import MakePerson
from tests.today.conftest import SignIn

pytestmark = pytest.mark.django_db

SISTER = TieDetails(name="My CANARY sister", relation="family", gives=("emotional",))
SAM = TieDetails(name="Sam", relation="friend")
LISTEN = NeedDetails("emotional", "Listen to me")


@pytest.fixture
def newcomer(make_person: MakePerson) -> Person:
    """Somebody who has just joined."""
    return make_person("Nia Newmade")


@pytest.fixture
def other(make_person: MakePerson) -> Person:
    """Somebody else."""
    return make_person("Oto Othermade")


def text_of(answer: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def named(*people: dict[str, Any]) -> dict[str, Any]:
    """Return what the page of names sends."""
    sent: dict[str, Any] = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    for number, person in enumerate(people):
        sent.update({f"form-{number}-{key}": value for key, value in person.items()})
    return sent


def led_to(answer: HttpResponse) -> tuple[int, str]:
    return answer.status_code, answer.headers.get("Location", "")


class TestWhereItStands:
    def test_every_step_is_found_from_facts(self, newcomer: Person, now: datetime) -> None:
        stood = [first_visit(newcomer).next_step]
        services.keep_needs(actor=newcomer, needs=[LISTEN], now=now)
        stood.append(first_visit(newcomer).next_step)
        services.keep_people(actor=newcomer, people=[SISTER, SAM], now=now)
        stood.append(first_visit(newcomer).next_step)
        for tie in Tie.objects.all():
            circles.invite(actor=newcomer, tie_id=tie.id, now=now)
        stood.append(first_visit(newcomer).next_step)
        end_rehearsal(actor=newcomer, now=now)
        stood.append(first_visit(newcomer).next_step)
        assert stood == [Step.NEEDS, Step.PEOPLE, Step.INVITE, Step.REHEARSE, None]
        assert first_visit(newcomer).done == set(Step)

    def test_what_was_done_elsewhere_counts(self, newcomer: Person, now: datetime) -> None:
        circles.add_need(actor=newcomer, details=LISTEN, now=now)
        ties = circles.name_ties(actor=newcomer, people=[SISTER, SAM], now=now)
        circles.invite(actor=newcomer, tie_id=ties[0].id, now=now)
        assert first_visit(newcomer).next_step == Step.INVITE
        circles.remove_tie(actor=newcomer, tie_id=ties[1].id, now=now)
        assert first_visit(newcomer).next_step == Step.REHEARSE

    def test_one_person_named_is_the_step_done(self, newcomer: Person, now: datetime) -> None:
        services.keep_people(actor=newcomer, people=[SAM], now=now)
        assert first_visit(newcomer).done == {Step.PEOPLE}

    def test_a_place_is_nobody_to_invite(self, newcomer: Person, now: datetime) -> None:
        group = TieDetails(name="Walking group", relation="group")
        services.keep_people(actor=newcomer, people=[group, group], now=now)
        assert first_visit(newcomer).facts.people == 0

    def test_it_takes_four_queries_with_one_person_and_with_three(
        self, newcomer: Person, now: datetime, django_assert_num_queries: Callable[[int], Any]
    ) -> None:
        services.keep_people(actor=newcomer, people=[SISTER], now=now)
        for _ in range(2):
            with django_assert_num_queries(3):
                first_visit(newcomer)
            circles.name_ties(actor=newcomer, people=[SAM, SAM], now=now)

    def test_the_visit_of_another_is_another(self, newcomer: Person, other: Person, now: datetime) -> None:
        services.keep_needs(actor=newcomer, needs=[LISTEN], now=now)
        services.keep_people(actor=newcomer, people=[SISTER, SAM], now=now)
        end_rehearsal(actor=newcomer, now=now)
        services.put_away(actor=newcomer, now=now)
        assert first_visit(other).facts.is_blank
        assert first_visit(other).is_offered


class TestWrites:
    def test_each_is_noted_once(self, newcomer: Person, now: datetime) -> None:
        for moment in (now, now + timedelta(hours=1)):
            services.pass_step(actor=newcomer, step=Step.PEOPLE, now=moment)
            services.put_away(actor=newcomer, now=moment)
            end_rehearsal(actor=newcomer, now=moment)
        visit = FirstVisit.objects.get()
        assert (visit.person_id, visit.passed, visit.rehearsed_at, visit.put_away_at) == (
            newcomer.id,
            ["people"],
            now,
            now,
        )
        noted = Entry.objects.filter(action__startswith="first-visit").order_by("id")
        assert list(noted.values_list("action", "actor", "subject", "about", "at")) == [
            (f"first-visit.{what}", newcomer.id, visit.id, newcomer.id, now) for what in ("passed", "put_away")
        ]

    def test_steps_are_kept_in_their_order(self, newcomer: Person, now: datetime) -> None:
        for step in (Step.REHEARSE, Step.NEEDS, Step.INVITE):
            services.pass_step(actor=newcomer, step=step, now=now)
        assert FirstVisit.objects.get().passed == ["needs", "invite", "rehearse"]

    def test_people_are_kept_all_or_none(self, newcomer: Person, now: datetime) -> None:
        with pytest.raises(Invalid):
            services.keep_people(actor=newcomer, people=[SISTER, TieDetails(name="", relation="friend")], now=now)
        assert not Tie.objects.exists()
        assert not FirstVisit.objects.exists()

    def test_the_database_refuses_a_step_there_is_not(self, newcomer: Person, now: datetime) -> None:
        services.pass_step(actor=newcomer, step=Step.NEEDS, now=now)
        with pytest.raises(IntegrityError, match="today_firstvisit_passed"), transaction.atomic():
            FirstVisit.objects.update(passed=["needs", "dance"])
        with pytest.raises(IntegrityError, match="today_firstvisit_person"), transaction.atomic():
            FirstVisit.objects.create(created_at=now, person=newcomer)

    def test_it_is_exported_and_erased_with_its_person(self, newcomer: Person, other: Person, now: datetime) -> None:
        for person in (newcomer, other):
            services.pass_step(actor=person, step=Step.NEEDS, now=now)
        end_rehearsal(actor=newcomer, now=now)
        assert privacy.export(newcomer.id) == {
            "first_visit": [
                {
                    "begun_at": now.isoformat(),
                    "passed": ["needs"],
                    "rehearsed_at": now.isoformat(),
                    "put_away_at": None,
                }
            ]
        }
        privacy.erase(newcomer.id, now)
        assert privacy.export(newcomer.id) == {"first_visit": []}
        assert [visit.person_id for visit in FirstVisit.objects.all()] == [other.id]


class TestTheCard:
    def test_who_has_nothing_yet_is_shown_where_to_begin(self, newcomer: Person, sign_in: SignIn) -> None:
        said = text_of(sign_in(newcomer).get("/"))
        assert "Begin with the first steps" in said
        assert "Name one person" not in said
        assert "Go on where you stopped" not in said

    def test_it_names_the_next_step_until_it_is_put_away_for_good(
        self, newcomer: Person, sign_in: SignIn, now: datetime
    ) -> None:
        browser = sign_in(newcomer)
        services.keep_needs(actor=newcomer, needs=[LISTEN], now=now)
        said = text_of(browser.get("/"))
        assert "Go on where you stopped" in said
        assert "Name somebody you could turn to." in said
        assert led_to(browser.post(reverse("begin-put-away"))) == (302, "/")
        assert "Name one person" in text_of(browser.get("/"))
        services.keep_people(actor=newcomer, people=[SISTER, SAM], now=now)
        assert "Go on where you stopped" not in text_of(browser.get("/"))
        assert led_to(browser.get(reverse("begin"))) == (302, "/begin/invite/")

    def test_it_is_gone_once_nothing_is_left(self, newcomer: Person, sign_in: SignIn, now: datetime) -> None:
        services.keep_needs(actor=newcomer, needs=[LISTEN], now=now)
        for tie in circles.name_ties(actor=newcomer, people=[SISTER, SAM], now=now):
            circles.invite(actor=newcomer, tie_id=tie.id, now=now)
        browser = sign_in(newcomer)
        assert "Try the button" in text_of(browser.get("/"))
        browser.post(reverse("rehearsal-end"))
        assert "Try the button" not in text_of(browser.get("/"))
        assert led_to(browser.get(reverse("begin"))) == (302, "/")

    def test_whoever_came_to_support_is_not_pushed_through_it(
        self, newcomer: Person, other: Person, sign_in: SignIn, now: datetime
    ) -> None:
        (tie,) = circles.name_ties(actor=other, people=[SISTER], now=now)
        token = links.sign(circles.invite(actor=other, tie_id=tie.id, now=now).id, salt=links.INVITATION)
        offer = Offer(gives=("emotional",))
        circles.accept_invitation(actor=newcomer, token=token, offer=offer, weekly_capacity=None, now=now)
        said = text_of(sign_in(newcomer).get("/"))
        assert "Begin with the first steps" not in said
        assert "Go on where you stopped" not in said
        assert led_to(sign_in(newcomer).get(reverse("begin"))) == (302, "/begin/needs/")

    def test_who_has_a_circle_from_before_is_left_alone(self, newcomer: Person, sign_in: SignIn, now: datetime) -> None:
        circles.name_ties(actor=newcomer, people=[SISTER], now=now)
        assert "Go on where you stopped" not in text_of(sign_in(newcomer).get("/"))


class TestThePages:
    def test_from_nothing_to_a_circle_of_two(self, newcomer: Person, sign_in: SignIn) -> None:
        browser = sign_in(newcomer)
        assert led_to(browser.get(reverse("begin"))) == (302, "/begin/needs/")
        sent = {"chosen": ["night-call"], "words": "Walk the dog with me", "support": "practical"}
        assert led_to(browser.post("/begin/needs/", sent)) == (302, "/begin/people/")
        assert [need.words for need in needs_of(newcomer)] == [
            "Someone to call when a craving comes at night",
            "Walk the dog with me",
        ]
        people = named(
            {"name": "My sister", "relation": "family", "gives": ["emotional", "practical"]},
            {"name": "Sam", "relation": "friend"},
        )
        assert led_to(browser.post("/begin/people/", people)) == (302, "/begin/invite/")
        circle = circle_of(newcomer, now=current_time())
        assert [(tie.name, tie.relation.value, [str(kind) for kind in tie.gives]) for tie in circle.ties] == [
            ("My sister", "family", ["emotional", "practical"]),
            ("Sam", "friend", []),
        ]
        for tie in circle.ties:
            page = browser.post(reverse("begin-invite-link", args=[tie.id]), follow=True)
            assert page.redirect_chain == [(f"/begin/invite/#tie-{tie.id}", 302)]
        shown = re.findall(r'value="(http[^"]+)"', page.content.decode())
        invitations = [tie.invitation.link for tie in circle_of(newcomer, now=current_time()).ties if tie.invitation]
        assert sorted(shown) == sorted(invitations)
        assert led_to(browser.post("/begin/invite/pass/")) == (302, "/begin/rehearse/")
        assert "/reach-out/rehearse/" in browser.get("/begin/rehearse/").content.decode()

    def test_the_same_form_sent_twice_counts_once(self, newcomer: Person, sign_in: SignIn) -> None:
        browser = sign_in(newcomer)
        people = named({"name": "My sister", "relation": "family"}, {"name": "Sam", "relation": "friend"})
        for _ in range(2):
            browser.post("/begin/needs/", {"chosen": ["night-call"], "words": "Listen"})
            browser.post("/begin/people/", people)
        assert len(needs_of(newcomer)) == 2
        assert sorted(tie.name for tie in circle_of(newcomer, now=current_time()).ties) == ["My sister", "Sam"]
        browser.post(
            "/begin/people/", named({"name": " SAM ", "relation": "peer"}, {"name": "Zoe", "relation": "peer"})
        )
        found = [(tie.name, tie.relation.value) for tie in circle_of(newcomer, now=current_time()).ties]
        assert sorted(found) == [("My sister", "family"), ("Sam", "friend"), ("Zoe", "peer")]

    def test_a_link_that_was_passed_on_stays_good(self, newcomer: Person, sign_in: SignIn) -> None:
        (tie,) = circles.name_ties(actor=newcomer, people=[SISTER], now=current_time())
        browser = sign_in(newcomer)
        for _ in range(2):
            browser.post(reverse("begin-invite-link", args=[tie.id]))
        invitation = tie.invitations.get()
        assert invitation.revoked_at is None
        circles.ensure_invitation(actor=newcomer, tie_id=tie.id, now=invitation.expires_at)
        assert tie.invitations.count() == 2

    def test_later_is_always_possible_and_nothing_typed_is_needed(self, newcomer: Person, sign_in: SignIn) -> None:
        browser = sign_in(newcomer)
        path = [led_to(browser.post(f"/begin/{step}/pass/")) for step in ("needs", "people", "rehearse")]
        assert path == [(302, "/begin/people/"), (302, "/begin/rehearse/"), (302, "/")]
        assert first_visit(newcomer).facts.is_blank
        assert led_to(browser.post("/begin/dance/pass/"))[0] == 404

    @pytest.mark.parametrize("step", ["needs", "people"])
    def test_the_button_for_later_is_in_the_form_and_asks_for_nothing(
        self, newcomer: Person, sign_in: SignIn, step: str
    ) -> None:
        page = sign_in(newcomer).get(f"/begin/{step}/").content.decode()
        button = re.search(r'<button[^>]*formaction="([^"]*)"[^>]*>', page)
        assert button
        assert button[1] == f"/begin/{step}/pass/"
        assert "formnovalidate" in button[0]

    @pytest.mark.parametrize(
        ("people", "sentence"),
        [
            ([], "Please name one person, or choose “Later”."),
            ([{"name": "Sam"}], "Please choose one of these."),
            ([{"relation": "friend"}], "Please fill this in."),
            ([{"name": "Sam", "relation": "group"}], "Please choose one of these."),
            ([{"name": "Sam \u202e", "relation": "friend"}], "hidden signs"),
            ([{"name": "x" * 81, "relation": "friend"}], "keep it to 80 signs"),
            ([{"name": "Ann", "relation": "peer"}, {"name": "Sam"}], "Please choose one of these."),
        ],
    )
    def test_names_that_cannot_be_used_are_said_and_none_is_kept(
        self, newcomer: Person, sign_in: SignIn, people: list[dict[str, str]], sentence: str
    ) -> None:
        answer = sign_in(newcomer).post("/begin/people/", named(*people))
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert text_of(answer).count("Nothing is lost: what you typed is still here.") == 1
        assert not Tie.objects.exists()
        assert all(person["name"] in answer.content.decode() for person in people if "name" in person)

    def test_every_row_that_needs_another_look_is_in_the_summary_on_top(
        self, newcomer: Person, sign_in: SignIn
    ) -> None:
        sent = named({"name": "CANARY"}, {"relation": "friend"})
        summary = sign_in(newcomer).post("/begin/people/", sent).content.decode().partition("<main")[2]
        summary = summary.partition('role="alert"')[2].partition("</div>")[0]
        assert re.findall(r'href="#([^"]+)">[^<]*</a>: ([^<]*)<', summary) == [
            ("id_form-0-relation", "Please choose one of these."),
            ("id_form-1-name", "Please fill this in."),
        ]

    def test_one_person_is_asked_for_and_others_are_folded_away(self, newcomer: Person, sign_in: SignIn) -> None:
        page = sign_in(newcomer).get("/begin/people/").content.decode()
        form, _fold, folded = page.partition("<main")[2].partition("<details")
        assert 'name="form-0-name"' in form
        assert 'name="form-1-name"' not in form
        assert "Name another person" in folded
        assert 'name="form-2-name"' in folded
        assert "(required)" not in page
        assert "One person is enough, two are better." in form
        again = sign_in(newcomer).post("/begin/people/", named({}, {"name": "Sam"})).content.decode()
        assert again.partition("<main")[2].count("<details open>") == 1

    def test_a_number_is_kept_for_its_owner_alone(self, newcomer: Person, sign_in: SignIn) -> None:
        browser = sign_in(newcomer)
        person = {"name": "Sam", "relation": "friend", "ways": "555 0100"}
        assert led_to(browser.post("/begin/people/", named(person))) == (302, "/begin/invite/")
        tie = Tie.objects.get()
        assert ways_of(tie) == "555 0100"
        browser.post(reverse("begin-invite-link", args=[tie.id]))
        assert "555 0100" not in browser.get("/begin/invite/").content.decode()

    def test_the_way_to_the_invitation_and_back(self, newcomer: Person, sign_in: SignIn) -> None:
        browser = sign_in(newcomer)
        circles.name_ties(actor=newcomer, people=[SAM], now=current_time())
        browser.post(reverse("begin-invite-link", args=[Tie.objects.get().id]))
        page = browser.get("/begin/invite/")
        assert "They see your alias, Nia Newmade. Tell them that it is you." in text_of(page)
        look = re.search(r'href="([^"]+)">Look at the page they will see', page.content.decode())
        assert look
        shown = browser.get(look[1])
        assert "Back to the first steps" in text_of(shown)
        assert 'href="/begin/invite/"' in shown.content.decode()

    def test_a_form_without_its_count_is_refused(self, newcomer: Person, sign_in: SignIn) -> None:
        assert sign_in(newcomer).post("/begin/people/", {}).status_code == 422
        sent = {**named(), "form-TOTAL_FORMS": "2000", "form-1999-name": "Sam"}
        assert sign_in(newcomer).post("/begin/people/", sent).status_code == 422

    def test_needs_that_cannot_be_used_stay_typed(self, newcomer: Person, sign_in: SignIn) -> None:
        answer = sign_in(newcomer).post("/begin/needs/", {"words": "hidden \u202e CANARY"})
        assert answer.status_code == 422
        assert "CANARY" in answer.content.decode()
        assert needs_of(newcomer) == ()

    def test_only_the_owner_makes_links(self, newcomer: Person, other: Person, sign_in: SignIn, now: datetime) -> None:
        (tie,) = circles.name_ties(actor=newcomer, people=[SISTER], now=now)
        for page in ("begin-invite-link", "begin-invite-send"):
            answer = sign_in(other).post(reverse(page, args=[tie.id]), {"email": "somebody@example.org"})
            assert answer.status_code == 404
        tie.refresh_from_db()
        assert tie.state == "named"
        assert "CANARY" not in sign_in(other).get("/begin/invite/").content.decode()

    def test_who_said_yes_already_is_told_so_and_places_are_not_there(
        self, newcomer: Person, other: Person, sign_in: SignIn, now: datetime
    ) -> None:
        sister, _group = circles.name_ties(
            actor=newcomer, people=[SISTER, TieDetails(name="Walking group", relation="group")], now=now
        )
        token = links.sign(circles.invite(actor=newcomer, tie_id=sister.id, now=now).id, salt=links.INVITATION)
        offer = Offer(gives=("emotional",))
        circles.accept_invitation(actor=other, token=token, offer=offer, weekly_capacity=None, now=now)
        said = text_of(sign_in(newcomer).get("/begin/invite/"))
        assert "My CANARY sister With you" in said
        assert "Walking group" not in said
        assert "Make a link" not in said


class TestMail:
    @pytest.fixture
    def link(self, newcomer: Person, sign_in: SignIn, settings: Settings) -> str:
        """Where the link for one of two is mailed from, on an instance with mail."""
        settings.EMAIL_URL = "smtp://mail.example.org:25"
        sister, _sam = circles.name_ties(actor=newcomer, people=[SISTER, SAM], now=current_time())
        circles.invite(actor=newcomer, tie_id=sister.id, now=current_time())
        return reverse("begin-invite-send", args=[sister.id])

    def test_the_link_is_mailed(self, newcomer: Person, link: str, sign_in: SignIn) -> None:
        answer = sign_in(newcomer).post(link, {"email": "sister@example.org"}, follow=True)
        assert "The invitation is on its way by e-mail." in text_of(answer)
        assert Delivery.objects.count() == 1

    def test_an_address_that_cannot_be_one_stays_typed_at_that_person(
        self, newcomer: Person, link: str, sign_in: SignIn
    ) -> None:
        answer = sign_in(newcomer).post(link, {"email": "sister at example"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert page.count("sister at example") == 1
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert Delivery.objects.count() == 0

    def test_without_mail_nothing_is_offered(
        self, newcomer: Person, link: str, sign_in: SignIn, settings: Settings
    ) -> None:
        settings.EMAIL_URL = None
        assert "by e-mail" not in text_of(sign_in(newcomer).get("/begin/invite/"))
        answer = sign_in(newcomer).post(link, {"email": "sister@example.org"})
        assert answer.status_code == 409
        assert "This place sends no e-mail." in text_of(answer)


def test_whoever_joins_goes_on_to_the_first_step() -> None:
    assert reverse(django_settings.JOINED_REDIRECT_URL) == "/begin/"
