"""What circles exports about a person, and what is left once they are erased."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.circles import privacy, queries, services
from alongside.circles.details import TieDetails
from alongside.circles.events import TieEnded
from alongside.circles.models import Invitation, Supporter, Tie
from alongside.kernel import events
from alongside.kernel.live import CHANNEL
from alongside.kernel.privacy import holdings
from tests.circles.conftest import OFFER, token_of
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db


def test_circles_is_in_the_register() -> None:
    assert privacy.HOLDING in holdings()


def test_an_owner_gets_their_circle_with_names_opened_but_no_contacts_address(
    owner: Person, contact: Supporter, named: Callable[..., Tie], now: datetime
) -> None:
    named("Auntie Test", relation="family", ring=1, stance="mixed", ways="by the green door")
    exported = privacy.export(owner.id)
    assert [(row["name"], row["ways"], row["stance"], row["state"]) for row in exported["ties"]] == [
        ("Uncle Test", "", "supports", "accepted"),
        ("Auntie Test", "by the green door", "mixed", "named"),
    ]
    assert [row["used_at"] for row in exported["invitations"]] == [now.isoformat()]
    assert (exported["supporter"], exported["offers"]) == ([], [])
    assert "uncle@example.org" not in json.dumps(exported)


def test_a_supporter_gets_what_they_offered_and_nothing_of_the_owners(
    mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    offer = replace(OFFER, gives=("emotional", "practical"), own_hours={"practical": (8, 9)})
    accepted(mate, "CANARY-NAME", offer=offer, stance="undermines", ways="CANARY-WAYS")
    services.change_capacity(actor=mate, weekly_capacity=2, now=now)
    exported = privacy.export(mate.id)
    assert exported == {
        "needs": [],
        "ties": [],
        "acquaintances": [],
        "measures": [],
        "invitations": [],
        "supporter": [{"weekly_capacity": 2, "breather_until": None}],
        "offers": [
            {
                "to": "Odd Owner",
                "gives": ["emotional", "practical"],
                "hours": [18, 19, 20],
                "wakes_at": "urgent",
                "by_email": True,
                "by_push": True,
                "ended_at": None,
            }
        ],
        "support_hours": [{"to": "Odd Owner", "support": "practical", "hours": [8, 9]}],
        "safety_card": [],
        "asks": [],
        "asked_of_you": [],
        "build_path": [],
        "agreements": [],
        "thanks_sent": [],
        "thanks_received": [],
        "burnout_checks": [],
        "load_words": [],
    }


def test_erasing_an_owner_leaves_nothing_of_their_circle(
    owner: Person, mate: Person, contact: Supporter, accepted: Callable[..., Tie], now: datetime
) -> None:
    accepted(mate)
    with CaptureQueriesContext(connection) as captured:
        privacy.erase(owner.id, now)
    assert not Tie.objects.exists()
    assert not Invitation.objects.exists()
    assert list(Supporter.objects.values_list("person", flat=True)) == [mate.id]
    assert queries.supported_ties(mate) == ()
    told = [query["sql"] for query in captured.captured_queries if CHANNEL in query["sql"]]
    assert len(told) == 1
    assert str(mate.id) in told[0]


def test_erasing_a_supporter_shows_the_owner_only_that_the_tie_has_ended(
    owner: Person, mate: Person, stranger: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie, left = accepted(mate, "Mia M."), accepted(stranger, "Other")
    supporter_id = tie.supporter_id
    heard: list[TieEnded] = []
    events.subscribe(TieEnded, heard.append)
    try:
        privacy.erase(mate.id, now)
    finally:
        events.unsubscribe(TieEnded, heard.append)
    tie.refresh_from_db()
    assert (tie.state, tie.supporter, tie.gives, tie.hours, tie.wakes_at) == ("ended", None, [], [], None)
    assert heard == [TieEnded(tie_id=tie.id, owner_id=owner.id, supporter_id=supporter_id, at=now)]
    assert [row.person_id for row in Supporter.objects.all()] == [stranger.id]
    left.refresh_from_db()
    assert left.state == "accepted"
    assert [(view.name, view.alias) for view in queries.circle_of(owner, now=now).ended] == [("Mia M.", None)]


def test_erasing_somebody_who_had_left_before_takes_their_row_too(
    mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    tie = accepted(mate)
    services.leave_tie(actor=mate, tie_id=tie.id, now=now)
    privacy.erase(mate.id, now)
    tie.refresh_from_db()
    assert tie.supporter is None
    assert not Supporter.objects.exists()


def test_two_who_support_each_other_can_both_be_erased(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    accepted(mate)
    back = services.name_tie(actor=mate, details=TieDetails(name="Odd", relation="peer"), now=now)
    token = token_of(services.invite(actor=mate, tie_id=back.id, now=now).id)
    services.accept_invitation(actor=owner, token=token, offer=OFFER, weekly_capacity=None, now=now)
    for person in (owner, mate, owner):
        privacy.erase(person.id, now)
    assert not Tie.objects.exists()
    assert not Supporter.objects.exists()


def supports(supporter: Person, owner: Person, now: datetime) -> None:
    """Have somebody support another."""
    tie = services.name_tie(actor=owner, details=TieDetails(name="Friend", relation="peer"), now=now)
    token = token_of(services.invite(actor=owner, tie_id=tie.id, now=now).id)
    services.accept_invitation(actor=supporter, token=token, offer=OFFER, weekly_capacity=None, now=now)


@pytest.mark.django_db(transaction=True)
def test_some_who_support_each_other_can_all_be_erased_at_once(make_person: MakePerson, now: datetime) -> None:
    people = [make_person(f"Friend {number} Madeup") for number in range(6)]
    for owner in people:
        for supporter in people:
            if supporter != owner:
                supports(supporter, owner, now)
    together = Barrier(len(people))

    def leave(person: Person) -> None:
        try:
            together.wait(timeout=30)
            erase_person(actor=person, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(leave, people))
    assert not Tie.objects.exists()
    assert not Person.objects.filter(id__in=[person.id for person in people]).exists()
