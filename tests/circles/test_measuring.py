"""Every change of a circle leaves the numbers of its day behind, whoever made the change."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alongside.accounts.aliases import alias_key
from alongside.accounts.models import Person
from alongside.circles import privacy, services
from alongside.circles.details import ContactDetails, Offer, TieDetails
from alongside.circles.models import Snapshot, Supporter, Tie
from alongside.kernel.sealed import create_data_key
from tests.circles.conftest import OFFER, contact_token, token_of

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)


def counted_by_hand(owner: Person) -> dict[str, object]:
    """Count a circle anew, tie by tie, without any of what the services use for it."""
    ties = [tie for tie in Tie.objects.filter(owner=owner) if tie.state != "ended"]
    yes = [tie for tie in ties if tie.state == "accepted"]
    helps = [tie.owner_id for tie in Tie.objects.filter(supporter__person=owner, state="accepted")]
    return {
        "size": len(ties),
        "with_you": len(yes),
        "daily": len([tie for tie in ties if tie.rhythm == "daily"]),
        "supporting_recovery": len([tie for tie in ties if tie.stance == "supports"]),
        "gives": [
            len([tie for tie in yes if kind in tie.gives]) for kind in ("emotional", "accountability", "practical")
        ],
        "mutual": len([tie for tie in yes if tie.supporter and tie.supporter.person_id in helps]),
    }


def remembered(owner: Person) -> dict[str, object]:
    """Return what was kept last."""
    row = Snapshot.objects.filter(owner=owner).latest("day")
    names = ("size", "with_you", "daily", "supporting_recovery", "gives", "mutual")
    return {name: getattr(row, name) for name in names}


KINDS = st.lists(st.sampled_from(["emotional", "accountability", "practical"]), min_size=1, unique=True).map(tuple)
DETAILS = st.builds(
    TieDetails,
    name=st.just("Auntie Test"),
    relation=st.sampled_from(["peer", "family", "group"]),
    gives=KINDS,
    stance=st.sampled_from(["supports", "mixed", "undermines"]),
    rhythm=st.sampled_from([None, "daily", "weekly"]),
)
DEED = st.sampled_from(
    ["name", "accept", "contact", "decline", "change", "offer", "leave", "remove", "put away", "erase", "adopt"]
)
STEPS = st.lists(st.tuples(DEED, st.integers(0, 2), st.integers(0, 2), DETAILS, KINDS, st.integers(0, 30)), max_size=12)


class Town:
    """Three people who may each be in the circles of the others, and every deed as one of them does it."""

    def __init__(self) -> None:
        """Move in."""
        self.now = BEGUN
        self.people = [self._person(number) for number in range(3)]

    def _person(self, number: int) -> Person:
        alias = f"Ada Madeup {number}"
        key, zone = create_data_key(now=BEGUN), ("Europe/Berlin", "America/New_York", "Asia/Kolkata")[number]
        return Person.objects.create(
            alias=alias, alias_key=alias_key(alias), created_at=BEGUN, data_key=key, time_zone=zone
        )

    def does(self, deed: str, owner: Person, other: Person, details: TieDetails, gives: Any) -> None:
        """Do one thing; what is not possible now is left undone."""
        {
            "name": self._name,
            "accept": self._accept,
            "contact": self._contact,
            "decline": self._decline,
            "change": self._change,
            "offer": self._offer,
            "leave": self._leave,
            "remove": self._remove,
            "put away": self._put_away,
            "erase": self._erase,
            "adopt": self._adopt,
        }[deed](owner, other, details, gives)

    def _tie(self, owner: Person, **facts: object) -> Tie | None:
        return Tie.objects.filter(owner=owner, **facts).exclude(name_sealed=b"").order_by("id").last()

    def _name(self, owner: Person, _other: Person, details: TieDetails, _gives: Any) -> None:
        services.name_tie(actor=owner, details=details, now=self.now)

    def _invited(self, owner: Person, details: TieDetails) -> str:
        tie = services.name_tie(
            actor=owner, details=TieDetails("Cousin", "friend", stance=details.stance), now=self.now
        )
        return token_of(services.invite(actor=owner, tie_id=tie.id, now=self.now).id)

    def _accept(self, owner: Person, other: Person, details: TieDetails, gives: Any) -> None:
        if owner != other and not Tie.objects.filter(owner=owner, supporter__person=other, state="accepted").exists():
            token, offer = self._invited(owner, details), Offer(gives=gives)
            services.accept_invitation(actor=other, token=token, offer=offer, weekly_capacity=None, now=self.now)

    def _contact(self, owner: Person, _other: Person, details: TieDetails, gives: Any) -> None:
        contact, token = ContactDetails("", "en", "UTC"), self._invited(owner, details)
        services.accept_as_contact(
            token=token, contact=contact, offer=Offer(gives=gives), weekly_capacity=None, now=self.now
        )

    def _decline(self, owner: Person, _other: Person, details: TieDetails, _gives: Any) -> None:
        services.decline_invitation(actor=None, token=self._invited(owner, details), now=self.now)

    def _change(self, owner: Person, _other: Person, details: TieDetails, _gives: Any) -> None:
        if tie := self._tie(owner, state="named"):
            services.change_tie(actor=owner, tie_id=tie.id, details=details, now=self.now)

    def _offer(self, owner: Person, other: Person, _details: TieDetails, gives: Any) -> None:
        if tie := self._tie(owner, supporter__person=other, state="accepted"):
            services.change_offer(actor=other, tie_id=tie.id, offer=Offer(gives=gives), now=self.now)

    def _leave(self, owner: Person, other: Person, _details: TieDetails, _gives: Any) -> None:
        if tie := self._tie(owner, supporter__person=other, state="accepted"):
            services.leave_tie(actor=other, tie_id=tie.id, now=self.now)

    def _remove(self, owner: Person, _other: Person, _details: TieDetails, _gives: Any) -> None:
        if tie := self._tie(owner, ended_at__isnull=True):
            services.remove_tie(actor=owner, tie_id=tie.id, now=self.now)

    def _put_away(self, owner: Person, _other: Person, _details: TieDetails, _gives: Any) -> None:
        if tie := self._tie(owner, state="ended"):
            services.put_away_tie(actor=owner, tie_id=tie.id, now=self.now)

    def _erase(self, owner: Person, _other: Person, _details: TieDetails, _gives: Any) -> None:
        privacy.erase(owner.id, self.now)

    def _adopt(self, owner: Person, other: Person, _details: TieDetails, _gives: Any) -> None:
        found = Supporter.objects.filter(contact_of=owner, ties__state="accepted").first()
        is_with_them = Tie.objects.filter(owner=owner, supporter__person=other, state="accepted").exists()
        if found and owner != other and not is_with_them:
            services.adopt_contact(actor=other, token=contact_token(found), now=self.now)


class TestAnyHistory(TestCase):
    """Whatever people do in whatever order."""

    @settings(max_examples=40)
    @given(STEPS)
    def test_what_is_remembered_is_what_can_be_counted(self, steps: Any) -> None:
        town = Town()
        for deed, owner, other, details, gives, hours in steps:
            town.now += timedelta(hours=hours)
            town.does(deed, town.people[owner], town.people[other], details, gives)
            for person in town.people:
                if Tie.objects.filter(owner=person).exists():
                    assert remembered(person) == counted_by_hand(person), (deed, owner, other)


def test_a_day_is_one_of_the_owners_zone_and_kept_once(
    make_person: Callable[..., Person], named: Callable[..., Tie], owner: Person, now: datetime
) -> None:
    """At 23:30 UTC it is the next day in Berlin, and the day itself in New York."""
    late = now.replace(hour=23, minute=30)
    other = make_person("Ada Madeup", time_zone="America/New_York")
    for person in (owner, other, owner):
        services.name_tie(actor=person, details=TieDetails("Auntie Test", "family"), now=late)
    assert list(Snapshot.objects.filter(owner=owner).values_list("day", "size")) == [(date(2026, 3, 5), 2)]
    assert list(Snapshot.objects.filter(owner=other).values_list("day", "size")) == [(date(2026, 3, 4), 1)]
    services.name_tie(actor=owner, details=TieDetails("Uncle Test", "family"), now=late + timedelta(days=3))
    rows = Snapshot.objects.filter(owner=owner).order_by("day").values_list("day", "size")
    assert list(rows) == [(date(2026, 3, 5), 2), (date(2026, 3, 8), 3)]


def test_whom_you_help_counts_from_the_day_on_which_you_say_yes(
    owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
) -> None:
    accepted(mate)
    assert remembered(owner)["mutual"] == 0
    assert not Snapshot.objects.filter(owner=mate).exists()  # who only supports has no circle to count
    tie = services.name_tie(actor=mate, details=TieDetails("Odd", "peer"), now=now)
    token = token_of(services.invite(actor=mate, tie_id=tie.id, now=now).id)
    services.accept_invitation(actor=owner, token=token, offer=OFFER, weekly_capacity=None, now=now)
    assert (remembered(owner)["mutual"], remembered(mate)["mutual"]) == (1, 1)
    services.remove_tie(actor=mate, tie_id=tie.id, now=now)
    assert (remembered(owner)["mutual"], remembered(mate)["size"]) == (0, 0)


def test_a_change_that_is_refused_leaves_no_numbers(owner: Person, now: datetime) -> None:
    with pytest.raises(Exception, match="something here"):
        services.name_tie(actor=owner, details=TieDetails("", "family"), now=now)
    assert not Snapshot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_yes_at_once_both_are_counted(
    owner: Person, mate: Person, stranger: Person, invited: Callable[..., str], now: datetime
) -> None:
    together = Barrier(2)
    links = {mate: invited("One"), stranger: invited("Other")}

    def say_yes(person: Person) -> None:
        try:
            together.wait(timeout=10)
            services.accept_invitation(actor=person, token=links[person], offer=OFFER, weekly_capacity=None, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(say_yes, person) for person in links]:
            done.result()
    assert remembered(owner)["with_you"] == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"daily": 2},
        {"with_you": 2},
        {"supporting_recovery": 2},
        {"mutual": 1},
        {"gives": [0, 0]},
        {"day": date(2026, 3, 1)},
    ],
)
def test_numbers_that_cannot_be_are_refused_by_the_database(
    owner: Person, now: datetime, wrong: dict[str, Any]
) -> None:
    right = {"size": 1, "with_you": 0, "daily": 0, "supporting_recovery": 1, "gives": [0, 0, 0], "mutual": 0}
    Snapshot.objects.create(created_at=now, owner=owner, day=date(2026, 3, 1), **right)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.create(**{"created_at": now, "owner": owner, "day": date(2026, 3, 2), **right, **wrong})
