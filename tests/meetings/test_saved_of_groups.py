"""Meetings that only a group knows of, saved by its members: theirs while they are in it, and nothing leaks after."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.accounts.services import create_token
from alongside.groups import services as groups
from alongside.groups.models import Group, Membership
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.meetings import services
from alongside.meetings.mine_page import is_gone, next_of, saved_of
from alongside.meetings.models import Attended, Meeting, Saved
from alongside.meetings.own_entries import own_calendar
from alongside.meetings.policies import access_feed, access_saved, visible_saved
from alongside.notifications.models import Delivery
from tests.meetings import test_of_groups
from tests.meetings.test_of_groups import begin

host, member, stranger = test_of_groups.host, test_of_groups.member, test_of_groups.stranger
closed, hidden, opened = test_of_groups.closed, test_of_groups.hidden, test_of_groups.opened

pytestmark = pytest.mark.django_db

# A Saturday; the meeting is at noon on Mondays.
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
WEEKLY = {"rhythm": "weekly", "on_date": None, "day": 1, "time": time(12), "now": NOW}
GONE = "This meeting is not listed any more."
Loses = Callable[[Group, Person, Person], None]


def leaves(group: Group, _host: Person, member: Person) -> None:
    groups.leave_group(actor=member, slug=group.slug, now=NOW)


def is_removed(group: Group, host: Person, member: Person) -> None:
    row = Membership.objects.get(group=group, person=member)
    groups.remove_member(actor=host, slug=group.slug, membership_id=row.id, for_good=False, now=NOW)


def closes(group: Group, host: Person, _member: Person) -> None:
    groups.close_group(actor=host, slug=group.slug, now=NOW)


def is_taken_out_by_an_older_release(_group: Group, _host: Person, member: Person) -> None:
    Membership.objects.filter(person=member).delete()


LOSING = [closes, is_removed, is_taken_out_by_an_older_release, leaves]


def save(person: Person, meeting: Meeting, minutes: int | None = None) -> Saved:
    """Save a meeting, perhaps with a reminder; as its owner has it."""
    row = services.save_meeting(actor=person, slug=meeting.slug, now=NOW)
    services.choose_reminder(actor=person, saved_id=row.id, minutes=minutes, now=NOW)
    return access_saved(person, row.id)


def calendar_of(person: Person) -> bytes:
    return own_calendar(access_feed(services.make_feed(actor=person, words="", now=NOW)), now=NOW)


def api_of(person: Person, path: str) -> Any:
    """Return what the API answers somebody's own token."""
    token = create_token(person=person, scopes=["read"], now=current_time())
    return Client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"}).json()


def test_a_member_keeps_it_with_its_room_reminder_and_calendar(
    closed: Group, *, host: Person, member: Person, client: Client
) -> None:
    meeting = begin(host, closed, **WEEKLY)
    client.force_login(member)
    assert "Save this meeting" in client.get(f"/meetings/{meeting.slug}/").text
    answer = client.post(f"/meetings/{meeting.slug}/save/", follow=True)
    assert "It is saved. Only you see that." in answer.text
    assert f'href="/meetings/{meeting.slug}/room/"' in answer.text
    assert "Go to the room" in answer.text
    row = save(member, meeting, 30)
    assert row.due_at == datetime(2026, 11, 30, 11, 30, tzinfo=UTC)
    assert b"Candles" not in calendar_of(member)
    assert b"SUMMARY:Appointment" in calendar_of(member)
    assert next_of(member, now=NOW + timedelta(days=1, hours=6)) is not None
    (one,) = api_of(member, "/my-meetings")["items"]
    assert (one["slug"], one["name"]) == (meeting.slug, "Candles Madeup")


def test_nobody_else_can_save_it(closed: Group, host: Person, stranger: Person) -> None:
    meeting = begin(host, closed, **WEEKLY)
    with pytest.raises(NotFound):
        services.save_meeting(actor=stranger, slug=meeting.slug, now=NOW)
    assert not Saved.objects.exists()


@pytest.mark.parametrize("loses", LOSING)
def test_who_is_not_in_it_any_more_loses_it_everywhere(
    loses: Loses, *, hidden: Group, host: Person, member: Person, client: Client
) -> None:
    meeting = begin(host, hidden, **WEEKLY)
    row = save(member, meeting, 30)
    services.note_there(actor=member, saved_id=row.id, on_date=NOW.date(), now=NOW)
    loses(hidden, host, member)
    Meeting.objects.update(name="CANARY-NEW-NAME", time=time(13), changed_at=NOW)
    client.force_login(member)
    for path in ("/my-meetings/", f"/my-meetings/{row.id}/"):
        page = client.get(path).text
        assert GONE in page
        assert meeting.slug not in page
        assert "CANARY-NEW-NAME" not in page
        assert "Go to the room" not in page
    assert b"BEGIN:VEVENT" not in calendar_of(member)
    (one,) = api_of(member, "/my-meetings")["items"]
    assert (one["slug"], one["next_start"], one["name"]) == (None, None, "Candles Madeup")
    assert next_of(member, now=NOW + timedelta(days=1, hours=6)) is None
    assert Attended.objects.count() == 1, "what they noted for themselves is theirs"


@pytest.mark.parametrize("loses", LOSING)
def test_they_are_not_reminded_any_more_and_the_others_are(
    loses: Loses, *, hidden: Group, host: Person, member: Person
) -> None:
    meeting = begin(host, hidden, **WEEKLY)
    mine, theirs = save(member, meeting, 30), save(host, meeting, 30)
    assert mine.due_at == theirs.due_at
    assert mine.due_at is not None
    loses(hidden, host, member)
    services.send_reminders([Saved.objects.get(id=mine.id), Saved.objects.get(id=theirs.id)], mine.due_at)
    told = list(Delivery.objects.filter(text="meetings.reminder").values_list("person_id", flat=True))
    assert member.id not in told
    kept = list(visible_saved(host))
    assert [is_gone(one) for one in kept] == [loses is closes]


def test_who_comes_back_has_it_again(hidden: Group, host: Person, member: Person) -> None:
    row = save(member, begin(host, hidden, **WEEKLY))
    leaves(hidden, host, member)
    assert is_gone(access_saved(member, row.id))
    Membership.objects.filter(group=hidden, person=member).delete()
    values = {"alias": "Amber Kettle", "alias_key": "amber kettle", "state": "in", "agreed_at": NOW, "joined_at": NOW}
    Membership.objects.create(created_at=NOW, group=hidden, person=member, **values)
    assert not is_gone(access_saved(member, row.id))


def test_a_row_whose_standing_nobody_asked_for_tells_nothing(hidden: Group, host: Person, member: Person) -> None:
    row = save(member, begin(host, hidden, **WEEKLY))
    assert is_gone(Saved.objects.get(id=row.id))


def test_nobody_outside_hears_of_it_through_its_owner(
    hidden: Group, *, host: Person, member: Person, client: Client
) -> None:
    row = save(member, begin(host, hidden, **WEEKLY))
    with pytest.raises(Conflict, match="Only people of its group"):
        services.add_to_circle(actor=member, saved_id=row.id, now=NOW)
    with pytest.raises(Invalid):
        services.ask_along(
            actor=member, saved_id=row.id, tie_id=row.id, on_date=NOW.date(), way="come", words="", now=NOW
        )
    client.force_login(member)
    page = client.get(f"/my-meetings/{row.id}/").text
    assert "Ask somebody to come along" not in page
    assert "Add it to your circle" not in page


def test_the_room_of_an_open_group_is_shown_to_its_members_alone(
    opened: Group, *, host: Person, member: Person, stranger: Person
) -> None:
    meeting = begin(host, opened, **WEEKLY)
    for person, has_way in ((member, True), (stranger, False)):
        save(person, meeting)
        (one,) = saved_of(person, now=NOW)
        assert not one.is_gone
        assert bool(one.room_path) is has_way


def test_many_cost_as_much_as_one(hidden: Group, host: Person, member: Person, client: Client) -> None:
    client.force_login(member)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/my-meetings/").status_code == 200
        return len(queries)

    save(member, begin(host, hidden, **WEEKLY))
    cost()
    few = cost()
    for _one in range(3):
        save(member, begin(host, hidden, **WEEKLY))
    assert cost() == few
