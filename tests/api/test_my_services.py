"""What somebody serves, and the address of their calendar, over the API: theirs alone."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.kernel.clock import current_time
from alongside.meetings import services
from alongside.meetings.models import CalendarFeed, Hosting, Meeting, Service, Serving
from tests.api.conftest import MakeProgram, problem_of
from tests.support.rooms import hosted

pytestmark = pytest.mark.django_db


@pytest.fixture
def hosting(ona: Person, at: datetime) -> Hosting:
    """A meeting that Ona looks after, and greets at: three dates."""
    found = hosted(ona, at)
    role = found.roles.create(created_at=at, kind="greeter")
    serving = Serving.objects.create(created_at=at, role=role, person=ona, confirmed_at=at)
    for days in (1, 2, 3):
        moment = at + timedelta(days=days)
        Service.objects.create(created_at=moment, role=role, serving=serving, on_date=moment.date(), starts_at=moment)
    return found


def test_the_dates_to_come_and_handing_one_back(
    hosting: Hosting, program: MakeProgram, ona: Person, at: datetime
) -> None:
    role = hosting.roles.get(kind="greeter")
    Service.objects.create(
        created_at=at, role=role, serving=Serving.objects.get(), on_date=at.date(), starts_at=at - timedelta(days=1)
    )
    items = program(ona).get("/my-services").json()["items"]
    assert len(items) == 3
    assert items[0] == {
        "id": items[0]["id"],
        "slug": hosting.meeting.slug,
        "name": hosting.meeting.name,
        "role": "greeter",
        "role_name": "",
        "on_date": (at + timedelta(days=3)).date().isoformat(),
        "starts_at": items[0]["starts_at"],
    }
    assert program(ona).post(f"/my-services/{items[0]['id']}/hand-back").status_code == 204
    assert Service.objects.get(id=items[0]["id"]).serving is None
    problem_of(program(ona).post(f"/my-services/{items[0]['id']}/hand-back"), 404)
    assert len(program(ona).get("/my-services").json()["items"]) == 2


def test_nobody_sees_or_hands_back_what_another_serves(hosting: Hosting, program: MakeProgram, sam: Person) -> None:
    row = Service.objects.first()
    assert row is not None
    assert program(sam).get("/my-services").json() == {"items": [], "next_cursor": None}
    problem_of(program(sam).post(f"/my-services/{row.id}/hand-back"), 404)
    assert Service.objects.filter(serving__isnull=False).count() == 3


def test_what_has_begun_and_a_token_that_may_only_read_hand_nothing_back(
    hosting: Hosting, program: MakeProgram, ona: Person
) -> None:
    row = Service.objects.earliest("starts_at")
    problem_of(program(ona, "read").post(f"/my-services/{row.id}/hand-back"), 403)
    Service.objects.filter(id=row.id).update(starts_at=current_time() - timedelta(minutes=1))
    problem_of(program(ona).post(f"/my-services/{row.id}/hand-back"), 409)


def test_the_list_comes_in_pages_and_costs_the_same(hosting: Hosting, program: MakeProgram, ona: Person) -> None:
    ona_program, counts = program(ona), []
    first = ona_program.get("/my-services?limit=2").json()
    rest = ona_program.get(f"/my-services?limit=2&cursor={first['next_cursor']}").json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            assert len(ona_program.get(f"/my-services?limit={limit}").json()["items"]) == limit
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_address_of_a_calendar_is_told_once_and_ends(
    public: Meeting, program: MakeProgram, ona: Person, sam: Person
) -> None:
    ona_program = program(ona)
    assert ona_program.get("/my-calendar").json() == {"made_at": None}
    services.save_meeting(actor=ona, slug=public.slug, now=current_time())
    made = ona_program.post("/my-calendar", {"title": "Choir"})
    assert made.status_code == 201
    address = urlsplit(made.json()["address"]).path
    read = b"".join(Client().get(address))
    assert b"SUMMARY:Choir" in read
    assert public.name.encode() not in read
    assert ona_program.get("/my-calendar").json() == {"made_at": made.json()["made_at"]}
    assert program(sam).get("/my-calendar").json() == {"made_at": None}
    problem_of(program(sam).send("DELETE", "/my-calendar"), 404)
    again = urlsplit(ona_program.post("/my-calendar", {}).json()["address"]).path
    assert Client().get(address).status_code == 404
    assert Client().get(again).status_code == 200
    assert ona_program.send("DELETE", "/my-calendar").status_code == 204
    assert Client().get(again).status_code == 404
    problem_of(ona_program.send("DELETE", "/my-calendar"), 404)


@pytest.mark.parametrize("body", [{"title": "x" * 61}, {"title": "a\x00b"}, {"title": None}, {"words": "Choir"}])
def test_what_cannot_be_a_title(body: dict[str, object], program: MakeProgram, ona: Person) -> None:
    problem_of(program(ona).post("/my-calendar", body), 422)
    assert not CalendarFeed.objects.exists()


def test_a_token_that_may_only_read_makes_no_address(program: MakeProgram, ona: Person) -> None:
    problem_of(program(ona, "read").post("/my-calendar", {}), 403)
    assert not CalendarFeed.objects.exists()
