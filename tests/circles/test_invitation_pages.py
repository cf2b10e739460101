"""What whoever holds a link sees and may answer."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.circles import links
from alongside.circles.models import Supporter, Tie
from alongside.circles.sealing import EMAIL
from alongside.kernel.clock import current_time
from alongside.kernel.sealed import unseal
from tests.circles.browser import CONTACTED, HUGE, OFFERED, text_of, to
from tests.circles.conftest import SignIn, contact_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail")]


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class TestInvitation:
    def test_one_page_says_who_asks_for_what_and_what_not(self, invited: Callable[..., str], sign_in: SignIn) -> None:
        token = invited("CANARY-NAME", gives=("practical",), stance="undermines", ways="CANARY-WAYS")
        answer = sign_in(None).get(to("invitation", token))
        said = text_of(answer)
        for words in (
            "Would you stand with Odd Owner?",
            "When they reach out, you may get a message. Whoever can, answers.",
            "Practical help",
            "What is not asked of you",
            "To fix anything, or to be a therapist",
            "is a place where people ask those who stand with them for company or help.",
            "To tell anything about yourself",
            "To stay: you can stop any time",
            "Yes, with an account",
            "Yes, without an account",
            "Not now",
        ):
            assert words in said
        assert "CANARY" not in answer.content.decode()

    def test_looking_changes_nothing(self, invited: Callable[..., str], sign_in: SignIn) -> None:
        token = invited()
        for _ in range(2):
            sign_in(None).get(to("invitation", token))
            sign_in(None).get(to("invitation-contact", token))
            assert sign_in(None).get(to("invitation-decline", token)).status_code == 405
        assert Tie.objects.get().state == "invited"

    def test_a_link_we_did_not_make_says_so_and_names_nobody(
        self, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token = invited()
        for hostile in (token[:-3], f"{token}a", "%00", "x" * 4000, contact_token(Supporter(id=uuid4()))):
            for name in ("invitation", "invitation-contact"):
                answer = sign_in(None).get(to(name, hostile))
                assert answer.status_code == 404
                assert "This link is not complete." in text_of(answer)
                assert "Odd Owner" not in answer.content.decode()

    def test_accepting_with_an_account_asks_to_sign_in_and_comes_back(
        self, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token = invited()
        accept = to("invitation-accept", token)
        assert f'href="/join/?next={accept}"' in sign_in(None).get(to("invitation", token)).content.decode()
        answer = sign_in(None).get(accept)
        assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={accept}")

    def test_accepting_with_an_account(
        self, owner: Person, mate: Person, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token, browser = invited(), sign_in(mate)
        form = browser.get(to("invitation-accept", token))
        assert re.search(r'value="emotional"[^>]*checked', form.content.decode())
        answer = browser.post(to("invitation-accept", token), OFFERED, follow=True)
        # Nothing but the open page would tell them yet.
        assert answer.redirect_chain == [("/notifications/", 303)]
        assert "Thank you. You stand with them now." in text_of(answer)
        assert "Odd Owner" in text_of(browser.get(to("supporting")))
        tie = Tie.objects.get()
        assert (tie.state, tie.hours, tie.wakes_at) == ("accepted", [18, 19, 20, 21, 22, 23, 24], "urgent")
        assert (tie.by_email, tie.by_push) == (True, False)
        assert tie.supporter
        assert tie.supporter.weekly_capacity == 4
        assert "Here they are called Mia Mate." in text_of(sign_in(owner).get(to("circle-tie", tie.id)))
        again = browser.post(to("invitation-accept", token), OFFERED)
        assert again.status_code == 410
        assert "answered already" in text_of(again)

    def test_accepting_without_an_account_leads_to_a_page_of_ones_own(
        self, owner: Person, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token = invited()
        answer = sign_in(None).post(to("invitation-contact", token), {**CONTACTED, "locale": "en"}, follow=True)
        supporter = Supporter.objects.get()
        assert answer.redirect_chain == [(links.contact_path(supporter.id), 303)]
        assert "Odd Owner" in text_of(answer)
        assert (supporter.contact_of, supporter.time_zone, supporter.weekly_capacity) == (owner, "Europe/Paris", 4)
        assert unseal(supporter.email_sealed, what=EMAIL) == "uncle@example.org"
        assert Tie.objects.get().wakes_at == "urgent"

    def test_not_now(self, owner: Person, invited: Callable[..., str], sign_in: SignIn) -> None:
        token = invited()
        answer = sign_in(None).post(to("invitation-decline", token))
        assert (answer.status_code, "Thank you for being honest" in text_of(answer)) == (200, True)
        tie = Tie.objects.get()
        assert "Not now" in text_of(sign_in(owner).get(to("circle-tie", tie.id)))
        assert sign_in(None).post(to("invitation-decline", token)).status_code == 410

    def test_ones_own_invitation_cannot_be_answered(
        self, owner: Person, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token, browser = invited(), sign_in(owner)
        assert "This is your own invitation" in text_of(browser.get(to("invitation", token)))
        assert browser.get(to("invitation-accept", token)).status_code == 403
        assert browser.post(to("invitation-accept", token), OFFERED).status_code == 403
        assert browser.post(to("invitation-decline", token)).status_code == 403

    def test_who_stands_there_already_is_told(
        self, mate: Person, accepted: Callable[..., Tie], invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        accepted(mate)
        answer = sign_in(mate).get(to("invitation-accept", invited("Again")))
        assert answer.status_code == 409
        assert "already" in text_of(answer)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("gives", []),
            ("gives", ["money"]),
            ("gives", [HUGE]),
            ("hours_when", "sometimes"),
            ("hours_when", HUGE),
            ("hours_part", ["28"]),
            ("hours_hour", ["168"]),
            ("hours_hour", ["-1"]),
            ("hours_hour", ["1\x00"]),
            ("wakes_at", "always"),
            ("wakes_at", ""),
            ("weekly_capacity", "0"),
            ("weekly_capacity", "101"),
            ("weekly_capacity", "9" * 5000),
            ("weekly_capacity", "many"),
            ("email", "no address"),
            ("email", f"a@{HUGE}.example"),
            ("email", "a\x00@example.org"),
            ("email", "\u202ea@example.org"),
            ("time_zone", "Moon/Far_Side"),
            ("time_zone", "../../../etc/passwd"),
            ("time_zone", ""),
            ("locale", "xx"),
        ],
    )
    def test_an_offer_that_cannot_be_is_said_and_the_rest_stays(
        self, invited: Callable[..., str], sign_in: SignIn, field: str, value: Any
    ) -> None:
        token = invited()
        sent = {**CONTACTED, field: value}
        answer = sign_in(None).post(to("invitation-contact", token), sent)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {field.partition("_")[0] if "hours" in field else field}
        assert "Sunday" in answer.content.decode()
        if field != "email":
            assert 'value="uncle@example.org"' in answer.content.decode()
        assert Tie.objects.get().state == "invited"
