"""The organiser's page: how the engine is, what was set aside, who has which role."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.kernel import due
from alongside.notifications.models import Delivery
from alongside.reachouts.models import FollowUp, ReachOut
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(make_person: MakePerson, now: datetime) -> Person:
    """Somebody who organises the place."""
    person = make_person("Orla Madeup")
    person.role_grants.create(role="organiser", created_at=now)
    return person


@pytest.fixture
def stuck(make_person: MakePerson, now: datetime) -> FollowUp:
    """A follow-up that was set aside."""
    row = ReachOut.objects.create(
        created_at=now, owner=make_person("Ona Madeup"), level="talk", request_key="1", state="unanswered"
    )
    return FollowUp.objects.create(
        created_at=now, reach_out=row, due_at=now, set_aside_at=now, set_aside_why="builtins.ZeroDivisionError"
    )


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person) -> str:
    return signed_in(person).get("/organise/").content.decode()


def test_what_was_set_aside_is_shown_and_can_be_tried_again(organiser: Person, stuck: FollowUp) -> None:
    assert "builtins.ZeroDivisionError" in page(organiser)
    assert "1 piece of work" in signed_in(organiser).get("/").content.decode()
    address = reverse("organise-again", args=["follow-up", stuck.id])
    assert signed_in(organiser).post(address).status_code == 302
    stuck.refresh_from_db()
    assert (stuck.set_aside_at, stuck.set_aside_why) == (None, "")
    assert Entry.objects.filter(action="due.tried-again", actor=organiser.id, subject=stuck.id).count() == 1
    assert "Nothing is set aside." in page(organiser)


@pytest.mark.parametrize("urgent", [True, False])
def test_a_delivery_that_was_set_aside_can_be_tried_again_too(organiser: Person, now: datetime, urgent: bool) -> None:
    """The names of kinds are words: they must fit into an address."""
    row = Delivery.objects.create(
        created_at=now,
        due_at=now,
        key="made-up",
        text="notifications.test",
        path="/",
        person=organiser,
        channel="email",
        urgent=urgent,
        expires_at=now,
        set_aside_at=now,
    )
    kind = next(kind for kind in due.kinds() if kind.rows().filter(id=row.id).exists())
    address = reverse("organise-again", args=[kind.name, row.id])
    assert address in page(organiser)
    assert signed_in(organiser).post(address).status_code == 302
    row.refresh_from_db()
    assert row.set_aside_at is None


def test_trying_again_what_is_not_set_aside_says_so(organiser: Person, stuck: FollowUp) -> None:
    FollowUp.objects.update(set_aside_at=None)
    address = reverse("organise-again", args=["follow-up", stuck.id])
    assert signed_in(organiser).post(address).status_code == 409
    unknown = reverse("organise-again", args=["made-up", stuck.id])
    assert signed_in(organiser).post(unknown).status_code == 404


def test_roles_are_given_and_taken_by_alias(organiser: Person, make_person: MakePerson) -> None:
    person = make_person("Lis Madeup")
    browser = signed_in(organiser)
    browser.post("/organise/", {"alias": "lis  MADEUP", "role": "listener", "move": "give"})
    assert list(person.role_grants.values_list("role", flat=True)) == ["listener"]
    assert "Lis Madeup" in page(organiser)
    again = browser.post("/organise/", {"alias": "Lis Madeup", "role": "listener", "move": "give"})
    assert again.status_code == 422
    assert "They have this role already" in again.content.decode()
    browser.post("/organise/", {"alias": "Lis Madeup", "role": "listener", "move": "take"})
    assert not person.role_grants.exists()


@pytest.mark.parametrize(
    "wrong", [{"alias": "Nobody"}, {"alias": ""}, {"alias": "a\x00b"}, {"role": "king"}, {"move": "x"}]
)
def test_what_cannot_be_is_refused_and_kept(organiser: Person, wrong: dict[str, str]) -> None:
    values = {"alias": "Orla Madeup", "role": "listener", "move": "give", **wrong}
    answer = signed_in(organiser).post("/organise/", values)
    assert answer.status_code == 422
    assert "Nothing is lost" in answer.content.decode()
    assert list(organiser.role_grants.values_list("role", flat=True)) == ["organiser"]


def test_only_organisers_come_in(make_person: MakePerson, stuck: FollowUp, now: datetime) -> None:
    member, listener = make_person("Mo Madeup"), make_person("Lis Madeup")
    listener.role_grants.create(role="listener", created_at=now)
    address = reverse("organise-again", args=["follow-up", stuck.id])
    for person in (member, listener):
        assert signed_in(person).get("/organise/").status_code == 403
        assert signed_in(person).post(address).status_code == 403
    assert Client().get("/organise/").status_code == 302
    stuck.refresh_from_db()
    assert stuck.set_aside_at == now
