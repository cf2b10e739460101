"""What real feeds hold and no format allows: read as it was meant, or told; and nothing at all breaks an import."""

import json
from datetime import date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.meetings import sentences
from alongside.meetings.formats import READERS, read_feed
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.formats.reading import slug_text, time_of
from alongside.meetings.listing import Listing, OtherDate
from alongside.meetings.passcodes import parted
from alongside.meetings.programs import languages_of, programs, read_types, type_words
from tests.meetings.conftest import HERE


def one(program: str = "aa", **record: Any) -> Listing:
    usual = {"slug": "a", "name": "A", "day": 1, "time": "19:00"}
    (listing,) = read_feed(json.dumps([usual | record]).encode(), of="meeting-guide", program=program).listings
    return listing


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("19:30", time(19, 30)),
        ("7:30 PM", time(19, 30)),
        ("7:30 p.m.", time(19, 30)),
        ("7pm", time(19)),
        ("12:15 am", time(0, 15)),
        ("8:00", time(8)),
        ("18:30:00", time(18, 30)),
        ("Noon", time(12)),
        ("24:00", time(0)),
        ("", None),
    ],
)
def test_times_as_people_write_them(said: str, meant: time | None) -> None:
    assert time_of(said) == meant


@pytest.mark.parametrize("said", ["25:00", "13:00 PM", "0:30 PM", "19", "19:60", "late", "19.30"])
def test_times_that_are_none(said: str) -> None:
    with pytest.raises(ValueError, match="Its time is no time of day"):
        time_of(said)


@pytest.mark.parametrize("said", ["0", 0, "Sunday", "sunday ", 0.0])
def test_days_as_people_write_them(said: Any) -> None:
    assert one(day=said).day == 0


def test_an_end_before_the_start_is_on_the_next_day() -> None:
    assert one(time="23:00", end_time="00:30").duration_min == 90
    assert one(end_time="19:00").duration_min is None
    assert one(end_time="whenever").duration_min is None


def test_text_and_numbers_are_cleaned() -> None:
    listing = one(
        name="Tom &amp; Ann&#039;s", notes="One<br />two\x00\ud800", postal_code=79701, latitude="31.9",
        longitude="-102.1", updated="05/26/2021 14:05",
    )  # fmt: skip
    assert (listing.name, listing.notes, listing.postal_code) == ("Tom & Ann's", "One\ntwo", "79701")
    assert (listing.latitude, listing.longitude, listing.feed_updated) == (31.9, -102.1, "2021-05-26 14:05:00")
    assert one(latitude="0", longitude="0").latitude is None
    assert one(latitude="95", longitude="1").longitude is None
    assert one(latitude="1", longitude=None).latitude is None


@pytest.mark.parametrize(
    ("record", "attendance", "is_closed"),
    [
        ({"formatted_address": "1 Main St, Town, PA 19000, USA"}, "in_person", False),
        ({"types": ["TC"]}, "in_person", True),
        ({"types": ["TC", "ONL"]}, "online", False),
        ({"types": ["ONL"], "formatted_address": "Town, PA, USA"}, "online", False),
        (
            {"conference_url": "https://a.example", "formatted_address": "1 Main St, Town, PA 19000, USA"},
            "hybrid",
            False,
        ),
        ({"conference_url": "https://a.example", "approximate": "yes", "address": "1 Main St"}, "online", False),
        ({"attendance_option": "inactive"}, "in_person", True),
        ({"attendance_option": "hybrid"}, "hybrid", False),
    ],
)
def test_how_people_meet_is_made_out(record: dict[str, Any], attendance: str, is_closed: bool) -> None:
    listing = one(**record)
    assert (listing.attendance, listing.is_closed) == (attendance, is_closed)


def test_prose_where_a_number_or_address_belongs_goes_to_the_notes() -> None:
    listing = one(conference_phone="Please ring Bill for the number", conference_url="ask at the door")
    assert (listing.conference_phone, listing.conference_url) == ("", "")
    assert (listing.conference_phone_notes, listing.conference_url_notes) == (
        "Please ring Bill for the number", "ask at the door",
    )  # fmt: skip
    assert one(conference_url="zoom.example/j/1").conference_url == "https://zoom.example/j/1"


def test_codes_are_read_by_fellowship() -> None:
    assert read_types("[open]", "aa") == ("O",)
    assert read_types(["o", "Discussion", "ZZ"], "aa") == ("O", "D", "ZZ")
    assert (languages_of(["S"], "aa"), languages_of(["S"], "aca")) == (("es",), ())
    assert (type_words("aa", "S"), type_words("aca", "S")) == ("Spanish", "Speaker")
    assert type_words("aa", "D", "es") == "Discusión"
    assert type_words("xyz", "Q") == "Q"
    assert len(programs()) == 27


@pytest.mark.parametrize(
    ("text", "said", "hidden"),
    [
        ("Password: x12ab. Come early", "Password: •••. Come early", ("x12ab",)),
        ("PW - 123456", "PW - •••", ("123456",)),
        ("passcode is 9876!", "passcode is •••", ("9876!",)),
        ("https://z.example/j/1?pwd=Ab1&x=2", "https://z.example/j/1?pwd=•••&x=2", ("Ab1",)),
        ("Write to us for the password.", "Write to us for the password.", ()),
        ("No password needed", "No password needed", ()),
        ("Password: •••, ring", "Password: •••, ring", ()),
        ("Passcode: ***", "Passcode: ***", ()),
        ("Ring the bell, pins and needles", "Ring the bell, pins and needles", ()),
    ],
)
def test_passcodes_are_kept_apart(text: str, said: str, hidden: tuple[str, ...]) -> None:
    found = parted(text)
    assert (found.said, found.hidden) == (said, hidden)


TABLE = """Name,Day,Time,End Time,Types,Address,City,State,Postal Code,Notes
Noon,Monday,12:00 PM,1:00 PM,"Open, Discussion",1 Main St,Town,PA,01234,"Ring, twice"
Odd,Someday,12:00 PM,,,,,,,
"""


def test_a_table_of_a_spreadsheet() -> None:
    feed = read_feed(TABLE.encode(), of="csv", program="aa")
    (noon,) = feed.listings
    assert (noon.source_slug, noon.day, noon.time, noon.duration_min) == (
        "noon-1-main-st-town-monday-12-00-pm", 1, time(12), 60,
    )  # fmt: skip
    assert (noon.types, noon.postal_code, noon.notes, noon.street) == (("O", "D"), "01234", "Ring, twice", "1 Main St")
    assert [(one.reason, one.slug) for one in feed.skipped] == [(sentences.NO_DAY, "odd-someday-12-00-pm")]
    assert read_feed(b"just some text", of="csv", program="aa").refusal == sentences.NOT_A_TABLE


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:one@example.org
SUMMARY:Last Friday\\, late
DTSTART;TZID=Europe/Berlin:20260130T200000
DTEND;TZID=Europe/Berlin:20260130T213000
RRULE:FREQ=MONTHLY;BYDAY=-1FR
LOCATION:Long
  hall
EXDATE;TZID=Europe/Berlin:20260227T200000
END:VEVENT
BEGIN:VEVENT
UID:one@example.org
RECURRENCE-ID:20260327T190000Z
DTSTART:20260328T190000Z
END:VEVENT
BEGIN:VEVENT
UID:two@example.org
SUMMARY:Twice a week
DTSTART:20260106T190000Z
DURATION:PT1H
RRULE:FREQ=WEEKLY;BYDAY=TU,TH
BEGIN:VALARM
SUMMARY:Not this
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:three@example.org
SUMMARY:Every tenth day
DTSTART:20260106T190000
RRULE:FREQ=DAILY;INTERVAL=10
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar() -> None:
    feed = read_feed(CALENDAR.replace("\n", "\r\n").encode(), of="ical", program="aa")
    last, tuesday, thursday = feed.listings
    assert (last.name, last.rhythm, last.day, last.nth, last.time) == ("Last Friday, late", "monthly", 5, -1, time(20))
    assert (last.duration_min, last.timezone, last.location) == (90, "Europe/Berlin", "Long hall")
    assert [(one.source_slug, one.day, one.timezone, one.name) for one in (tuesday, thursday)] == [
        ("two@example.org-2", 2, "UTC", "Twice a week"),
        ("two@example.org-4", 4, "UTC", "Twice a week"),
    ]
    assert (feed.records, [one.reason for one in feed.skipped]) == (3, [sentences.NO_RHYTHM])


SERIES = "UID:a\nDTSTART;TZID=Europe/Berlin:20260105T190000\nRRULE:FREQ=WEEKLY;BYDAY=MO"


def test_dates_of_a_calendar_that_are_not_as_usual() -> None:
    """Left out, in two ways of writing it; called off with a word; moved; elsewhere; and two that change nothing."""
    out = "EXDATE;TZID=Europe/Berlin:20260112T190000\nEXDATE:20260119T180000Z,20260120T180000Z"
    body = calendar(
        f"{SERIES}\nLOCATION:Hall\n{out}",
        "UID:a\nRECURRENCE-ID:20260126T180000Z\nSTATUS:CANCELLED\nDTSTART:20260126T180000Z",
        "UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20260202T190000\nDTSTART;TZID=Europe/Berlin:20260203T203000",
        "UID:a\nRECURRENCE-ID:20260706T170000Z\nDTSTART:20260706T170000Z\nLOCATION:Garden",
        "UID:a\nRECURRENCE-ID:20260713T170000Z\nDTSTART:20260713T170000Z\nLOCATION:Hall",
        "UID:a\nRECURRENCE-ID:rubbish\nDTSTART:20260713T170000Z\nLOCATION:Garden",
    ).replace(b"SUMMARY:A\nUID:a\nRECURRENCE-ID:20260126", b"SUMMARY:Snow\nUID:a\nRECURRENCE-ID:20260126")
    feed = read_feed(body, of="ical", program="aa")
    assert (feed.records, feed.skipped) == (1, ())
    assert feed.listings[0].dates == (
        OtherDate(date(2026, 1, 12), is_cancelled=True),
        OtherDate(date(2026, 1, 19), is_cancelled=True),
        OtherDate(date(2026, 1, 26), is_cancelled=True, words="Snow"),
        OtherDate(date(2026, 2, 2), moved_date=date(2026, 2, 3), moved_time=time(20, 30)),
        OtherDate(date(2026, 7, 6), moved_date=date(2026, 7, 6), moved_time=time(19), place="Garden"),
    )


def test_a_date_of_a_series_that_is_missing_is_told() -> None:
    body = calendar("UID:a\nRECURRENCE-ID:20260126T180000Z\nDTSTART:20260126T180000Z")
    feed = read_feed(body, of="ical", program="aa")
    assert (feed.records, feed.listings, [one.reason for one in feed.skipped]) == (1, (), [sentences.NO_SERIES])


def test_regions_without_a_name_are_none_at_all() -> None:
    """Found by the long fuzz: an empty list of regions came out as none, and was read as the one region then."""
    record = {"slug": "a", "name": "A", "day": 0, "time": "10:00", "region": "Acworth", "regions": [None]}
    feed = read_feed(json.dumps([record]).encode(), of="meeting-guide", program="aa")
    assert [one.regions for one in feed.listings] == [("Acworth",)]


def test_slugs_stand_in_addresses() -> None:
    assert slug_text("Café “Ñandú”", "7:30 PM") == "cafe-nandu-7-30-pm"
    assert slug_text("日本") == ""


REAL = json.loads((HERE / "atlanta-entity.2024-10-06.json").read_bytes())[1]
BMLT = {
    "id_bigint": "1", "weekday_tinyint": "1", "start_time": "07:30:00", "duration_time": "01:00:00", "formats": "O,ME",
    "meeting_name": "A", "latitude": "40.9", "longitude": "-72.6", "venue_type": "1", "train_lines": "a#@-@#b",
}  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30),
    st.sampled_from(["7:30 PM", "monday", "<b>", "&#x110000;", "9" * 400, "\x00", "\ud800", "1e400", "https://", "-0"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def mutated(record: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from([*record, "recurrence", "closed_until", "languages", "program", "other_dates"])
    changes = st.dictionaries(names | st.text(max_size=8), VALUES, max_size=4)
    gone = st.sets(st.sampled_from(list(record)), max_size=2)
    return st.builds(lambda more, less: {k: v for k, v in {**record, **more}.items() if k not in less}, changes, gone)


def accounted(body: bytes, of: str) -> Any:
    feed = read_feed(body, of=of, program="aa")
    if not feed.refusal:
        used = {one.record for one in feed.listings} | {one.record for one in feed.skipped}
        assert used == set(range(feed.records))
    return feed


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(mutated(REAL) | VALUES, min_size=1, max_size=4))
def test_every_mutated_record_is_used_or_told_and_comes_out_the_same(records: list[Any]) -> None:
    feed = accounted(json.dumps(records).encode(), "meeting-guide")
    out = b"".join(write_feed(feed.listings))
    again = read_feed(out, of="meeting-guide", program="aa")
    assert not again.skipped
    assert b"".join(write_feed(again.listings)) == out


@given(st.lists(mutated(BMLT) | VALUES, min_size=1, max_size=4))
def test_every_mutated_record_of_a_server_is_used_or_told(records: list[Any]) -> None:
    accounted(json.dumps(records).encode(), "bmlt")


@given(
    st.sampled_from(sorted(READERS)),
    st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode(errors="ignore")),
)
def test_no_bytes_break_a_reader(of: str, body: bytes) -> None:
    accounted(body, of)


@given(st.integers(0, len(CALENDAR)), st.text(max_size=20), st.integers(0, 40))
def test_no_damaged_calendar_or_table_breaks_a_reader(place: int, more: str, less: int) -> None:
    for text, of in ((CALENDAR, "ical"), (TABLE, "csv")):
        accounted((text[:place] + more + text[place + less :]).encode(errors="ignore"), of)


def test_a_line_of_a_calendar_without_an_end_is_read_in_no_time() -> None:
    """Each sign is looked at once: tried in all ways, sixty of these would take longer than the test has."""
    endless = f"X{';a====' * 60}"
    feed = read_feed(CALENDAR.replace("BEGIN:VEVENT", f"BEGIN:VEVENT\n{endless}", 1).encode(), of="ical", program="aa")
    assert feed.listings


def calendar(*entries: str) -> bytes:
    inner = "\n".join(f"BEGIN:VEVENT\nSUMMARY:A\n{entry}\nEND:VEVENT" for entry in entries)
    return f"BEGIN:VCALENDAR\n{inner}\nEND:VCALENDAR".encode()


def test_two_days_of_one_entry_and_another_entry_never_share_a_slug() -> None:
    monday = "DTSTART:20260302T190000"
    twice = read_feed(calendar(f"UID:a\n{monday}\nRRULE:FREQ=WEEKLY;BYDAY=MO,MO"), of="ical", program="aa")
    assert [one.source_slug for one in twice.listings] == ["a"]
    two_days = f"UID:a\n{monday}\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU"
    shared = read_feed(calendar(f"UID:a-1\n{monday}", two_days), of="ical", program="aa")
    assert [one.source_slug for one in shared.listings] == ["a-1"]
    assert [(one.slug, one.reason) for one in shared.skipped] == [("a", sentences.SAME_SLUG)]


def test_a_date_that_stands_for_never_is_none() -> None:
    for_ever = one(closed_until="9999-12-31")
    assert (for_ever.is_closed, for_ever.closed_until) == (True, None)
    assert one(closed_until="0001-01-01").closed_until == date(2000, 1, 1)
    record = {"slug": "a", "name": "A", "time": "19:00", "recurrence": {"on_date": "9999-12-31"}}
    assert read_feed(json.dumps([record]).encode(), of="meeting-guide", program="aa").skipped[0].slug == "a"
    assert read_feed(calendar("UID:a\nDTSTART:99991231T190000"), of="ical", program="aa").skipped


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
def test_types_hold_nothing_that_cannot_be_kept(sign: str) -> None:
    assert one(types=[f"{sign}X"]).types == ("X",)


def test_long_texts_are_looked_through_in_no_time() -> None:
    """Each blank is looked at a few times: tried with every other, a million would take days."""
    many = " " * 1_000_000
    assert one(time=f"19:00{many}").time == time(19)
    assert parted(f"pin{many}x").hidden == ()
    assert parted("pin-" * 250_000).hidden == ()


def test_more_records_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.meetings.formats.reading.MOST_RECORDS", 2)
    for of in ("meeting-guide", "bmlt"):
        assert read_feed(b"[{}, {}, {}]", of=of, program="aa").refusal == sentences.TOO_MANY
    assert read_feed(b"name,day\na,1\nb,1\nc,1", of="csv", program="aa").refusal == sentences.TOO_MANY
