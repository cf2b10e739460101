"""The pages of what two agree: for the owner, for a supporter with an account, for a contact by their link."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.agreements import Field, Terms
from alongside.circles.details import CardDetails, NeedDetails
from alongside.circles.enums import Side
from alongside.circles.models import Agreement, Supporter, Tie
from alongside.circles.models import Terms as Row
from alongside.circles.offers import Level, Support
from alongside.circles.queries_agreements import agreement_view
from alongside.circles.terms import current_terms
from alongside.circles.wording_agreements import sentence
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token

pytestmark = pytest.mark.django_db

NEW_YORK = ZoneInfo("America/New_York")
HOPED = {
    "gives": ["emotional"],
    "hours_when": "any",
    "channels": ["call"],
    "within": "60",
    "most_a_week": "",
    "from_level": "talk",
    "not_wanted": "no advice, please",
    "until": "",
    "review_on": "",
}


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class Reader:
    """Somebody at the pages of one agreement."""

    def __init__(self, browser: Client, name: str, key: object) -> None:
        self.browser, self._name, self._key = browser, name, key

    def to(self, action: str = "") -> str:
        return to(f"{self._name}-{action}" if action else self._name, self._key)

    def page(self) -> str:
        return text_of(self.browser.get(self.to()))

    def post(self, action: str, **data: Any) -> Any:
        return self.browser.post(self.to(action), data, follow=True)

    def confirm(self) -> Any:
        return self.post("confirm", seen=self.stamp())

    def take_over(self, field: str = "") -> Any:
        return self.post("take-over", field=field, seen=self.stamp())

    def stamp(self) -> str:
        found = re.search(r'name="seen" value="(\w+)"', self.browser.get(self.to()).content.decode())
        return found[1] if found else ""


@pytest.fixture
def tie(mate: Person, accepted: Callable[..., Tie]) -> Tie:
    """The mate's tie to the owner: to talk, from 18 to 21 on Mondays in New York."""
    return accepted(mate)


@pytest.fixture
def readers(tie: Tie, owner: Person, mate: Person, contact: Supporter, sign_in: SignIn) -> dict[str, Reader]:
    """The owner and the mate at theirs, the owner and the contact at theirs."""
    Supporter.objects.filter(id=contact.id).update(locale="en")
    contacts = Tie.objects.get(supporter=contact)
    return {
        "owner": Reader(sign_in(owner), "circle-tie-agreement", tie.id),
        "mate": Reader(sign_in(mate), "supporting-agreement", tie.id),
        "owner of contact": Reader(sign_in(owner), "circle-tie-agreement", contacts.id),
        "contact": Reader(sign_in(None), "with-agreement", contact_token(contact)),
    }


PAIRS = [("owner", "mate"), ("owner of contact", "contact")]


@pytest.mark.parametrize(("hopes", "offers"), PAIRS)
class TestTheTwo:
    def test_they_write_see_where_they_differ_take_over_and_agree(
        self, hopes: str, offers: str, readers: dict[str, Reader]
    ) -> None:
        owner, other = readers[hopes], readers[offers]
        assert "Write what you hope for" in owner.page()
        assert "They have not written yet what they hope for." in other.page()
        assert owner.post("write", **HOPED).status_code == 200
        assert "You hope for an answer within an hour. They promise no time." in owner.page()
        assert "You promise no time. They hope for an answer within an hour." in other.page()
        assert "You hope for these hours: at any hour." in owner.page()
        assert (
            "You can be reached in these: between 18:00 and 21:00 (Mon). They hope for these hours: at any hour."
            in other.page()
        )
        assert "Yes, we agree on this" not in owner.page()
        owner.take_over("hours")
        assert "Where you differ" in other.page()
        other.take_over()
        assert "It fits. It is agreed as soon as you both say yes." in other.page()
        assert other.confirm().status_code == 200
        assert "It fits, and they said yes." in owner.page()
        assert owner.confirm().status_code == 200
        for reader in (owner, other):
            assert "You both said yes to this." in reader.page()
            assert "Version 1, from" in reader.page()
            assert "no advice, please" in reader.page()

    def test_what_was_typed_stays_when_something_cannot_be(
        self, hopes: str, offers: str, readers: dict[str, Reader]
    ) -> None:
        for reader in (readers[hopes], readers[offers]):
            answer = reader.browser.post(reader.to("write"), {**HOPED, "until": "2001-01-01", "most_a_week": "3"})
            assert answer.status_code == 422
            assert answer.context["form"].errors.keys() == {"until"}
            assert 'value="3"' in answer.content.decode()
            assert reader.browser.post(reader.to("write"), {}).status_code == 422
        assert not Agreement.objects.exists()

    def test_what_was_said_is_in_the_form(self, hopes: str, offers: str, readers: dict[str, Reader]) -> None:
        readers[offers].post("write", **{**HOPED, "most_a_week": "2", "from_level": "urgent"})
        page = readers[offers].browser.get(readers[offers].to("write")).content.decode()
        assert re.search(r'name="within"\s+value="60"[^>]*\schecked', page)
        assert re.search(r'name="from_level"\s+value="urgent"[^>]*\schecked', page)
        assert re.search(r'name="channels"\s+value="call"[^>]*\schecked', page)
        assert 'value="2"' in page
        assert "no advice, please" in page
        assert readers[hopes].browser.get(readers[hopes].to("write")).status_code == 200

    def test_an_unseen_change_is_said_and_nothing_is_lost(
        self, hopes: str, offers: str, readers: dict[str, Reader]
    ) -> None:
        readers[hopes].post("write", **{**HOPED, "within": "", "hours_when": "chosen", "hours_hour": ["1"]})
        answer = readers[offers].browser.post(readers[offers].to("confirm"), {"seen": "of before"})
        assert answer.status_code == 409
        assert "Something has changed since you looked." in text_of(answer)

    def test_on_the_day_both_say_with_one_tap_that_it_is_still_right(
        self, hopes: str, offers: str, readers: dict[str, Reader], now: datetime
    ) -> None:
        owner, other = readers[hopes], readers[offers]
        owner.post("write", **HOPED)
        other.take_over()
        other.confirm()
        owner.confirm()
        assert "Still right" not in owner.page()
        earlier = now - timedelta(days=2)
        Agreement.objects.update(review_on=earlier.date())
        Row.objects.update(confirmed_at=now - timedelta(days=30))
        for reader in (owner, other):
            assert "It is time to look at it again" in reader.page()
        other.post("still-right")
        assert "We ask you both again once they have said so, too." in other.page()
        assert "They said that it is still right." in owner.page()
        owner.post("still-right")
        assert "It is time to look at it again" not in owner.page() + other.page()
        assert Agreement.objects.get().review_on > now.date()


def test_the_pages_of_the_tie_lead_there(readers: dict[str, Reader], tie: Tie, contact: Supporter) -> None:
    assert readers["owner"].to() in readers["owner"].browser.get(to("circle-tie", tie.id)).content.decode()
    assert readers["mate"].to() in readers["mate"].browser.get("/supporting/").content.decode()
    page = readers["contact"].browser.get(to("with", contact_token(contact))).content.decode()
    assert readers["contact"].to() in page


def test_hours_are_told_on_the_readers_own_clock(readers: dict[str, Reader], tie: Tie, owner: Person) -> None:
    terms = Terms(gives=frozenset({Support.EMOTIONAL}), zone=NEW_YORK, hours=frozenset({24, 25}))
    services.write_terms(actor=owner, tie_id=tie.id, side=Side.OWNER, terms=terms, now=current_time())
    assert "They hope for these hours: between 00:00 and 02:00 (Tue)." in readers["mate"].page()
    assert re.search(r"You hope for these hours: between 0[567]:00 and 0[789]:00 \(Tue\)\.", readers["owner"].page())


def test_hours_left_alone_in_the_form_stay_on_the_clock_they_were_said_on(readers: dict[str, Reader], tie: Tie) -> None:
    owner = readers["owner"]
    owner.post("write", **HOPED)
    owner.take_over("hours")
    page = owner.browser.get(owner.to("write")).content.decode()
    hours = re.findall(r'name="hours_hour"\s+value="(\d+)"[^>]*\schecked', page)
    assert len(hours) == 3
    owner.post("write", **{**HOPED, "hours_when": "chosen", "hours_hour": hours})
    row = Row.objects.get(side="owner", version=None)
    assert (row.zone, row.hours) == ("America/New_York", [18, 19, 20])


def test_a_stranger_finds_nothing_and_each_only_their_own_side(
    readers: dict[str, Reader], stranger: Person, sign_in: SignIn
) -> None:
    for action in ("", "part", "write"):
        addresses = [readers[who].to(action) for who in ("owner", "mate")]
        codes = [[sign_in(person).get(address).status_code for address in addresses] for person in (stranger, None)]
        assert codes == [[404, 404], [302, 302]]
        assert readers["mate"].browser.get(addresses[0]).status_code == 403
        assert readers["owner"].browser.get(addresses[1]).status_code == 403
    for action in ("take-over", "confirm", "still-right"):
        for who in ("owner", "mate"):
            assert sign_in(stranger).post(readers[who].to(action)).status_code == 404
    assert sign_in(stranger).get(to("with-agreement", "no-token")).status_code == 404


def test_neither_sees_what_is_the_others_alone(
    readers: dict[str, Reader], owner: Person, accepted: Callable[..., Tie], mate: Person, tie: Tie
) -> None:
    details = {"stance": "undermines", "ring": 1, "name_sealed": tie.name_sealed}
    Tie.objects.filter(owner=owner).update(**details)
    services.add_need(actor=owner, details=NeedDetails("emotional", "CANARY-NEED"), now=current_time())
    card = CardDetails("CANARY-CALLED", "CANARY-SENTENCE")
    services.write_safety_card(actor=owner, card=card, now=current_time())
    services.change_capacity(actor=mate, weekly_capacity=77, now=current_time())
    readers["owner"].post("write", **HOPED)
    readers["owner of contact"].post("write", **HOPED)
    for who in ("mate", "contact"):
        for action in ("", "part", "write"):
            page = readers[who].browser.get(readers[who].to(action)).content.decode()
            assert [
                word for word in ("CANARY", "Auntie", "Makes it harder", "undermines", "Closest") if word in page
            ] == []
    for action in ("", "part", "write"):
        assert "77" not in text_of(readers["owner"].browser.get(readers["owner"].to(action)))


def test_a_page_asks_the_same_whatever_the_number_of_versions(
    readers: dict[str, Reader],
    tie: Tie,
    owner: Person,
    mate: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def agree(most: int) -> None:
        kinds, hours = frozenset({Support.EMOTIONAL}), frozenset({18})
        terms = Terms(gives=kinds, zone=NEW_YORK, hours=hours, most_a_week=most, not_wanted="no advice")
        services.write_terms(actor=owner, tie_id=tie.id, side=Side.OWNER, terms=terms, now=current_time())
        for actor, side in ((owner, Side.OWNER), (mate, Side.SUPPORTER)):
            seen = current_terms(tie).stamp
            services.confirm_terms(actor=actor, tie_id=tie.id, side=side, seen=seen, now=current_time())

    for many in (1, 3):
        while Row.objects.filter(version__isnull=False).count() < 2 * many:
            agree(many + Row.objects.count())
        with django_assert_num_queries(6):
            assert len(agreement_view(tie, Side.OWNER, now=current_time()).versions) == many


def test_every_difference_has_its_sentence_for_both(now: datetime) -> None:
    wide = Terms(gives=frozenset(Support), zone=NEW_YORK, within=15, review_on=now.date())
    narrow = Terms(
        gives=frozenset({Support.EMOTIONAL}),
        zone=NEW_YORK,
        hours=frozenset({1}),
        channels=frozenset({"call"}),
        most_a_week=1,
        from_level=Level.URGENT,
        until=now.date(),
        review_on=now.date() + timedelta(days=1),
    )
    said = {
        (field, side, reader): sentence(terms, field, side, now, reader=reader, zone=NEW_YORK)
        for terms, side in ((wide, Side.OWNER), (narrow, Side.SUPPORTER))
        for reader in Side
        for field in Field
    }
    assert said[Field.MOST_A_WEEK, Side.SUPPORTER, Side.OWNER] == "They can be asked up to 1 time a week."
    assert said[Field.MOST_A_WEEK, Side.OWNER, Side.OWNER] == "You want to ask as often as you need to."
    assert said[Field.FROM_LEVEL, Side.SUPPORTER, Side.SUPPORTER] == "You can be asked only when it is urgent."
    assert said[Field.GIVES, Side.OWNER, Side.SUPPORTER] == (
        "They hope for this: Listen · Help them keep to what they decided · Practical help."
    )
    assert all(words.endswith(".") and "%" not in words for words in said.values())
