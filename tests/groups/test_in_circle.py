"""A group as a tie of one's circle: added by a member, seen by nobody else, ended when they leave or it closes."""

from datetime import datetime

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.circles.services import remove_tie
from alongside.groups import services
from alongside.groups.models import Membership
from alongside.kernel.errors import NotAllowed, NotFound
from alongside.notifications.models import Delivery
from tests.groups.conftest import Begin, Join, standing

pytestmark = pytest.mark.django_db


def test_a_member_adds_it_once_and_nobody_is_told(
    begin: Begin, brought_in: Join, *, mate: Person, owner: Person, client: Client, now: datetime
) -> None:
    group = begin(openness="hidden")
    brought_in(group, mate)
    told = Delivery.objects.count()
    client.force_login(mate)
    page = client.post(f"/groups/{group.slug}/add-to-circle/", follow=True).text
    assert "It is part of your circle, as a place where people are." in page
    services.add_to_circle(actor=mate, slug=group.slug, now=now)
    tie = Tie.objects.get(owner=mate)
    assert (tie.relation, tie.ring, tie.gives, tie.state) == ("group", 3, ["emotional"], "named")
    assert Delivery.objects.count() == told
    client.force_login(owner)
    assert "It is part of your circle" not in client.get(f"/groups/{group.slug}/").text
    assert not Tie.objects.filter(owner=owner).exists()


def test_nobody_else_can(begin: Begin, mate: Person, stranger: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.add_to_circle(actor=mate, slug=begin().slug, now=now)
    with pytest.raises(NotFound):
        services.add_to_circle(actor=stranger, slug=begin(openness="hidden").slug, now=now)


def test_leaving_or_being_removed_ends_it(begin: Begin, join: Join, *, owner: Person, mate: Person, now) -> None:
    group = begin()
    for leaves in (True, False):
        row = join(group, mate, "Amber Test")
        services.add_to_circle(actor=mate, slug=group.slug, now=now)
        if leaves:
            services.leave_group(actor=mate, slug=group.slug, now=now)
        else:
            services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=False, now=now)
        assert not Tie.objects.filter(owner=mate).exclude(state="ended").exists()
        assert standing(mate, group).tie is None


def test_closing_the_group_ends_it_for_all(begin: Begin, join: Join, *, owner: Person, mate: Person, now) -> None:
    group = begin()
    join(group, mate)
    for person in (owner, mate):
        services.add_to_circle(actor=person, slug=group.slug, now=now)
    services.close_group(actor=owner, slug=group.slug, now=now)
    assert not Tie.objects.exclude(state="ended").exists()
    assert not Membership.objects.filter(tie__isnull=False).exists()


def test_who_is_left_last_takes_it_along(begin: Begin, owner: Person, now: datetime) -> None:
    group = begin()
    services.add_to_circle(actor=owner, slug=group.slug, now=now)
    services.leave_group(actor=owner, slug=group.slug, now=now)
    assert not Tie.objects.exclude(state="ended").exists()


def test_removed_from_the_circle_it_can_be_added_again(begin: Begin, owner: Person, now: datetime) -> None:
    group = begin()
    first = services.add_to_circle(actor=owner, slug=group.slug, now=now)
    remove_tie(actor=owner, tie_id=first.id, now=now)
    second = services.add_to_circle(actor=owner, slug=group.slug, now=now)
    assert second.id != first.id
    services.leave_group(actor=owner, slug=group.slug, now=now)
    assert not Tie.objects.exclude(state="ended").exists()
