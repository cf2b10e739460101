"""What the database itself refuses of events, whoever writes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import (
    Event,
    EventComing,
    EventGuest,
    EventLine,
    EventMute,
    EventQuestion,
    EventVote,
    Group,
    Membership,
)
from alongside.groups.stage.details import Order
from tests.groups.stage_of import Ask, Plan, ask, company, plan
from tests.groups.test_constraints import refused

__all__ = ["ask", "company", "plan"]

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-03-05T00:00+00:00")


@pytest.fixture
def event(company: Group, plan: Plan) -> Event:
    """An event that is planned."""
    return plan(company)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_event_says", {"title": ""}),
        ("groups_event_says", {"about": ""}),
        ("groups_event_says", {"zone": ""}),
        ("groups_event_kind", {"kind": "party"}),
        ("groups_event_minutes", {"minutes": 9}),
        ("groups_event_minutes", {"minutes": 481}),
        ("groups_event_call_url", {"call_url": "http://meet.example.org/x"}),
        ("groups_event_state", {"state": "asleep"}),
        ("groups_event_state", {"state": "live"}),
        ("groups_event_state", {"state": "over", "ended_at": AT}),
        ("groups_event_state", {"state": "cancelled"}),
        ("groups_event_state", {"began_at": AT}),
        ("groups_event_ends_after", {"state": "over", "began_at": AT, "ended_at": AT - timedelta(hours=1)}),
        ("groups_event_summary_after", {"summary": "Too soon", "summary_html": "<p>Too soon</p>"}),
    ],
)
def test_an_event_is_whole(event: Event, name: str, change: dict[str, Any]) -> None:
    refused(name, lambda: Event.objects.filter(id=event.id).update(**change))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_eventquestion_state", {"state": "lost"}),
        ("groups_eventquestion_sealed_before", {"words": "Read before it is on the stage"}),
        ("groups_eventquestion_sealed_before", {"words_sealed": None}),
        ("groups_eventquestion_sealed_before", {"state": "answered"}),
        ("groups_eventquestion_sealed_before", {"staged_at": AT}),
        ("groups_eventquestion_merged", {"state": "merged"}),
        ("groups_eventquestion_taken", {"state": "taken"}),
        ("groups_eventquestion_taken", {"taken_at": AT}),
        ("groups_eventquestion_hidden", {"state": "taken", "taken_at": AT, "hidden_at": AT}),
    ],
)
def test_a_question_is_whole(event: Event, mate: Person, ask: Ask, name: str, change: dict[str, Any]) -> None:
    question = ask(event, mate)
    refused(name, lambda: EventQuestion.objects.filter(id=question.id).update(**change))


def test_one_question_is_on_the_stage(event: Event, owner: Person, mate: Person, ask: Ask) -> None:
    place = {"slug": event.group.slug, "event_id": event.id}
    services.begin_event(actor=owner, **place, now=event.starts_at)
    first, second = ask(event, mate, "First Test?"), ask(event, mate, "Second Test?")
    services.act_on_question(actor=owner, **place, order=Order("stage", first.id), now=event.starts_at)
    also = {"state": "on_stage", "words": "x", "words_sealed": None, "staged_at": event.starts_at}
    refused("groups_eventquestion_one_on_stage", lambda: EventQuestion.objects.filter(id=second.id).update(**also))


def test_each_is_said_once(event: Event, owner: Person, mate: Person, ask: Ask, now: datetime) -> None:
    host, member = (Membership.objects.get(person=person, group=event.group) for person in (owner, mate))
    question = ask(event, mate)
    once = {"event": event, "membership": member, "created_at": now}
    for name, model in (
        ("groups_eventcoming_once", EventComing),
        ("groups_eventguest_once", EventGuest),
        ("groups_eventmute_once", EventMute),
    ):
        model.objects.create(**once)
        refused(name, lambda model=model: model.objects.create(**once))
    vote = {"question": question, "membership": host, "created_at": now}
    EventVote.objects.create(**vote)
    refused("groups_eventvote_once", lambda: EventVote.objects.create(**vote))
    refused("groups_eventguest_said", lambda: EventGuest.objects.update(said="perhaps"))
    refused("groups_eventguest_asked", lambda: EventGuest.objects.update(said="yes", is_asked=False))
    refused("groups_eventline_words", lambda: EventLine.objects.create(**once, words_sealed=b""))
