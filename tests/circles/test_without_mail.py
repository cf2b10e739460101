"""On an instance that sends no mail nothing offers or promises one, and what supporters read is theirs."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.test import Client
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.circles import services
from alongside.circles.models import Supporter, Tie
from alongside.circles.queries import contact_email
from alongside.kernel.clock import current_time
from alongside.notifications.models import Preferences
from tests.circles.browser import CONTACTED, OFFERED, text_of, to
from tests.circles.conftest import OFFER, SignIn, contact_token

pytestmark = pytest.mark.django_db

MAIL = ("e-mail", 'name="email"', 'value="email"')
DETAILS = {"time_zone": "Asia/Tokyo", "locale": "en"}
ANY_HOUR = {**OFFERED, "hours_when": "any", "hours_part": [], "hours_hour": []}


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture(params=[None, "smtp://127.0.0.1:1"], ids=["without mail", "with mail"])
def has_mail(request: pytest.FixtureRequest, settings: Settings) -> bool:
    """Whether this instance sends mail: everything is tried both ways."""
    settings.EMAIL_URL = request.param
    return request.param is not None


@pytest.fixture
def plain(contact: Supporter) -> Supporter:
    """The contact, spoken to in English."""
    Supporter.objects.filter(id=contact.id).update(locale="en")
    contact.refresh_from_db()
    return contact


class TestWhatIsOffered:
    def test_an_invitation_and_its_forms(
        self, has_mail: bool, mate: Person, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token = invited()
        pages = {
            "invitation": sign_in(None).get(to("invitation", token)),
            "contact": sign_in(None).get(to("invitation-contact", token)),
            "account": sign_in(mate).get(to("invitation-accept", token)),
        }
        # That an account here needs no address stays true.
        said = {name: page.content.decode().replace("without an e-mail address", "") for name, page in pages.items()}
        assert {name: any(word in page for word in MAIL) for name, page in said.items()} == {
            "invitation": has_mail,
            "contact": has_mail,
            "account": has_mail,
        }
        assert ("they pass a link on to you themselves" in text_of(pages["invitation"])) is not has_mail

    def test_a_contacts_own_page_and_details(self, has_mail: bool, plain: Supporter, sign_in: SignIn) -> None:
        token = contact_token(plain)
        page = text_of(sign_in(None).get(to("with", token)))
        assert ("We write to your e-mail address when you are asked." in page) is has_mail
        assert ("This place sends no e-mail" in page) is not has_mail
        assert ("Change address" in page) is has_mail
        assert ('name="email"' in sign_in(None).get(to("with-details", token)).content.decode()) is has_mail

    def test_an_address_given_before_stays_where_nobody_asks(
        self, has_mail: bool, plain: Supporter, sign_in: SignIn
    ) -> None:
        token = contact_token(plain)
        assert sign_in(None).post(to("with-details", token), DETAILS).status_code == 303
        plain.refresh_from_db()
        assert (contact_email(plain), plain.time_zone) == ("" if has_mail else "uncle@example.org", "Asia/Tokyo")

    def test_what_was_said_of_mail_before_stays_where_nobody_asks(
        self, has_mail: bool, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = accepted(mate)
        assert tie.by_email is True
        assert sign_in(mate).post(to("supporting-offer", tie.id), {**OFFERED, "told_by": ["push"]}).status_code == 303
        tie.refresh_from_db()
        assert (tie.by_email, tie.by_push) == (not has_mail, True)

    def test_no_address_is_taken_where_none_is_asked_for(
        self, has_mail: bool, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        answer = sign_in(None).post(to("invitation-contact", invited()), CONTACTED)
        assert answer.status_code == 303
        assert (Supporter.objects.get().email_sealed is not None) is has_mail


@pytest.mark.usefixtures("mail")
class TestOtherHours:
    """With any hour there are no others to be woken in, but for quiet hours of one's own."""

    def test_any_hour_says_nothing_of_others(self, invited: Callable[..., str], sign_in: SignIn) -> None:
        token = invited()
        page = sign_in(None).get(to("invitation-contact", token))
        assert "Only if you chose certain hours." in text_of(page)
        assert "data-only-in-hours" in page.content.decode()
        answer = sign_in(None).post(to("invitation-contact", token), {**CONTACTED, **ANY_HOUR})
        tie = Tie.objects.get()
        assert (answer.status_code, tie.hours, tie.wakes_at) == (303, [], None)

    def test_quiet_hours_are_asked_about_and_kept(
        self, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn, now: datetime
    ) -> None:
        tie, browser = accepted(mate), sign_in(mate)
        address = to("supporting-offer", tie.id)
        browser.post(address, ANY_HOUR)
        tie.refresh_from_db()
        assert (tie.hours, tie.wakes_at) == ([], None)
        Preferences.objects.create(created_at=now, person=mate, quiet_from=time(22), quiet_until=time(7))
        page = browser.get(address)
        assert "or in your quiet hours, even if it wakes you?" in text_of(page)
        assert "data-only-in-hours" not in page.content.decode()
        browser.post(address, ANY_HOUR)
        tie.refresh_from_db()
        assert (tie.hours, tie.wakes_at) == ([], "urgent")


class TestTheirOwnWords:
    def test_supporters_read_what_they_give_as_theirs(
        self, owner: Person, mate: Person, invited: Callable[..., str], sign_in: SignIn, now: datetime
    ) -> None:
        asked = invited(gives=("emotional", "accountability"))
        token = invited("Uncle Test", gives=("accountability",))
        tie = services.accept_invitation(actor=mate, token=token, offer=OFFER, weekly_capacity=None, now=now)
        Tie.objects.filter(id=tie.id).update(gives=["emotional", "accountability"])
        theirs = [
            sign_in(None).get(to("invitation", asked)),
            sign_in(None).get(to("invitation-contact", asked)),
            sign_in(mate).get(to("supporting")),
            sign_in(mate).get(to("supporting-offer", tie.id)),
        ]
        for page in theirs:
            assert "Help them keep to what they decided" in text_of(page)
            assert "Listen" in text_of(page)
            assert "Help me keep" not in text_of(page)
        assert "Help me keep to what I decided" in text_of(sign_in(owner).get(to("circle-tie", tie.id)))


class TestTheFirstPage:
    def test_the_link_comes_first_then_what_they_carry_and_nothing_of_zero(
        self, plain: Supporter, sign_in: SignIn
    ) -> None:
        page = text_of(sign_in(None).get(to("with", contact_token(plain))))
        order = [
            page.index(words) for words in ("Your own link", "What you carry", "What you give", "How you are told")
        ]
        assert order == sorted(order)
        assert "You were asked" not in page
        assert "You answered" not in page

    def test_an_account_is_needed_to_make_it_part_of_one(
        self, stranger: Person, plain: Supporter, sign_in: SignIn
    ) -> None:
        def offers(browser: Client) -> tuple[bool, bool]:
            page = text_of(browser.get(to("with", contact_token(plain))))
            return "Make this part of my account" in page, "I have an account here: sign in" in page

        assert offers(sign_in(stranger)) == (True, False)
        assert offers(sign_in(None)) == (False, True)
