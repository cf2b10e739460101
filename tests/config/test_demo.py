"""The demo is for one's own machine: everybody knows its passphrase."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.checkins.models import CheckIn
from alongside.circles.coverage import hours_in
from alongside.circles.covering import coverage_for
from alongside.circles.models import Agreement, Tie
from alongside.circles.queries import needs_of
from alongside.circles.terms import current_terms
from alongside.config.demo import (
    ALIASES,
    HAS_JUST_BEGUN,
    HAS_NOBODY,
    ORGANISER,
    PASSPHRASE,
    REACHES_OUT,
    NotHere,
    load_demo,
)
from alongside.config.environment import is_own_machine
from alongside.today.queries import first_visit
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.1.2.3", True),
        ("https://localhost", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0:8000", False),
        ("http://192.168.1.5:8000", False),
        ("https://alongside.example", False),
        ("http://localhost.alongside.example", False),
        ("http://127.0.0.1.alongside.example", False),
    ],
)
def test_which_addresses_only_this_machine_gets_to(address: str, is_own: bool) -> None:
    assert is_own_machine(address) is is_own


def test_where_others_get_to_it_there_is_no_demo(settings: Settings, now: datetime) -> None:
    settings.BASE_URL = "https://alongside.example"
    with pytest.raises(NotHere, match="is open to others"):
        list(load_demo(now=now))
    assert not Person.objects.exists()


def test_where_people_have_joined_there_is_no_demo(make_person: MakePerson, now: datetime) -> None:
    """The address may be missing in an operator's shell while the database is the real one."""
    make_person("Ada Madeup")
    with pytest.raises(NotHere, match="database of its own"):
        list(load_demo(now=now))
    assert Person.objects.count() == 1


def test_loading_it_again_adds_nobody_also_when_somebody_joined_to_try_it(
    make_person: MakePerson, now: datetime
) -> None:
    first, *lines = load_demo(now=now)
    assert first.startswith("Making forty people up"), "before it is done, or nobody knows what goes on"
    assert any(PASSPHRASE in line for line in lines)
    assert Client().login(username=ORGANISER, password=PASSPHRASE)
    make_person("Ada Madeup")
    newcomer = Person.objects.get(alias=HAS_JUST_BEGUN)
    assert [need.words for need in needs_of(newcomer)] == ["Someone I can call at night"]
    assert first_visit(newcomer).next_step == "invite"
    for alias, count in ((REACHES_OUT, 4), (ORGANISER, 3), (HAS_NOBODY, 0)):
        assert len(needs_of(Person.objects.get(alias=alias))) == count
    night, walk, morning, ride = coverage_for(Person.objects.get(alias=REACHES_OUT), now=now).needs
    assert (night.is_met, night.singles, walk.is_met) == (True, 0, True)
    assert (morning.is_met, morning.singles) == (True, morning.need.hours)
    assert (hours_in(ride.gaps), hours_in(ride.woken), hours_in(ride.singles)) == ([40], [40], [41, 42, 43])
    ties = Tie.objects.filter(owner__alias=REACHES_OUT).select_related("owner", "supporter__person")
    agreed = {row.tie_id: row.version for row in Agreement.objects.filter(tie__in=ties)}
    assert sorted(agreed.values()) == [0, 1]
    apart = {tie.id: len(current_terms(tie).mismatches(now)) for tie in ties if tie.id in agreed}
    assert {agreed[tie_id]: count for tie_id, count in apart.items()} == {0: 2, 1: 0}
    heron = Person.objects.get(alias=REACHES_OUT)
    evening, weekly = CheckIn.objects.filter(person=heron).order_by("created_at")
    assert (evening.entries.exclude(answered_at=None).count(), weekly.entries.count()) == (48, 8)
    assert evening.entries.get(answered_at=None).told_at
    assert [share.tie.supporter.person.alias for share in evening.shares.all()] == [ORGANISER]
    assert list(load_demo(now=now)) == lines
    assert Person.objects.count() == len(ALIASES) + 1
