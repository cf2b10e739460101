"""Before the room of a meeting: who waits there learns at once that it is open, and until when it is not."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotAllowed
from alongside.kernel.live import Snapshot, shared_of
from alongside.meetings import services
from alongside.meetings.models import Gathering, Hosting, Line, Meeting
from alongside.meetings.room_lobby import lobby_of
from alongside.meetings.room_page import parts_of, room_page
from tests.conftest import MakePerson
from tests.support.engine import step_of_the_engine
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


def test_who_is_early_loses_nothing_of_the_first_part(hosting: Hosting, ada: Person, now: datetime) -> None:
    """The room is open twenty minutes before: people arrive, and the clock of the first part runs from the start."""
    start = lobby_of(ada, hosting, now=now).opens_at
    assert start
    start += 30 * MINUTE
    gathering = enters(ada, hosting, start - 20 * MINUTE)
    assert gathering.due_at == start - 19 * MINUTE
    page = room_page(gathering, now=start - 20 * MINUTE)
    assert (page.is_arriving, page.clock.left, page.clock.until) == (True, "20:00", start)
    words = parts_of(page)
    assert "The meeting begins in" in words["clock"]
    assert "is up" not in words["now"]
    page = room_page(gathering, now=start)
    assert (page.is_arriving, page.clock.left) == (False, "3:00")


def test_everybody_is_told_when_the_first_part_begins(hosting: Hosting, ada: Person, now: datetime) -> None:
    start = lobby_of(ada, hosting, now=now).opens_at
    assert start
    start += 30 * MINUTE
    gathering = enters(ada, hosting, start - MINUTE / 2)
    assert gathering.due_at == start
    before = gathering.version
    step_of_the_engine(services.ROOMS.step, gathering, start)
    gathering = Gathering.objects.get(id=gathering.id)
    assert (gathering.version, gathering.due_at) == (before + 1, start + MINUTE)
    step_of_the_engine(services.ROOMS.step, gathering, start + MINUTE)
    assert Gathering.objects.get(id=gathering.id).version == before + 1


def test_who_leads_may_begin_before_the_time(hosting: Hosting, ada: Person, ben: Person, now: datetime) -> None:
    early = now - 10 * MINUTE
    gathering = enters(ada, hosting, early)
    enters(ben, hosting, early)
    with pytest.raises(NotAllowed):
        does(ben, hosting, "begin", early)
    does(ada, hosting, "begin", early)
    page = room_page(Gathering.objects.get(id=gathering.id), now=early)
    assert (page.is_arriving, page.clock.left) == (False, "3:00")


@pytest.mark.parametrize(("chat", "is_told"), [("off", True), ("host", True), ("open", False)])
def test_all_are_told_why_there_is_no_box(hosting: Hosting, ada: Person, now: datetime, chat: str, is_told) -> None:
    Hosting.objects.update(chat=chat)
    words = parts_of(room_page(enters(ada, hosting, now), now=now))["lines"]
    assert ("To share in writing, raise your hand." in words) is is_told


def test_what_the_room_refuses_is_said_in_place(hosting: Hosting, ada: Person, ben, client: Client) -> None:
    """A script is told the sentence alone: the page stays as it is, with what was written in it."""
    live = current_time()
    Meeting.objects.update(on_date=live.date(), time=live.time().replace(second=0, microsecond=0))
    enters(ada, hosting, live)
    enters(ben, hosting, live)
    client.force_login(ben)
    path = f"/meetings/{hosting.meeting.slug}/room/write/"
    answer = client.post(path, {"words": "Still here"}, headers={"X-Requested-With": "room"})
    assert (answer.status_code, answer.json()["sentence"].startswith("Right now only")) == (403, True)
    assert client.post(path, {"words": "Still here"})["Content-Type"].startswith("text/html")


def test_the_time_that_ticks_is_not_read_out(hosting: Hosting, ada: Person, client: Client) -> None:
    live = current_time()
    Meeting.objects.update(on_date=live.date(), time=live.time().replace(second=0, microsecond=0))
    enters(ada, hosting, live)
    client.force_login(ada)
    page = client.get(f"/meetings/{hosting.meeting.slug}/room/").content.decode()
    read_out = re.findall(r'data-live-part="(\w+)" aria-live="polite"', page)
    assert read_out == ["now", "queue", "lines"]
    assert "data-until" not in parts_of(room_page(Gathering.objects.get(), now=live))["now"]


def opens_now(hosting: Hosting, *people: Person) -> datetime:
    """Have the meeting begin now by the clock of the wall, with these in its room."""
    live = current_time()
    Meeting.objects.update(on_date=live.date(), time=live.time().replace(second=0, microsecond=0))
    for one in people:
        enters(one, hosting, live)
    return live


def test_a_meeting_is_ended_after_a_question(hosting: Hosting, ada: Person, ben: Person, client: Client) -> None:
    opens_now(hosting, ada, ben)
    path = f"/meetings/{hosting.meeting.slug}/room/end/"
    client.force_login(ben)
    assert [client.get(path).status_code, client.post(path).status_code] == [403, 403]
    client.force_login(ada)
    asked = client.get(path).content.decode()
    assert "End the meeting for all?" in asked
    assert Gathering.objects.get().closed_at is None
    client.post(path)
    assert Gathering.objects.get().closed_at is not None


def test_an_ended_meeting_leads_on(hosting: Hosting, ada: Person, ben: Person, client: Client) -> None:
    """Nobody is thanked for what they were not in; the date that is said is the next one; the host is told so, too."""
    live = opens_now(hosting, ada)
    Meeting.objects.update(rhythm="weekly", day=live.isoweekday() % 7, on_date=None)
    does(ada, hosting, "close", live)
    for person, words in ((ben, "If you were in it: thank you"), (ada, "you can open the room again")):
        client.force_login(person)
        page = client.get(f"/meetings/{hosting.meeting.slug}/room/").content.decode()
        assert "This meeting is over for today." in page
        assert words in page
        assert "The next time:" in page
        assert "not open yet" not in page


def test_who_leads_does_all_of_it_in_the_room(hosting: Hosting, ada: Person, ben: Person, client: Client) -> None:
    """Leaving the page would put them out of the voice."""
    opens_now(hosting, ada, ben)
    client.force_login(ada)
    page = client.get(f"/meetings/{hosting.meeting.slug}/room/lead/").content.decode()
    assert page.count('value="remove"') == 1
    assert page.count('name="chat"') == 3
    assert re.findall(r"value=\"(\w+)\"\s+aria-pressed=\"true\"", page) == ["off"]
    assert page.count("data-quiet") == page.count("<form")
    client.force_login(ben)
    assert client.get(f"/meetings/{hosting.meeting.slug}/room/lead/").content.strip() == b""


def test_a_line_is_deleted_after_a_question(hosting: Hosting, ada: Person, ben: Person, client: Client) -> None:
    live = opens_now(hosting, ada, ben)
    does(ada, hosting, "chat", live, chat="open")
    slug = hosting.meeting.slug
    line = services.write_line(actor=ben, slug=slug, words="A quiet heron", now=live)
    path = f"/meetings/{slug}/room/lines/{line.id}/delete/"
    client.force_login(ben)
    assert "A quiet heron" in client.get(path).content.decode()
    assert Line.objects.count() == 1
    client.force_login(ada)  # who leads may, too
    assert client.get(path).status_code == 200
    other = services.write_line(actor=ada, slug=slug, words="Another", now=live)
    client.force_login(ben)
    assert client.get(path.replace(str(line.id), str(other.id))).status_code == 404
    client.post(path)
    assert Line.objects.count() == 1


def test_who_asks_too_early_for_a_proof_is_told_before(hosting: Hosting, ada: Person, client: Client) -> None:
    live = opens_now(hosting)
    client.force_login(ada)
    path = f"/meetings/{hosting.meeting.slug}/room/attendance/"
    enters(ada, hosting, live)
    page = client.get(path).content.decode()
    assert "You have not been here for five minutes yet." in page
    assert "Back to the room" in page
    assert 'name="name"' not in page
    assert "five minutes yet" in client.post(path, {"name": "Ada M."}).content.decode()
    Gathering.objects.get().presences.update(here_since=live - 6 * MINUTE)
    assert 'name="name"' in client.get(path).content.decode()
    assert "data-copy" in client.post(path, {"name": "Ada M."}).content.decode()


def test_the_home_page_leads_back_into_the_room(hosting: Hosting, ada: Person, ben: Person, client: Client) -> None:
    live = opens_now(hosting, ada, ben)
    client.force_login(ben)
    path = f"/meetings/{hosting.meeting.slug}/room/"
    assert path in client.get("/").content.decode()
    does(ben, hosting, "leave", live)
    assert path not in client.get("/").content.decode()
