"""A search as a calendar: what it finds, from an address that means the same to whoever reads it."""

import re
from datetime import time
from html import unescape

import pytest
from django.test import Client

from tests.meetings.conftest import MakeMeeting
from tests.meetings.test_feeds import lines

pytestmark = pytest.mark.django_db


def names(path: str) -> list[str]:
    """Return what the calendar holds."""
    return [line.removeprefix("SUMMARY:") for line in lines(path) if line.startswith("SUMMARY:")]


def link_on(path: str) -> str:
    """Return the address of the calendar on a page of the search."""
    found = re.search(r'href="(/feeds/meetings\.ics\?[^"]*)"', Client().get(path).content.decode())
    assert found
    return unescape(found[1])


def test_it_holds_what_the_search_finds_as_often_as_it_is_held(make_meeting: MakeMeeting) -> None:
    make_meeting(name="Online", attendance="online")
    make_meeting(name="In person")
    make_meeting(name="Gone", attendance="online", state="gone")
    path = "/feeds/meetings.ics?attendance=online"
    assert names(path) == ["Online"]
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU" in lines(path)
    assert sorted(names("/feeds/meetings.ics")) == ["In person", "Online"]


def test_the_page_leads_to_it_with_the_point_and_the_clock_that_were_meant(make_meeting: MakeMeeting) -> None:
    make_meeting(name="Here")
    make_meeting(name="Far away", latitude=52.5, longitude=13.4)
    path = link_on("/meetings/?place=19103&when=&view=week&tz=America%2FNew_York")
    assert path == "/feeds/meetings.ics?tz=America%2FNew_York&near=39.95%2C-75.17"
    assert names(path) == ["Here"]


def test_a_day_of_the_week_is_kept_and_tonight_is_not(make_meeting: MakeMeeting) -> None:
    make_meeting(name="Tuesday", attendance="online")
    make_meeting(name="Sunday", attendance="online", day=0, time=time(12))
    online = "/meetings/?when=2&tz=America%2FNew_York&attendance=online"
    assert link_on(online).endswith("?when=2&tz=America%2FNew_York&attendance=online")
    assert names("/feeds/meetings.ics?when=0&tz=America%2FNew_York") == ["Sunday"]
    assert sorted(names("/feeds/meetings.ics?when=tonight&tz=America%2FNew_York")) == ["Sunday", "Tuesday"]


def test_without_anything_found_there_is_no_link() -> None:
    assert b"/feeds/meetings.ics?" not in Client().get("/meetings/?attendance=online").content


def test_what_has_not_changed_is_not_sent_again(make_meeting: MakeMeeting) -> None:
    make_meeting(attendance="online")
    path = "/feeds/meetings.ics?attendance=online"
    first = Client().get(path)
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert first["Cache-Control"] == "private, max-age=300"
    make_meeting(attendance="online")
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("query", ["attendance=flying", "near=here", "tz=Nowhere", "place=Xyzzyplugh"])
def test_what_is_no_search_is_refused(query: str) -> None:
    assert Client().get(f"/feeds/meetings.ics?{query}").status_code == 422
