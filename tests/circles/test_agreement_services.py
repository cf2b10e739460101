"""What the two of a tie write, take over and say yes to; what holds at once; when both are asked again."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import privacy, services
from alongside.circles.agreements import Terms
from alongside.circles.candidates import accepted_ties, candidates_of
from alongside.circles.details import ContactDetails, Offer
from alongside.circles.enums import Side
from alongside.circles.models import Agreement, Supporter, Tie
from alongside.circles.models import Terms as Row
from alongside.circles.offers import Level, Support
from alongside.circles.sealing import NOT_WANTED
from alongside.circles.terms import current_terms
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.sealed import unseal
from alongside.notifications.models import Delivery, EmailAddress, Preferences
from tests.circles.conftest import OFFER, contact_token

pytestmark = pytest.mark.django_db

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
REVIEW = next(kind for kind in due.kinds() if kind.name == "agreement-review")
OWNER, SUPPORTER = Side.OWNER, Side.SUPPORTER
TALK = frozenset({Support.EMOTIONAL})
# What fits the offer of `conftest.OFFER`, on the clock it is made on.
HOPE = Terms(gives=TALK, zone=NEW_YORK, hours=frozenset({18, 19}))


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie]) -> Tie:
    """The mate's tie to the owner: to talk, from 18 to 21 on Mondays in New York."""
    return accepted(mate)


class Two:
    """The two of a tie, to write and say yes with."""

    def __init__(self, tie: Tie, now: datetime) -> None:
        self.tie, self.now = tie, now

    def actor(self, side: Side) -> Any:
        supporter = self.tie.supporter
        assert supporter
        return self.tie.owner if side == OWNER else supporter.person or supporter

    def _of(self, side: Side, now: datetime | None) -> dict[str, Any]:
        return {"actor": self.actor(side), "tie_id": self.tie.id, "side": side, "now": now or self.now}

    def write(self, side: Side, terms: Terms, now: datetime | None = None) -> Agreement:
        return services.write_terms(terms=terms, **self._of(side, now))

    def take_over(self, side: Side, field: str = "") -> Agreement:
        return services.take_over(field=field, seen=self.stamp(), **self._of(side, None))

    def confirm(self, side: Side, now: datetime | None = None) -> Agreement:
        return services.confirm_terms(seen=self.stamp(), **self._of(side, now))

    def still_right(self, side: Side, now: datetime) -> Agreement:
        return services.say_still_right(**self._of(side, now))

    def agree(self, now: datetime | None = None, **hoped: Any) -> Agreement:
        self.write(OWNER, replace(HOPE, **hoped), now)
        self.confirm(SUPPORTER, now)
        return self.confirm(OWNER, now)

    def stamp(self) -> str:
        return current_terms(Tie.objects.select_related("owner", "supporter__person").get(id=self.tie.id)).stamp

    def says(self, side: Side) -> Terms | None:
        return current_terms(Tie.objects.select_related("owner", "supporter__person").get(id=self.tie.id)).of(side)

    def yes(self) -> set[str]:
        rows = Row.objects.filter(agreement__tie=self.tie, version=None, confirmed_at__isnull=False)
        return set(rows.values_list("side", flat=True))


@pytest.fixture
def two(tie: Tie, now: datetime) -> Two:
    """The owner and the mate."""
    return Two(tie, now)


@pytest.fixture
def by_link(contact: Supporter, now: datetime) -> Two:
    """The owner and the contact."""
    return Two(Tie.objects.select_related("owner", "supporter__person").get(supporter=contact), now)


class TestWriting:
    def test_what_the_owner_hopes_for_binds_nobody(self, two: Two) -> None:
        before = Tie.objects.values().get(id=two.tie.id)
        two.write(OWNER, replace(HOPE, gives=frozenset(Support), most_a_week=1, from_level=Level.URGENT))
        assert Tie.objects.values().get(id=two.tie.id) == before
        assert two.says(SUPPORTER) == Terms(gives=TALK, zone=NEW_YORK, hours=frozenset({18, 19, 20}))

    @pytest.mark.parametrize("who", ["two", "by_link"])
    def test_what_the_supporter_offers_holds_at_once(self, who: str, request: pytest.FixtureRequest) -> None:
        pair: Two = request.getfixturevalue(who)
        day = pair.now.date() + timedelta(days=9)
        offered = Terms(
            gives=frozenset({Support.PRACTICAL}),
            zone=NEW_YORK,
            hours=frozenset({7}),
            channels=frozenset({"call"}),
            within=60,
            most_a_week=2,
            from_level=Level.STRUGGLING,
            until=day,
            not_wanted="no money",
        )
        pair.write(SUPPORTER, offered)
        tie = Tie.objects.get(id=pair.tie.id)
        assert (tie.gives, tie.hours, tie.wakes_at) == (["practical"], [7], OFFER.wakes_at)
        (candidate,) = candidates_of(accepted_ties(tie.owner_id), {})
        assert (candidate.most_a_week, candidate.from_level, candidate.until) == (2, Level.STRUGGLING, day)
        assert pair.says(SUPPORTER) == offered
        row = Row.objects.get(side="supporter")
        assert b"no money" not in bytes(row.not_sealed or b"")
        assert unseal(row.not_sealed, what=NOT_WANTED) == "no money"

    def test_a_changed_offer_is_what_they_have_written_too_and_takes_both_yes_back(
        self, two: Two, mate: Person
    ) -> None:
        two.agree()
        services.change_offer(actor=mate, tie_id=two.tie.id, offer=Offer(gives=("practical",)), now=two.now)
        assert two.says(SUPPORTER) == Terms(gives=frozenset({Support.PRACTICAL}), zone=NEW_YORK)
        assert two.yes() == set()
        assert Agreement.objects.get().version == 1

    def test_an_offer_that_is_kept_as_it_was_takes_no_yes_back(self, two: Two, mate: Person) -> None:
        two.agree()
        services.change_offer(actor=mate, tie_id=two.tie.id, offer=replace(OFFER, by_email=False), now=two.now)
        assert two.yes() == {"owner", "supporter"}

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("gives", frozenset()),
            ("hours", frozenset({168})),
            ("channels", frozenset({"pigeon"})),
            ("within", 61),
            ("most_a_week", 0),
            ("most_a_week", 101),
            ("until", date(2001, 1, 1)),
            ("review_on", date(2999, 1, 1)),
            ("not_wanted", "x" * 501),
        ],
    )
    @pytest.mark.parametrize("side", Side)
    def test_what_cannot_be_is_said_by_its_field_and_changes_nothing(
        self, two: Two, side: Side, field: str, value: object
    ) -> None:
        before = Tie.objects.values().get(id=two.tie.id)
        with pytest.raises(Invalid) as refused:
            two.write(side, replace(HOPE, **{field: value}))
        assert refused.value.field == field
        assert not Agreement.objects.exists()
        assert Tie.objects.values().get(id=two.tie.id) == before

    def test_today_is_the_day_of_who_writes(self, two: Two) -> None:
        late = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)  # the fifth in Berlin, the fourth in New York
        fifth = replace(HOPE, until=date(2026, 3, 5))
        with pytest.raises(Invalid):
            two.write(OWNER, fifth, late)
        assert two.write(SUPPORTER, fifth, late)

    def test_nobody_else_writes_on_either_side(self, two: Two, mate: Person, owner: Person, stranger: Person) -> None:
        for actor, side, refusal in (
            (mate, OWNER, NotAllowed),
            (owner, SUPPORTER, NotAllowed),
            (stranger, OWNER, NotFound),
            (stranger, SUPPORTER, NotFound),
            (two.tie.supporter, OWNER, NotFound),
        ):
            for call in (
                lambda of: services.write_terms(terms=HOPE, **of),
                lambda of: services.take_over(field="", seen="", **of),
                lambda of: services.confirm_terms(seen="", **of),
                lambda of: services.say_still_right(**of),
            ):
                with pytest.raises(refusal):
                    call({"actor": actor, "tie_id": two.tie.id, "side": side, "now": two.now})
        assert not Agreement.objects.exists()

    def test_who_has_not_said_yes_to_an_invitation_agrees_to_nothing(
        self, owner: Person, named: Callable[..., Tie], now: datetime
    ) -> None:
        with pytest.raises(NotAllowed):
            services.write_terms(actor=owner, tie_id=named().id, side=OWNER, terms=HOPE, now=now)


def test_a_supporters_words_are_sealed_with_their_own_key(tie: Tie, now: datetime) -> None:
    two = Two(tie, now)
    two.write(SUPPORTER, Terms(gives=TALK, zone=NEW_YORK, not_wanted="CANARY of the mate"))
    two.write(OWNER, replace(HOPE, not_wanted="CANARY of the owner"))
    for row in Row.objects.filter(version=None):
        other = OWNER if row.side == SUPPORTER else SUPPORTER
        assert two.actor(Side(row.side)).data_key_id.bytes in bytes(row.not_sealed)
        assert two.actor(other).data_key_id.bytes not in bytes(row.not_sealed)


class TestTakingOver:
    def test_the_owner_says_what_the_supporter_says_in_one_field(self, two: Two) -> None:
        two.write(OWNER, replace(HOPE, gives=frozenset(Support), hours=frozenset()))
        two.take_over(OWNER, "hours")
        assert two.says(OWNER) == replace(HOPE, gives=frozenset(Support), hours=frozenset({18, 19, 20}))

    def test_the_supporter_takes_over_all_and_it_is_their_offer_at_once(self, two: Two) -> None:
        two.write(OWNER, Terms(gives=frozenset(Support), zone=BERLIN, hours=frozenset({24, 60}), within=60))
        two.take_over(SUPPORTER)
        tie = Tie.objects.get(id=two.tie.id)
        assert tie.gives == ["emotional", "accountability", "practical"]
        assert tie.hours == [18, 54]
        assert two.says(SUPPORTER) == Terms(
            gives=frozenset(Support), zone=NEW_YORK, hours=frozenset({18, 54}), within=60
        )

    def test_whoever_gives_more_goes_on_giving_it(self, two: Two) -> None:
        two.write(SUPPORTER, Terms(gives=frozenset(Support), zone=NEW_YORK, within=None))
        two.write(OWNER, replace(HOPE, within=60))
        two.take_over(SUPPORTER)
        assert two.says(SUPPORTER) == Terms(gives=frozenset(Support), zone=NEW_YORK, within=60)

    def test_nothing_is_taken_over_from_who_has_written_nothing(self, two: Two) -> None:
        for side in Side:
            with pytest.raises(Conflict):
                two.take_over(side)

    def test_only_what_was_seen_is_taken_over(self, two: Two) -> None:
        two.write(OWNER, HOPE)
        seen = two.stamp()
        two.write(OWNER, replace(HOPE, hours=frozenset()))
        with pytest.raises(Conflict):
            services.take_over(field="", seen=seen, **two._of(SUPPORTER, None))
        two.tie.refresh_from_db()
        assert two.tie.hours == [18, 19, 20]

    def test_a_day_that_has_passed_is_not_taken_over(self, two: Two) -> None:
        two.write(OWNER, replace(HOPE, until=two.now.date() + timedelta(days=2)))
        with pytest.raises(Invalid):
            services.take_over(field="until", seen=two.stamp(), **two._of(SUPPORTER, two.now + timedelta(days=5)))

    def test_an_unknown_field_is_refused(self, two: Two) -> None:
        two.write(OWNER, HOPE)
        with pytest.raises(Invalid):
            two.take_over(SUPPORTER, "stance")


class TestSayingYes:
    @pytest.mark.parametrize("who", ["two", "by_link"])
    @pytest.mark.parametrize("first", Side)
    def test_with_the_second_yes_a_version_of_both_sides_is_kept(
        self, who: str, first: Side, request: pytest.FixtureRequest
    ) -> None:
        pair: Two = request.getfixturevalue(who)
        pair.write(OWNER, replace(HOPE, not_wanted="no advice"))
        assert pair.confirm(first).version == 0
        second = SUPPORTER if first == OWNER else OWNER
        assert pair.confirm(second, pair.now + timedelta(hours=1)).version == 1
        kept = {row.side: row for row in Row.objects.filter(version=1)}
        assert kept.keys() == {"owner", "supporter"}
        assert unseal(kept["owner"].not_sealed, what=NOT_WANTED) == "no advice"
        assert kept["supporter"].hours == [18, 19, 20]
        assert kept[first].confirmed_at == pair.now
        assert kept[second].confirmed_at == pair.now + timedelta(hours=1)

    def test_a_kept_version_stays_when_something_is_changed(self, two: Two) -> None:
        two.agree()
        two.write(OWNER, replace(HOPE, within=60))
        assert two.yes() == set()
        kept = Row.objects.get(version=1, side="owner")
        assert (kept.within, kept.gives) == (None, ["emotional"])
        two.take_over(OWNER, "within")
        two.confirm(OWNER)
        assert two.confirm(SUPPORTER).version == 2
        assert Row.objects.filter(version__isnull=False).count() == 4

    def test_any_change_takes_both_yes_back_and_no_change_none(self, two: Two) -> None:
        two.write(OWNER, HOPE)
        two.confirm(OWNER)
        two.write(OWNER, HOPE)
        assert two.yes() == {"owner"}
        two.write(SUPPORTER, replace(HOPE, within=60))
        assert two.yes() == set()

    def test_saying_yes_twice_counts_once(self, two: Two) -> None:
        two.agree()
        assert two.confirm(OWNER).version == 1
        assert Entry.objects.filter(action="agreement.confirmed").count() == 2

    def test_where_they_differ_nobody_says_yes(self, two: Two) -> None:
        two.write(OWNER, replace(HOPE, within=60))
        with pytest.raises(Conflict):
            two.confirm(OWNER)
        assert two.yes() == set()

    def test_before_the_owner_has_written_there_is_nothing_to_say_yes_to(self, two: Two) -> None:
        with pytest.raises(Conflict):
            two.confirm(SUPPORTER)

    def test_yes_is_said_to_what_was_seen(self, two: Two) -> None:
        two.write(OWNER, HOPE)
        seen = two.stamp()
        two.write(SUPPORTER, Terms(gives=TALK, zone=NEW_YORK, within=15))
        with pytest.raises(Conflict):
            services.confirm_terms(actor=two.actor(OWNER), tie_id=two.tie.id, side=OWNER, seen=seen, now=two.now)
        assert two.yes() == set()

    def test_a_supporter_who_moves_to_another_zone_has_not_said_yes_to_those_hours(
        self, by_link: Two, contact: Supporter
    ) -> None:
        by_link.write(OWNER, HOPE)
        by_link.confirm(SUPPORTER)
        details = ContactDetails(email="", locale="en", time_zone="Asia/Tokyo")
        services.change_contact(actor=contact, contact=details, now=by_link.now)
        by_link.take_over(OWNER, "hours")
        assert by_link.confirm(OWNER).version == 0
        assert by_link.confirm(SUPPORTER).version == 1
        assert set(Row.objects.filter(version=1).values_list("zone", flat=True)) == {"Asia/Tokyo"}


@pytest.mark.usefixtures("mail")
class TestReview:
    def test_it_is_on_the_day_they_named_or_a_quarter_of_a_year_on_at_ten_in_the_morning(self, two: Two) -> None:
        agreement = two.agree(two.now, review_on=date(2026, 3, 29))
        assert agreement.due_at == datetime(2026, 3, 29, 8, 0, tzinfo=UTC)  # the clock went forward that night
        two.write(OWNER, HOPE)
        two.confirm(OWNER)
        agreement = two.confirm(SUPPORTER)
        today = two.now.astimezone(BERLIN).date()
        assert agreement.review_on == today + timedelta(weeks=13)

    def test_both_are_asked_once_and_neutrally(self, two: Two, mate: Person, owner: Person) -> None:
        for person in (mate, owner):
            EmailAddress.objects.create(
                created_at=two.now, person=person, address_sealed=b"not read", verified_at=two.now
            )
        agreement = two.agree()
        Delivery.objects.all().delete()
        with_mail = agreement.due_at
        assert with_mail
        assert due.step_due(REVIEW, now=with_mail - timedelta(seconds=1)) == 0
        assert due.step_due(REVIEW, now=with_mail) == 1
        assert due.step_due(REVIEW, now=with_mail + timedelta(days=1)) == 0
        told = {row.person_id: row for row in Delivery.objects.all()}
        assert told.keys() == {mate.id, owner.id}
        assert {(row.text, row.wakes, row.urgent) for row in told.values()} == {
            ("circles.agreement_review", False, False)
        }
        assert told[mate.id].path == f"/supporting/{two.tie.id}/agreement/"
        assert told[owner.id].path == f"/circle/ties/{two.tie.id}/agreement/"

    def test_a_contact_is_asked_at_their_address(self, by_link: Two, contact: Supporter) -> None:
        due_at = by_link.agree().due_at
        assert due_at
        due.step_due(REVIEW, now=due_at)
        row = Delivery.objects.get(text="circles.agreement_review")
        assert (row.person_id, row.path) == (None, f"/with/{contact_token(contact)}/agreement/")

    def test_a_worker_that_was_down_asks_when_it_is_back(self, two: Two) -> None:
        due_at = two.agree().due_at
        assert due_at
        late = due_at + timedelta(days=3)
        assert due.step_due(REVIEW, now=late) == 1
        assert Agreement.objects.get().due_at is None
        assert due.count_set_aside() == {}

    def test_quiet_hours_are_kept(self, two: Two, owner: Person) -> None:
        EmailAddress.objects.create(created_at=two.now, person=owner, address_sealed=b"no", verified_at=two.now)
        Preferences.objects.create(created_at=two.now, person=owner, quiet_from=time(8), quiet_until=time(16))
        due_at = two.agree().due_at
        assert due_at
        due.step_due(REVIEW, now=due_at)
        asked = Delivery.objects.get(text="circles.agreement_review", person=owner)
        assert asked.due_at == due_at + timedelta(hours=6)

    def test_still_right_from_both_sets_the_next_day(self, two: Two) -> None:
        agreement = two.agree()
        due_at, first_day = agreement.due_at, agreement.review_on
        assert due_at
        assert first_day
        due.step_due(REVIEW, now=due_at)
        later = due_at + timedelta(hours=2)
        assert two.still_right(SUPPORTER, later).review_on == first_day
        after = two.still_right(OWNER, later)
        assert after.review_on == first_day + timedelta(weeks=13)
        assert after.due_at
        assert after.due_at.astimezone(BERLIN).hour == 10
        assert after.version == 1
        with pytest.raises(Conflict):
            two.still_right(OWNER, later)

    def test_before_the_day_and_after_a_change_there_is_nothing_to_call_still_right(self, two: Two) -> None:
        due_at = two.agree().due_at
        assert due_at
        with pytest.raises(Conflict):
            two.still_right(OWNER, two.now)
        two.write(OWNER, replace(HOPE, most_a_week=1))
        with pytest.raises(Conflict):
            two.still_right(OWNER, due_at)


class TestEnding:
    @pytest.mark.parametrize("by", ["owner", "supporter"])
    def test_it_ends_with_its_tie_and_nobody_is_asked_again(self, two: Two, by: str) -> None:
        due_at = two.agree().due_at
        two.write(SUPPORTER, replace(HOPE, most_a_week=1, from_level=Level.URGENT, until=date(2026, 12, 1)))
        if by == "owner":
            services.remove_tie(actor=two.tie.owner, tie_id=two.tie.id, now=two.now)
        else:
            services.leave_tie(actor=two.actor(SUPPORTER), tie_id=two.tie.id, now=two.now)
        assert not Agreement.objects.exists()
        assert not Row.objects.exists()
        tie = Tie.objects.get(id=two.tie.id)
        assert (tie.most_a_week, tie.from_level, tie.until) == (None, None, None)
        assert due_at
        assert due.step_due(REVIEW, now=due_at) == 0

    @pytest.mark.parametrize("who", ["owner", "mate"])
    def test_who_is_erased_leaves_nothing_of_it(self, two: Two, who: str, request: pytest.FixtureRequest) -> None:
        two.agree()
        privacy.erase(request.getfixturevalue(who).id, two.now)
        assert not Row.objects.exists()

    def test_each_takes_along_what_they_wrote_and_the_owner_what_a_contact_wrote(
        self, two: Two, by_link: Two, mate: Person, owner: Person
    ) -> None:
        two.agree(not_wanted="owner's words")
        by_link.write(SUPPORTER, replace(HOPE, not_wanted="contact's words"))
        told = {who: privacy.export(who.id)["agreements"] for who in (owner, mate)}
        assert {(row["with"], row["side"], row["version"], row["not_wanted"]) for row in told[owner]} == {
            ("Auntie Test", "owner", None, "owner's words"),
            ("Auntie Test", "owner", 1, "owner's words"),
            ("Uncle Test", "supporter", None, "contact's words"),
        }
        assert {(row["with"], row["side"], row["not_wanted"]) for row in told[mate]} == {("Odd Owner", "supporter", "")}
        assert len(told[mate]) == 2

    def test_a_contact_who_makes_an_account_takes_the_agreement_along(
        self, by_link: Two, contact: Supporter, stranger: Person
    ) -> None:
        by_link.agree()
        services.adopt_contact(actor=stranger, token=contact_token(contact), now=by_link.now)
        after = Two(Tie.objects.select_related("owner", "supporter__person").get(id=by_link.tie.id), by_link.now)
        assert Agreement.objects.get().version == 1
        assert after.says(SUPPORTER) == replace(HOPE, zone=ZoneInfo("UTC"), hours=frozenset({18, 19, 20}))


class TestRows:
    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"side": "nobody"}, "circles_terms_side"),
            ({"gives": ["gold"]}, "circles_terms_gives"),
            ({"hours": [168]}, "circles_terms_hours"),
            ({"channels": ["pigeon"]}, "circles_terms_channels"),
            ({"within": 61}, "circles_terms_within"),
            ({"most_a_week": 0}, "circles_terms_most_a_week"),
            ({"most_a_week": 101}, "circles_terms_most_a_week"),
            ({"from_level": "loud"}, "circles_terms_from_level"),
            ({"version": 0, "confirmed_at": datetime(2026, 1, 1, tzinfo=UTC)}, "circles_terms_version"),
            ({"version": 1, "confirmed_at": None}, "circles_terms_version"),
        ],
    )
    def test_what_must_not_be_cannot_be_stored(self, two: Two, values: dict[str, Any], constraint: str) -> None:
        two.write(OWNER, HOPE)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Row.objects.filter(side="owner").update(**values)

    def test_a_side_says_one_thing_at_a_time(self, two: Two) -> None:
        agreement = two.write(OWNER, HOPE)
        with pytest.raises(IntegrityError, match="circles_terms_once"), transaction.atomic():
            Row.objects.create(created_at=two.now, agreement=agreement, side="owner", zone="UTC")

    def test_a_tie_has_one_agreement(self, two: Two) -> None:
        two.write(OWNER, HOPE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(created_at=two.now, tie=two.tie)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Make both calls at the same moment; return what each returned, or how it was refused."""
    start, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int) -> None:
        try:
            start.wait(30)
            outcomes[place] = calls[place]()  # type: ignore[call-overload] - anything may come out
        except Conflict as refusal:
            outcomes[place] = refusal  # type: ignore[call-overload] - as above
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "somebody waits for ever"
    return list(outcomes)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_both_say_yes_at_once_and_one_version_is_kept(self, two: Two) -> None:
        for number in range(1, 5):
            two.write(OWNER, replace(HOPE, most_a_week=number))
            at_once(lambda: two.confirm(OWNER), lambda: two.confirm(SUPPORTER))
            assert Agreement.objects.get().version == number
            assert Row.objects.filter(version=number).count() == 2

    def test_yes_while_the_other_changes_something_is_never_yes_to_what_was_not_seen(self, two: Two) -> None:
        for number in range(1, 7):
            two.write(OWNER, replace(HOPE, most_a_week=number))
            two.confirm(SUPPORTER)
            seen, versions = two.stamp(), Agreement.objects.get().version
            changed = Terms(gives=TALK, zone=NEW_YORK, within=15 if number % 2 else 60)
            at_once(
                lambda seen=seen: services.confirm_terms(  # type: ignore[misc] - bound now
                    actor=two.actor(OWNER), tie_id=two.tie.id, side=OWNER, seen=seen, now=two.now
                ),
                lambda changed=changed: two.write(SUPPORTER, changed),  # type: ignore[misc] - as above
            )
            assert two.yes() == set()
            after = Agreement.objects.get().version
            kept = Row.objects.filter(version=after, side="supporter").values_list("within", flat=True)
            assert after == versions or list(kept) != [changed.within]
            assert two.says(SUPPORTER) == changed
