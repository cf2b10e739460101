"""What is exported is recognised and read again by any other instance, and exported the same."""

import json
from datetime import date

import pytest

from alongside.meetings import services
from alongside.meetings.checking import check
from alongside.meetings.formats import looks_like, read_feed
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.models import Meeting, Occurrence, Source
from alongside.meetings.queries import public_listings, timing_of
from alongside.meetings.timing import next_starts
from tests.meetings.conftest import NOW, MakeMeeting, MakeSource, large

pytestmark = pytest.mark.django_db
# A meeting as a BMLT server gives it: its format SL is an interpreter of sign language.
RECORD = {
    "id_bigint": "1029", "weekday_tinyint": "2", "venue_type": "1", "start_time": "19:00:00", "formats": "O,SL",
    "lang_enum": "en", "longitude": "-73.9", "latitude": "40.7", "meeting_name": "Signs", "location_street": "1 Elm St",
    "root_server_uri": "https://bmlt.example/main_server",
}  # fmt: skip


def exported() -> bytes:
    return b"".join(write_feed(public_listings(now=NOW)))


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


SERIES = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:tuesday
SUMMARY:Tuesday
DESCRIPTION:Ring twice.
DTSTART;TZID=America/New_York:20261103T190000
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=America/New_York:20261110T190000,20261201T190000,20261215T190000
END:VEVENT
BEGIN:VEVENT
UID:tuesday
SUMMARY:Tuesday
LOCATION:Library
RECURRENCE-ID;TZID=America/New_York:20261208T190000
DTSTART;TZID=America/New_York:20261209T180000
END:VEVENT
END:VCALENDAR
"""


def test_dates_that_are_not_as_usual_are_said_in_the_notes_and_read_again(make_source: MakeSource) -> None:
    out = read_anew(SERIES.encode(), make_source("Calendar", format="ical"), make_source("Again", timezone="UTC"))
    (one,) = json.loads(out)
    assert one["notes"].splitlines() == [
        "Not held on 2026-12-01, 2026-12-15.",
        "On 2026-12-08 it is held on 2026-12-09 at 18:00, at another place: Library.",
        "Ring twice.",
    ]
    assert one["other_dates"] == [
        {"on_date": "2026-12-01", "is_cancelled": True},
        {"on_date": "2026-12-08", "moved_date": "2026-12-09", "moved_time": "18:00", "place": "Library"},
        {"on_date": "2026-12-15", "is_cancelled": True},
    ]
    read = Meeting.objects.get()
    assert read.notes == "Ring twice."
    (start,) = next_starts(timing_of(read), after=NOW)
    assert (start.on_date, start.local.isoformat()) == (date(2026, 12, 8), "2026-12-09T18:00:00")


def test_a_date_of_a_meeting_of_this_place_is_left_out_for_others_too(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(notes="")
    Occurrence.objects.create(created_at=NOW, meeting=meeting, on_date=date(2026, 12, 1), is_cancelled=True)
    (one,) = json.loads(exported())
    assert one["notes"] == "Not held on 2026-12-01."


def test_long_notes_stay_whole(make_source: MakeSource) -> None:
    record = {"slug": "a", "name": "A", "day": 2, "time": "19:00", "notes": "n" * 10_000}
    record["other_dates"] = [{"on_date": "2026-12-01", "is_cancelled": True}]
    read_anew(json.dumps([record]).encode(), make_source(), make_source("Again"))
    assert (Meeting.objects.get().notes, Occurrence.objects.count()) == ("n" * 10_000, 1)


@pytest.mark.parametrize(
    "said",
    [
        "2026-12-01", 7, [], {}, {"on_date": "never"}, {"on_date": "2026-12-01"}, {"on_date": "9999-12-28"},
        {"on_date": "2026-12-02", "is_cancelled": True},
        {"on_date": "2026-12-01", "moved_date": "2026-12-02", "moved_time": "late"},
    ],
    ids=str,
)  # fmt: skip
def test_a_date_that_cannot_be_read_changes_nothing(said: object) -> None:
    record = {"slug": "a", "name": "A", "day": 2, "time": "19:00", "notes": "Ring.", "other_dates": [said]}
    (one,) = read_feed(json.dumps([record]).encode(), of="meeting-guide", program="aa").listings
    assert (one.dates, one.notes) == ((), "Ring.")


def test_the_same_date_twice_is_kept_once(make_source: MakeSource) -> None:
    record: dict[str, object] = {"slug": "a", "name": "A", "day": 2, "time": "19:00"}
    record["other_dates"] = [{"on_date": "2026-12-01", "is_cancelled": True}] * 2
    services.take_in(source_id=make_source().id, body=json.dumps([record]).encode(), now=NOW)
    assert Meeting.objects.get().occurrences.count() == 1
