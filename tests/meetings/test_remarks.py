"""What is taken, but not as it came, is said: an address that is none, a number that is none, a slug that we made."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from alongside.config import cli
from alongside.meetings import sentences
from alongside.meetings.checking import check
from alongside.meetings.formats import read_feed
from alongside.meetings.formats.meeting_guide import write_record
from alongside.meetings.listing import Listing

RUNS = ["javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "VBSCRIPT:x"]


def one(of: str = "meeting-guide", **record: Any) -> Listing:
    usual = {"slug": "a", "id_bigint": "1", "name": "A", "meeting_name": "A"}
    (listing,) = read_feed(json.dumps([usual | record]).encode(), of=of, program="aa").listings
    return listing


@pytest.mark.parametrize("address", RUNS)
def test_no_address_runs_something_and_its_loss_is_said(address: str) -> None:
    listing = one(conference_url=address, website=address, feedback_url="https://one.example/tell")
    assert listing.conference_url == ""
    assert listing.contacts == {"feedback_url": "https://one.example/tell"}
    assert listing.remarks == (
        ("conference_url", sentences.NO_WEB_ADDRESS),
        ("website", sentences.NO_SAFE_ADDRESS),
    )
    out = write_record(listing)
    assert "website" not in out
    assert "conference_url" not in out


def test_that_of_a_server_stands_among_the_notes_too() -> None:
    listing = one("bmlt", virtual_meeting_link="javascript:alert(1)", virtual_meeting_additional_info="Ring twice")
    assert (listing.conference_url, listing.conference_url_notes) == ("", "javascript:alert(1)\nRing twice")
    assert listing.remarks == (("virtual_meeting_link", sentences.NO_WEB_ADDRESS),)


def test_prose_in_place_of_a_number_is_said() -> None:
    listing = one(conference_phone="Ask whoever opens the door")
    assert (listing.conference_phone, listing.conference_phone_notes) == ("", "Ask whoever opens the door")
    assert listing.remarks == (("conference_phone", sentences.NO_NUMBER),)


@pytest.mark.parametrize(
    "record",
    [
        {"conference_url": "https://zoom.example/1", "conference_phone": "+1 555 0100", "website": "one.example:8080"},
        {"conference_url": "zoom.example/1", "website": "https://one.example"},
        {},
    ],
)
def test_what_is_right_is_not_remarked_on(record: dict[str, str]) -> None:
    assert one(**record).remarks == ()


def test_a_remark_makes_no_other_meeting_of_it() -> None:
    listing = one(website="https://one.example")
    same = one(website="https://one.example", conference_phone="")
    assert listing.fingerprint("aa", "UTC") == same.fingerprint("aa", "UTC")
    assert "remarks" not in listing.said()


def test_only_a_line_without_a_slug_gets_one_and_says_so() -> None:
    table = b"slug,name,day,time\nown,Own,1,19:00\n,Other,2,20:00\n"
    feed = read_feed(table, of="csv", program="aa")
    assert [(listing.source_slug, listing.remarks) for listing in feed.listings] == [
        ("own", ()),
        ("other-2-20-00", (("slug", sentences.MADE_SLUG),)),
    ]
    found = check(table, of="csv", program="aa")
    assert [(one.slug, one.field) for one in found if one.sentence == sentences.MADE_SLUG] == [
        ("other-2-20-00", "slug")
    ]


@pytest.mark.django_db
def test_import_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_django", nullcontext)
    path = tmp_path / "office.csv"
    path.write_text("name,day,time\nOne,1,19:00\nTwo,2,20:00\n")
    said = ["--timezone", "Europe/Berlin", "--program", "aa"]
    result = CliRunner().invoke(cli.main, ["meetings", "import", str(path), *said])
    assert (result.exit_code, result.stdout) == (0, "2 added, 0 changed, 0 unchanged, 0 gone, 0 skipped\n")
    assert result.stderr == f"not as it came, 2: {sentences.MADE_SLUG} First: one-1-19-00, two-2-20-00\n"
