"""The pages of who supports, with an account or behind a link of their own."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from alongside.accounts.models import Person
from alongside.circles import policies, queries, services
from alongside.circles.details import ContactDetails, Offer
from alongside.circles.enums import Support
from alongside.circles.models import Supporter, Tie
from alongside.circles.offers import Support as PlainSupport
from alongside.circles.own_hours import given_hours_of
from alongside.circles.queries import circle_tie
from alongside.circles.wording import hours_said, hours_words
from alongside.kernel.clock import current_time
from tests.circles.browser import HUGE, OFFERED, text_of, to
from tests.circles.conftest import SignIn, contact_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail")]


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class TestSupporting:
    def test_who_supports_nobody_reads_how_it_begins(self, stranger: Person, sign_in: SignIn) -> None:
        assert "Nobody has asked you to stand with them here yet." in text_of(sign_in(stranger).get("/supporting/"))

    def test_an_offer_is_shown_as_it_is_and_changed(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie, browser = accepted(mate), sign_in(mate)
        page = browser.get(to("supporting-offer", tie.id)).content.decode()
        for hour in ("18", "19", "20"):
            assert re.search(rf'name="hours_hour"\s+value="{hour}"[^>]*\schecked', page)
        assert browser.post(to("supporting-offer", tie.id), {**OFFERED, "hours_when": "any"}).status_code == 303
        tie.refresh_from_db()
        assert (tie.hours, tie.by_push) == ([], False)
        answer = browser.post(to("supporting-offer", tie.id), {**OFFERED, "hours_hour": ["168"]})
        assert answer.status_code == 422

    def test_capacity_breather_and_coming_back(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        accepted(mate)
        browser = sign_in(mate)
        assert browser.post(to("supporting-capacity"), {"weekly_capacity": "6"}).status_code == 303
        assert 'value="6"' in browser.get(to("supporting-capacity")).content.decode()
        assert browser.get(to("supporting-breather")).status_code == 200
        back_on = (current_time() + timedelta(days=5)).date()
        assert browser.post(to("supporting-breather"), {"back_on": back_on.isoformat()}).status_code == 303
        supporter = Supporter.objects.get()
        assert supporter.breather_until
        assert supporter.breather_until.isoformat()[:16] in {f"{back_on}T04:00", f"{back_on}T05:00"}  # New York
        assert "You take a breather" in text_of(browser.get("/supporting/"))
        assert browser.post(to("supporting-back"), follow=True).redirect_chain == [("/supporting/", 303)]
        supporter.refresh_from_db()
        assert supporter.breather_until is None

    @pytest.mark.parametrize(
        "back_on", ["", "soon", "2001-01-01", "9999-12-31", "0001-01-01", "2026-02-30", HUGE, "\x00"]
    )
    def test_a_day_that_cannot_be_is_said(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn, back_on: str
    ) -> None:
        accepted(mate)
        answer = sign_in(mate).post(to("supporting-breather"), {"back_on": back_on})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"back_on"}

    def test_what_a_service_refuses_beyond_the_form_stands_above_it(self, stranger: Person, sign_in: SignIn) -> None:
        assert sign_in(stranger).post(to("supporting-capacity"), {"weekly_capacity": "6"}).status_code == 404
        assert sign_in(stranger).post(to("supporting-capacity"), {"weekly_capacity": "x"}).status_code == 422

    def test_leaving_is_asked_first_and_not_explained(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie, browser = accepted(mate), sign_in(mate)
        assert "That is all right." in text_of(browser.get(to("supporting-leave", tie.id)))
        tie.refresh_from_db()
        assert tie.state == "accepted"
        assert browser.post(to("supporting-leave", tie.id), follow=True).redirect_chain == [("/supporting/", 303)]
        assert "This tie has ended" in text_of(sign_in(owner).get(to("circle-tie", tie.id)))


class TestContact:
    def test_a_contact_changes_everything_by_their_link(self, contact: Supporter, sign_in: SignIn) -> None:
        token, browser = contact_token(contact), sign_in(None)
        services.change_contact(
            actor=contact,
            contact=ContactDetails(email="", locale="en", time_zone="Asia/Tokyo"),
            now=current_time(),
        )
        assert "You gave no e-mail address" in text_of(browser.get(to("with", token)))
        details = {"email": "new@example.org", "time_zone": "Asia/Tokyo", "locale": "en"}
        assert browser.post(to("with-details", token), details).status_code == 303
        assert 'value="new@example.org"' in browser.get(to("with-details", token)).content.decode()
        assert browser.post(to("with-details", token), {**details, "locale": "xx"}).status_code == 422
        assert browser.get(to("with-offer", token)).status_code == 200
        assert browser.post(to("with-offer", token), {**OFFERED, "gives": ["practical"]}).status_code == 303
        assert browser.post(to("with-capacity", token), {"weekly_capacity": ""}).status_code == 303
        back_on = (current_time() + timedelta(days=5)).date().isoformat()
        assert browser.post(to("with-breather", token), {"back_on": back_on}).status_code == 303
        assert "You take a breather" in text_of(browser.get(to("with", token)))
        assert browser.post(to("with-back", token)).status_code == 303
        contact.refresh_from_db()
        assert (contact.weekly_capacity, contact.breather_until) == (None, None)
        assert contact.ties.get().gives == ["practical"]

    def test_a_contact_is_spoken_to_in_their_language(self, contact: Supporter, sign_in: SignIn) -> None:
        assert '<html lang="es"' in sign_in(None).get(to("with", contact_token(contact))).content.decode()

    def test_a_contact_leaves_and_the_link_is_closed(self, contact: Supporter, sign_in: SignIn) -> None:
        token, browser = contact_token(contact), sign_in(None)
        assert browser.get(to("with-leave", token)).status_code == 200
        answer = browser.post(to("with-leave", token))
        assert answer.status_code == 200
        contact.refresh_from_db()
        assert contact.email_sealed is None
        closed = browser.get(to("with", token))
        assert closed.status_code == 410
        assert "you are not asked for anything any more" in text_of(closed)

    def test_a_contact_joins_their_account(
        self, owner: Person, stranger: Person, contact: Supporter, sign_in: SignIn
    ) -> None:
        token, browser = contact_token(contact), sign_in(stranger)
        assert "Odd Owner" in text_of(browser.get(to("with-connect", token)))
        assert sign_in(owner).get(to("with-connect", token)).status_code == 403
        assert browser.post(to("with-connect", token), follow=True).redirect_chain == [("/supporting/", 303)]
        assert [tie.owner_alias for tie in queries.supported_ties(stranger)] == ["Odd Owner"]
        assert sign_in(None).get(to("with", token)).status_code == 410

    def test_a_link_that_is_not_ours_opens_nothing(self, sign_in: SignIn) -> None:
        for name in ("with", "with-offer", "with-details", "with-leave"):
            assert sign_in(None).get(to(name, "made.up")).status_code == 404


def test_the_cards_say_who_said_yes_and_whom_one_supports(
    owner: Person, mate: Person, stranger: Person, accepted: Callable[..., Tie], sign_in: SignIn
) -> None:
    first = text_of(sign_in(owner).get(to("today")))
    assert "Begin with the first steps" in first
    tie = accepted(mate, "Mia M.")
    assert "Mia M. said yes." in text_of(sign_in(owner).get(to("today")))
    accepted(stranger, "Tom")
    assert "Mia M. and Tom said yes." in text_of(sign_in(owner).get(to("today")))
    services.start_breather(actor=mate, until=current_time() + timedelta(days=2), now=current_time())
    said = text_of(sign_in(mate).get(to("today")))
    assert "People I support" in said
    assert "You take a breather." in said
    owners = text_of(sign_in(owner).get(to("circle-tie", tie.id)))
    assert "They are resting at the moment. They are back on" in owners


class TestOtherHours:
    def test_a_kind_is_given_at_other_hours_shown_to_both_and_dropped_again(
        self, mate: Person, owner: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie, browser = accepted(mate), sign_in(mate)
        address, both = to("supporting-offer", tie.id), {**OFFERED, "gives": ["emotional", "practical"]}
        chosen = {"other_practical_when": "chosen", "other_practical_hour": ["8", "9"]}
        assert browser.post(address, {**both, **chosen}).status_code == 303
        assert given_hours_of(Tie.objects.get()).own == {"practical": {8, 9}}
        said = text_of(browser.get(to("supporting")))
        assert f"Other hours for practical help {hours_words([8, 9])}" in said
        assert "Other hours for talking" not in said
        page = browser.get(address).content.decode()
        assert re.search(r'name="other_practical_hour"\s+value="8"[^>]*\schecked', page)
        assert re.search(r'name="other_emotional_when"\s+value="any_as_usual" checked', page)
        theirs = circle_tie(tie, now=current_time()).own_hours[Support.PRACTICAL]
        assert f"Other hours for practical help {hours_words(theirs)}" in text_of(
            sign_in(owner).get(to("circle-tie", tie.id))
        )
        assert f"For practical help: {hours_said(theirs)}" in text_of(sign_in(owner).get(to("circle")))
        assert browser.post(address, {**both, "other_practical_when": "any_as_usual"}).status_code == 303
        assert given_hours_of(Tie.objects.get()).own == {}

    def test_a_contact_has_the_same_on_their_page(self, contact: Supporter, sign_in: SignIn) -> None:
        browser, token = sign_in(None), contact_token(contact)
        sent = {**OFFERED, "gives": ["emotional", "practical"], "other_practical_when": "any"}
        assert browser.post(to("with-offer", token), sent).status_code == 303
        assert given_hours_of(policies.access_contact_tie(contact)).own == {"practical": set()}
        with translation.override("en"):
            (tie,) = queries.supported_ties(contact)
            assert [(str(one.label), one.hours) for one in tie.other_hours] == [
                ("Other hours for practical help", "Any hour")
            ]

    def test_hours_that_cannot_be_are_said_and_what_was_ticked_stays(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        address, browser = to("supporting-offer", accepted(mate).id), sign_in(mate)
        for hours in ([], ["168"], ["8", "zz"]):
            wrong = {**OFFERED, "other_practical_when": "chosen", "other_practical_hour": hours}
            answer = browser.post(address, wrong)
            assert answer.status_code == 422
            assert answer.context["form"].errors.keys() == {"other_practical"}
        assert re.search(r'name="other_practical_hour"\s+value="8"[^>]*\schecked', answer.content.decode())

    def test_a_page_that_did_not_ask_leaves_them_as_they_were(
        self, mate: Person, accepted: Callable[..., Tie], now: datetime, sign_in: SignIn
    ) -> None:
        offer = Offer(gives=("emotional", "practical"), hours=(18,), own_hours={"practical": (8,)})
        tie = accepted(mate, offer=offer)
        sign_in(mate).post(to("supporting-offer", tie.id), {**OFFERED, "gives": ["emotional", "practical"]})
        assert given_hours_of(Tie.objects.get()).own == {"practical": {8}}

    def test_who_can_always_be_reached_for_one_thing_may_still_be_woken_for_another(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = accepted(mate)
        sent = {**OFFERED, "gives": ["emotional", "practical"], "hours_when": "any"}
        chosen = {"other_emotional_when": "chosen", "other_emotional_hour": ["20"]}
        sign_in(mate).post(to("supporting-offer", tie.id), {**sent, **chosen})
        tie.refresh_from_db()
        assert (tie.hours, tie.wakes_at, given_hours_of(tie).of(PlainSupport.EMOTIONAL)) == ([], "urgent", {20})

    def test_what_one_may_be_asked_counts_the_hours_of_every_kind(
        self, mate: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        offer = Offer(gives=("emotional", "practical"), hours=(18, 19), own_hours={"practical": (8, 18)})
        accepted(mate, offer=offer)
        assert queries.supporting_of(mate, now=now).agreed_hours == 3
