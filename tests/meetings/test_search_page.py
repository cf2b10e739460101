"""What the search says: of each meeting, of what was looked for, and of what it took for granted."""

from datetime import time as clock_time
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils.html import escape

from alongside.meetings.addresses import town_in
from alongside.meetings.distances import distance_words
from alongside.meetings.words import NEAREST, day_words
from alongside.ui.countries import written_as_in
from tests.conftest import MakePerson
from tests.meetings.conftest import MakeMeeting
from tests.meetings.searching import page, soon


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("17842 Irvine Blvd, Tustin, CA 92780, USA", "Tustin, CA"),
        ("2500 Lower State Rd, Doylestown, PA 18901, United States", "Doylestown, PA"),
        ("217 Berkley Rd, Devon, PA  19333 United States", "Devon, PA"),
        ("3800 Vaux St, Philadelphia, PA 19129", "Philadelphia, PA"),
        ("Orange County, CA, USA", "Orange County, CA"),
        ("Am Markt 1, 10115 Berlin, Germany", "Berlin"),
        ("Am Markt 1, 10115 Berlin", "Berlin"),
        ("Madrid, Spain", "Madrid"),
        ("USA", ""),
        (" , ,", ""),
        ("", ""),
    ],
)
def test_the_town_in_an_address(address: str, town: str) -> None:
    assert town_in(address) == town


def test_a_house_is_said_with_its_town(client: Client, make_meeting: MakeMeeting) -> None:
    address = "17842 Irvine Blvd, Tustin, CA 92780, USA"
    make_meeting(name="Unnamed", city="", location="17842 Irvine Blvd", formatted_address=address, **soon())
    make_meeting(name="Named", location="Blue house", region="PA", formatted_address=address, **soon(61))
    text = page(client, attendance="in_person")
    assert "<bdi>17842 Irvine Blvd, Tustin, CA</bdi>" in text
    assert "<bdi>Blue house, Philadelphia, PA</bdi>" in text


def test_without_a_place_what_is_online_is_shown_and_the_way_to_all_others(
    client: Client, make_meeting: MakeMeeting
) -> None:
    make_meeting(name="Far room", **soon(59))
    text = page(client, when="now")
    assert "Far room" in text  # nothing is online
    assert "You named no place" not in text
    make_meeting(name="On the screen", attendance="online", **soon())
    text = page(client, when="now", tz="UTC")
    assert "On the screen" in text
    assert "Far room" not in text
    assert "You named no place, so these are meetings you can join from anywhere." in text
    assert 'href="?when=now&amp;tz=UTC&amp;attendance=in_person"' in text
    assert "Far room" in page(client, when="now", tz="UTC", attendance="in_person")
    # Who knows its name looks for one meeting, wherever it is; and near a place the way is not guessed.
    assert "Far room" in page(client, q="far room")
    assert "Far room" in page(client, place="19103")


def test_the_calendar_of_a_search_has_what_its_page_shows(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Far room", **soon())
    make_meeting(name="On the screen", attendance="online", **soon())
    address = client.get("/meetings/", {"tz": "UTC"}).context["calendar"]
    calendar = client.get(address).content.decode()
    assert "On the screen" in calendar
    assert "Far room" not in calendar


def test_what_is_looked_for_is_said_and_taken_away_one_by_one(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", **soon())
    asked = {
        "place": "19103", "within_km": "10", "when": "now", "attendance": "in_person", "program": "aa", "types": "W",
        "language": "es", "q": "quiet", "tz": "America/New_York", "cursor": "",
    }  # fmt: skip
    chips = client.get("/meetings/", asked).context["page"].chips
    assert [one.said for one in chips] == [
        "Near Philadelphia, PA", "At most 10 km away", "Now, or within two hours", "In person", "Alcoholics Anonymous",
        "Women", "Spanish", "“quiet”",
    ]  # fmt: skip
    without = [sorted({*asked} - {*parse_qs(one.without[1:])} - {"cursor"}) for one in chips]
    assert without == [
        ["place", "within_km"], ["within_km"], ["when"], ["attendance"], ["program", "types"], ["types"], ["language"],
        ["q"],
    ]  # fmt: skip
    text = " ".join(page(client, **asked).split())
    assert f'<a href="{escape(chips[2].without)}" aria-label="Look without: Now,' in text
    assert "Quiet evening" in page(client, place="19103", when="now")


def test_without_the_last_thing_it_is_still_a_search(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", **soon())
    [chip] = client.get("/meetings/", {"when": "now"}).context["page"].chips
    assert chip.without == "?when="
    answer = client.get("/meetings/" + chip.without)
    assert answer.context["page"].was_asked
    assert answer.context["page"].chips == []
    assert "What you look for" not in answer.content.decode()


def test_where_a_device_was_is_taken_away_too(client: Client, db: None) -> None:
    [chip] = client.get("/meetings/", {"near": "39.95,-75.16", "tz": "UTC"}).context["page"].chips
    assert (chip.said, chip.without) == ("Near you", "?tz=UTC")


NEAR = {"place": "19103", "tz": "America/New_York"}


def clocks(client: Client, **asked: str) -> tuple[str, list[str]]:
    """Return whose clock the page shows, and whose it offers."""
    shown = client.get("/meetings/", asked).context["page"]
    return shown.zone, [parse_qs(address[1:])["clock"][0] for _name, address in shown.other_clocks]


def test_near_a_place_its_clock_counts_and_ones_own_is_a_tap_away(
    client: Client, make_meeting: MakeMeeting, make_person: MakePerson
) -> None:
    make_meeting(name="Quiet evening", slug="quiet", **soon())
    person = make_person("Ona Madeup")
    person.time_zone = "Europe/Berlin"
    person.save()
    client.force_login(person)
    assert clocks(client, **NEAR) == ("America/New_York", ["Europe/Berlin"])
    text = page(client, **NEAR)
    assert "Times are those of New York." in text
    assert "Use the clock of Berlin</a>" in text
    assert clocks(client, **NEAR, clock="Europe/Berlin") == ("Europe/Berlin", ["America/New_York"])
    assert "Times are those of Berlin." in page(client, **NEAR, clock="Europe/Berlin")
    # The meeting's own page goes on with the clock of the list.
    assert '/meetings/quiet/?clock=America/New_York"' in text
    assert "Times are those of New York." in client.get("/meetings/quiet/?clock=America/New_York").content.decode()
    # What is online has no place: there it is one's own evening, or that of where the browser is.
    asked = {"attendance": "online", "tz": "America/Chicago"}
    assert clocks(client, **asked) == ("Europe/Berlin", ["America/Chicago"])


def test_clocks_that_show_the_same_are_not_offered(client: Client, db: None) -> None:
    assert clocks(client, place="19103", tz="America/Toronto") == ("America/New_York", [])
    assert clocks(client, attendance="online", tz="Europe/Madrid") == ("Europe/Madrid", [])


def test_a_clock_that_was_chosen_is_not_passed_on_and_has_to_be_one(client: Client, db: None) -> None:
    shown = client.get("/meetings/", {"place": "Berlin", "clock": "Asia/Tokyo"}).context["page"]
    assert shown.link.endswith("/meetings/?place=Berlin")
    text = page(client, 422, place="Berlin", clock="Made/Up")
    assert "We do not know this time zone." in text
    assert 'name="clock"' not in text


@pytest.mark.parametrize(
    ("language", "time", "away", "within"),
    [
        ("en-US,en;q=0.9", "7:30 PM", "3 miles away", "15 miles"),
        ("es-US", "7:30 PM", "3 mil", "15 mil"),
        ("es-MX", "19:30", "5 km", "25 km"),
        ("en-GB", "19:30", "5 km away", "25 km<"),
        ("en", "19:30", "5 km away", "25 km"),
    ],
)
def test_times_and_distances_are_written_as_where_the_reader_is(  # noqa: PLR0917 - one row of the table
    client: Client, make_meeting: MakeMeeting, language: str, time: str, away: str, within: str
) -> None:
    make_meeting(slug="quiet", types=["W"], time=clock_time(19, 30), latitude=39.995)
    answer = client.get("/meetings/", {"place": "19103"}, headers={"accept-language": language})
    text = answer.content.decode()
    assert f"{time}</time>" in text
    assert away in text
    assert f'<option value="" selected>{within}' in text
    assert ("Women" if language.startswith("en") else "Mujeres") in text
    # The frame is in the language alone.
    assert f'<html lang="{language[:2]}"' in text
    own = client.get("/meetings/quiet/", headers={"accept-language": language}).content.decode()
    assert f"{time}</time>" in own


def test_less_than_a_mile_and_one() -> None:
    with written_as_in("US"):
        assert [distance_words(km) for km in (None, 1.6, 1.7, 4.8)] == [
            "", "Less than 1 mile away", "1 mile away", "3 miles away"
        ]  # fmt: skip


def test_who_lives_elsewhere_reads_kilometres_whatever_their_browser_says(
    client: Client, make_meeting: MakeMeeting, make_person: MakePerson
) -> None:
    make_meeting(**soon())
    person = make_person("Ona Madeup")
    person.country = "DE"
    person.save()
    client.force_login(person)
    text = client.get("/meetings/", {"place": "19103"}, headers={"accept-language": "en-US"}).content.decode()
    assert "1 km away" in text
    assert " PM</time>" not in text


def test_a_calendar_that_is_read_already_holds_what_it_held(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Far room", **soon())
    make_meeting(name="On the screen", attendance="online", **soon())
    calendar = client.get("/feeds/meetings.ics?program=aa").content.decode()
    assert "On the screen" in calendar
    assert "Far room" in calendar


def test_the_nearest_come_first_whatever_day_it_is(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Soon and far", latitude=40.1, **soon(10))
    make_meeting(name="Later and near", **soon(60 * 50))
    make_meeting(name="In between", latitude=39.97, attendance="hybrid", **soon())
    shown = client.get("/meetings/", {"place": "19103", "clock": "UTC"}).context["page"]
    address = dict(shown.views)["The nearest first"]
    assert address == "?place=19103&clock=UTC&view=near"
    near = client.get("/meetings/" + address).context["page"]
    [whole] = near.days
    assert [one.name for one in whole.lines] == ["Later and near", "In between", "Soon and far"]
    start = whole.lines[0].start
    assert whole.lines[0].at == f"{day_words(start.date())} at {start:%H:%M}"
    assert (near.more, near.is_some) == ("", False)
    assert "Looked for among" not in page(client, place="19103", view="near")
    assert [said for said, _address in near.views] == ["See them as a list", "See them as a week"]


@pytest.mark.parametrize(
    "asked", [{"attendance": "online"}, {"attendance": "online", "place": "19103"}, {"q": "quiet"}]
)
def test_nothing_is_the_nearest_where_no_place_counts(
    client: Client, make_meeting: MakeMeeting, asked: dict[str, str]
) -> None:
    make_meeting(name="Quiet", attendance="online", **soon())
    text = page(client, **asked, view="near", tz="UTC")
    assert "The nearest first" not in text
    assert "Quiet" in text


def test_that_only_the_next_ones_were_looked_at_is_said(client: Client, make_meeting: MakeMeeting) -> None:
    for number in range(201):
        make_meeting(**soon(5 + number))
    text = page(client, place="19103", view="near")
    assert "Looked for among the 200 meetings that begin next." in text
    assert text.count('<li class="row">') == NEAREST


def test_how_much_is_chosen_further_down_is_said(client: Client, db: None) -> None:
    assert "(2 chosen)" in page(client, place="19103", within_km="10", language="es").replace("\n", "")
    plain = page(client, place="19103")
    assert "chosen)" not in plain
    assert "<details open" not in plain
    assert "<details open" in page(client, place="19103", within_km="10")


def test_a_map_elsewhere_is_a_link_that_says_so(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(slug="quiet")
    make_meeting(slug="vague", is_approximate=True)
    text = client.get("/meetings/quiet/").content.decode()
    link = 'href="https://www.openstreetmap.org/?mlat=39.952400&amp;mlon=-75.163600#map=17/39.952400/-75.163600"'
    assert link in text
    assert "This leads to another site, which sees that you come." in text.partition(link)[2][:400]
    assert "openstreetmap" not in client.get("/meetings/vague/").content.decode()


def test_who_looks_for_english_finds_what_names_no_language(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Quiet evening", **soon() | {"timezone": "America/New_York"})
    assert "Quiet evening" in page(client, place="19103", language="en")


def test_that_the_language_is_why_nothing_was_found_is_said(client: Client, make_meeting: MakeMeeting) -> None:
    asked = {"place": "19103", "language": "ja"}
    assert "It is for the language" not in page(client, **asked)
    make_meeting(name="Quiet evening", **soon())
    text = page(client, **asked)
    assert "No meeting was found for this." in text
    assert "It is for the language" in text
    [button] = [line for line in text.splitlines() if "Look in any language" in line]
    assert 'href="?place=19103"' in button
    assert "It is for the language" not in page(client, **asked, when="now", kind="women")


def test_what_begins_at_once_is_by_distance_and_what_is_online_comes_last(
    client: Client, make_meeting: MakeMeeting
) -> None:
    at = soon()
    for name, latitude, more in (
        ("Far", 40.05, {}),
        ("On the screen", 39.9524, {"attendance": "online"}),
        ("Near", 39.96, {}),
        ("Unsure", 39.9525, {"state": "not_confirmed"}),
        ("Between", 40.0, {}),
    ):
        make_meeting(name=name, latitude=latitude, **at, **more)
    make_meeting(name="Before", latitude=40.06, **soon(59))
    [day, *_] = client.get("/meetings/", {"place": "19103", "clock": "UTC"}).context["page"].days
    lines = [one.name for one in day.lines]
    assert lines == ["Before", "Near", "Between", "Far", "On the screen", "Unsure"][: len(lines)]
    assert len(lines) == 6


@pytest.mark.parametrize("asked", [{"kind": "women"}, {"program": "aa", "types": "W"}])
def test_what_was_asked_for_stands_first(client: Client, make_meeting: MakeMeeting, asked: dict[str, str]) -> None:
    make_meeting(name="Sisters", types=["O", "B", "GR", "W"], **soon())
    assert "AA, Women, Open, and Big Book" in page(client, place="19103", **asked)
    assert "AA, Open, Big Book, and Grapevine" in page(client, place="19103")


def test_what_has_no_time_comes_after_what_has_one_where_none_is_asked_for(
    client: Client, make_meeting: MakeMeeting
) -> None:
    at_will = {"rhythm": "by_appointment", "day": None, "time": None}
    make_meeting(name="When you like", slug="like", **at_will)
    make_meeting(name="When you like, far away", latitude=10.0, **at_will)
    make_meeting(name="When it was", state="gone", **at_will)
    make_meeting(name="Quiet evening", **soon())
    shown = client.get("/meetings/", {"place": "19103"}).context["page"].days
    assert [one.name for one in shown[-1].lines] == ["When you like"]
    text = page(client, place="19103")
    assert text.index("Quiet evening") < text.index("<h3>At no fixed time</h3>") < text.index("When you like")
    assert "1 km away" in text.partition("When you like")[2]
    assert "When you like, far away" in page(client, q="when you")
    assert "No meeting was found" not in page(client, q="when you")
    for more in ({"when": "tonight"}, {"when": "3"}, {"view": "week"}, {"kind": "women"}, {"within_km": "2"}):
        text = page(client, near="39.90,-75.16", **more)
        assert "When you like" not in text


def test_what_has_no_time_waits_for_the_last_page(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="When you like", rhythm="by_appointment", day=None, time=None)
    for minute in range(21):
        make_meeting(**soon(60 + minute))
    first = client.get("/meetings/", {"place": "19103"}).context["page"]
    assert "At no fixed time" not in [one.name for one in first.days]
    assert "At no fixed time" in client.get("/meetings/" + first.more).content.decode()


def test_where_it_is_another_day_the_meetings_own_day_is_said(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(day=0, time=clock_time(19, 0), name="Sunday evening")
    assert "Sunday at 19:00 where it is held" in page(client, place="19103", clock="Europe/Berlin")
    assert '<p class="muted small">13:00 where it is held' not in page(client, place="19103")
