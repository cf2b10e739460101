"""Who of a circle knows whom: what the owner says, and nobody else is told."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import acquaintances, services
from alongside.circles.models import Acquaintance, Tie
from alongside.kernel.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
Named = Callable[..., Tie]


@pytest.fixture
def three(named: Named) -> list[Tie]:
    """Three of the owner's circle."""
    return [named("Ada"), named("Bo"), named("Cy")]


def test_what_is_said_of_one_holds_for_both(owner: Person, three: list[Tie], now: datetime) -> None:
    ada, bo, cy = three
    services.set_acquaintances(actor=owner, tie_id=bo.id, knows=[ada.id, cy.id], now=now)
    assert acquaintances.pairs_of(owner) == [(ada.id, bo.id), (bo.id, cy.id)]
    assert [acquaintances.names_known_by(tie) for tie in three] == [["Bo"], ["Ada", "Cy"], ["Bo"]]
    services.set_acquaintances(actor=owner, tie_id=ada.id, knows=[cy.id, ada.id], now=now)
    assert [acquaintances.names_known_by(tie) for tie in three] == [["Cy"], ["Cy"], ["Ada", "Bo"]]
    assert Entry.objects.filter(action="tie.acquaintances_set", about=owner.id).count() == 2


def test_only_those_of_ones_own_circle_can_be_known(owner: Person, three: list[Tie], now: datetime) -> None:
    for unknown in (uuid4(), gone(owner, three[2], now)):
        with pytest.raises(Invalid) as refusal:
            services.set_acquaintances(actor=owner, tie_id=three[0].id, knows=[three[1].id, unknown], now=now)
        assert refusal.value.field == "knows"
    assert not Acquaintance.objects.exists()


def test_nobody_but_the_owner_says_so(
    mate: Person, accepted: Callable[..., Tie], stranger: Person, now: datetime
) -> None:
    tie = accepted(mate)
    with pytest.raises(NotAllowed):
        services.set_acquaintances(actor=mate, tie_id=tie.id, knows=[], now=now)
    with pytest.raises(NotFound):
        services.set_acquaintances(actor=stranger, tie_id=tie.id, knows=[], now=now)


def gone(owner: Person, tie: Tie, now: datetime) -> UUID:
    """End a tie; return its id."""
    services.remove_tie(actor=owner, tie_id=tie.id, now=now)
    return tie.id


def test_it_ends_with_either_tie(
    owner: Person, mate: Person, accepted: Callable[..., Tie], three: list[Tie], now: datetime
) -> None:
    ada, bo, cy = three
    tie = accepted(mate, "Mia")
    services.set_acquaintances(actor=owner, tie_id=tie.id, knows=[ada.id, bo.id], now=now)
    services.set_acquaintances(actor=owner, tie_id=ada.id, knows=[tie.id, cy.id], now=now)
    services.leave_tie(actor=mate, tie_id=tie.id, now=now)
    assert acquaintances.pairs_of(owner) == [(ada.id, cy.id)]
    services.remove_tie(actor=owner, tie_id=ada.id, now=now)
    assert acquaintances.pairs_of(owner) == []


def test_the_database_keeps_each_two_once_and_in_order(owner: Person, three: list[Tie], now: datetime) -> None:
    ada, bo, _cy = three
    services.set_acquaintances(actor=owner, tie_id=ada.id, knows=[bo.id], now=now)
    for first, second in ((ada, bo), (bo, ada), (ada, ada)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Acquaintance.objects.create(created_at=now, owner=owner, first=first, second=second)
