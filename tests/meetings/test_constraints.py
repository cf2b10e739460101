"""What the database refuses, whoever asks: each invariant of meetings."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.meetings.models import Meeting, Occurrence, Reading, Report, Source
from tests.meetings.conftest import NOW, MakeSource

pytestmark = pytest.mark.django_db


def make_meeting(**values: Any) -> Meeting:
    usual = {
        "created_at": NOW, "state_since": NOW, "changed_at": NOW, "slug": "noon", "name": "Noon", "program": "aa",
        "attendance": "in_person", "rhythm": "weekly", "day": 1, "time": time(12), "timezone": "UTC",
    }  # fmt: skip
    return Meeting.objects.create(**{**usual, **values})


def refused(name: str, make: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"slug": ""}, "named"),
        ({"name": ""}, "named"),
        ({"source_slug": "a"}, "of_a_source"),
        ({"fingerprint": "a"}, "of_a_source"),
        ({"attendance": "by_post"}, "attendance"),
        ({"rhythm": "daily"}, "rhythm"),
        ({"day": 7}, "rhythm"),
        ({"day": None}, "rhythm"),
        ({"time": None}, "rhythm"),
        ({"nth": 1}, "rhythm"),
        ({"rhythm": "monthly"}, "rhythm"),
        ({"rhythm": "monthly", "nth": 5}, "rhythm"),
        ({"rhythm": "once"}, "rhythm"),
        ({"rhythm": "by_appointment"}, "rhythm"),
        ({"duration_min": 0}, "duration"),
        ({"duration_min": 1441}, "duration"),
        ({"latitude": 52.5}, "place"),
        ({"latitude": 91.0, "longitude": 0.0}, "place"),
        ({"latitude": 0.0, "longitude": -181.0}, "place"),
        ({"closed_until": date(2026, 12, 1)}, "closed"),
        ({"is_closed": True, "closed_until": date.max}, "dates"),
        ({"rhythm": "once", "day": None, "on_date": date(1999, 12, 31)}, "dates"),
        ({"state": "lost"}, "state"),
        ({"confirmed_at": NOW}, "confirmed"),
        ({"confirmed_by": "secretary"}, "confirmed"),
        ({"confirmed_at": NOW, "confirmed_by": "nobody"}, "confirmed"),
    ],
)
def test_a_meeting_that_cannot_be(values: dict[str, Any], name: str) -> None:
    refused(f"meetings_meeting_{name}", lambda: make_meeting(**values))


def test_meetings_that_can_be() -> None:
    make_meeting(slug="a", rhythm="monthly", nth=-1)
    make_meeting(slug="b", rhythm="once", day=None, on_date=date(2026, 12, 1))
    make_meeting(slug="c", rhythm="by_appointment", day=None, time=None, is_closed=True, closed_until=date(2027, 1, 1))
    make_meeting(slug="d", confirmed_at=NOW, confirmed_by="secretary", latitude=-90.0, longitude=180.0)


def test_a_source_names_a_meeting_once(make_source: MakeSource) -> None:
    source = make_source()
    make_meeting(source=source, source_slug="a", fingerprint="f")
    refused("once", lambda: make_meeting(slug="b", source=source, source_slug="a", fingerprint="f"))
    refused("slug", make_meeting)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"format": "xml"}, "format"),
        ({"trust": "half"}, "trust"),
        ({"name": ""}, "name"),
        ({"every_hours": 0}, "every"),
        ({"next_read_at": NOW}, "file"),
        ({"etag": "a"}, "file"),
    ],
)
def test_a_source_that_cannot_be(make_source: MakeSource, values: dict[str, Any], name: str) -> None:
    refused(f"meetings_source_{name}", lambda: make_source(**values))


def test_an_address_and_a_name_are_those_of_one_source(make_source: MakeSource) -> None:
    make_source("One", url="https://one.example/feed")
    refused("source_once", lambda: make_source("Two", url="https://one.example/feed"))
    refused("named_once", lambda: make_source("One"))


def make_reading(source: Source, **values: Any) -> Reading:
    return Reading.objects.create(created_at=NOW, source=source, **values)


def test_one_reading_of_a_source_is_held_and_only_that_keeps_what_was_read(make_source: MakeSource) -> None:
    source = make_source()
    refused("reading_outcome", lambda: make_reading(source, outcome="lost"))
    refused("reading_held", lambda: make_reading(source, outcome="done", feed=b"a"))
    refused("reading_held", lambda: make_reading(source, outcome="held", feed=b"a"))
    refused("reading_decided", lambda: make_reading(source, outcome="held", reason="a", feed=b"a", decided_at=NOW))
    make_reading(source, outcome="held", reason="a", feed=b"a")
    refused("held_once", lambda: make_reading(source, outcome="held", reason="a", feed=b"a"))


def test_a_date_that_differs_does_so_in_one_way() -> None:
    meeting = make_meeting()

    def differ(**values: Any) -> Occurrence:
        return Occurrence.objects.create(created_at=NOW, meeting=meeting, on_date=date(2026, 12, 7), **values)

    refused("differs", differ)
    refused("differs", lambda: differ(is_cancelled=True, place="Hall"))
    refused("differs", lambda: differ(moved_date=date(2026, 12, 8)))
    differ(moved_date=date(2026, 12, 8), moved_time=time(12), place="Hall")
    refused("occurrence_once", lambda: differ(is_cancelled=True))


def test_one_person_reports_once_a_date() -> None:
    meeting = make_meeting()

    def report(reporter: str, at: datetime = NOW) -> Report:
        return Report.objects.create(
            created_at=at, meeting=meeting, on_date=date(2026, 12, 7), was_there=True, reporter=reporter
        )

    report("digest")
    refused("report_once", lambda: report("digest"))
    refused("by_one", lambda: report(""))
