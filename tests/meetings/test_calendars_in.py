"""Calendars that come in: where a meeting is, its call, and series that end or come back every day."""

from datetime import date

import pytest
from django.test import Client

from alongside.meetings import sentences
from alongside.meetings.checking import check
from alongside.meetings.formats import read_feed
from alongside.meetings.listing import Listing
from alongside.meetings.models import Meeting
from alongside.meetings.services import take_in
from tests.meetings.conftest import NOW, MakeMeeting, MakeSource
from tests.meetings.test_quirks import calendar

WEEKLY = "UID:a\nDTSTART;TZID=America/New_York:20260105T190000\nRRULE:FREQ=WEEKLY;BYDAY=MO"
ZOOM = "https://zoom.us/j/99999"


def one(*lines: str) -> Listing:
    (listing,) = read_feed(calendar("\n".join((WEEKLY, *lines))), of="ical", program="aa").listings
    return listing


def way(listing: Listing) -> tuple[str, str, str, str]:
    return listing.attendance, listing.location, listing.formatted_address, listing.conference_url


def test_a_point_and_an_address_are_read() -> None:
    listing = one("GEO:39.9551;-75.1671", "LOCATION:1600 Arch St\\, Philadelphia\\, PA 19103")
    assert (listing.latitude, listing.longitude) == (39.9551, -75.1671)
    assert way(listing) == ("in_person", "", "1600 Arch St, Philadelphia, PA 19103", "")
    entry = f"{WEEKLY}\nGEO:39.9551;-75.1671\nLOCATION:1600 Arch St\\, Philadelphia\\, PA 19103"
    assert check(calendar(entry), of="ical", program="aa") == []


@pytest.mark.parametrize("geo", ["rubbish", "1;2;3", "91;0", "0;0", ""])
def test_a_point_that_is_none_is_none(geo: str) -> None:
    assert (one(f"GEO:{geo}").latitude, one(f"GEO:{geo}").longitude) == (None, None)


@pytest.mark.parametrize(
    ("location", "name", "address"),
    [
        ("Hall\\, 1 Main St\\, Town", "Hall", "1 Main St, Town"),
        ("Gemeindehaus\\nHauptstr. 5\\n10115 Berlin", "Gemeindehaus", "Hauptstr. 5, 10115 Berlin"),
        ("Room 5", "Room 5", ""),
        ("Upper Room\\, Old Hall", "Upper Room, Old Hall", ""),
    ],
)
def test_what_a_place_is_called_is_told_from_its_address(location: str, name: str, address: str) -> None:
    assert way(one(f"LOCATION:{location}")) == ("in_person", name, address, "")


@pytest.mark.parametrize(
    ("lines", "attendance", "location"),
    [
        ([f"URL:{ZOOM}"], "online", ""),
        ([f"LOCATION:{ZOOM}"], "online", ""),
        ([f"CONFERENCE;VALUE=URI:{ZOOM}"], "online", ""),
        ([f"DESCRIPTION:Join us: {ZOOM}.\\nAll are welcome"], "online", ""),
        ([f"URL:{ZOOM}", "LOCATION:Zoom meeting"], "online", ""),
        ([f"URL:{ZOOM}", "LOCATION:Hall"], "hybrid", "Hall"),
        ([f"LOCATION:Hall\\, {ZOOM}"], "hybrid", "Hall"),
    ],
)
def test_with_a_call_it_is_online_or_both_and_keeps_its_address(
    lines: list[str], attendance: str, location: str
) -> None:
    listing = one(*lines)
    assert way(listing) == (attendance, location, "", ZOOM)
    assert listing.extra == {}


def test_a_page_about_it_is_no_call() -> None:
    listing = one("URL:https://one.example/monday", "DESCRIPTION:See https://zoom.us/pricing", "LOCATION:Hall")
    assert way(listing) == ("in_person", "Hall", "", "")
    assert listing.extra == {"url": "https://one.example/monday"}


TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=WEEKLY;UNTIL=20200301T000000Z", sentences.ENDED),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20200301", sentences.ENDED),
        ("FREQ=WEEKLY;COUNT=4", sentences.ENDED),
        ("FREQ=WEEKLY;UNTIL=20270301", sentences.ENDS),
        ("FREQ=WEEKLY;COUNT=400", sentences.ENDS),
        ("FREQ=WEEKLY;COUNT=99999999999", sentences.ENDS),
        ("FREQ=WEEKLY;UNTIL=rubbish", sentences.ENDS),
        ("FREQ=DAILY;INTERVAL=10", sentences.NO_RHYTHM),
    ],
)
def test_a_series_that_has_ended_is_said_to_have(rule: str, reason: str) -> None:
    body = calendar(f"UID:a\nDTSTART:20260105T190000\nRRULE:{rule}")
    feed = read_feed(body, of="ical", program="aa", today=TODAY)
    assert [each.reason for each in feed.skipped] == [reason]
    assert [each.sentence for each in check(body, of="ical", program="aa", today=TODAY)] == [reason]


def test_every_day_is_each_day_of_the_week() -> None:
    daily, some = (
        read_feed(calendar(f"UID:a\nDTSTART:20260105T190000\nRRULE:{rule}"), of="ical", program="aa").listings
        for rule in ("FREQ=DAILY", "FREQ=DAILY;BYDAY=MO,TU")
    )
    assert [(each.rhythm, each.day, each.source_slug) for each in daily] == [
        ("weekly", day, f"a-{day}") for day in range(7)
    ]
    assert [each.day for each in some] == [1, 2]


def test_our_own_calendar_comes_back_with_its_places(make_meeting: MakeMeeting, make_source: MakeSource) -> None:
    make_meeting(name="Room", location="Hall", street="1600 Arch St", region="PA", postal_code="19103")
    make_meeting(name="Call", attendance="online", conference_url=ZOOM, latitude=None, longitude=None)
    make_meeting(name="About", city="Amarillo", region="TX", location="Hall", is_approximate=True)
    body = b"".join(Client().get("/feeds/meetings.ics").streaming_content)  # type: ignore[attr-defined]  # it streams
    Meeting.objects.all().delete()
    take_in(source_id=make_source(format="ical").id, body=body, now=NOW)
    fields = ("name", "attendance", "location", "formatted_address", "latitude", "is_approximate", "conference_url")
    assert list(Meeting.objects.order_by("name").values_list(*fields)) == [
        ("About", "in_person", "Hall, Amarillo, TX", "", 35.222, True, ""),
        ("Call", "online", "", "", None, False, ZOOM),
        ("Room", "in_person", "Hall", "1600 Arch St, Philadelphia, PA 19103", 39.9524, False, ""),
    ]
