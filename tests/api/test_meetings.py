"""Finding meetings over the API, without a token."""

from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlencode

import pytest

from alongside.meetings.models import Meeting
from tests.api.conftest import Program, problem_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def meeting(slug: str, **values: Any) -> Meeting:
    usual: dict[str, Any] = {
        "name": "Quiet evening",
        "program": "aa",
        "attendance": "in_person",
        "rhythm": "weekly",
        "day": 2,
        "time": time(19, 0),
        "timezone": "America/New_York",
        "latitude": 39.9524,
        "longitude": -75.1636,
        "created_at": NOON,
        "changed_at": NOON,
        "state_since": NOON,
    }
    return Meeting.objects.create(slug=slug, **(usual | values))


def get(**asked: Any) -> Any:
    return Program().get(f"/meetings?{urlencode(asked)}")


def slugs(**asked: Any) -> list[str]:
    answer = get(**asked)
    assert answer.status_code == 200, answer.content
    return [one["slug"] for one in answer.json()["items"]]


def test_a_meeting_with_its_next_start_and_how_far_it_is() -> None:
    meeting("quiet", types=["O", "W"], duration_min=60)
    after = "2026-03-04T00:00:00Z"
    found = get(near="39.95,-75.16", within_km=5, starts_after=after).json()
    assert found["next_cursor"] is None
    (one,) = found["items"]
    assert one["next_start"] == "2026-03-04T00:00:00Z"
    assert one["distance_km"] == 0.41
    assert (one["slug"], one["types"], one["duration_min"], one["confirmed"]) == ("quiet", ["O", "W"], 60, True)


def test_every_parameter_narrows_it() -> None:
    meeting("quiet", types=["O", "W"], languages=["es"], name="Luz")
    meeting("far", latitude=52.5, longitude=13.4, timezone="Europe/Berlin", program="na", day=3, time=time(1, 0))
    meeting("online", attendance="online", latitude=None, longitude=None)
    meeting("gone", state="gone")
    assert set(slugs()) == {"quiet", "far", "online"}
    assert slugs(place="19103") == ["quiet"]
    assert slugs(place="Berlin", within_km=50) == ["far"]
    assert slugs(types="O,W") == ["quiet"]
    assert slugs(types="O,C") == []
    assert slugs(program="na") == ["far"]
    assert slugs(language="es") == ["quiet"]
    assert slugs(q="luz") == ["quiet"]
    assert slugs(attendance="online") == ["online"]
    # One in the morning of a Wednesday in Berlin is Tuesday evening in Philadelphia.
    assert slugs(weekday=3, place="Berlin") == ["far"]
    assert slugs(weekday=3, tz="America/New_York") == []
    since = "2026-03-02T00:00:00Z"
    assert slugs(starts_after=since, starts_before="2026-03-03T23:59:00Z") == []
    assert set(slugs(starts_after=since, starts_before="2026-03-04T00:01:00Z")) == {"quiet", "far", "online"}


def test_pages_follow_each_other() -> None:
    for number in range(5):
        meeting(f"m{number}", time=time(19, number))
    first = get(limit=3).json()
    second = get(limit=3, cursor=first["next_cursor"]).json()
    assert [one["slug"] for one in first["items"] + second["items"]] == [f"m{number}" for number in range(5)]
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("near", "91,0"), ("place", "Nowhereville"), ("tz", "Made/Up"), ("limit", "201"), ("weekday", "7"),
        ("cursor", "made-up"), ("within_km", "161"), ("starts_after", "2026-03-04T00:00:00"), ("nearby", "1"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    assert problem_of(get(**{name: value}), 422)["field"] == name


def test_one_meeting_without_its_passcodes() -> None:
    meeting("quiet", notes="Passcode: 445566. Ring twice.", conference_url="https://meet.example.org/1?pwd=abc123")
    answer = Program().get("/meetings/quiet")
    one = answer.json()
    assert (one["rhythm"], one["day"], one["time"], len(one["next_starts"])) == ("weekly", 2, "19:00", 5)
    assert "445566" not in answer.content.decode()
    assert "abc123" not in answer.content.decode()
    assert "Ring twice" in one["notes"]


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+16465588656,,123456789#,,,,*987654#", "+16465588656"),
        ("+1 646 558 8656 Code: 987654", "+1 646 558 8656"),
        ("+1 646 558 8656", "+1 646 558 8656"),
        ("ring Bill, 987654", ""),
        ("", ""),
    ],
)
def test_a_number_comes_without_what_is_typed_after_it(phone: str, number: str) -> None:
    meeting("quiet", conference_phone=phone)
    answer = Program().get("/meetings/quiet")
    assert answer.json()["conference_phone"] == number
    assert "987654" not in answer.content.decode()


def test_what_is_gone_is_not_there() -> None:
    meeting("gone", state="gone")
    problem_of(Program().get("/meetings/gone"), 404)
    problem_of(Program().get("/meetings/made-up"), 404)


@pytest.mark.parametrize(
    "asked",
    [
        {"starts_after": "0001-01-01T00:00:00Z"},
        {"starts_after": "9999-12-31T23:59:59Z"},
        {"starts_before": "1999-12-31T00:00:00Z", "weekday": "1"},
        {"starts_after": "0.5"},
    ],
)
def test_a_moment_for_which_no_meeting_has_dates_is_refused_with_a_sentence(db: None, asked: dict[str, str]) -> None:
    answer = get(**asked)
    assert answer.status_code == 422
    assert answer.json()["field"] == next(iter(asked))
