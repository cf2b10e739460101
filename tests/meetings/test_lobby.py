"""Before the room of a meeting: who waits there learns at once that it is open, and until when it is not."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.kernel.live import Snapshot, shared_of
from alongside.meetings import services
from alongside.meetings.models import Hosting, Meeting
from alongside.meetings.room_lobby import lobby_of
from tests.conftest import MakePerson
from tests.support.rooms import does, enters, hosted

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    return make_person("Ada Madeup")


@pytest.fixture
def ben(make_person: MakePerson) -> Person:
    return make_person("Ben Madeup")


@pytest.fixture
def hosting(ada: Person, now: datetime) -> Hosting:
    """A meeting that Ada looks after, and that begins now."""
    return hosted(ada, now)


def waits(hosting: Hosting, now: datetime) -> Snapshot | None:
    """Return what those who wait before the room are told; None: look again, it is open."""
    shared = shared_of("meeting-lobby")
    assert shared
    return shared.render(hosting.meeting_id, now)


def test_who_waits_is_told_that_it_is_open(hosting: Hosting, ada: Person, now: datetime) -> None:
    assert waits(hosting, now) == Snapshot(1, {})
    enters(ada, hosting, now)
    assert waits(hosting, now) is None


def test_who_waits_is_told_that_it_is_open_again(hosting: Hosting, ada: Person, now: datetime) -> None:
    enters(ada, hosting, now)
    does(ada, hosting, "close", now)
    assert waits(hosting, now) == Snapshot(1, {})
    enters(ada, hosting, now)
    assert waits(hosting, now) is None


def test_only_who_may_come_in_waits(hosting: Hosting, ada: Person, ben: Person, now: datetime) -> None:
    both = {ada.id, ben.id}
    assert services.who_may_wait(both, hosting.meeting_id, now) == both
    assert services.who_may_wait(both, uuid4(), now) == set()
    Hosting.objects.update(admits="team")
    assert services.who_may_wait(both, hosting.meeting_id, now) == {ada.id}
    Hosting.objects.update(held_here=False)
    assert services.who_may_wait(both, hosting.meeting_id, now) == set()


def test_the_page_waits_by_itself(hosting: Hosting, ben: Person, client: Client) -> None:
    Meeting.objects.update(on_date=(current_time() + timedelta(days=1)).date())
    client.force_login(ben)
    page = client.get(f"/meetings/{hosting.meeting.slug}/room/").content.decode()
    assert f'data-live-shared="meeting-lobby:{hosting.meeting_id}"' in page
    assert "data-opens=" in page


def test_a_page_to_come_in_by_waits_for_nothing(hosting: Hosting, ada: Person, ben: Person, client, now) -> None:
    enters(ada, hosting, now)
    client.force_login(ben)
    page = client.get(f"/meetings/{hosting.meeting.slug}/room/").content.decode()
    assert "Come in" in page
    assert "data-live-shared" not in page


def test_each_is_told_from_when_they_may_open_it(hosting: Hosting, ada: Person, ben: Person, now: datetime) -> None:
    start = lobby_of(ada, hosting, now=now - 40 * MINUTE).opens_at
    assert start
    assert lobby_of(ben, hosting, now=now - 40 * MINUTE).opens_at == start + 32 * MINUTE
    assert (lobby_of(ada, hosting, now=start).can_open, lobby_of(ben, hosting, now=start).can_open) == (True, False)
    assert lobby_of(ben, hosting, now=start + 32 * MINUTE).can_open


def test_a_beginning_within_the_hour_is_said_by_the_clock(hosting: Hosting, ben: Person, now: datetime) -> None:
    """The page stays open: "in 20 minutes" would not be so for long."""
    assert ":" in lobby_of(ben, hosting, now=now - 20 * MINUTE).starts_at
