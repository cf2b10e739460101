"""What names, places and notes of real feeds say of how people meet, against their own fields."""

import json
from typing import Any

import pytest
from django.test import Client

from alongside.meetings import sentences
from alongside.meetings.formats import read_feed
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.listing import Listing
from tests.meetings.conftest import MakeMeeting
from tests.meetings.searching import page, soon

ROOM = {"slug": "a", "day": 1, "time": "19:00", "formatted_address": "1 Main St, Town, PA 19000, USA"}
LINK = {"conference_url": "https://meet.example.org/1"}


def read(**record: Any) -> Listing:
    body = json.dumps([{"name": "Quiet evening"} | ROOM | record]).encode()
    return read_feed(body, of="meeting-guide", program="aa").listings[0]


@pytest.mark.parametrize(
    "record",
    [
        {"name": "Upper Darby (Online Only)", "types": ["ONL"]},
        {"name": "The Family Afterward Group - Zoom only"},
        {"name": "Online-only women", "attendance_option": "hybrid"},
        {"location": "Virtual Only (D24)", "types": ["ONL"]},
        {"notes": "Currently zoom only.", "types": ["ONL"]},
        {"notes": "Zoom only. The link is on our page", "attendance_option": "hybrid"},
        {"notes": "Ring twice\nThis meeting is only online", "types": ["ONL"]},
        {"name": "(SUSPENDED) Wake Up (ONLINE)"},
        {"name": "(SUSPENDED) Wake Up", **LINK},
        {"name": "Wake Up, in-person suspended", "types": ["ONL"]},
    ],
)
def test_what_is_said_to_be_online_only_is(record: dict[str, Any]) -> None:
    listing = read(**record)
    assert (listing.attendance, listing.is_closed) == ("online", False)


@pytest.mark.parametrize(
    "record",
    [
        {"name": "(SUSPENDED) Hair of the Dog"},
        {"name": "Suspended: Lost and Found"},
        {"name": "Lost and Found - suspended until May"},
        {"name": "Movers", "notes": "Movers meeting suspended until further notice."},
        {"notes": "All meetings are temporarily suspended."},
        {"notes": "Ring twice. This meeting is currently suspended due to Covid-19!"},
        {"location_notes": "Meeting has been suspended"},
    ],
)
def test_what_is_said_to_be_suspended_is_closed_for_now_and_remarked_on(record: dict[str, Any]) -> None:
    listing = read(**record)
    assert (listing.attendance, listing.is_closed) == ("in_person", True)
    assert listing.remarks == (
        ("name" if "suspended" in record.get("name", "").lower() else "notes", sentences.SUSPENDED),
    )


def test_that_a_room_is_left_out_is_remarked_on() -> None:
    listing = read(notes="The in-person meeting is suspended until further notice", **LINK)
    assert (listing.attendance, listing.is_closed) == ("online", False)
    assert listing.remarks == (("notes", sentences.ROOM_SUSPENDED),)


@pytest.mark.parametrize("more", [{}, LINK])
@pytest.mark.parametrize(
    "record",
    [
        {"notes": "In a snow storm the meeting is suspended."},
        {"notes": "Snow: meeting suspended"},
        {"notes": "Christmas Day - meeting suspended"},
        {"notes": "Meetings suspended on Christmas Day."},
        {"notes": "This meeting is suspended during school holidays"},
        {"notes": "The business meeting is suspended until June."},
        {"notes": "The business meeting is suspended until further notice."},
        {"name": "Never suspended"},
        {"name": "Feeling Suspended"},
        {"name": "Hope (never suspended)"},
        {"name": "Hope (suspended in August)"},
        {"name": "Hope, meeting suspended on holidays"},
    ],
)
def test_a_meeting_that_is_suspended_on_some_days_alone_goes_on(record: dict[str, Any], more: dict[str, str]) -> None:
    listing = read(**record, **more)
    assert (listing.attendance, listing.is_closed) == ("hybrid" if more else "in_person", False)
    assert listing.remarks == ()


@pytest.mark.parametrize(
    "record",
    [
        {"notes": "Hybrid.  Inclement weather zoom only.", **LINK},
        {"notes": "Only online when inclement weather", **LINK},
        {"notes": "Last Friday of the month is Zoom only", **LINK},
        {"notes": "Child care is suspended until further notice", **LINK},
        {"name": "Women only", **LINK},
        {"name": "Suspended judgment", **LINK},
    ],
)
def test_what_is_said_of_some_days_or_of_something_else_changes_nothing(record: dict[str, Any]) -> None:
    listing = read(**record)
    assert (listing.attendance, listing.is_closed) == ("hybrid", False)


def test_what_was_made_out_is_read_again_alike() -> None:
    for record in ({"name": "Upper Darby (Online Only)"}, {"name": "(SUSPENDED) Hair of the Dog"}):
        once = read(**record)
        [twice] = read_feed(b"".join(write_feed([once])), of="meeting-guide", program="aa").listings
        assert (twice.attendance, twice.is_closed) == (once.attendance, once.is_closed)


def test_at_the_same_time_what_is_not_listed_any_more_comes_last(client: Client, make_meeting: MakeMeeting) -> None:
    make_meeting(name="Not listed", state="not_confirmed", **soon())
    make_meeting(name="Listed", **soon())
    make_meeting(name="Listed, too, but later", **soon(61))
    text = page(client, place="19103", when="now")
    found = [text.index(f"<bdi>{name}</bdi>") for name in ("Listed", "Not listed", "Listed, too, but later")]
    assert found == sorted(found)
