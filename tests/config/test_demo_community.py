"""The demo shows a group whole: a room, calls, letters between members, a small circle, what came before moderators."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from alongside.accounts.models import Person, RoleGrant
from alongside.config.demo_groups import GROUPS, bring_together
from alongside.groups.calling.page import calls_of
from alongside.groups.chat.page import lines_before
from alongside.groups.milestones.words import AN_ANNIVERSARY
from alongside.groups.models import ChatRoom, Membership, Reading
from alongside.groups.policies import access_standing
from alongside.groups.threads.lists import milestones_of
from alongside.messaging.circle_queries import asked_into, company_of
from alongside.messaging.models import Seat
from alongside.messaging.queries import conversations_of, talk_of
from alongside.safety.enums import Reason, Source
from alongside.safety.models import Decision
from alongside.safety.own_queries import own_decisions
from alongside.safety.queue import queue_of
from alongside.safety.services.appealing import appeal, may_appeal
from tests.conftest import MakePerson

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)

People = Mapping[str, Person]


@pytest.fixture
def people(make_person: MakePerson) -> People:
    """Bring people together as the demo does, with a moderator of the whole place beside them."""
    aliases = {alias for made in GROUPS for alias, _there in made.people} | {"Otter"}
    found = {alias: make_person(alias) for alias in sorted(aliases)}
    RoleGrant.objects.create(created_at=NOW, person=found["Otter"], role="moderator")
    bring_together(found, now=NOW)
    return found


def in_group(people: People, alias: str) -> Membership:
    """Return somebody's place in the first group."""
    row = Membership.objects.get(group__name=GROUPS[0].details.name, person=people[alias])
    return access_standing(people[alias], row.group.slug)


@pytest.mark.django_db
def test_it_shows_a_room_a_call_that_is_due_and_a_milestone(people: People) -> None:
    lines = lines_before(ChatRoom.objects.get(), None, now=NOW)
    assert len({line.alias for line in lines}) == 6
    assert [line.words for line in lines[:2]] == [
        "Kettle is on. Who is here?",
        "Me. Just home, and the flat is very quiet.",
    ]
    host, greeter = in_group(people, "Linden"), in_group(people, "Swift")
    [call] = calls_of(host, now=NOW)
    assert (call.alias, call.is_asked, call.claimed_by) == ("Window Seat", True, "")
    assert [one.alias for one in calls_of(greeter, now=NOW)] == ["Window Seat"]
    [reached] = milestones_of(host).lines
    assert reached.title == f"{AN_ANNIVERSARY}: one year"
    assert Reading.objects.filter(
        membership=in_group(people, "Heron"), thread__title="Hello from somebody new"
    ).exists()


@pytest.mark.django_db
def test_two_write_to_each_other_and_a_few_in_a_small_circle(people: People) -> None:
    seats = Seat.objects.filter(person=people["Swift"])
    two, circle = seats.get(conversation__is_circle=False), seats.get(conversation__is_circle=True)
    talk = talk_of(two)
    assert (talk.other.name, len(talk.lines)) == ("Amber Kettle", 5)
    assert [(row.name, row.new) for row in conversations_of(people["Heron"]).rows] == [("Northern River", 1)]
    assert [row.new for row in conversations_of(people["Swift"]).rows] == [0, 0], "who wrote last has read all"
    company = company_of(circle, unheard=())
    assert (company.names, company.waiting) == (["Quiet Lantern", "Silver Feather"], 1)
    assert [(one.name, one.place) for one in asked_into(people["Heron"])] == [("Quiet Lantern", "Long evenings")]


@pytest.mark.django_db
def test_moderators_have_cases_and_somebody_may_ask_for_another_look(people: People) -> None:
    assert [(one.is_urgent, one.reasons) for one in queue_of(people["Otter"], now=NOW).lines] == [
        (True, [str(Source.WORDS.label)]),
        (False, [str(Reason.PREYING.label)]),
    ]
    assert [one.is_urgent for one in queue_of(people["Linden"], now=NOW).lines] == [True, False, False]
    [decided] = own_decisions(people["Merlin"], now=NOW)
    assert decided.why.startswith("This is somebody else's story")
    row = Decision.objects.get(id=decided.id)
    assert (decided.asked, may_appeal(row, now=NOW)) == (None, True)
    appeal(actor=people["Merlin"], decision_id=row.id, words="I had not thought that he can be known.", now=NOW)
    assert len(queue_of(people["Teal"], now=NOW).appeals) == 1, "somebody else looks at it"
