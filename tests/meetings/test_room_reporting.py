"""What is written in the room of a meeting before moderators: who reports it, what they show, who looks."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, NotFound
from alongside.meetings import services
from alongside.meetings.models import Hosting, Line
from alongside.safety import services as safety
from alongside.safety.case_page import case_view
from alongside.safety.details import Telling
from alongside.safety.enums import Act
from alongside.safety.models import Case
from alongside.safety.policies import may_act, visible_cases
from alongside.safety.services.reporting import access_thing
from tests.circles.browser import to
from tests.circles.conftest import SignIn, sign_in
from tests.conftest import MakePerson
from tests.support.rooms import does, enters, hosted

__all__ = ["sign_in"]
pytestmark = pytest.mark.django_db
People = tuple[Person, Person, Person]


@pytest.fixture
def people(make_person: MakePerson) -> People:
    """Who hosts the meeting, who writes what is reported, and who reports it."""
    return make_person("Ada Madeup"), make_person("Ben Madeup"), make_person("Cleo Madeup")


@pytest.fixture
def moderator(make_person: MakePerson, now: datetime) -> Person:
    """Somebody who moderates the whole place, and is not in the room."""
    person = make_person("Moderator Madeup")
    RoleGrant.objects.create(created_at=now, person=person, role=Role.MODERATOR)
    return person


@pytest.fixture
def hosting(people: People) -> Hosting:
    """A meeting that is on, with all of them in its room, where everybody writes."""
    now = current_time()  # pages read the clock
    made = hosted(people[0], now)
    for person in people:
        enters(person, made, now)
    does(people[0], made, "chat", now, chat="open")
    return made


def say(hosting: Hosting, by: Person, words: str, after: int = 0) -> Line:
    """Have somebody write a line."""
    moment = current_time() + timedelta(seconds=after)
    return services.write_line(actor=by, slug=hosting.meeting.slug, words=words, now=moment)


def report(by: Person, line: Line, now: datetime, *chosen: Line) -> Case:
    """Report a line, with others beside it."""
    telling = Telling("money", chosen=frozenset(one.id for one in chosen))
    return safety.report(actor=by, kind="meeting-line", subject=line.id, telling=telling, now=now).case


def test_a_line_is_reported_to_moderators_of_the_place_with_what_was_chosen(
    hosting: Hosting, people: People, moderator: Person, now: datetime
) -> None:
    ada, ben, cleo = people
    lines = [say(hosting, *said) for said in ((ada, "Welcome.", 0), (ben, "Buy canary pills.", 1), (cleo, "Stop.", 2))]
    thing = access_thing(cleo, "meeting-line", lines[1].id)
    assert (thing.name, thing.place, thing.about_id) == ("Ben", "Evening circle Madeup", ben.id)
    assert [(one.who, one.words) for one in thing.others] == [("Ada", "Welcome."), ("", "Stop.")]
    case = report(cleo, lines[1], now, lines[2])
    assert (case.about_id, case.community, case.for_community) == (ben.id, None, False)
    pieces = [(one.who, one.words) for row in case_view(case, moderator, now=now).reports for one in row.pieces]
    assert pieces == [("Ben", "Buy canary pills."), ("", "Stop.")]
    assert [list(visible_cases(one, now=now)) for one in (moderator, ada, ben, cleo)] == [[case], [], [], []]
    acts = {act for act, _reach in may_act(moderator, case)}
    assert acts == {Act.NOTE, Act.WARN, Act.PAUSE, Act.REMOVE}


def test_whoever_is_not_in_the_room_and_who_wrote_it_reports_nothing(
    hosting: Hosting, people: People, moderator: Person
) -> None:
    line = say(hosting, people[1], "Buy canary pills.")
    for subject in (line.id, uuid4()):
        with pytest.raises(NotFound):
            access_thing(moderator, "meeting-line", subject)
    with pytest.raises(Conflict):
        access_thing(people[1], "meeting-line", line.id)


def test_what_was_shown_stays_when_the_meeting_ends_and_nothing_more_is_reported(
    hosting: Hosting, people: People, moderator: Person, now: datetime
) -> None:
    ada, ben, cleo = people
    line, other = say(hosting, ben, "Buy canary pills."), say(hosting, ben, "Cheap.", 1)
    case = report(cleo, line, now)
    does(ada, hosting, "close", current_time())
    assert not Line.objects.exists()
    with pytest.raises(NotFound):
        access_thing(cleo, "meeting-line", other.id)
    (shown,) = case_view(case, moderator, now=now).reports
    assert [one.words for one in shown.pieces] == ["Buy canary pills."]


def test_each_line_of_the_room_leads_to_its_report(hosting: Hosting, people: People, sign_in: SignIn) -> None:
    line = say(hosting, people[1], "Buy canary pills.")
    browser, path = sign_in(people[2]), to("report", "meeting-line", line.id)
    assert path in browser.get(to("room", hosting.meeting.slug)).content.decode()
    assert "Buy canary pills." in browser.get(path).content.decode()
    sent = browser.post(path, {"reason": "money", "words": ""})
    assert sent.status_code == 303
    assert Case.objects.get().kind == "meeting-line"
