"""Journeys and setbacks over the API: nothing is zeroed, exactly who was chosen is told."""

from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.journeys.models import Journey, Setback, Told
from alongside.notifications.models import Delivery
from tests.api.conftest import JOURNEY_CANARY, WHY_CANARY, MakeProgram, Program, problem_of, with_tie

HAPPENED = "canary-happened-4717"


@pytest.fixture
def own(program: MakeProgram, ona: Person) -> Program:
    """Ona's program."""
    return program(ona)


def days_since_february(at: datetime) -> int:
    """Return how many days Ona has counted, in UTC."""
    return (at.date() - datetime(2026, 2, 1, tzinfo=at.tzinfo).date()).days


def test_journeys_are_listed_with_where_they_stand(own: Program, journey: Journey, at: datetime) -> None:
    said = own.get("/journeys").json()
    (one,) = said["items"]
    assert said["next_cursor"] is None
    assert (one["id"], one["title"], one["kind"], one["counts"]) == (str(journey.id), JOURNEY_CANARY, "sober", "days")
    assert one["count"] == one["longest_days"] == days_since_february(at)
    assert one["reached"][:2] == [{"mark": "days-1", "on": "2026-02-02"}, {"mark": "days-30", "on": "2026-03-03"}]
    assert one["next"]["left"] > 0
    assert WHY_CANARY not in own.get("/journeys").content.decode()


def test_a_setback_takes_out_its_days_and_tells_exactly_who_was_chosen(
    own: Program, journey: Journey, tie: Tie, at: datetime, max_: Person
) -> None:
    with_tie(tie.owner, max_, at)
    before = own.get("/journeys").json()["items"][0]
    body = {"first_day": "2026-03-01", "last_day": "2026-03-02", "happened": HAPPENED, "told": [str(tie.id)]}
    headers = {"Idempotency-Key": "one"}
    answers = [own.post(f"/journeys/{journey.id}/setbacks", body, **headers) for _twice in range(2)]
    row = Setback.objects.get()
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == {
        "id": str(row.id),
        "first_day": "2026-03-01",
        "last_day": "2026-03-02",
        "count": before["count"] - 2,
        "told": [str(tie.id)],
    }
    after = own.get("/journeys").json()["items"][0]
    assert after["reached"] == before["reached"]
    assert [stretch["days"] for stretch in after["stretches"]] == [28, before["count"] - 30]
    assert (
        Delivery.objects.get(text="journeys.setback").person_id == tie.supporter.person_id if tie.supporter else False
    )


def test_nobody_is_told_unless_they_are_named(own: Program, journey: Journey, tie: Tie, at: datetime) -> None:
    day = (at - timedelta(days=1)).date().isoformat()
    assert own.post(f"/journeys/{journey.id}/setbacks", {"first_day": day}).status_code == 201
    assert not Told.objects.exists()


def test_what_is_refused(own: Program, journey: Journey, tie: Tie, at: datetime) -> None:
    path, day = f"/journeys/{journey.id}/setbacks", at.date().isoformat()
    for body, field in (
        ({}, "first_day"),
        ({"first_day": "2020-01-01"}, "first_day"),
        ({"first_day": 1772582400}, "first_day"),  # seconds since 1970 are no day
        ({"first_day": day, "last_day": "2026-02-02"}, "last_day"),
        ({"first_day": "2999-01-01"}, "last_day"),
        ({"first_day": day, "mood": "low"}, "mood"),
    ):
        assert problem_of(own.post(path, body), 422)["field"] == field
    problem_of(own.post(path, {"first_day": day, "told": [str(journey.id)]}), 409)
    assert not Setback.objects.exists()
