"""Looking after a meeting together: asked, answered, stepping back, and hearing of offers; for steward and stranger."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.groups import services as groups
from alongside.groups.models import Group
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, NotAllowed, NotFound
from alongside.meetings import privacy, services
from alongside.meetings.models import Hosting, Meeting, MeetingRole, Serving, Steward, StewardAsked
from alongside.meetings.policies import is_steward
from alongside.meetings.run_outgoing import ASKED, LOOKED_AFTER
from alongside.meetings.run_page import my_meetings
from alongside.meetings.services.stewards import KEPT_FOR
from alongside.meetings.serving_cards import next_service
from alongside.meetings.stewards_page import asked_to_look_after, offers_to, stewards_of, stewards_to_ask
from alongside.notifications.models import Delivery
from alongside.notifications.wording import NEUTRAL_BODY, words_of
from tests.conftest import MakePerson
from tests.journeys.conftest import give_device
from tests.meetings import test_of_groups
from tests.meetings.test_of_groups import begin
from tests.support.rooms import hosted

host, member, stranger = test_of_groups.host, test_of_groups.member, test_of_groups.stranger
hidden, organiser = test_of_groups.hidden, test_of_groups.organiser

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(make_person: MakePerson, now: datetime) -> Person:
    person = make_person("Stella Madeup")
    give_device(person, now)
    return person


@pytest.fixture
def ben(make_person: MakePerson, now: datetime) -> Person:
    person = make_person("Ben Madeup")
    give_device(person, now)
    return person


@pytest.fixture
def hosting(steward: Person, ben: Person, now: datetime) -> Hosting:
    """A meeting that the steward looks after, and Ben serves."""
    found = hosted(steward, now)
    role = found.roles.create(created_at=now, kind="greeter")
    found.roles.create(created_at=now, kind="chair")
    Serving.objects.create(created_at=now, role=role, person=ben, confirmed_at=now)
    return found


def ask(hosting: Hosting, actor: Person, person: Person) -> None:
    services.ask_steward(actor=actor, slug=hosting.meeting.slug, person=person, now=current_time())


def answer(hosting: Hosting, person: Person, *, says_yes: bool = True) -> None:
    services.answer_steward_ask(actor=person, slug=hosting.meeting.slug, says_yes=says_yes, now=current_time())


def step_back(hosting: Hosting, person: Person) -> None:
    services.step_back(actor=person, slug=hosting.meeting.slug, now=current_time())


def told() -> list[tuple[str, str]]:
    """Return who was told what."""
    found = Delivery.objects.filter(text__in=[ASKED, LOOKED_AFTER]).order_by("id")
    return [(Person.objects.get(id=one.person_id).alias, one.text) for one in found]


class TestAsking:
    def test_who_says_yes_looks_after_it_and_the_others_hear(
        self, hosting: Hosting, steward: Person, ben: Person
    ) -> None:
        assert list(stewards_to_ask(steward, hosting, now=current_time()).values()) == ["Ben Madeup"]
        ask(hosting, steward, ben)
        ask(hosting, steward, ben)
        assert told() == [("Ben Madeup", ASKED)]
        assert not is_steward(ben, hosting)
        assert asked_to_look_after(ben) == [hosting.meeting]
        assert stewards_of(hosting, steward).asked == 1
        answer(hosting, ben)
        assert is_steward(ben, hosting)
        assert told() == [("Ben Madeup", ASKED), ("Stella Madeup", LOOKED_AFTER)]
        page = stewards_of(hosting, ben)
        assert (page.people, page.asked, page.can_step_back) == (["Stella Madeup", "Ben Madeup"], 0, True)
        assert stewards_to_ask(steward, hosting, now=current_time()) == {}
        with pytest.raises(Conflict, match="already"):
            ask(hosting, steward, ben)
        assert Entry.objects.filter(action="meetings.steward_yes", about=ben.id).count() == 1

    def test_no_is_told_to_nobody_and_ends_it(self, hosting: Hosting, steward: Person, ben: Person) -> None:
        ask(hosting, steward, ben)
        answer(hosting, ben, says_yes=False)
        assert not is_steward(ben, hosting)
        assert told() == [("Ben Madeup", ASKED)]
        with pytest.raises(NotFound):
            answer(hosting, ben)

    def test_only_stewards_ask_and_only_who_is_asked_answers(
        self, hosting: Hosting, *, steward: Person, ben: Person, stranger: Person
    ) -> None:
        for person in (ben, stranger):
            with pytest.raises(NotAllowed):
                ask(hosting, person, stranger)
            with pytest.raises(NotFound):
                answer(hosting, person)
        ask(hosting, steward, ben)
        with pytest.raises(NotFound):
            answer(hosting, stranger)
        assert Steward.objects.count() == 1

    def test_it_is_in_the_export_and_goes_with_them(self, hosting: Hosting, steward: Person, ben: Person) -> None:
        ask(hosting, steward, ben)
        (one,) = privacy.export(ben.id)["meetings_asked_to_look_after"]
        assert one["meeting"] == hosting.meeting.name
        erase_person(actor=ben, now=current_time())
        assert not StewardAsked.objects.exists()

    def test_nobody_waits_for_an_answer_for_ever(self, hosting: Hosting, steward: Person, ben: Person) -> None:
        ask(hosting, steward, ben)
        asked = StewardAsked.objects.get()
        assert services.forget_steward_asks(asked.created_at + KEPT_FOR) == 0
        StewardAsked.objects.update(created_at=asked.created_at - KEPT_FOR)
        assert services.forget_steward_asks(current_time()) == 1

    def test_the_database_keeps_it_once(self, hosting: Hosting, steward: Person, ben: Person) -> None:
        ask(hosting, steward, ben)
        with pytest.raises(IntegrityError, match="meetings_stewardasked_once"), transaction.atomic():
            StewardAsked.objects.create(created_at=current_time(), hosting=hosting, person=ben)


class TestSteppingBack:
    def test_with_others_there(self, hosting: Hosting, steward: Person, ben: Person) -> None:
        ask(hosting, steward, ben)
        answer(hosting, ben)
        step_back(hosting, ben)
        assert not is_steward(ben, hosting)
        assert Serving.objects.filter(person=ben).exists(), "what they serve stays"
        with pytest.raises(NotAllowed):
            step_back(hosting, ben)

    def test_the_last_stays_where_nobody_would_take_over(
        self, hosting: Hosting, steward: Person, client: Client
    ) -> None:
        client.force_login(steward)
        at = f"/meetings/{hosting.meeting.slug}/run/step-back/"
        assert "Nobody else would look after this meeting then." in client.get(at).text
        assert client.post(at).status_code == 409
        assert is_steward(steward, hosting)

    def test_an_organiser_takes_over_from_the_last_and_is_told(
        self, hosting: Hosting, steward: Person, organiser: Person
    ) -> None:
        give_device(organiser, current_time())
        step_back(hosting, steward)
        assert told() == [("Olga Madeup", LOOKED_AFTER)]
        assert not is_steward(steward, hosting)
        with pytest.raises(Conflict, match="by your role"):
            step_back(hosting, organiser)

    def test_an_organiser_who_is_the_last_does_not_take_over_from_themselves(
        self, hosting: Hosting, steward: Person
    ) -> None:
        RoleGrant.objects.create(created_at=current_time(), person=steward, role="organiser")
        with pytest.raises(Conflict, match="Nobody else"):
            step_back(hosting, steward)


class TestOffers:
    def offers(self, hosting: Hosting, person: Person) -> None:
        role = MeetingRole.objects.get(hosting=hosting, kind="chair")
        services.choose_served(actor=person, slug=hosting.meeting.slug, role_ids=[role.id], now=current_time())

    def test_those_who_look_after_it_hear_of_one_once_a_day(
        self, hosting: Hosting, *, steward: Person, ben: Person, stranger: Person
    ) -> None:
        for _again in range(2):
            self.offers(hosting, stranger)
            services.choose_served(actor=stranger, slug=hosting.meeting.slug, role_ids=[], now=current_time())
        self.offers(hosting, stranger)
        assert told() == [("Stella Madeup", LOOKED_AFTER)]
        assert [(one.meeting, one.count) for one in offers_to(steward)] == [(hosting.meeting, 1)]
        assert (offers_to(ben), offers_to(stranger)) == ([], [])
        found = next_service(steward, current_time())
        assert found is not None
        assert found["is_asked"]

    def test_what_they_do_themselves_is_no_offer(self, hosting: Hosting, steward: Person) -> None:
        self.offers(hosting, steward)
        assert (told(), offers_to(steward)) == ([], [])

    def test_where_nobody_is_named_the_organisers_hear(
        self, hosting: Hosting, *, organiser: Person, stranger: Person
    ) -> None:
        give_device(organiser, current_time())
        Steward.objects.all().delete()
        self.offers(hosting, stranger)
        assert told() == [("Olga Madeup", LOOKED_AFTER)]
        assert [one.count for one in offers_to(organiser)] == [1]

    def test_it_costs_as_much_for_many(
        self, hosting: Hosting, *, steward: Person, stranger: Person, django_assert_num_queries: Callable[[int], Any]
    ) -> None:
        self.offers(hosting, stranger)
        with django_assert_num_queries(2):
            offers_to(steward)
        Meeting.objects.update(slug="first-madeup")
        other = hosted(steward, current_time())
        other.roles.create(created_at=current_time(), kind="chair")
        self.offers(other, stranger)
        with django_assert_num_queries(2):
            assert len(offers_to(steward)) == 2


class TestOfAGroup:
    @pytest.fixture
    def held(self, hidden: Group, host: Person) -> Hosting:
        return begin(host, hidden, rhythm="weekly", on_date=None, day=1, time=time(12)).hosting

    def test_members_are_asked_by_their_alias_and_hosts_hear(
        self, held: Hosting, *, host: Person, member: Person, stranger: Person
    ) -> None:
        give_device(host, current_time())
        assert list(stewards_to_ask(host, held, now=current_time()).values()) == ["Amber Kettle"]
        with pytest.raises(Conflict, match="not in the group"):
            ask(held, host, stranger)
        ask(held, host, member)
        answer(held, member)
        assert told()[-1] == ("Hanna Madeup", LOOKED_AFTER)
        assert stewards_of(held, member).people == ["Quiet Lantern", "Amber Kettle"]
        assert held.meeting in my_meetings(host)
        step_back(held, member)
        with pytest.raises(Conflict, match="by your role"):
            step_back(held, host)

    def test_who_leaves_is_asked_no_more(self, held: Hosting, hidden: Group, *, host: Person, member: Person) -> None:
        ask(held, host, member)
        groups.leave_group(actor=member, slug=hidden.slug, now=current_time())
        assert asked_to_look_after(member) == []
        assert not StewardAsked.objects.exists()
        with pytest.raises(NotFound):
            answer(held, member)


class TestPages:
    def test_asked_on_the_page_and_answered(
        self, hosting: Hosting, *, steward: Person, ben: Person, stranger: Person, client: Client
    ) -> None:
        slug = hosting.meeting.slug
        client.force_login(steward)
        assert "Stella Madeup" in client.get(f"/meetings/{slug}/run/").text
        at = f"/meetings/{slug}/run/stewards/ask/"
        assert "Ben Madeup" in client.get(at).text
        assert client.post(at, {"who": f"person-{stranger.id}"}).status_code == 422
        assert client.post(at, {"who": f"person-{ben.id}"}).status_code == 303
        assert "1 person is asked to look after it" in client.get(f"/meetings/{slug}/run/").text
        client.force_login(stranger)
        assert client.get(at).status_code == 403
        assert client.post(f"/my-services/looking-after/{slug}/", {"says": "yes"}).status_code == 404
        client.force_login(ben)
        assert "You are asked to look after a meeting" in client.get("/my-services/").text
        assert "Step back" not in client.get(f"/meetings/{slug}/run/").text
        assert client.post(f"/my-services/looking-after/{slug}/", {"says": "yes"}).status_code == 303
        assert "Step back" in client.get(f"/meetings/{slug}/run/").text
        answer = client.post(f"/meetings/{slug}/run/step-back/", follow=True)
        assert "Others look after it now." in answer.text


def test_what_goes_out_names_nothing() -> None:
    assert words_of(LOOKED_AFTER, locale="en", says_more=False).body == str(NEUTRAL_BODY)
    assert "meeting" not in str(words_of(LOOKED_AFTER, locale="en", says_more=True).body)
