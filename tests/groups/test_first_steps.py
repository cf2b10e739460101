"""The first steps of a new group: its host sees what is still to be done, each until it is, and nobody else does."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.enums import GroupState
from alongside.groups.models import Group, Membership
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Open, Three

pytestmark = pytest.mark.django_db

LINK = "Make a link that lets somebody in"
THREAD = "Write a first thread"
GREETER = "Once somebody is in, ask one of them to greet with you"
CARD = "First steps for your group"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def test_each_first_step_leads_to_where_it_is_done_and_goes_once_it_is(
    begin: Begin, join: Join, open_thread: Open, three: Three, *, sign_in: SignIn, now: datetime
) -> None:
    owner, mate, _stranger = three
    group, host = begin(), sign_in(owner)
    page = to("group", group.slug)
    first = host.get(page)
    assert [said in text_of(first) for said in (CARD, LINK, THREAD, GREETER)] == [True] * 4
    for way in ("group-care", "group-thread-begin", "group-members"):
        assert f'href="{to(way, group.slug)}"' in first.content.decode()
    services.invite(actor=owner, slug=group.slug, now=now)
    assert LINK not in text_of(host.get(page))
    assert THREAD in text_of(host.get(page))
    open_thread(group)
    assert THREAD not in text_of(host.get(page))
    row = join(group, mate)
    assert GREETER in text_of(host.get(page))
    assert CARD not in text_of(sign_in(mate).get(page)), "members are spared it"
    known = {"actor": owner, "slug": group.slug, "now": now}
    services.offer_role(membership_id=row.id, role="greeter", **known)
    assert CARD not in text_of(host.get(page))


def test_whoever_is_in_already_needs_no_link(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    assert LINK not in text_of(sign_in(owner).get(to("group", group.slug)))


@pytest.mark.parametrize("change", ["old", "held", "closed"])
def test_a_group_that_is_not_new_or_not_open_is_spared_them(
    begin: Begin, owner: Person, sign_in: SignIn, now: datetime, change: str
) -> None:
    group = begin()
    rows = Group.objects.filter(id=group.id)
    if change == "old":
        rows.update(created_at=now - timedelta(days=14, seconds=1))
    else:
        rows.update(state=GroupState(change))
    assert CARD not in text_of(sign_in(owner).get(to("group", group.slug)))


def test_members_and_visitors_pay_no_statement_for_them(
    begin: Begin, join: Join, three: Three, sign_in: SignIn, now: datetime
) -> None:
    _owner, mate, stranger = three
    group = begin()
    join(group, mate)

    def taken(person: Person) -> int:
        browser = sign_in(person)
        browser.get(to("group", group.slug))
        with CaptureQueriesContext(connection) as taken:
            browser.get(to("group", group.slug))
        return len(taken)

    new = [taken(person) for person in (mate, stranger)]
    Group.objects.filter(id=group.id).update(created_at=now - timedelta(days=60))
    Membership.objects.filter(group=group).update(created_at=now - timedelta(days=60))
    assert new == [taken(person) for person in (mate, stranger)]
