"""Reading sources: added, changed, gone and back; what is held; that real feeds go in whole and come out the same."""

import json
from datetime import timedelta
from typing import Any

import pytest

from alongside.audit.models import Entry
from alongside.meetings import sentences, services
from alongside.meetings.enums import Outcome, State
from alongside.meetings.formats.meeting_guide import write_feed
from alongside.meetings.models import Meeting, Reading, Source
from alongside.meetings.queries import public_listings
from tests.meetings.conftest import HERE, NOW, MakeSource, large

pytestmark = pytest.mark.django_db

REAL = [
    ("meeting-guide/nw-texas.2021-05-31.json", 613),
    ("meeting-guide/orange-county.2023-09-01.json", 1967),
    ("meeting-guide/philadelphia-sepia.2021-10-09.json", 2098),
    ("meeting-guide/san-jose.2021-05-25.json", 625),
    ("meeting-guide/sf-marin.2020-08-15.json", 476),
    ("meeting-guide/sussex.2021-06-29.json", 145),
]


def feed(*slugs: str, **more: Any) -> bytes:
    return json.dumps(
        [{"slug": slug, "name": slug.title(), "day": 1, "time": "19:00", **more} for slug in slugs]
    ).encode()


def take(source: Source, body: bytes, days: int = 0) -> tuple[int, int, int, int, int, str | None]:
    one = services.take_in(source_id=source.id, body=body, now=NOW + timedelta(days=days))
    return one.added, one.changed, one.unchanged, one.gone, len(one.skipped), one.held


def states() -> dict[str, str]:
    return dict(Meeting.objects.values_list("slug", "state"))


def test_added_changed_unchanged_and_gone(make_source: MakeSource) -> None:
    source = make_source()
    assert take(source, feed("a", "b", "c", "d")) == (4, 0, 0, 0, 0, None)
    assert take(source, feed("a", "b", "c", "d")) == (0, 0, 4, 0, 0, None)
    body = json.loads(feed("a", "b", "c"))
    body[0]["time"] = "20:00"
    assert take(source, json.dumps(body).encode(), days=1) == (0, 1, 2, 1, 0, None)
    assert states() == {"a": "listed", "b": "listed", "c": "listed", "d": "not_confirmed"}
    changed = Meeting.objects.get(slug="a")
    assert (changed.time.hour if changed.time else None, changed.sequence, changed.changed_at) == (
        20, 1, NOW + timedelta(days=1),
    )  # fmt: skip
    assert Meeting.objects.get(slug="b").sequence == 0


def test_what_a_feed_says_no_more_of_a_meeting_is_said_no_more(make_source: MakeSource) -> None:
    source = make_source()
    said = {"city": "Springfield", "types": ["O"], "latitude": 44.05, "longitude": -123.02, "notes": "Round the back"}
    take(source, feed("a", **said))
    assert take(source, feed("a"), days=1) == (0, 1, 0, 0, 0, None)
    one = Meeting.objects.get()
    assert (one.city, one.types, one.latitude, one.longitude, one.notes) == ("", [], None, None, "")
    assert (one.day, one.created_at, one.changed_at) == (1, NOW, NOW + timedelta(days=1))


def test_what_is_named_no_more_is_gone_after_thirty_days_and_may_come_back(make_source: MakeSource) -> None:
    source = make_source()
    take(source, feed("a", "b", "c", "d"))
    take(source, feed("a", "b", "c"))
    assert services.forget_gone(NOW + timedelta(days=29)) == 0
    assert services.forget_gone(NOW + timedelta(days=30)) == 1
    assert states()["d"] == State.GONE
    assert take(source, feed("a", "b", "c", "d"), days=31) == (0, 1, 3, 0, 0, None)
    assert states()["d"] == State.LISTED


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", sentences.EMPTY),
        (b"[]", sentences.EMPTY),
        (b"<!DOCTYPE html><p>Sorry</p>", sentences.HTML),
        (b'[{"slug": "a"', sentences.NOT_JSON),
        (b'{"error": "none"}', sentences.NOT_A_LIST),
        (feed("a", "b"), sentences.TOO_MANY_LOST),
    ],
)
def test_a_feed_that_is_none_or_loses_too_much_changes_nothing(make_source: MakeSource, body: bytes, why: str) -> None:
    source = make_source()
    take(source, feed("a", "b", "c"))
    assert take(source, body) == (0, 0, 0, 0, 0, why)
    assert set(states().values()) == {"listed"}
    last = Reading.objects.filter(source=source).latest("created_at", "id")
    is_for_a_look = why == sentences.TOO_MANY_LOST
    assert (last.outcome, last.reason, last.feed is not None) == (
        Outcome.HELD if is_for_a_look else Outcome.FAILED, why, is_for_a_look,
    )  # fmt: skip


def test_every_record_is_counted_and_what_cannot_be_used_is_told(make_source: MakeSource) -> None:
    records: list[Any] = [
        {"slug": "good", "name": "Good", "day": [1, 3], "time": "7:30 PM", "end_time": "20:30", "types": "O, d"},
        {"slug": "good-1", "name": "The same slug as one of the days"},
        {"slug": "odd", "name": "Odd", "day": 9, "time": "19:00"},
        {"slug": "late", "name": "Late", "day": "2", "time": "25:00"},
        {"name": "No slug"},
        {"slug": "nameless"},
        "text",
        {"id": 7, "name": "By appointment &amp; call", "notes": "Ring<br>twice"},
    ]
    source = make_source()
    result = services.take_in(source_id=source.id, body=json.dumps(records).encode(), now=NOW)
    assert (result.added, result.changed, result.unchanged) == (2, 0, 0)
    assert [(one.slug, one.reason) for one in result.skipped] == [
        ("good-1", sentences.SAME_SLUG),
        ("odd", sentences.NO_DAY),
        ("late", sentences.NO_TIME),
        ("record 5", sentences.NO_SLUG),
        ("nameless", sentences.NO_NAME),
        ("record 7", sentences.NO_RECORD),
    ]
    monday, wednesday, call = Meeting.objects.order_by("day")
    assert [(one.slug, one.day, one.types, one.duration_min) for one in (monday, wednesday)] == [
        ("good-1", 1, ["O", "D"], 60),
        ("good-3", 3, ["O", "D"], 60),
    ]
    assert (call.slug, call.rhythm, call.name, call.notes) == (
        "7", "by_appointment", "By appointment & call", "Ring\ntwice",
    )  # fmt: skip


def test_what_has_a_town_and_no_point_gets_that_of_its_town(make_source: MakeSource) -> None:
    source = make_source(timezone="Europe/Berlin")
    records: list[dict[str, Any]] = [
        {"slug": "code", "postal_code": "19103", "city": "Philadelphia"},
        {"slug": "town", "city": "Amarillo", "state": "Texas"},
        {"slug": "own", "city": "Amarillo", "state": "TX", "latitude": 39.9, "longitude": -75.1},
        {"slug": "two", "postal_code": "19103", "city": "Camden", "state": "NJ"},
        {"slug": "online", "city": "Amarillo", "state": "TX", "attendance_option": "online"},
    ]
    usual = {"name": "A", "day": 1, "time": "19:00"}
    body = json.dumps([usual | one for one in records]).encode()
    assert take(source, body)[0] == 5
    rows = Meeting.objects.order_by("slug").values_list("slug", "latitude", "is_approximate", "timezone")
    assert list(rows) == [
        ("code", 39.9513, True, "America/New_York"),
        ("online", None, False, "America/Chicago"),
        ("own", 39.9, False, "America/New_York"),
        ("town", 35.222, True, "America/Chicago"),
        ("two", None, False, "Europe/Berlin"),
    ]
    assert take(source, body) == (0, 0, 5, 0, 0, None)


def test_two_sources_may_use_the_same_slug(make_source: MakeSource) -> None:
    take(make_source("One"), feed("tuesday", "café-noon"))
    take(make_source("Two"), feed("tuesday"))
    first, second = Meeting.objects.filter(source_slug="tuesday").order_by("created_at", "id")
    assert first.slug == "tuesday"
    assert second.slug.startswith("tuesday-")
    assert "cafe-noon" in states()


def test_a_dry_run_keeps_nothing(make_source: MakeSource) -> None:
    source = make_source()
    result = services.take_in(source_id=source.id, body=feed("a"), now=NOW, dry_run=True)
    assert result.added == 1
    assert not Meeting.objects.exists()
    assert not Reading.objects.exists()
    assert not Entry.objects.filter(action__startswith="meetings.").exists()


def test_between_two_years_of_a_real_office(make_source: MakeSource) -> None:
    source = make_source()
    before = large("meeting-guide/philadelphia-sepia.2020-07-19.json")
    after = large("meeting-guide/philadelphia-sepia.2021-05-25.json")
    assert take(source, before) == (1928, 0, 0, 0, 0, None)
    added, changed, unchanged, gone, skipped, held = take(source, after, days=1)
    assert (added, gone, skipped, held) == (193, 96, 0, None)
    assert changed + unchanged == 2025 - 193
    assert take(source, after, days=2) == (0, 0, 2025, 0, 0, None)


@pytest.mark.parametrize(("name", "records"), REAL)
def test_real_feeds_go_in_whole_and_come_out_the_same(make_source: MakeSource, name: str, records: int) -> None:
    source = make_source()
    assert take(source, large(name)) == (records, 0, 0, 0, 0, None)
    out = b"".join(write_feed(public_listings(now=NOW)))
    source.delete()
    again = make_source("Again", timezone="UTC", program="na")
    assert take(again, out) == (records, 0, 0, 0, 0, None)
    assert b"".join(write_feed(public_listings(now=NOW))) == out


@pytest.mark.parametrize("path", sorted(HERE.glob("*.json")), ids=lambda path: path.stem)
def test_small_feeds_come_out_with_every_field(make_source: MakeSource, path: Any) -> None:
    if path.stem.startswith("invalid"):
        assert take(make_source(), path.read_bytes())[5] == sentences.NOT_JSON
        return
    given = json.loads(path.read_bytes())
    assert take(make_source(), path.read_bytes())[0] == len(given)
    out = {one["slug"]: one for one in json.loads(b"".join(write_feed(public_listings(now=NOW))))}
    for record in given:
        lost = {name for name, value in record.items() if value not in (None, "", [])} - out[record["slug"]].keys()
        # "no" is what leaving it out says.
        assert lost <= {"approximate"}, record["slug"]


def test_narcotics_anonymous_from_a_server_of_theirs(make_source: MakeSource) -> None:
    source = make_source(format="bmlt", program="na")
    assert take(source, large("bmlt/GetSearchResults.json")) == (1513, 0, 0, 0, 0, None)
    one = Meeting.objects.get(source_slug="1452")
    assert (one.day, str(one.time), one.duration_min, one.types) == (0, "07:30:00", 60, ["O", "MED"])
    assert (one.city, one.region, one.postal_code, one.timezone) == ("Aquebogue", "NY", "11931", "America/New_York")


def test_dates_of_a_calendar_come_and_go_with_it(make_source: MakeSource) -> None:
    source = make_source(format="ical")
    series = "UID:a\nSUMMARY:A\nDTSTART;TZID=Europe/Berlin:20261130T190000\nRRULE:FREQ=WEEKLY;BYDAY=MO\n"

    def body(more: str) -> bytes:
        return f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{series}{more}END:VEVENT\nEND:VCALENDAR".encode()

    assert take(source, body("EXDATE;TZID=Europe/Berlin:20261207T190000\n"))[:3] == (1, 0, 0)
    out = Meeting.objects.get().occurrences.get()
    assert (str(out.on_date), out.is_cancelled) == ("2026-12-07", True)
    assert take(source, body("EXDATE;TZID=Europe/Berlin:20261207T190000\n"))[:3] == (0, 0, 1)
    assert take(source, body("EXDATE;TZID=Europe/Berlin:20261214T190000\n"))[:3] == (0, 1, 0)
    assert [str(one.on_date) for one in Meeting.objects.get().occurrences.all()] == ["2026-12-14"]
    assert take(source, body(""))[:3] == (0, 1, 0)
    assert not Meeting.objects.get().occurrences.exists()


def test_what_waits_for_a_look_goes_in_when_an_organiser_lets_it(make_source: MakeSource, make_person: Any) -> None:
    from alongside.accounts.models import RoleGrant

    organiser = make_person("Olga Organiser")
    RoleGrant.objects.create(created_at=NOW, person=organiser, role="organiser")
    source = make_source(trust="look")
    assert take(source, feed("a", "b"))[5] == sentences.LOOKED_AT_FIRST
    assert not Meeting.objects.exists()
    held = Reading.objects.get(outcome=Outcome.HELD)
    services.decide_held(actor=organiser, source_id=source.id, reading_id=held.id, lets_in=True, now=NOW)
    assert set(states()) == {"a", "b"}
    held.refresh_from_db()
    assert (held.feed, held.decided_at) == (None, NOW)
