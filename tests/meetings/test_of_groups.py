"""Meetings of groups: their hosts, a member, and strangers; what becomes of them when the group changes or ends."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.accounts.models import Person, RoleGrant
from alongside.audit import privacy as audit
from alongside.audit.models import Entry
from alongside.groups import services as groups
from alongside.groups.details import Entering, GroupDetails
from alongside.groups.models import Group, Membership
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid, NotAllowed, NotFound
from alongside.kernel.privacy import holdings
from alongside.meetings import services
from alongside.meetings.asking import Asked, Point
from alongside.meetings.details import Draft
from alongside.meetings.finding import find_meetings
from alongside.meetings.models import Gathering, Hosting, Meeting, MeetingRole, Presence, Serving, Steward
from alongside.meetings.policies import visible_meetings
from alongside.meetings.run_details import RunDetails
from alongside.meetings.run_page import run_page, to_ask
from alongside.meetings.services.of_groups import MEETINGS_A_DAY
from alongside.ui.communities import held_by
from alongside.ui.moments import say_moment
from tests.conftest import MakePerson
from tests.support.rooms import does, enters

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(make_person: MakePerson) -> Person:
    return make_person("Hanna Madeup")


@pytest.fixture
def member(make_person: MakePerson) -> Person:
    return make_person("Mia Madeup")


@pytest.fixture
def stranger(make_person: MakePerson) -> Person:
    return make_person("Sten Madeup")


@pytest.fixture
def organiser(make_person: MakePerson) -> Person:
    person = make_person("Olga Madeup")
    RoleGrant.objects.create(created_at=current_time(), person=person, role="organiser")
    return person


def group_of(host: Person, member: Person, openness: str) -> Group:
    """Begin a group, and have the member in it: as "Quiet Lantern" and "Amber Kettle"."""
    now = current_time()
    details = GroupDetails("Lantern Madeup", "For long evenings.", "We listen.", "condition", openness, ("en",))
    group = groups.begin_group(actor=host, details=details, alias="Quiet Lantern", now=now)
    row = Membership(created_at=now, group=group, person=member, alias="Amber Kettle", alias_key="amber kettle")
    row.state, row.agreed_at, row.joined_at = "in", now, now
    row.save()
    return group


@pytest.fixture(params=["hidden", "by_request"])
def closed(request: Any, host: Person, member: Person) -> Group:
    """A group whose meetings are for its members."""
    return group_of(host, member, request.param)


@pytest.fixture
def hidden(host: Person, member: Person) -> Group:
    return group_of(host, member, "hidden")


@pytest.fixture
def opened(host: Person, member: Person) -> Group:
    return group_of(host, member, "open")


def begin(host: Person, group: Group, *, now: datetime | None = None, **changes: Any) -> Meeting:
    """Have a group hold a meeting online that is on now, in its room here."""
    now = now or current_time()
    said = {"attendance": "online", "rhythm": "once", "on_date": now.date(), "time": time(now.hour, now.minute)}
    draft = Draft(**{"name": "Candles Madeup", "program": "sg", "timezone": "UTC", **said, **changes})
    details = RunDetails("open-circle", held_here=True)
    return services.begin_group_meeting(actor=host, community_id=group.id, draft=draft, details=details, now=now)


def serves(person: Person, meeting: Meeting, kind: str = "greeter") -> None:
    role = MeetingRole.objects.get(hosting__meeting=meeting, kind=kind)
    services.choose_served(actor=person, slug=meeting.slug, role_ids=[role.id], now=current_time())


def found(name: str = "candles") -> list[str]:
    asked = Asked(zone="UTC", words=name)
    return [one.meeting.name for one in find_meetings(asked, now=current_time() - timedelta(hours=1)).found]


class TestBeginning:
    def test_a_host_begins_it_and_all_hosts_look_after_it(self, hidden: Group, host: Person, member: Person) -> None:
        meeting = begin(host, hidden)
        assert (meeting.community, meeting.is_for_members, meeting.source) == (hidden.id, True, None)
        assert meeting.slug.startswith("candles-madeup-")
        assert not meeting.hosting.stewards.exists()
        with pytest.raises(NotAllowed):
            services.change_agenda(actor=member, slug=meeting.slug, minutes={}, now=current_time())
        Membership.objects.filter(person=member).update(role="host")
        services.change_agenda(actor=member, slug=meeting.slug, minutes={"round": 20}, now=current_time())
        services.close_meeting(actor=member, slug=meeting.slug, until=None, now=current_time())
        assert Entry.objects.filter(action="meetings.begun_for_group", subject=meeting.id, actor=host.id).exists()

    def test_nobody_else_does(self, hidden: Group, opened: Group, *, member: Person, stranger: Person) -> None:
        with pytest.raises(NotAllowed):
            begin(member, hidden)
        with pytest.raises(NotFound):
            begin(stranger, hidden)
        with pytest.raises(NotAllowed):
            begin(stranger, opened)
        assert not Meeting.objects.exists()

    def test_without_a_room_here_people_need_another_way_in(self, hidden: Group, host: Person) -> None:
        draft = Draft(name="Noon Madeup", program="sg", timezone="UTC", attendance="online", day=1, time=time(12))
        with pytest.raises(Invalid):
            services.begin_group_meeting(
                actor=host,
                community_id=hidden.id,
                draft=draft,
                details=RunDetails("open-circle"),
                now=current_time(),
            )
        assert MEETINGS_A_DAY == 10

    def test_the_page_begins_one(self, hidden: Group, host: Person, client: Client) -> None:
        client.force_login(host)
        page = client.get(f"/meetings-of/{hidden.id}/begin/").text
        assert "Only people of the group find it and come in." in page
        form = {
            "name": "Noon Madeup", "program": "sg", "rhythm": "weekly", "day": "1", "time": "12:00",
            "time_zone": "UTC", "attendance": "online", "held_here": "on", "format": "open-circle",
        }  # fmt: skip
        answer = client.post(f"/meetings-of/{hidden.id}/begin/", form, follow=True)
        assert "The meeting is there." in answer.text
        meeting = Meeting.objects.get()
        assert (meeting.name, meeting.hosting.held_here) == ("Noon Madeup", True)
        group = client.get(f"/groups/{hidden.slug}/").text
        assert "Noon Madeup" in group
        assert f"/meetings/{meeting.slug}/" in group


class TestWhoKnowsOfIt:
    def test_nobody_but_members_finds_sees_or_reads_it(
        self, closed: Group, *, host: Person, member: Person, stranger: Person, organiser: Person, client: Client
    ) -> None:
        meeting = begin(host, closed)
        paths = [
            f"/meetings/{meeting.slug}/",
            f"/meetings/{meeting.slug}/calendar.ics",
            f"/meetings/{meeting.slug}/there/",
            f"/meetings/{meeting.slug}/room/",
            f"/meetings/{meeting.slug}/serve/",
            f"/meetings/{meeting.slug}/run/",
        ]
        assert client.get(paths[0]).status_code == 404
        assert client.get(paths[1]).status_code == 404
        assert client.get(f"/api/v1/meetings/{meeting.slug}").status_code == 404
        for person in (stranger, organiser):
            client.force_login(person)
            assert [client.get(path).status_code for path in paths] == [404] * 6
            assert client.post(f"/meetings/{meeting.slug}/save/").status_code == 404
        client.force_login(organiser)
        assert client.get(f"/organise/meetings/own/{meeting.slug}/").status_code == 404
        assert "Candles Madeup" not in client.get("/organise/meetings/").text
        assert list(visible_meetings()) == []
        assert found() == []
        client.force_login(member)
        page = client.get(paths[0])
        assert page.status_code == 200
        assert "A meeting of the group Lantern Madeup" in page.text
        assert "Save this meeting" in page.text
        assert client.get(paths[3]).status_code == 200

    @pytest.mark.parametrize("when", [{"rhythm": "weekly", "on_date": None, "day": 1}, {}])
    def test_nobody_finds_it_near_its_place(self, when: dict[str, Any], hidden: Group, host: Person) -> None:
        begin(host, hidden, **when)
        Meeting.objects.update(attendance="in_person", latitude=40.42, longitude=-3.7)
        asked = Asked(zone="UTC", point=Point(40.42, -3.7))
        now = current_time() - timedelta(hours=1)
        assert find_meetings(asked, now=now).found == ()
        Meeting.objects.update(is_for_members=False)
        assert len(find_meetings(asked, now=now).found) == 1

    @pytest.mark.parametrize(
        "path",
        ["/feeds/meetings.json", "/feeds/meetings.ics", "/feeds/meetings.ics?q=candles", "/api/v1/meetings?q=candles",
         "/meetings/?q=candles", "/organise/meetings/"],
    )  # fmt: skip
    def test_no_list_names_it(
        self, path: str, *, hidden: Group, host: Person, organiser: Person, client: Client
    ) -> None:
        begin(host, hidden, rhythm="weekly", on_date=None, day=1)
        begin(host, hidden, name="Candles at noon Madeup")
        client.force_login(organiser)
        answer = client.get(path)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert b"Madeup" not in said.replace(b"Olga Madeup", b"")

    def test_that_of_an_open_group_is_found_by_all_and_entered_by_its_members(
        self, opened: Group, *, host: Person, stranger: Person, member: Person, client: Client
    ) -> None:
        meeting = begin(host, opened)
        assert found() == ["Candles Madeup"]
        page = client.get(f"/meetings/{meeting.slug}/").text
        assert "Lantern Madeup" not in page
        client.force_login(stranger)
        page = client.get(f"/meetings/{meeting.slug}/").text
        assert "Lantern Madeup" in page
        assert "Go to the room" not in page
        for path in ("room", "serve", "run"):
            assert client.get(f"/meetings/{meeting.slug}/{path}/").status_code == 403
        client.force_login(member)
        assert "Go to the room" in client.get(f"/meetings/{meeting.slug}/").text
        assert client.get(f"/meetings/{meeting.slug}/room/").status_code == 200


class TestAliases:
    def test_a_newcomer_is_asked_to_serve_by_those_alone_who_greet(
        self, hidden: Group, *, host: Person, member: Person, stranger: Person, client: Client
    ) -> None:
        now = current_time()
        meeting = begin(host, hidden)
        chair = meeting.hosting.roles.get(kind="chair")
        long_ago = {"created_at": now, "joined_at": now - timedelta(days=15), "agreed_at": now, "state": "in"}
        Membership.objects.create(group=hidden, person=stranger, alias="Old Oak", alias_key="old oak", **long_ago)
        Steward.objects.create(created_at=now, hosting=meeting.hosting, person=stranger)
        page, row = f"/meetings/{meeting.slug}/run/roles/{chair.id}/ask/", Membership.objects.get(person=member)
        client.force_login(host)
        assert "Amber Kettle" in client.get(page).text
        client.force_login(stranger)
        shown = client.get(page)
        assert ("Quiet Lantern" in shown.text, "Amber Kettle" in shown.text) == (True, False)
        assert client.post(page, {"who": f"member-{row.id}"}).status_code == 422
        assert not Serving.objects.filter(person=member).exists()
        Membership.objects.filter(id=row.id).update(joined_at=now - timedelta(days=15))
        assert "Amber Kettle" in client.get(page).text

    def test_there_people_are_called_as_in_the_group(
        self, hidden: Group, *, host: Person, member: Person, client: Client
    ) -> None:
        meeting = begin(host, hidden, rhythm="weekly", on_date=None, day=1, time=time(12))
        serves(member, meeting)
        hosting = Hosting.objects.get(meeting=meeting)
        page = run_page(hosting, host, now=current_time())
        assert {name for role in page.team for name in role.people} == {"Amber Kettle"}
        assert {place.who for date in page.dates for place in date.places} == {"", "Amber Kettle"}
        chair = hosting.roles.get(kind="chair")
        assert list(to_ask(host, hosting, chair, now=current_time()).values()) == ["Amber Kettle"]
        greeter = hosting.roles.get(kind="greeter")
        assert list(to_ask(host, hosting, greeter, now=current_time()).values()) == []
        client.force_login(host)
        text = client.get(f"/meetings/{meeting.slug}/run/").text + client.get(f"/meetings/{meeting.slug}/room/").text
        assert "Mia Madeup" not in text
        assert str(member.id) not in client.get(f"/meetings/{meeting.slug}/run/roles/{chair.id}/ask/").text
        lobby = client.get(f"/meetings/{meeting.slug}/room/").text
        assert "Who hosts: Quiet Lantern" in lobby

    def test_in_the_room_the_alias_of_the_group_is_offered(
        self, hidden: Group, *, host, member, client: Client
    ) -> None:
        meeting = begin(host, hidden)
        client.force_login(member)
        enters(host, meeting.hosting, current_time(), name="Quiet Lantern")
        assert 'value="Amber Kettle"' in client.get(f"/meetings/{meeting.slug}/room/").text

    def test_a_host_asks_a_member(self, hidden: Group, *, host: Person, member: Person, client: Client) -> None:
        meeting = begin(host, hidden)
        role = meeting.hosting.roles.get(kind="chair")
        row = Membership.objects.get(person=member)
        client.force_login(host)
        path = f"/meetings/{meeting.slug}/run/roles/{role.id}/ask/"
        assert client.post(path, {"who": f"member-{row.id}"}, follow=True).status_code == 200
        assert list(role.asked.values_list("person", flat=True)) == [member.id]


class TestEnds:
    def test_who_leaves_is_out_of_its_room_and_serves_nothing(
        self, hidden: Group, *, host: Person, member: Person, client: Client
    ) -> None:
        meeting, now = begin(host, hidden), current_time()
        serves(member, meeting)
        enters(host, meeting.hosting, now, name="Quiet Lantern")
        gathering = enters(member, meeting.hosting, now, name="Amber Kettle")
        groups.remove_member(
            actor=host,
            slug=hidden.slug,
            membership_id=Membership.objects.get(person=member).id,
            for_good=False,
            now=now,
        )
        assert not Serving.objects.exists()
        assert list(Presence.objects.values_list("person", flat=True)) == [host.id]
        assert not services.see_in_room(member.id, gathering.id, now)
        client.force_login(member)
        assert client.get(f"/meetings/{meeting.slug}/").status_code == 404

    def test_who_was_asked_to_leave_a_room_stays_out_of_it_after_leaving_the_group(
        self, opened: Group, *, host: Person, member: Person
    ) -> None:
        meeting, now = begin(host, opened), current_time()
        gathering = enters(host, meeting.hosting, now, name="Quiet Lantern")
        enters(member, meeting.hosting, now, name="Amber Kettle")
        Presence.objects.filter(person=member).update(is_removed=True, here_since=None)
        groups.leave_group(actor=member, slug=opened.slug, now=now)
        entering = Entering("Other Kettle", opened.agreements_since)
        groups.join_group(actor=member, slug=opened.slug, entering=entering, now=now)
        with pytest.raises(NotAllowed):
            enters(member, meeting.hosting, now, name="Other Kettle")
        assert not services.see_in_room(member.id, gathering.id, now)

    def test_ids_of_others_are_left_out_of_what_the_record_says_of_its_meetings(
        self, opened: Group, *, host: Person, member: Person
    ) -> None:
        meeting, now = begin(host, opened), current_time()
        serves(member, meeting)
        serving = Serving.objects.get()
        Serving.objects.update(confirmed_at=None)
        services.answer_offer(actor=host, slug=meeting.slug, serving_id=serving.id, says_yes=True, now=now)
        for one, other in ((host, member), (member, host)):
            rows = audit.export(one.id)["entries"]
            assert any(row["action"] == "meetings.offer_confirmed" for row in rows)
            assert not any(other.id in (row["actor"], row["about"]) for row in rows)

    def test_a_group_that_closes_ends_its_meetings(self, opened: Group, host: Person) -> None:
        meeting, now = begin(host, opened), current_time()
        enters(host, meeting.hosting, now, name="Quiet Lantern")
        groups.close_group(actor=host, slug=opened.slug, now=now)
        assert not Meeting.objects.exists()
        assert not Gathering.objects.exists()
        assert Entry.objects.filter(action="meetings.ended_with_group", subject=meeting.id).exists()

    def test_the_last_who_leaves_takes_them_along(self, hidden: Group, host: Person, member: Person) -> None:
        begin(host, hidden)
        groups.leave_group(actor=member, slug=hidden.slug, now=current_time())
        groups.leave_group(actor=host, slug=hidden.slug, now=current_time())
        assert not Group.objects.exists()
        assert not Meeting.objects.exists()

    def test_without_a_host_it_goes_on_and_nobody_changes_it(self, hidden: Group, host: Person, member: Person) -> None:
        meeting, now = begin(host, hidden), current_time()
        for one in holdings():
            one.erase(host.id, now)
        assert Group.objects.get().state == "hostless"
        with pytest.raises(NotAllowed):
            services.change_agenda(actor=member, slug=meeting.slug, minutes={}, now=now)
        groups.step_up(actor=member, slug=hidden.slug, now=now)
        services.change_agenda(actor=member, slug=meeting.slug, minutes={"round": 20}, now=now)

    def test_an_account_that_is_erased_takes_a_group_of_its_own_along(self, hidden: Group, host, member) -> None:
        begin(host, hidden)
        groups.leave_group(actor=member, slug=hidden.slug, now=current_time())
        for one in holdings():
            one.erase(host.id, current_time())
        assert not Meeting.objects.exists()

    def test_they_follow_how_open_the_group_is(self, opened: Group, host: Person, stranger: Person) -> None:
        meeting, now = begin(host, opened), current_time()
        saved = services.save_meeting(actor=stranger, slug=meeting.slug, now=now)
        changed = {name: getattr(opened, name) for name in ("name", "purpose", "agreements", "kind")}
        details = GroupDetails(**changed, openness="hidden", languages=("en",))
        groups.change_group(actor=host, slug=opened.slug, details=details, now=now)
        assert found() == []
        assert list(visible_meetings(stranger)) == []
        assert list(visible_meetings(host)) == [meeting]
        with pytest.raises(Exception, match="not listed any more"):
            services.add_to_circle(actor=stranger, saved_id=saved.id, now=now)

    def test_what_an_older_release_changed_without_a_word_is_seen_to(
        self, opened: Group, host: Person, stranger: Person
    ) -> None:
        meeting = begin(host, opened)
        Group.objects.update(openness="hidden")
        assert services.forget_groups(current_time()) == 0
        assert list(visible_meetings(stranger)) == []
        assert list(visible_meetings(host)) == [meeting]
        Group.objects.update(state="closed")
        assert services.forget_groups(current_time()) == 1
        assert not Meeting.objects.exists()

    def test_what_nobody_is_in_any_more_is_forgotten(self, hidden: Group, host: Person) -> None:
        begin(host, hidden)
        assert services.forget_groups(current_time()) == 0
        Group.objects.all().delete()
        assert services.forget_groups(current_time()) == 1
        assert not Meeting.objects.exists()


@pytest.mark.parametrize("values", [{"is_for_members": True}, {"community": uuid4(), "source": True}])
def test_the_database_holds_whose_a_meeting_is(values: dict[str, Any], make_meeting: Any, make_source: Any) -> None:
    if "source" in values:
        values = {**values, "source": make_source(), "source_slug": "one", "fingerprint": "one"}
    with pytest.raises(IntegrityError, match="meetings_meeting_of_a_community"), transaction.atomic():
        make_meeting(**values)


def test_the_page_of_a_group_costs_as_much_for_many_meetings(
    hidden: Group, *, host: Person, client: Client, django_assert_num_queries: Any
) -> None:
    begin(host, hidden)
    with django_assert_num_queries(2):
        assert len(held_by(hidden.id, now=current_time())) == 1
    begin(host, hidden)
    begin(host, hidden)
    with django_assert_num_queries(2):
        assert len(held_by(hidden.id, now=current_time())) == 3


def test_the_page_of_a_group_says_of_a_meeting_that_it_goes_on_is_over_or_when_it_is_next(
    hidden: Group, host: Person
) -> None:
    now = current_time()

    def said() -> str:
        [one] = held_by(hidden.id, now=now)
        return one.when

    meeting = begin(host, hidden, rhythm="weekly", day=now.date().isoweekday() % 7, on_date=None, now=now)
    assert said() == "It is going on now."
    enters(host, meeting.hosting, now, name="Quiet Lantern")
    assert said() == "It is going on now."
    does(host, meeting.hosting, "close", now)
    following = say_moment(now.replace(second=0, microsecond=0) + timedelta(days=7), now=now)
    assert said() == f"It is over. The next one: {following}"
    Meeting.objects.update(rhythm="once", day=None, on_date=now.date())
    assert said() == "It is over."


def test_entering_a_group_takes_an_alias_of_it(opened: Group, *, stranger: Person, host: Person) -> None:
    meeting, now = begin(host, opened), current_time()
    enters(host, meeting.hosting, now, name="Quiet Lantern")
    entering = Entering("Silver Pebble", opened.agreements_since)
    groups.join_group(actor=stranger, slug=opened.slug, entering=entering, now=now)
    enters(stranger, meeting.hosting, now, name="Silver Pebble")
    assert Presence.objects.filter(person=stranger, name="Silver Pebble").exists()
