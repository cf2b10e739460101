"""What is exported is recognised and read again by any other instance, and exported the same."""

import json

import pytest

from alongside.meetings import services
from alongside.meetings.checking import check
from alongside.meetings.formats import looks_like, read_feed
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.models import Source
from alongside.meetings.queries import public_listings
from tests.meetings.conftest import NOW, MakeSource, large

pytestmark = pytest.mark.django_db
# A meeting as a BMLT server gives it: its format SL is an interpreter of sign language.
RECORD = {
    "id_bigint": "1029", "weekday_tinyint": "2", "venue_type": "1", "start_time": "19:00:00", "formats": "O,SL",
    "lang_enum": "en", "longitude": "-73.9", "latitude": "40.7", "meeting_name": "Signs", "location_street": "1 Elm St",
    "root_server_uri": "https://bmlt.example/main_server",
}  # fmt: skip


def exported() -> bytes:
    return b"".join(write_feed(public_listings()))


def read_anew(body: bytes, made: Source, again: Source) -> bytes:
    """Read a feed into a source, what is exported then into an empty instance; return what that exports."""
    services.take_in(source_id=made.id, body=body, now=NOW)
    out = exported()
    made.delete()
    result = services.take_in(source_id=again.id, body=out, now=NOW)
    assert (result.held, result.skipped, result.remarks) == (None, (), ())
    assert [one.sentence for one in check(out, of=looks_like(out)) if one.is_error] == []
    assert json.loads(exported()) == json.loads(out)
    return out


def test_what_came_from_a_server_is_recognised_when_we_publish_it(make_source: MakeSource) -> None:
    body = json.dumps([RECORD]).encode()
    out = read_anew(body, make_source("Server", format="bmlt", program="na"), make_source("Again"))
    assert (looks_like(body), looks_like(out)) == ("bmlt", "meeting-guide")


def test_sign_language_is_no_language_of_another_country(make_source: MakeSource) -> None:
    out = read_anew(
        json.dumps([RECORD]).encode(), make_source("Server", format="bmlt", program="na"), make_source("Again")
    )
    assert [(one["types"], one["languages"]) for one in json.loads(out)] == [(["O", "ASL"], ["en"])]


def test_languages_that_a_record_names_hold_whatever_its_types_are() -> None:
    record = {"slug": "a", "name": "A", "types": ["S", "SL"]}
    for said, languages in (([], ("es", "sl")), (["en"], ("en",))):
        feed = read_feed(json.dumps([{**record, "languages": said}]).encode(), of="meeting-guide", program="aa")
        assert [one.languages for one in feed.listings] == [languages]


def test_each_record_of_a_real_server_comes_out_the_same(make_source: MakeSource) -> None:
    body = large("bmlt/GetSearchResults.json")
    out = read_anew(body, make_source("Server", format="bmlt", program="na"), make_source("Again", timezone="UTC"))
    assert (looks_like(body), looks_like(out), len(json.loads(out))) == ("bmlt", "meeting-guide", 1513)
