"""Proposing a meeting: read by organisers alone, let in or not, and answered; for who proposes it and for others."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.meetings import privacy, services
from alongside.meetings.details import Draft
from alongside.meetings.models import Meeting, Proposal
from alongside.meetings.proposals_page import own_proposals, waiting_proposals
from alongside.meetings.run_outgoing import LOOKED_AFTER, PROPOSAL
from alongside.notifications.models import Delivery
from alongside.notifications.wording import NEUTRAL_BODY, words_of
from tests.journeys.conftest import give_device
from tests.meetings import test_of_groups

member, stranger, organiser = test_of_groups.member, test_of_groups.stranger, test_of_groups.organiser

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
FORM = {
    "name": "Morning Madeup", "program": "sg", "rhythm": "weekly", "day": "3", "time": "09:00", "time_zone": "UTC",
    "attendance": "in_person", "street": "Lane 1", "city": "Town",
}  # fmt: skip
WHY = "It is listed already, as Sunrise."


def draft(name: str = "Morning Madeup", **values: Any) -> Draft:
    usual = {"day": 3, "time": time(9), "street": "Lane 1", "city": "Town"}
    return Draft(name, "sg", "UTC", **{**usual, **values})


def propose(person: Person, name: str = "Morning Madeup", *, now: datetime = NOW, **values: Any) -> Proposal:
    return services.propose_meeting(actor=person, draft=draft(name, **values), now=now)


def told() -> list[tuple[Any, str, str]]:
    return list(Delivery.objects.order_by("id").values_list("person_id", "text", "path"))


def test_organisers_hear_of_it_once_a_day_and_nobody_finds_it(member: Person, organiser: Person) -> None:
    give_device(organiser, NOW)
    propose(member)
    propose(member, "Evening Madeup")
    assert told() == [(organiser.id, LOOKED_AFTER, "/organise/meetings/")]
    assert [(one.name, one.alias) for one in waiting_proposals(organiser)] == [
        ("Morning Madeup", "Mia Madeup"),
        ("Evening Madeup", "Mia Madeup"),
    ]
    assert not Meeting.objects.exists()
    assert [(one.name, one.state, one.is_waiting) for one in own_proposals(member)] == [
        ("Evening Madeup", "Waits for the organisers", True),
        ("Morning Madeup", "Waits for the organisers", True),
    ]


def test_let_in_as_an_organiser_corrects_it_and_who_proposed_it_is_told(member: Person, organiser: Person) -> None:
    give_device(member, NOW)
    row = propose(member)
    meeting = services.let_in_proposal(actor=organiser, proposal_id=row.id, draft=draft("Mornings Madeup"), now=NOW)
    assert (meeting.name, meeting.time, meeting.community) == ("Mornings Madeup", time(9), None)
    assert told() == [(member.id, PROPOSAL, "/my-meetings/proposed/")]
    (one,) = own_proposals(member)
    assert (one.state, one.slug, one.why) == ("Let in: everybody finds it", meeting.slug, "")
    assert waiting_proposals(organiser) == []
    with pytest.raises(NotFound):
        services.let_in_proposal(actor=organiser, proposal_id=row.id, draft=draft(), now=NOW)
    meeting.delete()
    assert own_proposals(member)[0].slug == ""
    assert Entry.objects.filter(action="meetings.proposal_let_in", about=member.id).count() == 1


def test_not_let_in_takes_a_word_that_they_read(member: Person, organiser: Person) -> None:
    give_device(member, NOW)
    row = propose(member)
    with pytest.raises(Invalid):
        services.not_let_in(actor=organiser, proposal_id=row.id, why=" ", now=NOW)
    services.not_let_in(actor=organiser, proposal_id=row.id, why=WHY, now=NOW)
    assert [(one.state, one.why) for one in own_proposals(member)] == [("Does not go in", WHY)]
    assert [text for _person, text, _path in told()] == [PROPOSAL]
    assert not Meeting.objects.exists()


def test_nobody_else_sees_answers_or_takes_it_back(member: Person, stranger: Person) -> None:
    row = propose(member)
    assert own_proposals(stranger) == []
    for person in (member, stranger):
        with pytest.raises(NotAllowed):
            waiting_proposals(person)
        with pytest.raises(NotAllowed):
            services.let_in_proposal(actor=person, proposal_id=row.id, draft=draft(), now=NOW)
        with pytest.raises(NotAllowed):
            services.not_let_in(actor=person, proposal_id=row.id, why=WHY, now=NOW)
    with pytest.raises(NotFound):
        services.take_back_proposal(actor=stranger, proposal_id=row.id, now=NOW)
    services.take_back_proposal(actor=member, proposal_id=row.id, now=NOW)
    assert not Proposal.objects.exists()


def test_what_was_taken_back_is_not_let_in_and_what_is_answered_not_taken_back(
    member: Person, organiser: Person
) -> None:
    row = propose(member)
    services.take_back_proposal(actor=member, proposal_id=row.id, now=NOW)
    with pytest.raises(NotFound):
        services.let_in_proposal(actor=organiser, proposal_id=row.id, draft=draft(), now=NOW)
    row = propose(member)
    services.not_let_in(actor=organiser, proposal_id=row.id, why=WHY, now=NOW)
    with pytest.raises(NotFound):
        services.take_back_proposal(actor=member, proposal_id=row.id, now=NOW)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"day": None}, "day"), ({"street": ""}, "location"), ({"types": ("XX",)}, "types")],
)
def test_what_could_not_go_in_is_not_proposed(member: Person, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        propose(member, **values)
    assert refusal.value.field == field
    assert not Proposal.objects.exists()


def test_three_wait_at_once_and_five_are_made_a_day(member: Person) -> None:
    rows = [propose(member) for _one in range(3)]
    with pytest.raises(Conflict, match="Three of your meetings"):
        propose(member)
    for row in rows:
        services.take_back_proposal(actor=member, proposal_id=row.id, now=NOW)
    for _one in range(2):
        propose(member)
    with pytest.raises(TooMany):
        propose(member)
    assert propose(member, now=NOW + timedelta(days=1))


def test_it_is_in_the_export_and_goes_with_them_but_the_meeting_stays(member: Person, organiser: Person) -> None:
    row = propose(member, rhythm="once", day=None, on_date=date(2026, 12, 24))
    (one,) = privacy.export(member.id)["meetings_proposed"]
    assert (one["meeting"], one["proposal_state"], one["why"]) == ("Morning Madeup", "waiting", "")
    assert "on_date: 2026-12-24" in str(one["said"])
    services.let_in_proposal(actor=organiser, proposal_id=row.id, draft=draft(), now=NOW)
    erase_person(actor=member, now=NOW)
    assert (Proposal.objects.count(), Meeting.objects.count()) == (0, 1)


def test_it_is_forgotten_some_months_after_the_answer(member: Person, organiser: Person) -> None:
    row = propose(member)
    propose(member, "Evening Madeup")
    services.not_let_in(actor=organiser, proposal_id=row.id, why=WHY, now=NOW)
    assert services.forget_proposals(NOW + timedelta(days=90)) == 0
    assert services.forget_proposals(NOW + timedelta(days=90, seconds=1)) == 1
    assert Proposal.objects.get().said["name"] == "Evening Madeup"


@pytest.mark.parametrize(
    "change",
    [
        {"state": "let_in"},
        {"state": "never"},
        {"ended_at": NOW},
        {"why": "No"},
        {"state": "not_let_in", "ended_at": NOW},
    ],
)
def test_the_database_refuses(member: Person, change: dict[str, Any]) -> None:
    propose(member)
    with pytest.raises(IntegrityError, match="meetings_proposal_state"), transaction.atomic():
        Proposal.objects.update(**change)


def test_both_pages(member: Person, stranger: Person, organiser: Person, client: Client) -> None:
    client.force_login(member)
    assert "Propose a meeting" in client.get("/my-meetings/").text
    assert client.post("/my-meetings/proposed/", {**FORM, "name": "a\x00b"}).status_code == 422
    assert client.post("/my-meetings/proposed/", {**FORM, "day": ""}).status_code == 422
    answer = client.post("/my-meetings/proposed/", FORM, follow=True)
    assert "Waits for the organisers" in answer.text
    row = Proposal.objects.get()
    at = f"/organise/meetings/proposed/{row.id}/"
    assert client.get(at).status_code == 403
    client.force_login(stranger)
    assert client.post(f"/my-meetings/proposed/{row.id}/take-back/").status_code == 404
    client.force_login(organiser)
    assert "Mia Madeup" in client.get("/organise/meetings/").text
    page = client.get(at).text
    for said in ('value="Morning Madeup"', 'value="Lane 1"', 'value="09:00', "Proposed by Mia Madeup."):
        assert said in page
    assert client.post(f"{at}not/", {"why": ""}).status_code == 422
    assert client.post(at, {**FORM, "city": ""}).status_code == 303
    client.force_login(member)
    assert "Let in: everybody finds it" in client.get("/my-meetings/proposed/").text


def test_it_can_be_switched_off(member: Person, client: Client, settings: Any) -> None:
    settings.PROPOSE_MEETINGS = False
    client.force_login(member)
    assert "Propose a meeting" not in client.get("/my-meetings/").text
    assert client.get("/my-meetings/proposed/").status_code == 403
    with pytest.raises(NotAllowed):
        propose(member)


def test_what_goes_out_names_nothing() -> None:
    assert words_of(PROPOSAL, locale="en", says_more=False).body == str(NEUTRAL_BODY)
    assert "meeting" not in str(words_of(PROPOSAL, locale="en", says_more=True).body)
