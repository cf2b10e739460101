"""What the database refuses, whoever asks: each invariant of meetings."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.meetings.models import (
    Hosting,
    Meeting,
    MeetingRole,
    NotThen,
    Occurrence,
    OwnReading,
    Reading,
    Report,
    RoleAsked,
    Service,
    Serving,
    Source,
    Steward,
)
from tests.conftest import MakePerson
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


def make_hosting(**values: Any) -> Hosting:
    return Hosting.objects.create(**{"created_at": NOW, "meeting": make_meeting(), "format": "family", **values})


@pytest.mark.parametrize(
    ("values", "name"), [({"format": ""}, "format"), ({"chat": "loud"}, "chat"), ({"admits": "cats"}, "admits")]
)
def test_a_hosting_that_cannot_be(values: dict[str, Any], name: str) -> None:
    refused(f"meetings_hosting_{name}", lambda: make_hosting(**values))


def test_a_meeting_is_run_once_with_each_role_once() -> None:
    hosting = make_hosting()
    refused("meeting_id", lambda: Hosting.objects.create(created_at=NOW, meeting=hosting.meeting, format="family"))

    def role(**values: Any) -> MeetingRole:
        return MeetingRole.objects.create(created_at=NOW, hosting=hosting, **values)

    refused("meetingrole_named", lambda: role(kind="chair", name="Tea"))
    refused("meetingrole_named", lambda: role(kind="own"))
    refused("meetingrole_named", lambda: role(kind="king"))
    role(kind="chair")
    role(kind="own", name="Tea")
    refused("meetingrole_once", lambda: role(kind="chair"))
    refused("meetingrole_once", lambda: role(kind="own", name="Tea"))


def test_a_reading_stands_once_in_a_part_and_says_something() -> None:
    hosting = make_hosting()

    def read(**values: Any) -> OwnReading:
        usual = {"segment": "reading", "title": "Ours", "text": "Glad."}
        return OwnReading.objects.create(created_at=NOW, hosting=hosting, **{**usual, **values})

    for field in ("segment", "title", "text"):
        refused("ownreading_written", lambda field=field: read(**{field: ""}))
    read()
    refused("ownreading_once", read)


def test_somebody_serves_by_their_yes_and_a_role_is_served_once_a_date(make_person: MakePerson) -> None:
    hosting, ana = make_hosting(), make_person("Ana Able")
    role = MeetingRole.objects.create(created_at=NOW, hosting=hosting, kind="chair")
    serving = Serving.objects.create(created_at=NOW, role=role, person=ana)
    refused("serving_once", lambda: Serving.objects.create(created_at=NOW, role=role, person=ana))
    RoleAsked.objects.create(created_at=NOW, role=role, person=ana)
    refused("roleasked_once", lambda: RoleAsked.objects.create(created_at=NOW, role=role, person=ana))
    Steward.objects.create(created_at=NOW, hosting=hosting, person=ana)
    refused("steward_once", lambda: Steward.objects.create(created_at=NOW, hosting=hosting, person=ana))

    def serve(on_date: date = date(2026, 12, 7), **values: Any) -> Service:
        return Service.objects.create(created_at=NOW, role=role, on_date=on_date, starts_at=NOW, **values)

    def cannot(on_date: date = date(2026, 12, 7)) -> NotThen:
        return NotThen.objects.create(created_at=NOW, serving=serving, on_date=on_date)

    refused("service_reminded", lambda: serve(due_at=NOW))
    refused("service_date", lambda: serve(date(1999, 12, 31)))
    serve(serving=serving, due_at=NOW)
    refused("service_once", serve)
    refused("notthen_date", lambda: cannot(date(2101, 1, 1)))
    cannot()
    refused("notthen_once", cannot)


def test_what_hangs_on_a_meeting_goes_with_it_also_for_an_older_release(make_person: MakePerson) -> None:
    hosting, ana = make_hosting(), make_person("Ana Able")
    role = MeetingRole.objects.create(created_at=NOW, hosting=hosting, kind="chair")
    serving = Serving.objects.create(created_at=NOW, role=role, person=ana)
    Service.objects.create(created_at=NOW, role=role, serving=serving, on_date=date(2026, 12, 7), starts_at=NOW)
    NotThen.objects.create(created_at=NOW, serving=serving, on_date=date(2026, 12, 14))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM meetings_meeting")
    assert not any(one.objects.exists() for one in (Hosting, MeetingRole, Serving, Service, NotThen))
