"""The community's counts over the API: for organisers, and the same that the page and the command tell."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.circles.gathering import community_of
from alongside.circles.models import Need
from alongside.kernel.clock import current_time
from tests.api.conftest import MakeProgram, problem_of
from tests.conftest import MakePerson


@pytest.fixture
def orla(make_person: MakePerson, at: datetime) -> Person:
    """An organiser in New York, among twelve people who need somebody on Monday night, six of them on Tuesday too."""
    for number in range(12):
        owner = make_person(f"canary-alias {number}", time_zone="America/New_York")
        hours = [2, 24 + 2] if number < 6 else [2]
        Need.objects.create(created_at=at, owner=owner, support="emotional", words_sealed=b"canary", hours=hours)
    person = make_person("Orla Madeup", time_zone="America/New_York")
    person.role_grants.create(role="organiser", created_at=at)
    return person


def test_an_organiser_is_given_counts_and_nothing_else(orla: Person, program: MakeProgram) -> None:
    answer = program(orla, "read").get("/community")
    assert answer.status_code == 200
    gaps: list[int] = [0] * 168
    gaps[2] = gaps[26] = 5  # twelve and six: never so high that fewer than five are left
    every_hour = list(range(168))
    assert answer.json() == {
        "time_zone": "America/New_York",
        "circles": 10,
        "gaps": gaps,
        "thinnest": [2, 26],
        "no_listener": every_hour,
        "to_fill": [2, 26],
        "few_supporters": 5,
        "nobody_gives": {"emotional": 5, "accountability": 0, "practical": 0},
        "supporters": 0,
        "over_capacity": None,
    }
    assert answer.json() == community_of(ZoneInfo("America/New_York"), now=current_time()).facts()
    assert "canary" not in answer.content.decode()


def test_nobody_else_is(orla: Person, ona: Person, program: MakeProgram, at: datetime) -> None:
    ona.role_grants.create(role="moderator", created_at=at)
    problem = problem_of(program(ona).get("/community"), 403)
    assert problem["detail"] == "Only an organiser sees the counts of the whole community. Nothing is lost."
    orla.role_grants.all().delete()
    problem_of(program(orla).get("/community"), 403)


def test_an_organiser_without_the_second_step_that_is_asked_for_is_told_so(
    orla: Person, program: MakeProgram, settings: Settings
) -> None:
    settings.SECOND_STEP_FOR = frozenset({"organiser"})
    assert "second step" in problem_of(program(orla).get("/community"), 403)["detail"]
