"""Whoever was asked to leave the whole place is asked for nothing by anybody, and can reach out as before."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.accounts.removed import not_removed
from alongside.accounts.services.roles import grant_role
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.candidates import accepted_ties
from alongside.circles.details import AskDetails
from alongside.kernel.errors import Conflict
from alongside.reachouts.queries import whom_to_ask
from alongside.reachouts.rota_services import take_shift
from alongside.reachouts.waving import people_on_call
from alongside.safety.services.deciding import undo
from alongside.ui.duty import on_duty
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, asked_names
from tests.reachouts.test_second_look import person_of, step
from tests.support.removing import removed

pytestmark = pytest.mark.django_db


@pytest.fixture
def listener(make_person: MakePerson, now: datetime) -> Person:
    """Somebody whose shift it always is."""
    person = make_person("Lena Madeup")
    grant_role(person=person, role=Role.LISTENER, now=now)
    for weekday in range(7):
        take_shift(actor=person, weekday=weekday, hour=0, hours=24, now=now)
    return person


def test_no_wave_asks_them(make_tie: MakeTie, start: Start, now: datetime) -> None:
    gone, _sam = make_tie("Gil", ring=1), make_tie("Sam")
    removed(person_of(gone), now)
    assert asked_names(start("urgent")) == [["Sam"]]


def test_no_later_wave_asks_them(make_tie: MakeTie, start: Start, now: datetime) -> None:
    ties = [make_tie(name, ring=1) for name in ("Ada", "Bo")] + [make_tie(name) for name in ("Cy", "Dee")]
    row = start("talk")
    removed(person_of(ties[3]), now)
    assert step(row, now + timedelta(minutes=11)) == [["Ada", "Bo"], ["Cy"]]


def test_they_count_as_nobody_to_ask_until_it_is_undone(
    make_tie: MakeTie, owner: Person, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decision = removed(person_of(make_tie("Gil")), now)
    with django_assert_num_queries(1):
        assert accepted_ties(owner.id) == []
    assert whom_to_ask(owner, now=now)["has_people"] is False
    undo(decision, now=now)
    assert len(accepted_ties(owner.id)) == 1
    assert whom_to_ask(owner, now=now)["has_people"] is True


def test_nobody_asks_them_for_more(make_tie: MakeTie, owner: Person, now: datetime) -> None:
    tie = make_tie("Gil", gives=["emotional"])
    removed(person_of(tie), now)
    with pytest.raises(Conflict, match="cannot be asked at the moment"):
        circles.ask_tie(actor=owner, tie_id=tie.id, ask=AskDetails(support="practical"), now=now)
    assert not tie.asks.exists()


def test_their_roles_are_taken_with_a_line_in_the_audit_and_given_back_when_undone(
    listener: Person, now: datetime
) -> None:
    grant_role(person=listener, role=Role.MODERATOR, now=now)
    decision = removed(listener, now)
    assert not RoleGrant.objects.filter(person=listener).exists()
    assert Entry.objects.filter(action="role.revoked", about=listener.id).count() == 2
    undo(decision, now=now)
    assert set(listener.role_grants.values_list("role", flat=True)) == {Role.LISTENER, Role.MODERATOR}


def test_a_role_they_hold_all_the_same_puts_them_on_no_duty(listener: Person, now: datetime) -> None:
    assert people_on_call(now) == [listener.id]
    decision = removed(listener, now)
    RoleGrant.objects.create(created_at=now, person=listener, role=Role.LISTENER)
    assert people_on_call(now) == []
    assert on_duty(now=now) == frozenset()
    undo(decision, now=now)
    assert on_duty(now=now) == {listener.id}


def test_they_reach_out_themselves_and_are_answered_for(
    make_tie: MakeTie, start: Start, owner: Person, now: datetime
) -> None:
    make_tie("Sam")
    removed(owner, now)
    assert asked_names(start("urgent")) == [["Sam"]]


def test_the_condition_leaves_out_them_and_not_whom_has_no_account(owner: Person, now: datetime) -> None:
    assert Person.objects.filter(not_removed("id"), id=owner.id).exists()
    removed(owner, now)
    assert not Person.objects.filter(not_removed("id"), id=owner.id).exists()
