"""Running a meeting: its steward, its team, a member and a stranger; the rota, stand-ins, reminders, leaving."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person, RoleGrant
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.meetings import privacy, services
from alongside.meetings.agendas import held, minutes_of
from alongside.meetings.details import Draft
from alongside.meetings.listing import OtherDate
from alongside.meetings.models import Hosting, MeetingRole, NotThen, RoleAsked, Service, Serving, Steward
from alongside.meetings.run_details import RunDetails
from alongside.meetings.run_forms import RunForm
from alongside.meetings.run_page import items_of, my_wanted, to_ask
from alongside.notifications.models import Delivery, PushSubscription
from tests.conftest import MakePerson
from tests.support.engine import step_of_the_engine
from tests.support.removing import removed

pytestmark = pytest.mark.django_db

# A Saturday; the meeting is on Mondays at noon in New York.
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MONDAYS = [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)]
HERE = Draft(name="Noon", program="aa", timezone="America/New_York", day=1, time=time(12), location="Hall")
FAMILY = RunDetails("family")


@pytest.fixture
def steward(make_person: MakePerson) -> Person:
    person = make_person("Stella Steward")
    RoleGrant.objects.create(created_at=NOW, person=person, role="organiser")
    return person


@pytest.fixture
def noon(steward: Person) -> Hosting:
    services.write_meeting(actor=steward, draft=HERE, now=NOW)
    hosting = services.begin_running(actor=steward, slug="noon", details=FAMILY, now=NOW)
    # From now on she looks after this meeting, and no others.
    steward.role_grants.all().delete()
    return hosting


@pytest.fixture
def ana(make_person: MakePerson) -> Person:
    return make_person("Ana Able")


@pytest.fixture
def ben(make_person: MakePerson) -> Person:
    return make_person("Ben Both")


def serve(person: Person, hosting: Hosting, *kinds: str, now: datetime = NOW) -> None:
    ids = list(MeetingRole.objects.filter(hosting=hosting, kind__in=kinds).values_list("id", flat=True))
    services.choose_served(actor=person, slug="noon", role_ids=ids, now=now)


def who(kind: str = "chair") -> dict[date, str]:
    rows = Service.objects.filter(role__kind=kind).select_related("serving__person").order_by("on_date")
    return {one.on_date: one.serving.person.alias.split()[0] if one.serving else "?" for one in rows}


def told(person: Person) -> list[str]:
    return list(Delivery.objects.filter(person=person).order_by("created_at").values_list("text", flat=True))


def with_device(person: Person) -> None:
    PushSubscription.objects.create(
        created_at=NOW, person=person, endpoint_digest=person.id.bytes, subscription_sealed=b"not sent"
    )


class TestBeginning:
    def test_whoever_begins_looks_after_it_and_the_format_says_which_roles(
        self, noon: Hosting, steward: Person
    ) -> None:
        assert [one.person for one in noon.stewards.all()] == [steward]
        kinds = set(noon.roles.values_list("kind", flat=True))
        assert kinds == {"chair", "greeter", "timekeeper", "reader", "newcomers"}
        assert Entry.objects.filter(action="meetings.run", subject=noon.id, actor=steward.id).exists()

    def test_only_an_organiser_begins_and_only_once(self, noon: Hosting, ana: Person) -> None:
        with pytest.raises(NotAllowed):
            services.begin_running(actor=ana, slug="noon", details=FAMILY, now=NOW)
        RoleGrant.objects.create(created_at=NOW, person=ana, role="organiser")
        with pytest.raises(Conflict):
            services.begin_running(actor=ana, slug="noon", details=FAMILY, now=NOW)

    @pytest.mark.parametrize(
        "details", [RunDetails("waltz"), RunDetails("family", chat="loud"), RunDetails("family", admits="cats")]
    )
    def test_what_is_not_known_is_refused(self, noon: Hosting, steward: Person, details: RunDetails) -> None:
        with pytest.raises(Invalid):
            services.change_running(actor=steward, slug="noon", details=details, now=NOW)


class TestAgenda:
    def test_minutes_change_and_parts_are_left_out(self, noon: Hosting, steward: Person) -> None:
        services.change_agenda(actor=steward, slug="noon", minutes={"sharing": 45, "care": 0, "opening": 3}, now=NOW)
        noon.refresh_from_db()
        assert noon.changes == {"sharing": 45, "care": 0}, "what is as the format says is not kept"
        assert minutes_of(items_of(noon)) == 60 + 15 - 7
        assert "care" not in [one.segment.key for one in held(items_of(noon))]
        services.change_running(actor=steward, slug="noon", details=RunDetails("open-circle"), now=NOW)
        noon.refresh_from_db()
        assert minutes_of(items_of(noon)) == 60, "a new format begins with its own minutes"

    def test_minutes_that_cannot_be_are_refused(self, noon: Hosting, steward: Person) -> None:
        for minutes in ({"sharing": 121}, {"sharing": -1}, {one.segment.key: 0 for one in items_of(noon)}):
            with pytest.raises(Invalid):
                services.change_agenda(actor=steward, slug="noon", minutes=minutes, now=NOW)

    def test_a_reading_of_the_group_is_kept_changed_and_deleted(self, noon: Hosting, steward: Person) -> None:
        def write(segment: str, text: str) -> None:
            services.write_reading(actor=steward, slug="noon", segment=segment, title="Ours", text=text, now=NOW)

        write("reading", "We are glad.")
        write("reading", "We are very glad.")
        assert [one.text for one in noon.readings.all()] == ["We are very glad."]
        for segment in ("opening", "waltz"):
            with pytest.raises(NotFound):
                write(segment, "There is no room for it.")
        with pytest.raises(Invalid):
            write("reading", " ")
        services.remove_reading(actor=steward, slug="noon", segment="reading", now=NOW)
        assert not noon.readings.exists()
        with pytest.raises(NotFound):
            services.remove_reading(actor=steward, slug="noon", segment="reading", now=NOW)

    def test_a_reading_without_a_place_is_kept_until_somebody_deletes_it(self, noon: Hosting, steward: Person) -> None:
        services.write_reading(actor=steward, slug="noon", segment="reading", title="Ours", text="Glad.", now=NOW)
        services.change_running(actor=steward, slug="noon", details=RunDetails("open-circle"), now=NOW)
        client = Client()
        client.force_login(steward)
        page = client.get("/meetings/noon/run/script/").content.decode()
        assert "Readings without a place" in page
        assert client.post("/meetings/noon/run/reading/reading/delete/").status_code == 303
        assert not noon.readings.exists()


class TestRota:
    def test_who_comes_later_takes_turns_from_what_is_weeks_ahead(
        self, noon: Hosting, ana: Person, ben: Person
    ) -> None:
        serve(ana, noon, "chair")
        assert who() == dict.fromkeys(MONDAYS, "Ana")
        serve(ben, noon, "chair")
        assert list(who().values()) == ["Ana", "Ana", "Ben", "Ana"], "the next two weeks stand"
        serve(ana, noon)
        assert who() == dict.fromkeys(MONDAYS, "Ben"), "whoever leaves is free at once"

    def test_a_date_that_somebody_took_themselves_stays_theirs(self, noon: Hosting, ana: Person, ben: Person) -> None:
        serve(ana, noon, "chair")
        role = noon.roles.get(kind="chair").id
        services.hand_back(actor=ana, service_id=Service.objects.get(on_date=MONDAYS[3]).id, now=NOW)
        services.stand_in(actor=ana, slug="noon", role_id=role, on_date=MONDAYS[3], now=NOW)
        serve(ben, noon, "chair")
        assert list(who().values()) == ["Ana", "Ana", "Ben", "Ana"]

    def test_a_second_role_goes_to_whoever_says_yes_to_it(self, noon: Hosting, ana: Person, ben: Person) -> None:
        serve(ana, noon, "chair", "reader")
        assert who("chair") == who("reader") == dict.fromkeys(MONDAYS, "Ana")
        serve(ben, noon, "reader")
        assert who("reader") == dict.fromkeys(MONDAYS, "Ben")
        assert who("chair") == dict.fromkeys(MONDAYS, "Ana")

    def test_nobody_is_put_down_who_was_only_asked(self, noon: Hosting, steward: Person, ana: Person) -> None:
        role = noon.roles.get(kind="chair")
        services.ask_to_serve(actor=steward, slug="noon", role_id=role.id, person=ana, now=NOW)
        services.fill_rotas([noon], NOW)
        assert not Service.objects.exists()
        serve(ana, noon, "chair")
        assert not RoleAsked.objects.exists()
        with pytest.raises(Conflict):
            services.ask_to_serve(actor=steward, slug="noon", role_id=role.id, person=ana, now=NOW)

    def test_two_days_before_nobody_is_put_down_any_more(self, noon: Hosting, ana: Person) -> None:
        late = datetime(2026, 11, 28, 18, tzinfo=UTC)
        serve(ana, noon, "chair", now=late)
        Service.objects.filter(on_date=MONDAYS[0]).delete()
        services.fill_rotas([noon], late)
        assert list(who()) == MONDAYS[1:]
        services.stand_in(actor=ana, slug="noon", role_id=noon.roles.get(kind="chair").id, on_date=MONDAYS[0], now=late)
        assert list(who()) == MONDAYS

    def test_who_says_yes_is_put_down_for_a_near_date_that_is_nobodys(self, noon: Hosting, ana, ben) -> None:
        """They know of it: they have just said so. What somebody else has already stays theirs."""
        late = datetime(2026, 11, 28, 18, tzinfo=UTC)
        serve(ana, noon, "chair", now=late)
        assert list(who()) == MONDAYS
        serve(ben, noon, "chair", now=late)
        assert Service.objects.get(on_date=MONDAYS[0]).serving.person == ana

    def test_a_date_handed_back_goes_to_the_first_who_says_yes(
        self, noon: Hosting, ana: Person, ben: Person, make_person: MakePerson
    ) -> None:
        cleo = make_person("Cleo Calm")
        for person in (ana, ben, cleo):
            with_device(person)
        serve(ana, noon, "chair")
        serve(ben, noon, "chair")
        serve(cleo, noon, "greeter")
        mine = Service.objects.get(role__kind="chair", on_date=MONDAYS[0])
        services.hand_back(actor=ana, service_id=mine.id, now=NOW)
        assert who()[MONDAYS[0]] == "?"
        assert (told(ana), told(ben), told(cleo)) == ([], ["meetings.stand_in"], [])
        assert [one.row.id for one in my_wanted(ben, now=NOW)] == [mine.id]
        assert my_wanted(ana, now=NOW) == my_wanted(cleo, now=NOW) == []
        services.fill_rotas([noon], NOW)
        assert who()[MONDAYS[0]] == "?", "a stand-in says yes, and is not put down"
        role = noon.roles.get(kind="chair").id
        with pytest.raises(NotFound):
            services.stand_in(actor=cleo, slug="noon", role_id=role, on_date=MONDAYS[0], now=NOW)
        services.stand_in(actor=ben, slug="noon", role_id=role, on_date=MONDAYS[0], now=NOW)
        assert who()[MONDAYS[0]] == "Ben"
        with pytest.raises(Conflict):
            services.stand_in(actor=ana, slug="noon", role_id=role, on_date=MONDAYS[0], now=NOW)
        with pytest.raises(NotFound):
            services.hand_back(actor=ana, service_id=mine.id, now=NOW)

    def test_not_this_day_frees_all_of_it_and_can_be_taken_back(self, noon: Hosting, ana: Person, ben: Person) -> None:
        serve(ana, noon, "chair", "reader")
        serve(ben, noon, "greeter")
        services.not_then(actor=ana, slug="noon", on_date=MONDAYS[1], now=NOW)
        assert (who("chair")[MONDAYS[1]], who("reader")[MONDAYS[1]]) == ("?", "?")
        assert NotThen.objects.count() == 2
        services.then_again(actor=ana, slug="noon", on_date=MONDAYS[1], now=NOW)
        assert not NotThen.objects.exists()
        with pytest.raises(Invalid):
            services.not_then(actor=ana, slug="noon", on_date=date(2026, 12, 8), now=NOW)

    def test_what_begins_already_is_not_handed_back(self, noon: Hosting, ana: Person) -> None:
        serve(ana, noon, "chair")
        first = Service.objects.earliest("on_date")
        with pytest.raises(Conflict):
            services.hand_back(actor=ana, service_id=first.id, now=first.starts_at)

    def test_it_follows_what_becomes_of_the_meeting(self, noon: Hosting, steward: Person, ana: Person) -> None:
        serve(ana, noon, "chair")
        RoleGrant.objects.create(created_at=NOW, person=steward, role="organiser")

        def change(other: OtherDate) -> None:
            services.change_date(actor=steward, slug="noon", other=other, now=NOW)
            step_of_the_engine(services.fill_rotas, noon, NOW)

        change(OtherDate(MONDAYS[1], is_cancelled=True))
        assert list(who()) == [MONDAYS[0], *MONDAYS[2:], date(2026, 12, 28)]
        change(OtherDate(MONDAYS[2], moved_date=date(2026, 12, 15), moved_time=time(13)))
        moved = Service.objects.get(on_date=MONDAYS[2])
        assert moved.starts_at == datetime(2026, 12, 15, 18, tzinfo=UTC)
        assert moved.due_at == moved.starts_at - timedelta(days=2)
        services.close_meeting(actor=steward, slug="noon", until=None, now=NOW)
        step_of_the_engine(services.fill_rotas, noon, NOW)
        assert who() == {}

    def test_the_engine_puts_down_the_next_date_when_one_is_over(self, noon: Hosting, ana: Person) -> None:
        serve(ana, noon, "chair")
        later = NOW + timedelta(days=3)
        step_of_the_engine(services.fill_rotas, noon, later)
        assert list(who()) == [*MONDAYS, date(2026, 12, 28)]
        noon.refresh_from_db()
        assert noon.due_at == later + timedelta(hours=12)

    def test_a_role_that_is_taken_away_frees_who_serves_it(self, noon: Hosting, steward: Person, ana: Person) -> None:
        serve(ana, noon, "chair", "reader")
        services.choose_roles(actor=steward, slug="noon", kinds=["chair"], own=["Tea", "", "Chairs"], now=NOW)
        assert {one.name or one.kind for one in noon.roles.all()} == {"chair", "Tea", "Chairs"}
        assert who("chair") == dict.fromkeys(MONDAYS, "Ana"), "she keeps what is still there"
        assert Serving.objects.count() == 1
        own = [f"Role {number}" for number in range(9)]
        with pytest.raises(Invalid):
            services.choose_roles(actor=steward, slug="noon", kinds=[], own=own, now=NOW)
        with pytest.raises(Invalid):
            services.choose_roles(actor=steward, slug="noon", kinds=["king"], own=[], now=NOW)


class TestTelling:
    def test_two_days_and_two_hours_before_whoever_serves_is_reminded(self, noon: Hosting, ana: Person) -> None:
        with_device(ana)
        serve(ana, noon, "chair")
        row = Service.objects.get(on_date=MONDAYS[1])
        assert row.due_at == row.starts_at - timedelta(days=2)
        for before, due_at in ((timedelta(days=2), row.starts_at - timedelta(hours=2)), (timedelta(hours=2), None)):
            step_of_the_engine(services.send_service_reminders, row, row.starts_at - before)
            row.refresh_from_db()
            assert row.due_at == due_at
        assert told(ana) == ["meetings.service"] * 2
        assert set(Delivery.objects.values_list("path", flat=True)) == {"/my-services/"}

    def test_whoever_is_asked_is_told_once(self, noon: Hosting, steward: Person, ana: Person) -> None:
        with_device(ana)
        role = noon.roles.get(kind="chair")
        for _time in range(2):
            services.ask_to_serve(actor=steward, slug="noon", role_id=role.id, person=ana, now=NOW)
        assert told(ana) == ["meetings.asked_to_serve"]

    def test_a_steward_asks_who_serves_already_or_stands_in_their_own_circle(
        self, noon: Hosting, steward: Person, ana: Person, ben: Person
    ) -> None:
        serve(ana, noon, "chair")
        assert to_ask(steward, noon, noon.roles.get(kind="reader"), now=NOW) == {f"person-{ana.id}": "Ana Able"}
        assert to_ask(steward, noon, noon.roles.get(kind="chair"), now=NOW) == {}


class TestRemoved:
    def test_whoever_was_asked_to_leave_is_put_down_no_more(self, noon: Hosting, ana: Person, ben: Person) -> None:
        serve(ana, noon, "chair")
        removed(ana, NOW)
        serve(ben, noon, "chair")
        assert who() == dict.fromkeys(MONDAYS, "Ben")

    def test_what_they_were_to_serve_is_asked_of_others_instead_of_reminding_them(
        self, noon: Hosting, ana: Person, ben: Person
    ) -> None:
        for person in (ana, ben):
            with_device(person)
            serve(person, noon, "chair")
        removed(ana, NOW)
        row = Service.objects.get(on_date=MONDAYS[0], role__kind="chair")
        step_of_the_engine(services.send_service_reminders, row, row.starts_at - timedelta(days=2))
        row.refresh_from_db()
        assert (row.serving, row.due_at) == (None, None)
        assert "meetings.service" not in told(ana)
        assert told(ben) == ["meetings.stand_in"]


class TestLeaving:
    def test_it_is_in_the_export_and_gone_when_they_leave(
        self, noon: Hosting, steward: Person, ana: Person, ben: Person
    ) -> None:
        with_device(ben)
        services.write_reading(actor=steward, slug="noon", segment="reading", title="Ours", text="Glad.", now=NOW)
        serve(ana, noon, "chair")
        serve(ben, noon, "chair")
        services.not_then(actor=ana, slug="noon", on_date=MONDAYS[3], now=NOW)
        kept: dict[str, Any] = privacy.export(ana.id)
        assert [one["role"] for one in kept["meeting_roles"]] == ["Chair"]
        assert [one["on_date"] for one in kept["meeting_services"]] == MONDAYS[:2]
        assert [one["on_date"] for one in kept["meeting_dates_not"]] == [MONDAYS[3]]
        assert [one["text"] for one in privacy.export(steward.id)["meeting_readings"]] == ["Glad."]
        at = NOW + timedelta(days=1)
        privacy.erase(ana.id, at)
        privacy.erase(steward.id, at)
        assert who() == {MONDAYS[0]: "?", MONDAYS[2]: "Ben", MONDAYS[3]: "?"}, "too late to put another down for Monday"
        assert told(ben)[-1] == "meetings.stand_in"
        assert not Steward.objects.exists()
        assert {name: rows for name, rows in privacy.export(ana.id).items() if rows} == {}
        step_of_the_engine(services.fill_rotas, noon, at)
        assert who() == {MONDAYS[0]: "?", MONDAYS[1]: "Ben", MONDAYS[2]: "Ben", MONDAYS[3]: "?"}

    def test_what_was_served_long_ago_is_forgotten(self, noon: Hosting, ana: Person) -> None:
        serve(ana, noon, "chair")
        services.not_then(actor=ana, slug="noon", on_date=MONDAYS[3], now=NOW)
        assert services.forget_served(NOW + timedelta(days=60)) == 2
        assert len(who()) == 3
        services.forget_served(NOW + timedelta(days=500))
        assert who() == {}


def test_who_sees_and_does_what(noon: Hosting, steward: Person, ana: Person, ben: Person) -> None:
    serve(ana, noon, "chair")
    role = noon.roles.get(kind="reader").id
    writes: list[Any] = [
        lambda actor: services.change_running(actor=actor, slug="noon", details=FAMILY, now=NOW),
        lambda actor: services.change_agenda(actor=actor, slug="noon", minutes={}, now=NOW),
        lambda actor: services.choose_roles(actor=actor, slug="noon", kinds=[], own=[], now=NOW),
        lambda actor: services.ask_to_serve(actor=actor, slug="noon", role_id=role, person=ben, now=NOW),
        lambda actor: services.remove_reading(actor=actor, slug="noon", segment="reading", now=NOW),
        lambda actor: services.write_reading(actor=actor, slug="noon", segment="reading", title="A", text="B", now=NOW),
    ]
    for actor in (ana, ben):
        for write in writes:
            with pytest.raises(NotAllowed):
                write(actor)
    service = Service.objects.earliest("on_date")
    with pytest.raises(NotFound):
        services.hand_back(actor=ben, service_id=service.id, now=NOW)
    with pytest.raises(NotFound):
        services.hand_back(actor=steward, service_id=service.id, now=NOW)
    with pytest.raises(NotFound):
        services.not_then(actor=ben, slug="noon", on_date=MONDAYS[0], now=NOW)


class TestPages:
    def pages(self, person: Person | None, path: str = "/meetings/noon/run/") -> tuple[int, str]:
        client = Client()
        if person:
            client.force_login(person)
        answer = client.get(path)
        return answer.status_code, answer.content.decode()

    def test_the_team_sees_who_does_what_and_nobody_else(
        self, noon: Hosting, steward: Person, ana: Person, ben: Person
    ) -> None:
        serve(ana, noon, "chair", now=current_time())
        assert self.pages(None)[0] == 302
        code, said = self.pages(ben)
        assert (code, "Ana Able" in said) == (403, False)
        code, said = self.pages(ana)
        assert (code, "Ana Able" in said, "Choose the roles" in said) == (200, True, False)
        code, said = self.pages(steward)
        assert (code, "Ana Able" in said, "Choose the roles" in said) == (200, True, True)

    def test_the_page_of_the_meeting_offers_to_serve_and_names_nobody(
        self, noon: Hosting, ana: Person, ben: Person
    ) -> None:
        serve(ana, noon, "chair", now=current_time())
        assert "Offer to help" not in self.pages(None, "/meetings/noon/")[1]
        said = self.pages(ben, "/meetings/noon/")[1]
        assert "Offer to help" in said
        assert "Ana Able" not in said
        assert "Who does what" in self.pages(ana, "/meetings/noon/")[1]

    def test_somebody_offers_by_the_form_and_finds_it_on_today(self, noon: Hosting, ana: Person) -> None:
        client = Client()
        client.force_login(ana)
        role = noon.roles.get(kind="chair").id
        assert client.post("/meetings/noon/serve/", {"roles": ["x"]}).status_code == 422
        assert client.post("/meetings/noon/serve/", {"roles": [str(role)]}).status_code == 303
        assert "Noon" in client.get("/my-services/").content.decode()
        assert Serving.objects.get().person == ana

    def test_the_steward_changes_all_of_it_by_forms(self, noon: Hosting, steward: Person, ana: Person) -> None:
        serve(ana, noon, "chair", now=current_time())
        client = Client()
        client.force_login(steward)
        minutes = {one.segment.key: one.minutes for one in items_of(noon)}
        sent: dict[str, dict[str, Any]] = {
            "change/": {"format": "family", "admits": "team", "chat": "host", "held_here": "on"},
            "agenda/": {**minutes, "care": 0},
            "reading/reading/": {"title": "Ours", "text": "Glad."},
            "roles/": {"kinds": ["chair", "reader"], "own": "Tea\nChairs"},
        }
        for path, data in sent.items():
            assert client.get(f"/meetings/noon/run/{path}").status_code == 200
            assert client.post(f"/meetings/noon/run/{path}", data).status_code == 303, path
        noon.refresh_from_db()
        assert (noon.held_here, noon.chat, noon.admits, noon.changes) == (True, "host", "team", {"care": 0})
        assert noon.roles.count() == 4
        script = client.get("/meetings/noon/run/script/").content.decode()
        assert "Glad." in script
        assert "Something for yourselves" not in script
        path = f"/meetings/noon/run/roles/{noon.roles.get(name='Tea').id}/ask/"
        assert client.post(path, {"who": "person-x"}).status_code == 422
        assert client.post(path, {"who": f"person-{ana.id}"}).status_code == 303
        assert RoleAsked.objects.get().person == ana

    @pytest.mark.parametrize("path", ["/meetings/noon/run/", "/my-services/", "/meetings/noon/run/script/"])
    def test_queries_do_not_grow_with_people(
        self, noon: Hosting, make_person: MakePerson, ana: Person, path: str
    ) -> None:
        serve(ana, noon, "chair", now=current_time())
        client = Client()
        client.force_login(ana)
        client.get(path)
        with CaptureQueriesContext(connection) as few:
            client.get(path)
        for number in range(3):
            serve(make_person(f"More {number}"), noon, "chair", "reader", "greeter", now=current_time())
        with CaptureQueriesContext(connection) as many:
            client.get(path)
        assert len(many) == len(few)


@pytest.mark.parametrize(
    ("of_group", "words"), [(True, "Everybody in the group"), (False, "Everybody who has an account here")]
)
def test_the_room_of_a_meeting_of_a_group_is_for_the_group(of_group: bool, words: str) -> None:
    assert dict(RunForm(of_group=of_group).fields["admits"].choices)["members"] == words
