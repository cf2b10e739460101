"""The pages on which somebody without an account finds a meeting."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.kernel.clock import current_time
from tests.conftest import MakePerson
from tests.meetings.conftest import MakeMeeting


def page(client: Client, status: int = 200, **asked: str) -> str:
    answer = client.get("/meetings/", asked)
    assert answer.status_code == status
    return answer.content.decode()


def soon(minutes: int = 60) -> dict[str, object]:
    """Return when a meeting is held that begins so soon, on a clock without changes."""
    at = current_time() + timedelta(minutes=minutes)
    return {"day": at.isoweekday() % 7, "time": at.time().replace(second=0, microsecond=0), "timezone": "UTC"}


def test_a_stranger_finds_a_meeting_near_a_town(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", slug="quiet", types=["O", "W"], location="Blue house", **soon())
    make_meeting(name="Elsewhere", latitude=40.71, longitude=-74.0, **soon())
    text = page(client, place="19103", when="now")
    assert "Meetings near Philadelphia, PA" in text
    assert "Quiet evening" in text
    assert "Blue house, Philadelphia" in text
    assert "AA, Open, and Women" in text
    assert "1 km away" in text
    assert "Elsewhere" not in text
    assert "Times are those of New York" in text


def test_without_asking_nothing_is_looked_for(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening")
    text = page(client)
    assert "Quiet evening" not in text
    assert "nobody keeps what you look for" in text


def test_a_place_nobody_knows_is_said_and_what_was_typed_stays(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening")
    text = page(client, 422, place="Nowhereville", when="tonight")
    assert "We do not know this place" in text
    assert "Nowhereville" in text
    assert "Quiet evening" not in text


@pytest.mark.parametrize(
    "asked",
    [{"near": "95,0"}, {"near": "x"}, {"tz": "Made/Up"}, {"tz": "../etc/passwd"}, {"tz": "Factory"}, {"when": "9"}],
)
def test_what_cannot_be_used_is_refused(client: Client, db: None, asked: dict[str, str]) -> None:
    page(client, 422, **asked)


def test_a_point_is_used_about_a_kilometre_exact(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", **soon())
    assert "Quiet evening" in page(client, near="39.9523999,-75.1636", within_km="2")
    assert "Meetings near you" in page(client, near="39.95,-75.16", within_km="2")


def test_other_places_of_that_name_are_offered(client: Client, db: None) -> None:
    text = page(client, place="Paris", attendance="in_person")
    assert "?place=Paris%2C+TX&amp;attendance=in_person" in text


def test_nothing_found_says_what_else_there_is(client: Client, db: None) -> None:
    text = page(client, place="Berlin", when="tonight")
    assert "No meeting was found for this." in text
    assert "?attendance=online" in text
    assert "/crisis-lines/" in text


def test_the_week_shows_each_under_its_day_and_part(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Early", timezone="UTC", day=1, time=time(7, 0))
    make_meeting(name="Late", timezone="UTC", day=1, time=time(20, 0))
    text = page(client, view="week", attendance="in_person")
    row = text.partition('<th scope="row">Monday')[2].partition("</tr>")[0]
    assert row.index('data-label="Morning"') < row.index("Early") < row.index('data-label="Afternoon"')
    assert row.index('data-label="Evening"') < row.index("Late")


def test_more_leads_on(client: Client, make_meeting: MakeMeeting) -> None:
    for minute in range(25):
        make_meeting(name=f"Number {minute:02}", **soon(minutes=60 + minute))
    first = client.get("/meetings/", {"tz": "UTC"})
    more = first.context["page"].more
    assert parse_qs(urlsplit(more).query)["tz"] == ["UTC"]
    rest = client.get("/meetings/" + more).content.decode()
    assert "Number 19" not in rest
    assert all(f"Number {minute}" in rest for minute in range(20, 25))
    assert page(client, 422, tz="UTC", cursor="made-up")


def test_the_clock_is_that_of_the_person(client: Client, make_meeting: MakeMeeting, make_person: MakePerson) -> None:
    make_meeting(name="Quiet evening", timezone="Asia/Kathmandu", attendance="online")
    person = make_person("Ona Madeup")
    person.time_zone = "Europe/Madrid"
    person.save()
    client.force_login(person)
    text = page(client, attendance="online", tz="America/Chicago")
    assert "Times are those of Madrid" in text
    assert "19:00 where it is held" in text


@pytest.mark.parametrize("asked", [{"place": "19103"}, {"attendance": "in_person"}])
def test_one_or_three_ask_the_database_alike(client: Client, make_meeting: MakeMeeting, asked: dict[str, str]) -> None:
    page(client, **asked)  # what is asked once a process: whether alerts can go out
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_meeting(rhythm="weekly")
        with CaptureQueriesContext(connection) as queries:
            page(client, **asked)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_of_a_meeting(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(
        slug="quiet",
        name="Quiet <Tuesday>",
        types=["O", "TC", "S"],
        languages=["es"],
        attendance="hybrid",
        conference_url="https://meet.example.org/quiet",
        conference_url_notes="The passcode is 445566, see you",
        notes="Ring twice",
        duration_min=90,
        confirmed_at=datetime(2020, 1, 1, tzinfo=UTC),
        confirmed_by="secretary",
    )
    text = client.get("/meetings/quiet/").content.decode()
    assert "Quiet &lt;Tuesday&gt;" in text
    assert "Tuesday" in text
    assert "It lasts 90 minutes." in text
    assert "Times are those of New York" in text
    shown, _, hidden = text.partition("Show the passcode")
    assert "445566" not in shown
    assert "445566" in hidden
    assert "Nobody has confirmed this meeting for a while." in text
    assert "Language: Spanish" in text
    assert "geo:39.952400,-75.163600" in text
    assert "Times are those of Berlin" in client.get("/meetings/quiet/?tz=Europe/Berlin").content.decode()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://us02web.zoom.us/j/1", "This leads to Zoom, another company, at us02web.zoom.us."),
        ("https://jitsi.example/evening", "This leads to Jitsi Meet on another server, jitsi.example."),
        ("https://call.example/evening", "This leads to another server, call.example."),
    ],
)
def test_whose_server_is_about_to_see_somebody_is_said_before(
    client: Client, make_meeting: MakeMeeting, url: str, words: str
) -> None:
    make_meeting(slug="away", attendance="online", conference_url=url)
    assert words in client.get("/meetings/away/").content.decode()


def test_a_link_that_is_no_address_is_not_followed(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="odd", attendance="online", conference_url="javascript:alert(1)")
    assert "javascript:" not in client.get("/meetings/odd/").content.decode()


def test_what_is_gone_is_not_there(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="gone", state="gone")
    assert client.get("/meetings/gone/").status_code == 404


def test_how_far_is_the_usual_distance_unless_somebody_says_so(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", latitude=39.80, **soon())
    text = page(client, place="19103", within_km="")
    assert '<option value="" selected>25 km</option>' in text
    assert "Quiet evening" in text
    assert "Quiet evening" not in page(client, place="19103", within_km="10")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Große Straße", "strasse"),
        ("Łódź rano", "łódź"),
        ("ŁÓDŹ RANO", "lódz łódź"),
        ("Žižkov", "zizkov"),
        ("Søndag", "SØNDAG"),
        ("Ágora", "agora"),
        ("Οδός", "οδοσ"),
        ("O’Brien-Hall", "o'brien hall"),
    ],
)
def test_words_are_found_in_every_language(client: Client, make_meeting: MakeMeeting, name: str, words: str) -> None:
    make_meeting(name=name, **soon())
    for asked in {words.rsplit(maxsplit=1)[-1], name}:
        assert name in page(client, q=asked, attendance="in_person"), asked
