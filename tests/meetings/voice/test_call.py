"""A call elsewhere beside the room of a meeting: who puts it there, who sees it, and that nothing else is kept."""

from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.kernel.elsewhere import dialled
from alongside.kernel.errors import Invalid, NotAllowed
from alongside.meetings import services
from alongside.meetings.models import Hosting
from alongside.meetings.run_details import RunDetails
from tests.conftest import MakePerson
from tests.support.rooms import does, enters, hosted, seat_of

pytestmark = pytest.mark.django_db
ZOOM = "https://us02web.zoom.us/j/86012345678?pwd=abc"
PHONE = "+1 (555) 010-0100,,8601#"
ROOM = "/meetings/made-up-evening/room/"


@pytest.fixture
def now() -> datetime:
    """The moment at which pages are asked for, too."""
    return current_time()


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


def put(actor: Person, now: datetime, url: str = ZOOM, phone: str = PHONE, **more: str) -> None:
    details = RunDetails("open-circle", held_here=True, call_url=url, call_phone=phone, **more)
    services.change_running(actor=actor, slug="made-up-evening", details=details, now=now)


def page_of(person: Person, path: str = ROOM) -> str:
    client = Client()
    client.force_login(person)
    return client.get(path).content.decode()


def test_who_comes_reads_whose_server_it_is_before_the_room_and_in_it(
    hosting: Hosting, ada: Person, ben: Person, now: datetime
) -> None:
    put(ada, now)
    enters(ada, hosting, now)
    lobby = page_of(ben)
    enters(ben, hosting, now)
    for page in (lobby, page_of(ben)):
        assert f'href="{ZOOM}"' in page
        assert "This leads to Zoom, another company, at us02web.zoom.us. It sees your address on the internet" in page
        assert 'href="tel:+15550100100,,8601%23"' in page
        assert "those in the call may see your number" in page
    assert Entry.objects.filter(action="meetings.run_changed", subject=hosting.id, actor=ada.id).exists()


def test_it_is_taken_out_again(hosting: Hosting, ada: Person, ben: Person, now: datetime) -> None:
    put(ada, now)
    put(ada, now, url="", phone="")
    assert "A call elsewhere" not in page_of(ben)
    hosting.refresh_from_db()
    assert (hosting.call_url, hosting.call_phone) == ("", "")


def test_it_is_put_there_on_the_page_of_the_steward(hosting: Hosting, ada: Person, ben: Person) -> None:
    client, path = Client(), "/meetings/made-up-evening/run/change/"
    chosen = {"format": "open-circle", "held_here": "on", "admits": "members", "chat": "off"}
    client.force_login(ada)
    assert client.post(path, {**chosen, "call_url": "https://jitsi.circle.example/evening"}).status_code == 303
    assert 'value="https://jitsi.circle.example/evening"' in client.get(path).content.decode()
    assert "Jitsi Meet on another server, jitsi.circle.example" in page_of(ben)
    refused = client.post(path, {**chosen, "call_url": "https://zoom.us/signin"})
    assert refused.status_code == 422
    assert "This address belongs to Zoom, but does not lead to a call there." in refused.content.decode()


def test_only_who_looks_after_the_meeting_puts_it_there(hosting: Hosting, ben: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        put(ben, now)
    hosting.refresh_from_db()
    assert hosting.call_url == ""


def test_who_may_not_be_in_the_room_does_not_see_it(
    hosting: Hosting, ada: Person, ben: Person, now: datetime, client: Client
) -> None:
    put(ada, now, admits="team")
    assert "zoom" not in page_of(ben)
    assert "zoom" not in client.get(ROOM, follow=True).content.decode()
    assert "zoom" not in client.get("/meetings/made-up-evening/").content.decode()
    assert "zoom" in page_of(ada)


def test_who_was_asked_to_leave_does_not_see_it(hosting: Hosting, ada: Person, ben: Person, now: datetime) -> None:
    put(ada, now)
    enters(ada, hosting, now)
    enters(ben, hosting, now)
    does(ada, hosting, "remove", now, target=seat_of(ben).id)
    assert "zoom" not in page_of(ben)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("url", "http://meet.jit.si/Evening"),
        ("url", "javascript:alert(1)"),
        ("url", "https://zoom.us@evil.example/j/1"),
        ("url", "https://meet.jit.si/Even ing"),
        ("url", "https://zoom.us/signin"),
        ("phone", "ring Ada"),
        ("phone", "1;ext=2"),
        ("phone", "123"),
    ],
)
def test_what_leads_to_no_call_is_refused(hosting: Hosting, ada: Person, now: datetime, field: str, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        put(ada, now, **{field: text})
    assert refusal.value.field == f"call_{field}"


@pytest.mark.parametrize("change", [{"call_url": "http://x.example/1"}, {"call_phone": "ring"}])
def test_the_database_refuses_what_is_no_way_to_a_call(hosting: Hosting, change: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Hosting.objects.update(**change)


def test_the_room_asks_as_much_of_the_database_with_it_as_without(
    hosting: Hosting, ada: Person, ben: Person, now: datetime
) -> None:
    enters(ada, hosting, now)
    page_of(ada)
    with CaptureQueriesContext(connection) as without:
        page_of(ada)
    put(ada, now)
    with CaptureQueriesContext(connection) as beside:
        page_of(ada)
    assert len(beside) == len(without)


@pytest.mark.parametrize(
    ("number", "address"), [("+1 555/010.0100", "tel:+15550100100"), ("0800 1,,22#", "tel:08001,,22%23")]
)
def test_a_number_is_rung(number: str, address: str) -> None:
    assert dialled(number) == address
