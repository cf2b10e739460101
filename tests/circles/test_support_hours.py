"""Hours of a kind of support of its own: what they change for coverage and waves, and what keeps their rows true."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.accounts.models import Person
from alongside.circles import policies, privacy, services
from alongside.circles.agreements import Terms
from alongside.circles.candidates import accepted_ties, candidates_of
from alongside.circles.covering import coverage_for
from alongside.circles.details import AskDetails, NeedDetails, Offer
from alongside.circles.enums import Side
from alongside.circles.models import Supporter, SupportHours, Tie
from alongside.circles.offers import Level, Support
from alongside.circles.own_hours import given_hours_of
from alongside.circles.services.support_hours import put_hours
from alongside.circles.terms import current_terms
from alongside.kernel.errors import Conflict, Invalid
from alongside.reachouts.waves import WaveSettings, plan
from tests.circles.conftest import contact_token

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
EVENINGS = Offer(gives=("emotional",), hours=(18, 19, 20))
BOTH = Offer(gives=("emotional", "practical"), hours=(18, 19, 20), own_hours={"practical": (8, 9)})


@pytest.fixture
def mate(make_person: Callable[..., Person]) -> Person:
    """Somebody in the zone of the owner."""
    return make_person("Mia Mate", time_zone="Europe/Berlin")


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie]) -> Tie:
    """The owner's tie to the mate, who listens on Monday evenings."""
    return accepted(mate, offer=EVENINGS)


def own(tie: Tie) -> dict[str, list[int]]:
    """The rows of a tie."""
    return {row.support: row.hours for row in SupportHours.objects.filter(tie=tie)}


def agreed(tie: Tie, support: str, hours: Sequence[int] | None, now: datetime) -> None:
    """Have the owner ask for it, and the supporter say yes."""
    assert tie.supporter
    assert tie.supporter.person
    details = AskDetails(support, None if hours is None else tuple(hours))
    row = services.ask_tie(actor=tie.owner, tie_id=tie.id, ask=details, now=now)
    services.agree_to_ask(actor=tie.supporter.person, ask_id=row.id, now=now)
    tie.refresh_from_db()


def asked_at(owner: Person, hour: int, now: datetime) -> list[list[str]]:
    """Whom the waves ask when the owner is struggling at this hour of the coming Monday, in Berlin."""
    at = now.astimezone(BERLIN).replace(hour=hour, minute=30)
    while at.weekday() != 0:
        at += timedelta(days=1)
    found = plan(Level.TALK, None, candidates_of(accepted_ties(owner.id), {}), at, WaveSettings())
    return [[str(tie_id) for tie_id in wave.members] for wave in found.waves]


class TestAsks:
    def test_a_yes_to_practical_help_on_monday_mornings_closes_that_gap_and_touches_nothing_else(
        self, tie: Tie, owner: Person, now: datetime
    ) -> None:
        for support, words in (("practical", "A ride"), ("emotional", "Somebody to call")):
            details = NeedDetails(support, words, hours=(8, 9))
            services.add_need(actor=owner, details=details, now=now)
        agreed(tie, "practical", (8, 9), now)
        ride, talk = coverage_for(owner, now=now).needs
        assert ride.is_met
        assert talk.gaps == 0b11 << 8
        assert (tie.hours, own(tie)) == ([18, 19, 20], {"practical": [8, 9]})
        assert asked_at(owner, 8, now) == []
        assert asked_at(owner, 18, now) == [[str(tie.id)]]

    def test_a_yes_to_being_called_at_night_has_the_waves_ask_at_night(
        self, mate: Person, owner: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        tie = accepted(mate, offer=Offer(gives=("emotional", "practical"), hours=(18, 19, 20)))
        assert asked_at(owner, 2, now) == []
        agreed(tie, "emotional", (2, 3), now)
        assert asked_at(owner, 2, now) == [[str(tie.id)]]
        assert (tie.hours, own(tie)) == ([18, 19, 20], {"emotional": [2, 3, 18, 19, 20]})

    def test_who_does_not_listen_is_asked_in_their_usual_week(
        self, mate: Person, owner: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        gives = ("accountability", "practical")
        tie = accepted(mate, offer=Offer(gives=gives, hours=(18,), own_hours={"practical": (8,)}))
        assert (asked_at(owner, 18, now), asked_at(owner, 8, now)) == ([[str(tie.id)]], [])


class TestOffers:
    def test_an_offer_says_them_and_drops_them(self, tie: Tie, mate: Person, now: datetime) -> None:
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        assert own(tie) == {"practical": [8, 9]}
        services.change_offer(actor=mate, tie_id=tie.id, offer=replace(BOTH, own_hours={}), now=now)
        assert own(tie) == {}

    @pytest.mark.parametrize(
        "offer",
        [
            replace(BOTH, gives=("emotional",)),
            replace(BOTH, own_hours={"practical": (20, 19, 18)}),
            replace(BOTH, own_hours={"accountability": (1,)}),
        ],
    )
    def test_nothing_is_kept_of_what_is_not_given_or_no_different(
        self, tie: Tie, mate: Person, offer: Offer, now: datetime
    ) -> None:
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        services.change_offer(actor=mate, tie_id=tie.id, offer=offer, now=now)
        assert own(tie) == {}

    @pytest.mark.parametrize("wrong", [{"money": (1,)}, {"practical": (168,)}])
    def test_what_there_is_not_is_refused(
        self, tie: Tie, mate: Person, wrong: dict[str, tuple[int, ...]], now: datetime
    ) -> None:
        with pytest.raises(Invalid):
            services.change_offer(actor=mate, tie_id=tie.id, offer=replace(BOTH, own_hours=wrong), now=now)
        assert own(tie) == {}

    def test_a_week_that_would_hold_for_nothing_is_not_kept(self, tie: Tie, mate: Person, now: datetime) -> None:
        apart = replace(BOTH, own_hours={"emotional": (22,), "practical": (8, 9)})
        services.change_offer(actor=mate, tie_id=tie.id, offer=apart, now=now)
        tie.refresh_from_db()
        assert (tie.hours, own(tie)) == ([22], {"practical": [8, 9]})

    def test_they_are_gone_with_the_tie(self, tie: Tie, mate: Person, owner: Person, now: datetime) -> None:
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        services.leave_tie(actor=mate, tie_id=tie.id, now=now)
        assert not SupportHours.objects.exists()

    @pytest.mark.parametrize("who", ["owner", "mate"])
    def test_they_are_gone_with_either_person(
        self, tie: Tie, who: str, mate: Person, request: pytest.FixtureRequest, now: datetime
    ) -> None:
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        privacy.erase(request.getfixturevalue(who).id, now)
        assert not SupportHours.objects.exists()

    def test_what_a_contact_offered_stays_what_they_offer_with_an_account(
        self, contact: Supporter, mate: Person, now: datetime
    ) -> None:
        tie = policies.access_contact_tie(contact)
        services.change_offer(actor=contact, tie_id=tie.id, offer=BOTH, now=now)
        services.adopt_contact(actor=mate, token=contact_token(contact), now=now)
        assert own(tie) == {"practical": [8, 9]}


class TestAgreements:
    @pytest.fixture
    def written(self, tie: Tie, mate: Person, owner: Person, now: datetime) -> Tie:
        """Both have said yes to evenings, with practical help at hours of its own."""
        tie = services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        hope = Terms(gives=frozenset({Support.EMOTIONAL}), zone=BERLIN, hours=frozenset({18}))
        services.write_terms(actor=owner, tie_id=tie.id, side=Side.OWNER, terms=hope, now=now)
        for side, actor in ((Side.OWNER, owner), (Side.SUPPORTER, mate)):
            seen = current_terms(tie).stamp
            services.confirm_terms(actor=actor, tie_id=tie.id, side=side, seen=seen, now=now)
        assert all(map(current_terms(tie).confirmed_at, Side))
        return tie

    def write(
        self, tie: Tie, mate: Person, now: datetime, *gives: Support, hours: Sequence[int] = (18, 19, 20)
    ) -> None:
        """Have the supporter write what they offer."""
        terms = Terms(gives=frozenset(gives), zone=BERLIN, hours=frozenset(hours))
        services.write_terms(actor=mate, tie_id=tie.id, side=Side.SUPPORTER, terms=terms, now=now)
        tie.refresh_from_db()
        assert current_terms(tie).rows[Side.SUPPORTER].hours == tie.hours

    def test_a_kind_keeps_its_own_hours_while_it_is_agreed(self, written: Tie, mate: Person, now: datetime) -> None:
        self.write(written, mate, now, Support.EMOTIONAL, Support.PRACTICAL, hours=(20, 21))
        assert (written.hours, own(written)) == ([20, 21], {"practical": [8, 9]})
        self.write(written, mate, now, Support.EMOTIONAL)
        assert own(written) == {}

    def test_what_is_left_alone_keeps_its_hours_unless_others_are_written(
        self, written: Tie, mate: Person, now: datetime
    ) -> None:
        self.write(written, mate, now, Support.PRACTICAL)
        assert (written.hours, own(written)) == ([8, 9], {})

    def test_hours_that_are_written_anew_hold(self, written: Tie, mate: Person, now: datetime) -> None:
        self.write(written, mate, now, Support.PRACTICAL, hours=(10,))
        assert (written.hours, own(written)) == ([10], {})

    def test_other_hours_of_a_kind_take_both_yes_back(self, written: Tie, mate: Person, now: datetime) -> None:
        services.change_offer(actor=mate, tie_id=written.id, offer=replace(BOTH), now=now)
        assert all(map(current_terms(written).confirmed_at, Side))
        services.change_offer(actor=mate, tie_id=written.id, offer=replace(BOTH, own_hours={}), now=now)
        assert not any(map(current_terms(written).confirmed_at, Side))

    def test_yes_is_said_to_the_hours_that_were_seen(
        self, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        hope = Terms(gives=frozenset({Support.EMOTIONAL}), zone=BERLIN, hours=frozenset({18}))
        services.write_terms(actor=owner, tie_id=tie.id, side=Side.OWNER, terms=hope, now=now)
        tie = services.change_offer(actor=mate, tie_id=tie.id, offer=replace(BOTH, own_hours={}), now=now)
        seen = current_terms(tie).stamp
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        with pytest.raises(Conflict, match="since you looked"):
            services.confirm_terms(actor=owner, tie_id=tie.id, side=Side.OWNER, seen=seen, now=now)
        seen = current_terms(tie).stamp
        services.confirm_terms(actor=owner, tie_id=tie.id, side=Side.OWNER, seen=seen, now=now)


class TestDatabase:
    @pytest.mark.parametrize("wrong", [{"support": "money"}, {"hours": [168]}, {"support": "practical"}])
    def test_it_refuses_what_cannot_be(self, tie: Tie, wrong: dict[str, object], now: datetime) -> None:
        SupportHours.objects.create(created_at=now, tie=tie, support="practical", hours=[1])
        row = {"support": "accountability", "hours": [1], **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportHours.objects.create(created_at=now, tie=tie, **row)

    def test_it_deletes_them_with_a_tie_that_an_older_release_deletes(
        self, tie: Tie, mate: Person, now: datetime
    ) -> None:
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM circles_invitation WHERE tie_id = %s", [tie.id])
            cursor.execute("DELETE FROM circles_tie WHERE id = %s", [tie.id])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert not SupportHours.objects.exists()

    def test_rows_an_older_release_left_of_what_is_not_given_say_nothing(
        self, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        Tie.objects.filter(id=tie.id).update(gives=["emotional"])
        tie.refresh_from_db()
        assert given_hours_of(tie).own == {}
        assert candidates_of(accepted_ties(owner.id), {})[0].hours_by_support == {}
        # Given again without hours, it is given in the usual ones.
        agreed(tie, "practical", None, now)
        assert own(tie) == {}

    def test_the_rows_stay_as_they_are_when_nothing_changes(self, tie: Tie, mate: Person, now: datetime) -> None:
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now)
        before = SupportHours.objects.get()
        services.change_offer(actor=mate, tie_id=tie.id, offer=BOTH, now=now + timedelta(days=1))
        assert SupportHours.objects.get() == before
        tie.refresh_from_db()
        assert put_hours(tie, given_hours_of(tie), now=now) is False
