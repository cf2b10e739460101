"""`alongside community` tells organisers' counts, and nothing about one person."""

import json
import os
from datetime import datetime

import pytest
from click.testing import CliRunner, Result

from alongside.circles.models import Need
from alongside.config.cli import main
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    """Run the command in this process, on the test database."""
    return CliRunner().invoke(main, ["community", *words])


@pytest.fixture(autouse=True)
def people(make_person: MakePerson, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve people who need somebody on Monday at two, and a database for the command to find."""
    monkeypatch.setitem(os.environ, "DATABASE_URL", "postgresql:///unused")
    for number in range(12):
        owner = make_person(f"canary-alias {number}", time_zone="Europe/Berlin")
        Need.objects.create(created_at=now, owner=owner, support="emotional", words_sealed=b"canary", hours=[2])


def test_it_says_a_line_for_each_count() -> None:
    said = run("--time-zone", "Europe/Berlin")
    assert said.exit_code == 0
    assert said.output.splitlines() == [
        "hours on the clock of Europe/Berlin, of the week that begins now",
        "members with a circle or a need: at least 10",
        "most thin: between 02:00 and 03:00 (Mon); members with a gap then: at least 5",
        "no listener on call: at every hour",
        "a shift would help most: between 02:00 and 03:00 (Mon)",
        "two supporters or fewer: at least 5",
        "nobody gives emotional support: at least 5",
        "nobody gives accountability support: fewer than 5",
        "nobody gives practical support: fewer than 5",
        "people who support somebody: fewer than 5",
        "supporters at their capacity or over it: too few people to say",
    ]


def test_it_prints_one_object_for_programs() -> None:
    said = run("--json", "--time-zone", "Europe/Berlin")
    found = json.loads(said.output)
    assert (found["circles"], found["thinnest"], found["gaps"][2], sum(found["gaps"])) == (10, [2], 5, 5)
    assert "canary" not in said.output


def test_of_few_people_it_says_so() -> None:
    Need.objects.filter(owner__alias__in=[f"canary-alias {number}" for number in range(3)]).delete()
    said = run().output
    assert "most thin: -; members with a gap then: too few people to say" in said


def test_a_zone_there_is_not_is_refused() -> None:
    said = run("--time-zone", "Mars/Base")
    assert (said.exit_code, said.output) == (
        2,
        "Error: There is no time zone Mars/Base; a zone is written like Europe/Berlin.\n",
    )
