"""Who offers to serve a meeting is confirmed by those who look after it, and then has the power of the role."""

from datetime import datetime

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.kernel.clock import current_time
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.meetings import services
from alongside.meetings.models import Hosting, MeetingRole, Serving
from alongside.meetings.room_lobby import lobby_of
from alongside.meetings.room_policies import standing_of
from tests.conftest import MakePerson
from tests.support.rooms import enters, hosted

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(make_person: MakePerson) -> Person:
    return make_person("Stella Madeup")


@pytest.fixture
def ben(make_person: MakePerson) -> Person:
    return make_person("Ben Madeup")


@pytest.fixture
def hosting(steward: Person, now: datetime) -> Hosting:
    """A meeting that begins now, with a chair and a greeter."""
    found = hosted(steward, now)
    for kind in ("chair", "greeter"):
        found.roles.create(created_at=now, kind=kind)
    return found


def offers(person: Person, hosting: Hosting, *kinds: str, now: datetime) -> None:
    roles = list(MeetingRole.objects.filter(hosting=hosting, kind__in=kinds).values_list("id", flat=True))
    services.choose_served(actor=person, slug=hosting.meeting.slug, role_ids=roles, now=now)


def chairs_today(person: Person, hosting: Hosting, now: datetime) -> None:
    role = hosting.roles.get(kind="chair")
    role.services.update_or_create(
        on_date=hosting.meeting.on_date,
        defaults={"serving": Serving.objects.get(person=person, role=role)},
        create_defaults={
            "created_at": now,
            "starts_at": now,
            "serving": Serving.objects.get(person=person, role=role),
        },
    )


def test_a_chair_leads_once_a_steward_says_yes(hosting: Hosting, *, steward: Person, ben: Person, now) -> None:
    slug, day = hosting.meeting.slug, hosting.meeting.on_date
    offers(ben, hosting, "chair", now=now)
    chairs_today(ben, hosting, now)
    assert not standing_of(ben, hosting, day).is_host
    row = Serving.objects.get(person=ben)
    services.answer_offer(actor=steward, slug=slug, serving_id=row.id, says_yes=True, now=now)
    assert standing_of(ben, hosting, day).is_host
    assert Entry.objects.filter(action="meetings.offer_confirmed", subject=row.id, about=ben.id).exists()
    # Once is enough, and only on their own dates.
    with pytest.raises(NotFound):
        services.answer_offer(actor=steward, slug=slug, serving_id=row.id, says_yes=False, now=now)
    row.services.all().delete()
    assert not standing_of(ben, hosting, day).is_host


def test_a_greeter_gets_no_power_over_others_by_it(hosting: Hosting, *, steward: Person, ben: Person, now) -> None:
    offers(ben, hosting, "greeter", now=now)
    row = Serving.objects.get(person=ben)
    services.answer_offer(actor=steward, slug=hosting.meeting.slug, serving_id=row.id, says_yes=True, now=now)
    row.services.create(created_at=now, role=row.role, on_date=hosting.meeting.on_date, starts_at=now)
    standing = standing_of(ben, hosting, hosting.meeting.on_date)
    assert (standing.is_host, standing.role) == (False, "greeter")


def test_the_lobby_names_a_chair_as_host_once_they_are_confirmed(
    hosting: Hosting, *, steward: Person, ben: Person, now: datetime
) -> None:
    offers(ben, hosting, "chair", now=now)
    chairs_today(ben, hosting, now)
    assert lobby_of(steward, hosting, now=now).hosts == ["Stella Madeup"]
    Serving.objects.update(confirmed_at=now)
    assert lobby_of(steward, hosting, now=now).hosts == ["Ben Madeup"]


def test_not_now_frees_them_and_nobody_else_answers(hosting: Hosting, *, steward: Person, ben: Person, now) -> None:
    offers(ben, hosting, "chair", "greeter", now=now)
    one, other = Serving.objects.filter(person=ben).order_by("role__kind")
    with pytest.raises(NotAllowed):
        services.answer_offer(actor=ben, slug=hosting.meeting.slug, serving_id=one.id, says_yes=True, now=now)
    services.answer_offer(actor=steward, slug=hosting.meeting.slug, serving_id=one.id, says_yes=False, now=now)
    assert list(Serving.objects.filter(person=ben)) == [other]


def test_who_was_asked_or_looks_after_it_is_confirmed_by_a_yes(hosting: Hosting, *, steward, ben: Person, now) -> None:
    chair = hosting.roles.get(kind="chair")
    services.ask_to_serve(actor=steward, slug=hosting.meeting.slug, role_id=chair.id, person=ben, now=now)
    offers(ben, hosting, "chair", "greeter", now=now)
    said = Serving.objects.filter(person=ben).values_list("role__kind", "confirmed_at")
    assert dict(said) == {"chair": now, "greeter": None}
    offers(steward, hosting, "greeter", now=now)
    assert Serving.objects.get(person=steward).confirmed_at == now


def test_a_room_for_the_team_lets_in_who_is_confirmed(hosting: Hosting, *, steward: Person, ben: Person, now) -> None:
    offers(ben, hosting, "greeter", now=now)
    row = Serving.objects.get(person=ben)
    services.answer_offer(actor=steward, slug=hosting.meeting.slug, serving_id=row.id, says_yes=True, now=now)
    Hosting.objects.update(admits="team")
    enters(steward, hosting, now, name="Stella")
    assert enters(ben, hosting, now, name="Ben").presences.filter(person=ben).exists()


def test_the_page_asks_those_who_look_after_it_alone(hosting: Hosting, *, steward, ben: Person, client: Client) -> None:
    slug, now = hosting.meeting.slug, current_time()
    offers(ben, hosting, "greeter", now=now)
    client.force_login(ben)
    assert "Who offers to help" not in client.get(f"/meetings/{slug}/run/").text
    client.force_login(steward)
    page = client.get(f"/meetings/{slug}/run/").text
    assert "Who offers to help" in page
    assert "Ben Madeup" in page
    row = Serving.objects.get(person=ben)
    answer = client.post(f"/meetings/{slug}/run/offers/{row.id}/", {"says": "yes"}, follow=True).text
    assert "They are confirmed, and are told." in answer
    assert "Who offers to help" not in answer
