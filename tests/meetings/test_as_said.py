"""What names, places and notes of real feeds say of how people meet, against their own fields."""

import json
from typing import Any

import pytest
from django.test import Client

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
        {"notes": "Movers and Shakers meeting suspended until further notice."},
        {"notes": "All meetings are temporarily suspended."},
    ],
)
def test_what_is_said_to_be_suspended_is_closed_for_now(record: dict[str, Any]) -> None:
    listing = read(**record)
    assert (listing.attendance, listing.is_closed) == ("in_person", True)


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
