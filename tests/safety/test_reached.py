"""What was brought before moderators always reaches somebody who can look, whoever hands over, leaves or is removed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.groups import services as groups
from alongside.groups.models import Membership
from alongside.kernel.due import kinds, step_due
from alongside.notifications.models import EmailAddress
from alongside.safety import services
from alongside.safety.models import Case, Decision
from alongside.safety.policies import visible_cases
from tests.safety.conftest import Bring, Decide, Place, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def everybody_has_mail(place: Place, now: datetime, settings: Settings) -> None:
    """What moderators are told goes out by mail."""
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    for one in (place.host, place.keeper, place.moderator, place.second, place.organiser):
        EmailAddress.objects.create(created_at=now, person=one, address_sealed=b"no", verified_at=now)


def sees(actor: Person, now: datetime) -> int:
    """Count the cases that somebody may look after."""
    return visible_cases(actor, now=now).count()


def step(now: datetime) -> None:
    """Move the cases that are due."""
    step_due(next(kind for kind in kinds() if kind.name == "safety-case"), now=now)


def remove(place: Place, person: Person, now: datetime) -> None:
    """Have somebody be removed from the whole place, as two moderators decided some time."""
    case = Case.objects.create(
        created_at=now, kind="member", subject=person.id, instance_from=now, about=person, evidence_until=now + DAY
    )
    held = {"state": "in_force", "in_force_at": now, "by": place.moderator, "confirmed_by": place.second}
    Decision.objects.create(created_at=now, case=case, act="remove", reach="instance", about=person, **held)


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


def test_what_a_groups_only_moderator_hands_over_reaches_those_of_the_place(
    place: Place, bring: Bring, now: datetime
) -> None:
    Membership.objects.filter(person=place.keeper).update(role="member")
    case = bring()
    assert [sees(one, now) for one in (place.host, place.moderator)] == [1, 0]
    services.hand_over(actor=place.host, case_id=case.id, now=now)
    assert [sees(one, now) for one in (place.host, place.moderator)] == [0, 1]
    assert [told(one, "safety.queue") for one in (place.host, place.moderator)] == [1, 1]


def test_what_everybody_who_looks_after_the_group_reported_reaches_those_of_the_place(
    place: Place, bring: Bring, now: datetime
) -> None:
    bring(by=place.keeper)
    assert [sees(one, now) for one in (place.host, place.moderator)] == [1, 0]
    bring(by=place.host)
    assert [sees(one, now) for one in (place.host, place.moderator)] == [0, 1]
    assert told(place.moderator, "safety.queue") == 1


def test_what_is_reported_where_everybody_who_looks_was_removed_goes_to_those_of_the_place(
    place: Place, bring: Bring, now: datetime
) -> None:
    for person in (place.host, place.keeper):
        remove(place, person, now)
    bring()
    assert [case.for_community for case in visible_cases(place.moderator, now=now).filter(kind="post")] == [False]


def leave(place: Place, person: Person, now: datetime) -> None:
    """Leave the group."""
    groups.leave_group(actor=person, slug=place.group.slug, now=now)


def erase(_place: Place, person: Person, now: datetime) -> None:
    """Erase the account."""
    erase_person(actor=person, now=now)


@pytest.mark.parametrize("go", [erase, leave, remove])
def test_within_a_day_after_nobody_can_look_those_of_the_place_do(
    place: Place, bring: Bring, now: datetime, *, go: Callable[[Place, Person, datetime], None]
) -> None:
    case = bring(by=place.host)
    go(place, place.keeper, now)
    assert not visible_cases(place.moderator, now=now).filter(id=case.id).exists()
    step(now + DAY)
    assert visible_cases(place.moderator, now=now + DAY).filter(id=case.id).exists()
    assert told(place.moderator, "safety.queue") == 1
    step(now + 2 * DAY)
    assert told(place.moderator, "safety.queue") == 1


def test_while_somebody_can_look_a_case_stays_in_its_group_and_nobody_is_told_again(
    place: Place, bring: Bring, now: datetime
) -> None:
    bring()
    for day in range(1, 4):
        step(now + day * DAY)
    assert [sees(one, now + 3 * DAY) for one in (place.host, place.moderator)] == [1, 0]
    assert [told(one, "safety.queue") for one in (place.host, place.moderator)] == [1, 0]
