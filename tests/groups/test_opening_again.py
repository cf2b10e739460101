"""Opening a closed group again: its members are told, what rested goes on, and no organiser's no is come round."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services
from alongside.groups.enums import GroupRole, GroupState
from alongside.groups.models import Call, CallWish, Group, Membership, Waiting
from alongside.groups.policies import open_invitations
from alongside.kernel.errors import Conflict, NotAllowed, NotFound
from tests.conftest import MakePerson
from tests.groups import calls
from tests.groups.calls import DETAILS as CALLS
from tests.groups.conftest import Begin, Join, Open, Three, Write

pytestmark = pytest.mark.django_db
told = calls.told


def test_its_members_are_told_and_what_waited_waits_again(
    begin: Begin, join: Join, write: Write, open_thread: Open, three: Three, *, told: list[UUID], now: datetime
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    write(open_thread(group), mate, "I am new here.")
    gone = join(group, stranger, "Another")
    services.remove_member(actor=owner, slug=group.slug, membership_id=gone.id, for_good=True, now=now)
    services.close_group(actor=owner, slug=group.slug, now=now)
    later = now + timedelta(days=3)
    told.clear()
    Waiting.objects.update(due_at=None)
    services.open_again(actor=owner, slug=group.slug, now=later)
    assert Group.objects.get().state == GroupState.OPEN
    assert set(Waiting.objects.filter(answered_at=None).values_list("due_at", flat=True)) == {later}
    assert told == [mate.id], "who was kept out hears nothing"
    with pytest.raises(Conflict):
        services.open_again(actor=owner, slug=group.slug, now=later)


def test_who_wants_to_be_called_is_not_quiet_for_the_days_it_was_closed(
    begin: Begin, join: Join, owner: Person, mate: Person, now: datetime
) -> None:
    group = begin()
    join(group, mate)
    services.choose_calls(actor=mate, slug=group.slug, details=CALLS, now=now)
    services.close_group(actor=owner, slug=group.slug, now=now)
    later = now + timedelta(days=60)
    services.move_wishes(list(CallWish.objects.all()), later)
    assert CallWish.objects.get().due_at is None
    services.open_again(actor=owner, slug=group.slug, now=later)
    services.move_wishes(list(CallWish.objects.all()), later)
    assert CallWish.objects.get().due_at > later
    assert not Call.objects.exists()


def test_where_new_groups_are_looked_at_an_organisers_no_is_not_come_round(
    begin: Begin,
    join: Join,
    three: Three,
    settings: Settings,
    make_person: MakePerson,
    *,
    told: list[UUID],
    now: datetime,
) -> None:
    owner, mate, _stranger = three
    settings.HOLD_NEW_GROUPS = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
    group, organiser = begin(), make_person("Organiser Test")
    RoleGrant.objects.create(created_at=now, person=organiser, role=Role.ORGANISER)
    services.decide_on_group(actor=organiser, slug=group.slug, opens=False, now=now)
    told.clear()
    services.open_again(actor=owner, slug=group.slug, now=now)
    assert Group.objects.get().state == GroupState.HELD
    services.decide_on_group(actor=organiser, slug=group.slug, opens=True, now=now)
    assert Group.objects.get().state == GroupState.OPEN
    join(group, mate)
    services.close_group(actor=owner, slug=group.slug, now=now)
    told.clear()
    services.open_again(actor=owner, slug=group.slug, now=now)
    assert told == [], "nobody can write there yet"
    services.decide_on_group(actor=organiser, slug=group.slug, opens=True, now=now)
    assert set(told) == {owner.id, mate.id}


def test_a_link_that_ended_with_the_group_stays_ended(begin: Begin, owner: Person, now: datetime) -> None:
    group = begin()
    row = services.invite(actor=owner, slug=group.slug, now=now)
    services.close_group(actor=owner, slug=group.slug, now=now)
    services.open_again(actor=owner, slug=group.slug, now=now)
    assert not open_invitations(now=now).filter(id=row.id).exists()
    assert open_invitations(now=now).filter(id=services.invite(actor=owner, slug=group.slug, now=now).id).exists()


def test_one_who_is_no_host_opens_nothing(begin: Begin, join: Join, three: Three, now: datetime) -> None:
    owner, mate, stranger = three
    group = begin()
    row = join(group, mate)
    Membership.objects.filter(id=row.id).update(role=GroupRole.MODERATOR)
    services.close_group(actor=owner, slug=group.slug, now=now)
    with pytest.raises(NotAllowed):
        services.open_again(actor=mate, slug=group.slug, now=now)
    with pytest.raises(NotFound):
        services.open_again(actor=stranger, slug=group.slug, now=now)
    assert Group.objects.get().state == GroupState.CLOSED
