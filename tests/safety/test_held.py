"""Nobody is alone with something urgent for long: neither who took it on, nor who took it on and has gone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from alongside.groups import services as groups
from alongside.groups.services.moderating import put_out, take_roles
from alongside.groups.threads.details import Opening, Said
from alongside.kernel.due import kinds, step_due
from alongside.kernel.errors import Conflict
from alongside.notifications.models import EmailAddress
from alongside.safety import services
from alongside.safety.details import Choice
from alongside.safety.models import Case
from tests.safety.conftest import Bring, Place, told

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def everybody_has_mail(place: Place, now: datetime, settings: Settings) -> None:
    """What moderators are told goes out by mail."""
    settings.EMAIL_URL = "smtp://localhost"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    for one in (place.host, place.keeper, place.moderator, place.stranger, place.organiser):
        EmailAddress.objects.create(created_at=now, person=one, address_sealed=b"no", verified_at=now)


@pytest.fixture
def danger(place: Place, now: datetime) -> Case:
    """What the writer began with words of danger, which the group's moderator has taken on."""
    opening = Opening("Tonight", Said("I want to die."))
    groups.begin_thread(actor=place.writer, slug=place.group.slug, opening=opening, now=now)
    case = Case.objects.get(is_urgent=True)
    return services.claim_case(actor=place.keeper, case_id=case.id, now=now)


def step(now: datetime) -> None:
    """Move the cases that are due."""
    step_due(next(kind for kind in kinds() if kind.name == "safety-case"), now=now)


def has_it(case: Case) -> str:
    """Return who has a case, '' for nobody."""
    case.refresh_from_db()
    return case.claimed_by.alias if case.claimed_by else ""


@pytest.mark.parametrize(("act", "hears"), [("", 1), ("note", 1), ("write", 0), ("pause", 0)])
def test_the_place_is_told_after_half_an_hour_unless_something_was_done_by_then(
    place: Place, danger: Case, now: datetime, *, act: str, hears: int
) -> None:
    if act:
        choice = Choice(act, "You are not alone.", *(("group", 3) if act == "pause" else ()), anyway=True)
        services.decide(actor=place.keeper, case_id=danger.id, choice=choice, now=now + 5 * MINUTE)
    before = [told(one, "safety.queue") for one in (place.keeper, place.host)]
    step(now + 30 * MINUTE)
    step(now + 31 * MINUTE)
    assert [told(one, "safety.queue") for one in (place.moderator, place.stranger, place.organiser)] == [hears, 0, 0]
    assert [told(one, "safety.queue") for one in (place.keeper, place.host)] == before, "they know of it"
    assert has_it(danger) == "Keeper Madeup"


def test_whoever_takes_it_on_just_before_a_late_worker_keeps_it_from_nobody(
    place: Place, danger: Case, now: datetime
) -> None:
    services.claim_case(actor=place.keeper, case_id=danger.id, now=now + 31 * MINUTE)
    step(now + 32 * MINUTE)
    assert told(place.moderator, "safety.queue") == 1


def test_what_is_urgent_goes_to_the_others_after_three_hours_in_which_nothing_was_done(
    place: Place, danger: Case, now: datetime
) -> None:
    for minutes in (50, 100, 150):
        services.claim_case(actor=place.keeper, case_id=danger.id, now=now + minutes * MINUTE)
        step(now + minutes * MINUTE)
    heard = told(place.host, "safety.queue")
    with pytest.raises(Conflict):
        services.claim_case(actor=place.keeper, case_id=danger.id, now=now + 180 * MINUTE)
    step(now + 180 * MINUTE)
    assert (has_it(danger), told(place.host, "safety.queue")) == ("", heard + 1)
    services.claim_case(actor=place.keeper, case_id=danger.id, now=now + 181 * MINUTE)
    assert has_it(danger) == "Keeper Madeup", "the others know of it"


def test_who_has_written_to_them_goes_on_as_long_as_it_takes(place: Place, danger: Case, now: datetime) -> None:
    choice = Choice("write", "You are not alone.")
    services.decide(actor=place.keeper, case_id=danger.id, choice=choice, now=now)
    for minutes in range(50, 400, 50):
        services.claim_case(actor=place.keeper, case_id=danger.id, now=now + minutes * MINUTE)
    with pytest.raises(Conflict):
        services.claim_case(actor=place.host, case_id=danger.id, now=now + 360 * MINUTE)


def test_what_is_not_urgent_waits_for_who_has_it(place: Place, bring: Bring, now: datetime) -> None:
    case = bring(reason="preying")
    heard = told(place.moderator, "safety.queue")
    for minutes in range(0, 400, 50):
        services.claim_case(actor=place.keeper, case_id=case.id, now=now + minutes * MINUTE)
        step(now + minutes * MINUTE)
    assert told(place.moderator, "safety.queue") == heard


def leaves(place: Place, now: datetime) -> None:
    """Leave the group."""
    groups.leave_group(actor=place.keeper, slug=place.group.slug, now=now)


def steps_back(place: Place, now: datetime) -> None:
    """Be a member like others again."""
    groups.step_back(actor=place.keeper, slug=place.group.slug, now=now)


def is_relieved(place: Place, now: datetime) -> None:
    """Have the role taken by the host."""
    row = place.membership(place.keeper)
    groups.take_role_back(actor=place.host, slug=place.group.slug, membership_id=row.id, now=now)


def is_put_out(place: Place, now: datetime) -> None:
    """Be removed from the group."""
    put_out(group_id=place.group.id, person_id=place.keeper.id, now=now)


def is_asked_to_leave(place: Place, now: datetime) -> None:
    """Be removed from the whole place."""
    take_roles(person_id=place.keeper.id, now=now)


@pytest.mark.parametrize("goes", [leaves, steps_back, is_relieved, is_put_out, is_asked_to_leave])
def test_who_looks_after_a_group_no_more_leaves_what_they_had_to_the_others_at_once(
    place: Place, danger: Case, now: datetime, *, goes: Callable[[Place, datetime], None]
) -> None:
    heard, later = told(place.host, "safety.queue"), now + 5 * MINUTE
    goes(place, later)
    step(later)
    assert (has_it(danger), told(place.host, "safety.queue")) == ("", heard + 1)
    services.claim_case(actor=place.host, case_id=danger.id, now=later)
    assert has_it(danger) == "Host Madeup"


def test_who_takes_it_on_before_the_others_are_told_has_it(place: Place, danger: Case, now: datetime) -> None:
    leaves(place, now + 5 * MINUTE)
    services.claim_case(actor=place.host, case_id=danger.id, now=now + 5 * MINUTE)
    step(now + 6 * MINUTE)
    assert has_it(danger) == "Host Madeup"


def test_what_somebody_may_still_see_stays_theirs(place: Place, bring: Bring, now: datetime) -> None:
    case = bring(not_there=True)
    services.claim_case(actor=place.moderator, case_id=case.id, now=now)
    take_roles(person_id=place.moderator.id, now=now)
    assert has_it(case) == "Moderator Madeup"
    assert case.claimed_until == now + timedelta(hours=1)
