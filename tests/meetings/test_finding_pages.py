"""The pages on which somebody without an account finds a meeting."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.kernel.clock import current_time
from alongside.meetings.whereabouts import whereabouts
from tests.conftest import MakePerson
from tests.meetings.conftest import MakeMeeting, MakeSource
from tests.meetings.searching import page, soon


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


def test_what_runs_now_is_first_on_its_page_for_as_long_as_it_lasts(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="runs", **soon(minutes=-50))
    make_meeting(slug="long", duration_min=120, **soon(minutes=-100))
    make_meeting(slug="over", duration_min=40, **soon(minutes=-50))
    texts = {slug: client.get(f"/meetings/{slug}/").content.decode() for slug in ("runs", "long", "over")}
    told = {slug: "You can still come in." in text for slug, text in texts.items()}
    assert told == {"runs": True, "long": True, "over": False}
    begun = current_time() - timedelta(minutes=50)
    first, second = texts["runs"].split('<time datetime="')[1:3]
    assert first.startswith(begun.replace(second=0, microsecond=0).isoformat())
    assert "It has begun, and lasts until about" in first
    assert "It has begun" not in second


def test_a_line_says_that_it_has_begun(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Runs already", **soon(minutes=-10))
    make_meeting(name="Comes later", **soon(minutes=60))
    text = page(client, when="now", tz="UTC")
    first, _, later = text.partition("Comes later")
    assert "Runs already" in first
    assert "It has begun." in first
    assert "It has begun." not in later
    # A week begins today: on a clock on which ten minutes ago was today.
    clock = "UTC" if current_time().hour else "Asia/Dhaka"
    week = page(client, tz=clock, view="week")
    assert week.count("It has begun.") == 1


def test_nothing_online_is_said_to_be_near(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="In the room", **soon())
    make_meeting(name="In both ways", attendance="hybrid", **soon(minutes=61))
    make_meeting(name="On the screen", attendance="online", **soon(minutes=62))
    before, _, online = page(client, place="19103").partition("On the screen")
    assert before.count("1 km away") == 2
    assert "km away" not in online


@pytest.mark.parametrize(
    ("place", "others"),
    [
        ("Philadelphia", ()),  # Amman was called so once
        ("Springfield", ("Springfield, MA", "Springfield, IL", "Springfield, OR")),
        ("Paris", ("Paris, TX",)),
        ("Nueva York", ()),
    ],
)
def test_other_places_are_those_called_so_today(place: str, others: tuple[str, ...]) -> None:
    assert whereabouts(place=place).others == others


def test_a_fellowship_is_called_what_it_calls_itself(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="noche", program="na", attendance="online", conference_url="https://meet.example.org/noche")
    make_meeting(slug="rara", program="rd")
    text = client.get("/meetings/noche/", headers={"accept-language": "es"}).content.decode()
    assert "Narcóticos Anónimos" in text
    assert "Narcotics" not in text
    assert "Recovery Dharma" in client.get("/meetings/rara/", headers={"accept-language": "es"}).content.decode()
    form = client.get("/meetings/", headers={"accept-language": "es"}).content.decode()
    assert form.index("Alcohólicos Anónimos") < form.index("Narcóticos Anónimos")


def test_a_note_that_is_only_a_passcode_is_said_by_its_button(client: Client, make_meeting: MakeMeeting) -> None:
    online = {"attendance": "online", "conference_url": "https://meet.example.org/1"}
    make_meeting(slug="bare", conference_url_notes="Passcode: 445566", **online)
    make_meeting(slug="said", conference_url_notes="Passcode: 445566, knock first", **online)
    bare, said = (client.get(f"/meetings/{slug}/").content.decode() for slug in ("bare", "said"))
    assert "Passcode:" not in bare
    assert "<code>445566</code>" in bare
    assert "Passcode: •••, knock first" in said


def test_where_its_details_come_from_is_said(
    client: Client, make_meeting: MakeMeeting, make_source: MakeSource
) -> None:
    make_meeting(slug="listed", source=make_source("Office of Madeup"), source_slug="1", fingerprint="1")
    assert "These details come from: Office of Madeup." in client.get("/meetings/listed/").content.decode()


UNSAID = "Times are UTC, as nothing says where you are."


def test_without_clock_or_place_it_is_said_and_can_be_chosen(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", **soon())
    text = page(client, when="now", attendance="in_person", tz="")
    assert UNSAID in text
    assert text.count('name="tz"') == 1
    chooser = text.partition('<select name="tz"')[2].partition("</select>")[0]
    assert 'form="search"' in chooser
    assert '<option value="America/New_York">New York</option>' in chooser
    chosen = page(client, when="now", attendance="in_person", tz="America/New_York")
    assert "Times are those of New York" in chosen
    assert UNSAID not in chosen
    assert '<input type="hidden" name="tz" value="America/New_York"' in chosen
    assert 'href="?when=now&amp;attendance=in_person&amp;tz="' in chosen


@pytest.mark.parametrize("asked", [{"place": "19103"}, {"near": "39.95,-75.16"}])
def test_a_place_says_whose_clock(client: Client, db: None, asked: dict[str, str]) -> None:
    text = page(client, **asked)
    assert UNSAID not in text
    assert "Times are those of New York" in text


def test_an_account_says_whose_clock(client: Client, make_person: MakePerson) -> None:
    client.force_login(make_person("Ona Madeup"))
    assert UNSAID not in page(client, attendance="online")
    assert "Use another clock" not in page(client, attendance="online", tz="Europe/Berlin")


def test_a_clock_that_does_not_exist_is_not_asked_for_again(client: Client, db: None) -> None:
    text = page(client, 422, when="now", tz="Made/Up")
    assert "We do not know this time zone." in text
    assert "Made/Up" not in text.partition("<form")[2]


def test_a_search_is_passed_on_without_the_clock_it_was_asked_with(client: Client, db: None) -> None:
    shared = (
        client.get("/meetings/", {"place": "Berlin", "tz": "Europe/Madrid", "when": "tonight"}).context["page"].link
    )
    assert shared == f"{settings.BASE_URL}/meetings/?place=Berlin&when=tonight"
    text = page(client, near="39.9523999,-75.1636", tz="UTC")
    assert "This address says where you looked, to about a kilometre." in text
    assert "This address says where you looked" not in page(client, place="Berlin")
    bare = client.get("/meetings/", {"tz": "UTC"}).context["page"].link
    assert client.get("/meetings/?" + urlsplit(bare).query).context["page"].was_asked


def test_a_meeting_is_passed_on_by_its_own_address(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="quiet")
    text = client.get("/meetings/quiet/?tz=Europe/Berlin").content.decode()
    assert f'value="{settings.BASE_URL}/meetings/quiet/"' in text


def test_what_was_found_comes_before_the_form(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", **soon())
    assert "Change what you look for" not in page(client)
    text = page(client, place="19103")
    folded = text.partition('<details class="card">')[2].partition("</details>\n")[0]
    assert "Change what you look for" in folded
    assert 'id="id_place"' in folded
    assert "<details open" not in text
    wrong = page(client, 422, place="Nowhereville")
    assert "Change what you look for" not in wrong
    assert 'id="id_place"' in wrong
