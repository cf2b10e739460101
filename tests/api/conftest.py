"""A small circle, and a program that talks to the API with a token."""

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from alongside.accounts.models import Person
from alongside.accounts.services import create_token
from alongside.checkins.details import Draft
from alongside.checkins.models import CheckIn
from alongside.checkins.services import build_check_in
from alongside.circles import offers, services
from alongside.circles.details import ContactDetails, NeedDetails, Offer, TieDetails
from alongside.circles.links import INVITATION, sign
from alongside.circles.models import Need, Tie
from alongside.journeys import services as journeys
from alongside.journeys.details import JourneyDetails
from alongside.journeys.models import Journey
from alongside.kernel.clock import current_time
from alongside.medication import services as medication
from alongside.medication.details import Draft as MedicineDraft
from alongside.medication.models import Medicine
from alongside.meetings import services as meetings
from alongside.meetings.models import Attended, Meeting
from alongside.reachouts import services as reaching
from alongside.reachouts.models import ReachOut
from alongside.toolbox import services as toolbox
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Sheet
from alongside.toolbox.worksheets import worksheets
from tests.conftest import MakePerson
from tests.reachouts.conftest import give_device

NOTE_CANARY = "canary-note-4711"
STANCE_CANARY = "undermines"
WAYS_CANARY = "canary-ways-4712"
NAME_CANARY = "canary-name-4713"
NEED_CANARY = "canary-need-4714"
JOURNEY_CANARY = "canary-journey-4715"
WHY_CANARY = "canary-why-4716"


@dataclass(frozen=True, slots=True)
class Program:
    """Talks to the API: paths are without `/api/v1`; `token` '' for none."""

    token: str = ""

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request as a program does; a body that is not bytes goes out as JSON."""
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        kind = headers.pop("Content-Type", "application/json")
        return Client(enforce_csrf_checks=True).generic(method, f"/api/v1{path}", raw, kind, headers=headers)

    def get(self, path: str, **headers: str) -> HttpResponse:
        """GET a path."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """POST to a path."""
        return self.send("POST", path, body, **headers)


def problem_of(answer: HttpResponse, status: int) -> dict[str, Any]:
    """Return the problem of an answer, checked to be one with that status."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert set(problem) <= {"type", "title", "status", "detail", "field"}
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert problem["title"]
    assert problem["detail"].endswith(".")
    return dict(problem)


MakeProgram = Callable[..., Program]


@pytest.fixture
def at() -> datetime:
    """Just now: the API reads the clock."""
    return current_time() - timedelta(seconds=1)


@pytest.fixture
def program(at: datetime) -> MakeProgram:
    """Make a program for a person: `program(ona)`, `program(ona, "read")`."""

    def make(person: Person, *scopes: str) -> Program:
        return Program(create_token(person=person, scopes=scopes or ("read", "write"), now=at))

    return make


@pytest.fixture
def ona(make_person: MakePerson) -> Person:
    """Whose circle it is."""
    return make_person("Ona Madeup")


@pytest.fixture
def sam(make_person: MakePerson, at: datetime) -> Person:
    """Somebody in Ona's circle, with a device."""
    person = make_person("Sam Madeup")
    give_device(person, at)
    return person


@pytest.fixture
def max_(make_person: MakePerson) -> Person:
    """Another member, who has nothing to do with any of it."""
    return make_person("Max Madeup")


def with_tie(owner: Person, supporter: Person, at: datetime, **details: Any) -> Tie:
    """Have a person stand in somebody's circle, by the services."""
    words = {"name": NAME_CANARY, "relation": "friend", "gives": ("emotional",), "ways": WAYS_CANARY, **details}
    named = services.name_tie(actor=owner, details=TieDetails(**words), now=at)
    invitation = services.invite(actor=owner, tie_id=named.id, now=at)
    return services.accept_invitation(
        actor=supporter,
        token=sign(invitation.id, salt=INVITATION),
        offer=Offer(gives=("emotional",), wakes_at="talk"),
        weekly_capacity=None,
        now=at,
    )


@pytest.fixture
def tie(ona: Person, sam: Person, at: datetime) -> Tie:
    """Sam's tie in Ona's circle."""
    return with_tie(ona, sam, at)


@pytest.fixture
def need(ona: Person, at: datetime) -> Need:
    """What Ona needs: somebody to talk to, on Mondays from midnight to two."""
    made = services.add_need(actor=ona, details=NeedDetails("emotional", NEED_CANARY, (0, 1), 3), now=at)
    assert made
    return made


@pytest.fixture
def check_in(ona: Person, at: datetime) -> CheckIn:
    """What Ona is asked every evening."""
    draft = Draft("Evening", ("mood", "halt"), (time(20),), own=(("text", "Who helped?"),))
    return build_check_in(actor=ona, draft=draft, now=at)


@pytest.fixture
def medicine(ona: Person, at: datetime) -> Medicine:
    """What Ona takes when she needs it."""
    return medication.write_medicine(actor=ona, draft=MedicineDraft("Spray", "Two puffs"), now=at)


@pytest.fixture
def sheet(ona: Person, at: datetime) -> Sheet:
    """What Ona is grateful for."""
    worksheet = worksheets()["abc"]
    filled = Filled({worksheet.fields[0].key: "CANARY-SHEET"}, once="a form")
    return toolbox.write_sheet(actor=ona, worksheet=worksheet, filled=filled, now=at)


@pytest.fixture
def public(at: datetime) -> Meeting:
    """A meeting that everybody sees, on Tuesdays at seven in the evening."""
    return Meeting.objects.create(
        slug="quiet",
        name="Quiet evening",
        program="aa",
        attendance="in_person",
        rhythm="weekly",
        day=2,
        time=time(19),
        timezone="America/New_York",
        created_at=at,
        changed_at=at,
        state_since=at,
    )


@pytest.fixture
def attended(ona: Person, public: Meeting, at: datetime) -> Attended:
    """A day on which Ona was at a meeting that she saved."""
    saved = meetings.save_meeting(actor=ona, slug=public.slug, now=at)
    return meetings.note_there(actor=ona, saved_id=saved.id, on_date=date(2026, 3, 3), now=at)


@pytest.fixture
def journey(ona: Person, at: datetime) -> Journey:
    """What Ona counts, since 1 February 2026."""
    details = JourneyDetails("sober", JOURNEY_CANARY, date(2026, 2, 1), "twelve_step", why=WHY_CANARY)
    return journeys.start_journey(actor=ona, details=details, now=at)


def with_contact(owner: Person, at: datetime) -> Tie:
    """Have somebody without account and without e-mail address stand in somebody's circle."""
    named = services.name_tie(actor=owner, details=TieDetails(name="Uncle Madeup", relation="family"), now=at)
    invitation = services.invite(actor=owner, tie_id=named.id, now=at)
    return services.accept_as_contact(
        token=sign(invitation.id, salt=INVITATION),
        contact=ContactDetails(email="", locale="en", time_zone="UTC"),
        offer=Offer(gives=("emotional",)),
        weekly_capacity=None,
        now=at,
    )


def reach_out(owner: Person, at: datetime, *, level: str = "talk", key: str = "a key", note: str = "") -> ReachOut:
    """Reach out, by the service."""
    asking = reaching.Asking(level=offers.Level(level), request_key=key, note=note)
    return reaching.reach_out(owner_id=owner.id, asking=asking, now=at)


@pytest.fixture
def reached(ona: Person, tie: Tie, at: datetime) -> ReachOut:
    """Ona's open reach-out, which asks Sam."""
    return reach_out(ona, at, note=NOTE_CANARY)


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look for the database at a port where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", str(held.getsockname()[1]))
        yield
        connection.close()


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Make these calls at the same moment, each with a connection of its own."""
    ready = Barrier(len(calls))

    def call(one: Callable[[], Any]) -> Any:
        try:
            ready.wait(20)
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(call, calls))
