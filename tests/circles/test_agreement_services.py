"""What the two of a tie write, take over and say yes to, and what holds at once."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import services
from alongside.circles.agreements import Terms
from alongside.circles.candidates import accepted_ties, candidates_of
from alongside.circles.details import ContactDetails, Offer
from alongside.circles.enums import Side
from alongside.circles.models import Agreement, Supporter, Tie
from alongside.circles.models import Terms as Row
from alongside.circles.offers import Level, Support
from alongside.circles.sealing import NOT_WANTED
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.kernel.sealed import unseal
from tests.circles.agreeing import BERLIN, HOPE, NEW_YORK, OWNER, SUPPORTER, TALK, Two
from tests.circles.conftest import OFFER

pytestmark = pytest.mark.django_db


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


def test_a_supporters_words_are_sealed_with_their_own_key(two: Two) -> None:
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
