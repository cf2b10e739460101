"""What other programs get: the feed, the calendar, one meeting, and that what has not changed is not sent again."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client

from alongside.meetings.formats.ical import read
from alongside.meetings.models import Occurrence
from tests.meetings.conftest import MADE_AT, MakeMeeting

pytestmark = pytest.mark.django_db


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def lines(path: str) -> list[str]:
    return body_of(Client().get(path)).decode().replace("\r\n ", "").split("\r\n")


def test_the_feed_holds_what_is_public(make_meeting: MakeMeeting) -> None:
    make_meeting(slug="here", types=["O"], notes="Password: x12")
    make_meeting(slug="old", state="gone")
    response = Client().get("/feeds/meetings.json")
    assert response["Content-Type"] == "application/json"
    (one,) = json.loads(body_of(response))
    assert one == {
        "slug": "here", "name": "Quiet Tuesday", "day": 2, "time": "19:00", "timezone": "America/New_York",
        "program": "aa", "types": ["O"], "attendance_option": "in_person", "city": "Philadelphia",
        "latitude": 39.9524, "longitude": -75.1636, "notes": "Password: x12",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/feeds/meetings.json", "/feeds/meetings.ics"])
def test_what_has_not_changed_is_not_sent_again(make_meeting: MakeMeeting, path: str) -> None:
    meeting = make_meeting()
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    meeting.state, meeting.state_since = "gone", datetime(2026, 2, 1, tzinfo=UTC)
    meeting.save()
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_entry_keeps_its_name_and_says_its_rule(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(slug="noon", sequence=3, notes="Password: x12, ring", location="Hall; left", duration_min=90)
    assert read(body_of(Client().get("/feeds/meetings.ics")), "aa").records == 1
    said = lines("/meetings/noon/calendar.ics")
    for line in (
        f"UID:{meeting.id}@meetings.127.0.0.1",
        "SEQUENCE:3",
        "DTSTART;TZID=America/New_York:20260106T190000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "DURATION:PT90M",
        "SUMMARY:Quiet Tuesday",
        "DESCRIPTION:Password: •••\\, ring",
        "LOCATION:Hall\\; left\\, Philadelphia",
        "GEO:39.9524;-75.1636",
        "TZID:America/New_York",
    ):
        assert line in said, line
    summer = said.index("DTSTART:20260308T020000")
    assert said[summer - 1 : summer + 5] == [
        "BEGIN:DAYLIGHT", "DTSTART:20260308T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "TZNAME:EDT",
        "END:DAYLIGHT",
    ]  # fmt: skip
    assert "DTSTART:20261101T020000" in said


def test_the_last_friday_once_and_dates_that_differ(make_meeting: MakeMeeting) -> None:
    last = make_meeting(slug="last", rhythm="monthly", day=5, nth=-1)
    make_meeting(slug="once", rhythm="once", day=None, on_date=date(2026, 12, 24))
    make_meeting(slug="call", rhythm="by_appointment", day=None, time=None)
    make_meeting(slug="shut", is_closed=True)
    Occurrence.objects.create(created_at=MADE_AT, meeting=last, on_date=date(2026, 11, 27), is_cancelled=True)
    Occurrence.objects.create(
        created_at=MADE_AT, meeting=last, on_date=date(2026, 12, 25), moved_date=date(2026, 12, 28),
        moved_time=time(18), place="Library", words="A holiday.",
    )  # fmt: skip
    said = lines("/feeds/meetings.ics")
    assert said.count("BEGIN:VEVENT") == 3
    assert said.count("BEGIN:VTIMEZONE") == 1
    for line in (
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "DTSTART;TZID=America/New_York:20260130T190000",
        "EXDATE;TZID=America/New_York:20261127T190000",
        "RECURRENCE-ID;TZID=America/New_York:20261225T190000",
        "DTSTART;TZID=America/New_York:20261228T180000",
        "LOCATION:Library\\, Philadelphia",
        "DESCRIPTION:A holiday.",
        "DTSTART;TZID=America/New_York:20261224T190000",
    ):
        assert line in said, line
    assert Client().get("/meetings/nowhere/calendar.ics").status_code == 404


def test_long_lines_are_folded_within_no_sign(make_meeting: MakeMeeting) -> None:
    make_meeting(slug="long", notes="Ñandú – " * 60)
    raw = body_of(Client().get("/meetings/long/calendar.ics"))
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert raw.decode().replace("\r\n ", "").count("Ñandú") == 60
