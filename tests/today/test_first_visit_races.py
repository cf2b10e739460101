"""A tired thumb taps twice: the same form, sent at the same moment, counts once."""

from datetime import datetime
from functools import partial

import pytest

from alongside.accounts.models import Person
from alongside.circles.details import NeedDetails, TieDetails
from alongside.circles.models import Need, Tie
from alongside.today import services
from alongside.today.models import FirstVisit
from tests.conftest import MakePerson
from tests.reachouts.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newcomer(make_person: MakePerson) -> Person:
    """Somebody who has just joined."""
    return make_person("Nia Newmade")


@pytest.mark.parametrize("_round", range(4))
def test_the_same_form_sent_twice_at_once_counts_once(newcomer: Person, now: datetime, _round: int) -> None:
    people = [TieDetails(name="My sister", relation="family"), TieDetails(name="Sam", relation="friend")]
    keep_people = partial(services.keep_people, actor=newcomer, people=people, now=now)
    keep_needs = partial(services.keep_needs, actor=newcomer, needs=[NeedDetails("emotional", "Listen")], now=now)
    for keep in (keep_needs, keep_people):
        assert at_once(keep, keep, keep) == [None, None, None]
    assert (Need.objects.count(), Tie.objects.count()) == (1, 2)
    assert FirstVisit.objects.get().passed == ["needs", "people"]
