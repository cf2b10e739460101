"""What was brought before moderators always reaches somebody who can look, whoever hands over, leaves or is removed."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.notifications.models import EmailAddress
from alongside.safety import services
from alongside.safety.models import Case, Decision
from alongside.safety.policies import visible_cases
from tests.safety.conftest import Bring, Decide, Place, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everybody_has_mail(place: Place, now: datetime, settings: Settings) -> None:
    """What moderators are told goes out by mail."""
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    for one in (place.host, place.keeper, place.moderator, place.second, place.organiser):
        EmailAddress.objects.create(created_at=now, person=one, address_sealed=b"no", verified_at=now)


def sees(actor: Person, now: datetime) -> int:
    """Count the cases that somebody may look after."""
    return visible_cases(actor, now=now).count()


def remove(place: Place, person: Person, now: datetime) -> None:
    """Have somebody be removed from the whole place, as two moderators decided some time."""
    case = Case.objects.create(
        created_at=now, kind="member", subject=person.id, instance_from=now, about=person, evidence_until=now + DAY
    )
    held = {"state": "in_force", "in_force_at": now, "by": place.moderator, "confirmed_by": place.second}
    Decision.objects.create(created_at=now, case=case, act="remove", reach="instance", about=person, **held)


DAY = timedelta(days=1)


def test_who_hands_a_case_over_is_not_told_that_it_waits(place: Place, bring: Bring, now: datetime) -> None:
    case = bring()
    before = told(place.keeper, "safety.queue")
    services.hand_over(actor=place.keeper, case_id=case.id, now=now)
    assert (told(place.keeper, "safety.queue") - before, told(place.host, "safety.queue")) == (0, 2)


def test_who_was_removed_is_told_of_nothing_and_is_no_second_person(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    remove(place, place.host, now)
    row = decide(place.keeper, bring(), "remove", "group")
    assert told(place.host, "safety.queue") == 0
    assert row.needs_organiser


def test_who_handed_a_case_over_is_no_second_person(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    case = bring()
    services.hand_over(actor=place.host, case_id=case.id, now=now)
    assert decide(place.keeper, case, "remove", "group").needs_organiser
