"""The demo has meetings to find, each as its list says."""

from datetime import UTC, datetime, timedelta

import pytest

from alongside.accounts.models import RoleGrant
from alongside.config.demo_groups import GROUPS, bring_together
from alongside.config.demo_meetings import MEETINGS, hold_own_meeting, list_meetings
from alongside.meetings.asking import Asked, Point
from alongside.meetings.finding import find_meetings
from alongside.meetings.models import Meeting, Service
from tests.conftest import MakePerson
from tests.support import rooms

# Monday 2 March 2026, noon in Philadelphia.
NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
HERE = Asked(zone="America/New_York", point=Point(39.95, -75.16), weekday=1)


@pytest.mark.django_db
def test_every_meeting_is_listed_once_on_each_of_its_days() -> None:
    list_meetings(now=NOW)
    list_meetings(now=NOW)
    rows = [row for of_program in MEETINGS.values() for row in of_program]
    assert Meeting.objects.count() == sum(len(days) for _name, days, *_rest in rows)
    assert set(Meeting.objects.values_list("timezone", flat=True)) == {
        "America/New_York",
        "Europe/Berlin",
        "Europe/Madrid",
    }
    found = [one.meeting.name for one in find_meetings(HERE, now=NOW).found]
    assert found == ["Lunch hour at the library", "The long way home"]


@pytest.mark.django_db
def test_the_community_holds_one_itself_and_nobody_has_two_roles_while_there_are_two(make_person: MakePerson) -> None:
    organiser, other = make_person("Maple Madeup"), make_person("Robin Madeup")
    RoleGrant.objects.create(created_at=NOW, person=organiser, role="organiser")
    hold_own_meeting(organiser, {organiser: ("chair",), other: ("chair", "greeter")}, now=NOW)
    rows = Service.objects.order_by("on_date", "role__kind").values_list("role__kind", "serving__person__alias")
    assert list(rows) == [("chair", "Maple Madeup"), ("greeter", "Robin Madeup")] * 4


@pytest.mark.django_db
def test_a_group_meets_while_the_demo_is_looked_at_and_whoever_is_in_it_can_go_in(make_person: MakePerson) -> None:
    now = NOW.replace(minute=14)
    aliases = {alias for made in GROUPS for alias, _there in made.people}
    people = {alias: make_person(alias) for alias in sorted(aliases)}
    bring_together(people, now=now)
    meeting = Meeting.objects.get(community__isnull=False)
    gathering = rooms.enters(people["Swift"], meeting.hosting, now, name="Northern River")
    assert (gathering.meeting, gathering.closed_at) == (meeting, None)
    assert rooms.enters(people["Heron"], meeting.hosting, now + timedelta(hours=2), name="Amber Kettle") == gathering
