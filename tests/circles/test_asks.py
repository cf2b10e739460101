"""Asking somebody of one's circle for more: what changes, who is told what, and what each side never sees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import policies, privacy, services
from alongside.circles.agreements import Terms
from alongside.circles.asks_queries import NEWS, asked_of, asks_made
from alongside.circles.covering import coverage_for
from alongside.circles.details import AskDetails, NeedDetails, Offer
from alongside.circles.enums import Side
from alongside.circles.models import Ask, Need, Supporter, Tie
from alongside.circles.offers import Support
from alongside.circles.own_hours import given_hours_of
from alongside.circles.terms import current_terms
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from alongside.notifications.models import Delivery
from tests.circles.browser import text_of, to
from tests.circles.conftest import OFFER, SignIn, contact_token
from tests.conftest import MakePerson
from tests.reachouts.conftest import give_device
from tests.reachouts.test_races import at_once

pytestmark = pytest.mark.django_db
MORE = AskDetails("practical", (23, 24), "Only if you are awake anyway.")
EVENINGS = Offer(gives=("emotional",), hours=(18, 19, 20))


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie]) -> Tie:
    """The owner's tie to the mate, who lives six hours behind and gave three evening hours."""
    return accepted(mate, "CANARY-NAME", offer=EVENINGS)


@pytest.fixture
def ask(owner: Person, tie: Tie, now: datetime) -> Ask:
    """What the owner asks the mate for."""
    return services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)


def offered(tie: Tie) -> tuple[list[str], list[int]]:
    """What a tie gives, and when it usually does."""
    tie.refresh_from_db()
    return tie.gives, tie.hours


def hours_for(tie: Tie, kind: str) -> list[int]:
    """When a tie gives one kind of support."""
    tie.refresh_from_db()
    return sorted(given_hours_of(tie).of(Support(kind)))


class TestServices:
    def test_who_is_asked_reads_the_kind_the_hours_on_their_clock_and_the_word(
        self, ask: Ask, mate: Person, owner: Person
    ) -> None:
        (view,) = asked_of(mate)
        assert (view.owner_alias, view.support, view.words) == (owner.alias, "practical", MORE.words)
        assert view.hours == {17, 18}  # Berlin is six hours ahead of New York
        assert view.hours_words == "Between 17:00 and 19:00 (Mon)"
        entry = Entry.objects.get(action="ask.made")
        assert (entry.actor, entry.subject, entry.about) == (owner.id, ask.id, owner.id)

    def test_a_yes_is_part_of_what_they_offer_at_once(
        self, ask: Ask, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        services.agree_to_ask(actor=mate, ask_id=ask.id, now=now)
        assert offered(tie) == (["emotional", "practical"], [18, 19, 20])
        assert hours_for(tie, "practical") == [17, 18]
        assert asked_of(mate) == ()
        assert [made.state for made in asks_made(owner, now=now)] == ["agreed"]
        assert asks_made(owner, now=now + NEWS) == ()

    def test_a_yes_is_part_of_what_they_had_written_into_an_agreement_too(
        self, ask: Ask, tie: Tie, mate: Person, now: datetime
    ) -> None:
        terms = Terms(gives=frozenset({Support.EMOTIONAL}), zone=ZoneInfo("America/New_York"), hours=frozenset({18}))
        services.write_terms(actor=mate, tie_id=tie.id, side=Side.SUPPORTER, terms=terms, now=now)
        services.agree_to_ask(actor=mate, ask_id=ask.id, now=now)
        tie.refresh_from_db()
        written = current_terms(tie).rows[Side.SUPPORTER]
        assert (written.gives, written.hours) == (tie.gives, tie.hours) == (["emotional", "practical"], [18])

    def test_a_yes_closes_the_gap_that_was_asked_for(
        self, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        services.add_need(actor=owner, details=NeedDetails("emotional", "At night"), now=now)
        Need.objects.update(hours=[0, 1, 2])
        assert coverage_for(owner, now=now).needs[0].gaps == 0b111
        details = AskDetails("emotional", (0, 1, 2))
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=details, now=now)
        services.agree_to_ask(actor=mate, ask_id=row.id, now=now)
        assert coverage_for(owner, now=now).needs[0].is_met

    def test_not_now_changes_nothing_and_has_no_reason(
        self, ask: Ask, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        services.say_not_now(actor=mate, ask_id=ask.id, now=now)
        assert offered(tie) == (["emotional"], [18, 19, 20])
        (made,) = asks_made(owner, now=now)
        assert (made.name, made.state, made.hours) == ("CANARY-NAME", "not_now", {23, 24})

    @pytest.mark.parametrize(
        "hours",
        [((), (23,), [17]), ((18,), None, [18]), ((), None, []), ((18,), tuple(range(168)), [])],
    )
    def test_a_kind_they_did_not_give_is_given_in_just_the_hours_that_were_asked_for(
        self, mate: Person, owner: Person, accepted: Callable[..., Tie], hours: tuple[Any, ...], now: datetime
    ) -> None:
        before, asked, after = hours
        tie = accepted(mate, offer=replace(OFFER, hours=before))
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=AskDetails("practical", asked), now=now)
        services.agree_to_ask(actor=mate, ask_id=row.id, now=now)
        assert offered(tie) == (["emotional", "practical"], list(before))
        assert hours_for(tie, "practical") == after

    @pytest.mark.parametrize("hours", [((), (23,), []), ((18,), (23,), [17, 18]), ((18,), None, [18])])
    def test_a_kind_they_give_is_widened_and_any_hour_stays_any_hour(
        self, mate: Person, owner: Person, accepted: Callable[..., Tie], hours: tuple[Any, ...], now: datetime
    ) -> None:
        before, asked, after = hours
        tie = accepted(mate, offer=Offer(gives=("emotional", "practical"), hours=before))
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=AskDetails("practical", asked), now=now)
        services.agree_to_ask(actor=mate, ask_id=row.id, now=now)
        assert hours_for(tie, "emotional") == list(before)
        assert hours_for(tie, "practical") == after

    def test_a_narrower_offer_made_meanwhile_is_not_undone(
        self, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=AskDetails("practical"), now=now)
        assert row.hours is None
        services.change_offer(actor=mate, tie_id=tie.id, offer=replace(EVENINGS, hours=(20,)), now=now)
        (view,) = asked_of(mate)
        assert (view.hours, view.hours_words) == (None, "Between 20:00 and 21:00 (Mon)")
        services.agree_to_ask(actor=mate, ask_id=row.id, now=now)
        assert offered(tie) == (["emotional", "practical"], [20])
        assert (hours_for(tie, "emotional"), hours_for(tie, "practical")) == ([20], [20])

    def test_they_read_what_a_yes_changes(self, tie: Tie, mate: Person, owner: Person, now: datetime) -> None:
        def read(*ask: Any) -> str:
            row = services.ask_tie(actor=owner, tie_id=tie.id, ask=AskDetails(*ask), now=now)
            (view,) = asked_of(mate)
            services.take_back_ask(actor=owner, ask_id=row.id, now=now)
            return view.changes

        assert read("practical", (23,)) == (
            "With a yes you give it in these hours. What else you give, and when, stays as it is."
        )
        assert read("emotional", (23,)) == (
            "With a yes these are your hours for it: between 17:00 and 21:00 (Mon). "
            "What else you give, and when, stays as it is."
        )
        assert read("practical") == (
            "With a yes you give it in the hours you have given already, and these stay as they are."
        )

    def test_a_contact_answers_by_their_link(self, contact: Supporter, owner: Person, now: datetime) -> None:
        tie = policies.access_contact_tie(contact)
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
        assert [view.id for view in asked_of(contact)] == [row.id]
        services.agree_to_ask(actor=contact, ask_id=row.id, now=now)
        assert offered(tie)[0] == ["emotional", "practical"]

    def test_what_was_taken_back_is_not_there_any_more(
        self, ask: Ask, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        services.take_back_ask(actor=owner, ask_id=ask.id, now=now)
        assert asked_of(mate) == ()
        assert asks_made(owner, now=now) == ()
        with pytest.raises(Conflict, match="taken back"):
            services.agree_to_ask(actor=mate, ask_id=ask.id, now=now)
        assert offered(tie)[0] == ["emotional"]

    def test_an_answer_is_given_once(self, ask: Ask, mate: Person, owner: Person, now: datetime) -> None:
        services.agree_to_ask(actor=mate, ask_id=ask.id, now=now)
        for again in (services.agree_to_ask, services.say_not_now):
            with pytest.raises(Conflict, match="answered already"):
                again(actor=mate, ask_id=ask.id, now=now)
        with pytest.raises(Conflict):
            services.take_back_ask(actor=owner, ask_id=ask.id, now=now)

    def test_one_thing_is_asked_at_a_time_and_not_too_often(
        self, ask: Ask, tie: Tie, owner: Person, now: datetime
    ) -> None:
        with pytest.raises(Conflict, match="already"):
            services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
        for _time in range(2):
            services.take_back_ask(actor=owner, ask_id=Ask.objects.get(state="open").id, now=now)
            services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
        services.take_back_ask(actor=owner, ask_id=Ask.objects.get(state="open").id, now=now)
        with pytest.raises(TooMany):
            services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)

    def test_the_database_keeps_one_open_ask(self, ask: Ask, tie: Tie, now: datetime) -> None:
        with pytest.raises(IntegrityError):
            Ask.objects.create(created_at=now, tie=tie, support="emotional")

    def test_who_rests_is_not_asked(self, tie: Tie, mate: Person, owner: Person, now: datetime) -> None:
        services.start_breather(actor=mate, until=now + timedelta(days=2), now=now)
        with pytest.raises(Conflict, match="breather"):
            services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)

    @pytest.mark.parametrize(
        "wrong", [{"support": "money"}, {"hours": (168,)}, {"hours": ()}, {"words": "x" * 301}, {"words": "\u202e"}]
    )
    def test_what_cannot_be_asked_is_refused(
        self, tie: Tie, owner: Person, wrong: dict[str, Any], now: datetime
    ) -> None:
        with pytest.raises(Invalid):
            services.ask_tie(actor=owner, tie_id=tie.id, ask=replace(MORE, **wrong), now=now)
        assert not Ask.objects.exists()

    def test_nobody_is_asked_who_has_not_said_yes(
        self, named: Callable[..., Tie], owner: Person, now: datetime
    ) -> None:
        for tie in (named(), named("The Group", relation="group")):
            with pytest.raises(NotAllowed):
                services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)

    def test_only_the_two_ends_can_do_anything_with_it(
        self, ask: Ask, mate: Person, stranger: Person, contact: Supporter, now: datetime
    ) -> None:
        tie, owner = ask.tie, ask.tie.owner
        for move in (services.agree_to_ask, services.say_not_now):
            for actor, refusal in ((owner, NotAllowed), (stranger, NotFound), (contact, NotFound)):
                with pytest.raises(refusal):
                    move(actor=actor, ask_id=ask.id, now=now)
        for person, refusal in ((mate, NotAllowed), (stranger, NotFound)):
            with pytest.raises(refusal):
                services.take_back_ask(actor=person, ask_id=ask.id, now=now)
            with pytest.raises(refusal):
                services.ask_tie(actor=person, tie_id=tie.id, ask=MORE, now=now)
        ask.refresh_from_db()
        assert ask.state == "open"

    def test_when_the_tie_ends_it_is_taken_back_and_its_words_are_gone(
        self, ask: Ask, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        services.leave_tie(actor=mate, tie_id=tie.id, now=now)
        ask.refresh_from_db()
        assert (ask.state, ask.ended_at, ask.words_sealed) == ("taken_back", now, None)
        assert asks_made(owner, now=now) == ()

    def test_it_takes_as_many_queries_for_three_as_for_one(
        self, owner: Person, mate: Person, make_person: MakePerson, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        counts = []
        for size in (1, 3):
            for number in range(size):
                tie = accepted(make_person(f"Mate {size} {number}"))
                services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
            with CaptureQueriesContext(connection) as captured:
                asks_made(owner, now=now)
            counts.append(len(captured))
        assert counts[0] == counts[1] == 2


class TestTelling:
    def test_both_are_told_in_neutral_words_and_not_woken(
        self, tie: Tie, mate: Person, owner: Person, now: datetime
    ) -> None:
        give_device(mate, now)
        give_device(owner, now)
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
        services.agree_to_ask(actor=mate, ask_id=row.id, now=now)
        told = {delivery.person_id: (delivery.text, delivery.path) for delivery in Delivery.objects.all()}
        assert told == {mate.id: ("circles.asked", "/supporting/"), owner.id: ("circles.ask_answered", "/circle/")}

    def test_nobody_is_told_of_what_was_taken_back(self, tie: Tie, mate: Person, owner: Person, now: datetime) -> None:
        give_device(mate, now)
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
        services.take_back_ask(actor=owner, ask_id=row.id, now=now)
        assert [delivery.state for delivery in Delivery.objects.all()] == ["withdrawn"]

    def test_a_contact_is_told_by_mail(self, mail: None, contact: Supporter, owner: Person, now: datetime) -> None:
        tie = policies.access_contact_tie(contact)
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
        delivery = Delivery.objects.get(key=f"ask:{row.id}")
        assert (delivery.channel, delivery.locale) == ("email", "es")
        assert delivery.path.startswith("/with/")


class TestPages:
    def test_the_owner_sees_exactly_what_is_sent_and_sends_it(
        self, tie: Tie, owner: Person, mate: Person, sign_in: SignIn
    ) -> None:
        browser, address = sign_in(owner), to("circle-ask", tie.id, "practical") + f"?hours={3 << 23:x}"
        said = text_of(browser.get(address))
        assert "Odd Owner asks you for something" in said
        assert "Between 17:00 and 19:00 (Mon)" in said
        assert "In your own time that is: between 23:00 and 01:00 in the nights of Mon." in said
        answer = browser.post(address, {"words": "Would you?"}, follow=True)
        assert answer.redirect_chain == [("/circle/", 303)]
        assert "You asked CANARY-NAME. There is no answer yet." in text_of(answer)
        assert [(view.words, view.hours) for view in asked_of(mate)] == [("Would you?", {17, 18})]

    def test_a_word_that_is_too_long_stays_typed(self, tie: Tie, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("circle-ask", tie.id, "practical"), {"words": "long " * 100})
        assert answer.status_code == 422
        assert "long long" in text_of(answer)

    @pytest.mark.parametrize("hours", ["", "?hours=zz", "?hours=0", "?hours=-1", f"?hours={1 << 168:x}"])
    def test_without_hours_that_could_be_it_is_about_those_they_gave(
        self, tie: Tie, owner: Person, sign_in: SignIn, hours: str
    ) -> None:
        assert "Between 18:00 and 21:00 (Mon)" in text_of(
            sign_in(owner).get(to("circle-ask", tie.id, "practical") + hours)
        )

    def test_there_is_no_page_for_a_support_there_is_not(self, tie: Tie, owner: Person, sign_in: SignIn) -> None:
        assert sign_in(owner).get(to("circle-ask", tie.id, "money")).status_code == 404

    def test_it_is_a_card_on_today_and_where_they_support_and_one_tap_is_the_answer(
        self, ask: Ask, tie: Tie, mate: Person, owner: Person, sign_in: SignIn
    ) -> None:
        browser = sign_in(mate)
        for page in ("today", "supporting"):
            said = text_of(browser.get(to(page)))
            assert "Odd Owner asks you for something" in said
            assert "Only if you are awake anyway." in said
            assert "CANARY" not in said
        answer = browser.post(to("supporting-ask-agree", ask.id), follow=True)
        assert "Thank you. It is part of what you offer them now." in text_of(answer)
        assert "asks you for something" not in text_of(answer)
        assert "CANARY-NAME said yes to what you asked." in text_of(sign_in(owner).get(to("circle")))

    def test_a_not_now_is_told_kindly(self, ask: Ask, mate: Person, owner: Person, sign_in: SignIn) -> None:
        sign_in(mate).post(to("supporting-ask-not-now", ask.id))
        for page in ("circle", "today"):
            said = text_of(sign_in(owner).get(to(page)))
            assert "CANARY-NAME cannot do that now. It says nothing about you." in said

    @pytest.mark.parametrize("move", ["agree", "not-now"])
    def test_a_contact_finds_it_on_their_page(
        self, contact: Supporter, owner: Person, now: datetime, sign_in: SignIn, move: str
    ) -> None:
        tie = policies.access_contact_tie(contact)
        row = services.ask_tie(actor=owner, tie_id=tie.id, ask=MORE, now=now)
        browser, token = sign_in(None), contact_token(contact)
        assert to(f"with-ask-{move}", token, row.id) in browser.get(to("with", token)).content.decode()
        answer = browser.post(to(f"with-ask-{move}", token, row.id))
        assert (answer.status_code, answer["Location"]) == (303, to("with", token))
        row.refresh_from_db()
        assert row.state == {"agree": "agreed", "not-now": "not_now"}[move]

    def test_a_link_of_one_contact_answers_for_no_other(self, ask: Ask, contact: Supporter, sign_in: SignIn) -> None:
        assert sign_in(None).post(to("with-ask-agree", contact_token(contact), ask.id)).status_code == 404

    def test_the_owner_takes_it_back(self, ask: Ask, owner: Person, mate: Person, sign_in: SignIn) -> None:
        codes = [sign_in(who).post(to("circle-ask-take-back", ask.id)).status_code for who in (mate, owner, owner)]
        assert codes == [403, 303, 409]
        assert sign_in(owner).post(to("circle-ask-take-back", uuid4())).status_code == 404

    def test_the_page_of_a_tie_shows_what_was_asked_of_it_and_takes_it_back(
        self, ask: Ask, owner: Person, make_person: MakePerson, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        other = accepted(make_person("Otto"), "Otto by the sea")
        browser, take_back = sign_in(owner), to("circle-ask-take-back", ask.id)
        for name in ("circle-tie", "circle-tie-part"):
            said = browser.get(to(name, ask.tie_id))
            assert "You asked CANARY-NAME. There is no answer yet." in text_of(said)
            assert take_back in said.content.decode()
            assert "You asked" not in text_of(browser.get(to(name, other.id)))
        browser.post(take_back)
        assert "You asked" not in text_of(browser.get(to("circle-tie", ask.tie_id)))

    def test_the_page_of_a_tie_takes_as_many_queries_for_three_asks_as_for_one(
        self, ask: Ask, tie: Tie, owner: Person, now: datetime, sign_in: SignIn
    ) -> None:
        browser, counts = sign_in(owner), []
        browser.get(to("circle-tie-part", tie.id))  # the first page of a browser also begins its session
        for rows in (1, 3):
            for support in ("emotional", "accountability")[: rows - 1]:
                Ask.objects.create(
                    tie=tie, support=support, hours=[], state="agreed", created_at=now, ended_at=current_time()
                )
            with CaptureQueriesContext(connection) as captured:
                said = text_of(browser.get(to("circle-tie-part", tie.id)))
            assert said.count("said yes to what you asked") == rows - 1
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_who_gets_no_message_is_told_by_the_owner(self, contact: Supporter, owner: Person, sign_in: SignIn) -> None:
        address = to("circle-ask", policies.access_contact_tie(contact).id, "practical")
        assert "nothing is sent to them" not in text_of(sign_in(owner).get(address))
        Supporter.objects.filter(id=contact.id).update(email_sealed=None)
        assert "nothing is sent to them" in text_of(sign_in(owner).get(address))


class TestPrivacy:
    def test_each_side_gets_what_is_theirs(self, ask: Ask, owner: Person, mate: Person, now: datetime) -> None:
        (made,), (asked,) = privacy.export(owner.id)["asks"], privacy.export(mate.id)["asked_of_you"]
        assert (made["name"], made["words"], made["support"], made["ask_state"]) == (
            "CANARY-NAME",
            MORE.words,
            "practical",
            "open",
        )
        assert (asked["to"], asked["words"], asked["hours"]) == ("Odd Owner", MORE.words, [17, 18])
        assert "CANARY" not in str(privacy.export(mate.id))

    def test_it_is_gone_with_the_owner(self, ask: Ask, owner: Person, now: datetime) -> None:
        privacy.erase(owner.id, now)
        assert not Ask.objects.exists()

    def test_its_words_are_gone_with_the_supporter(self, ask: Ask, mate: Person, now: datetime) -> None:
        privacy.erase(mate.id, now)
        ask.refresh_from_db()
        assert (ask.state, ask.words_sealed) == ("taken_back", None)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    @pytest.mark.parametrize("_round", range(4))
    def test_a_yes_counts_once(self, ask: Ask, tie: Tie, mate: Person, now: datetime, _round: int) -> None:
        agree = partial(services.agree_to_ask, actor=mate, ask_id=ask.id, now=now)
        outcomes = at_once(agree, agree, agree)
        assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "Conflict", "Tie"]
        assert Entry.objects.filter(action="ask.agreed").count() == 1
        assert offered(tie) == (["emotional", "practical"], [18, 19, 20])
        assert hours_for(tie, "practical") == [17, 18]

    @pytest.mark.parametrize("_round", range(4))
    def test_a_yes_and_a_taking_back_at_once_end_in_one_of_them(
        self, ask: Ask, tie: Tie, mate: Person, owner: Person, now: datetime, _round: int
    ) -> None:
        outcomes = at_once(
            partial(services.agree_to_ask, actor=mate, ask_id=ask.id, now=now),
            partial(services.take_back_ask, actor=owner, ask_id=ask.id, now=now),
        )
        assert sum(isinstance(one, Conflict) for one in outcomes) == 1
        ask.refresh_from_db()
        agreed = ask.state == "agreed"
        assert ("practical" in offered(tie)[0]) is agreed
        assert isinstance(outcomes[1 if agreed else 0], Conflict)

    @pytest.mark.parametrize("_round", range(4))
    def test_asking_twice_at_once_asks_once(self, tie: Tie, owner: Person, now: datetime, _round: int) -> None:
        call = partial(services.ask_tie, actor=owner, tie_id=tie.id, ask=MORE, now=now)
        outcomes = at_once(call, call)
        assert sum(isinstance(one, Conflict) for one in outcomes) == 1
        assert Ask.objects.count() == 1

    @pytest.mark.parametrize("_round", range(4))
    def test_leaving_while_saying_yes_leaves_no_open_ask(
        self, ask: Ask, tie: Tie, mate: Person, now: datetime, _round: int
    ) -> None:
        at_once(
            partial(services.agree_to_ask, actor=mate, ask_id=ask.id, now=now),
            partial(services.leave_tie, actor=mate, tie_id=tie.id, now=now),
        )
        tie.refresh_from_db()
        ask.refresh_from_db()
        assert (tie.state, tie.gives) == ("ended", [])
        assert ask.state in {"agreed", "taken_back"}
