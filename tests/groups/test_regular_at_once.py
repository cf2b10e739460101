"""Handing a day on while who would host next is just writing: nobody is told that there is nobody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event

import pytest
from django.db import connection, transaction

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.models import Membership, RegularDay, Thread
from alongside.kernel.errors import Conflict
from tests.groups.conftest import Begin, Join
from tests.groups.test_regular import Write, written

__all__ = ["written"]
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def writing(member: Membership) -> Iterator[None]:
    """Have somebody be just about to write, in another process."""
    holds, is_over = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                list(Membership.objects.select_for_update(no_key=True).filter(id=member.id))
                holds.set()
                is_over.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert holds.wait(30)
        try:
            yield
        finally:
            is_over.set()
        held.result()


def test_whoever_is_busy_right_now_is_not_nobody(begin: Begin, join: Join, written: Write, owner: Person, mate) -> None:
    group = begin()
    other = join(group, mate)
    row = written(group)
    now = row.created_at
    for person in (owner, mate):
        services.host_in_turn(actor=person, slug=group.slug, regular_id=row.id, hosts=True, now=now)
    thread = Thread.objects.create(created_at=now, group=group, last_place=1, last_at=now)
    host = Membership.objects.get(group=group, person=owner)
    RegularDay.objects.create(created_at=now, regular=row, day=date(2026, 3, 4), thread=thread, host=host)
    hand = {"actor": owner, "slug": group.slug, "thread_id": thread.id, "now": now}
    with writing(other), pytest.raises(Conflict, match="try again in a moment"):
        services.hand_on(**hand)
    assert services.hand_on(**hand) == other
