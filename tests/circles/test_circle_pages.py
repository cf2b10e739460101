"""The owner's pages: the circle, naming, changing, inviting; and what hostile input is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from alongside.accounts.models import Person
from alongside.circles import links, services
from alongside.circles.models import Invitation, Tie
from alongside.circles.names import names_of
from alongside.kernel.clock import current_time
from alongside.notifications.models import Delivery
from tests.circles.browser import AUNT, HUGE, text_of, to
from tests.circles.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class TestCircle:
    def test_an_empty_circle_says_the_one_next_step(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).get(to("circle"))
        assert answer.status_code == 200
        assert 'href="/circle/add/"' in answer.content.decode()
        assert "Name one person" in text_of(answer)

    def test_a_circle_shows_its_people_by_ring(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        accepted(mate, "Mia M.", ring=1)
        named("The Group", relation="group", ring=3)
        said = text_of(sign_in(owner).get(to("circle")))
        assert "1 person stands with you." in said
        said = said[said.index("Closest to me") :]
        assert 0 < said.index("Mia M.") < said.index("Further out") < said.index("The Group")
        assert "With you" in said
        assert "A place you can go to" in said

    def test_the_part_that_changes_is_the_page_without_its_frame(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = named()
        browser = sign_in(owner)
        for address, whole in (
            (to("circle-part"), to("circle")),
            (to("circle-tie-part", tie.id), to("circle-tie", tie.id)),
            (to("supporting-part"), to("supporting")),
        ):
            part, page = browser.get(address), browser.get(whole)
            assert "<html" not in part.content.decode()
            assert text_of(part) in text_of(page)

    def test_a_tie_that_ended_is_told_and_put_away(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = accepted(mate)
        services.leave_tie(actor=mate, tie_id=tie.id, now=current_time())
        browser = sign_in(owner)
        assert "It says nothing about you." in text_of(browser.get(to("circle")))
        assert "This tie has ended" in text_of(browser.get(to("circle-tie", tie.id)))
        assert browser.post(to("circle-tie-put-away", tie.id), follow=True).redirect_chain == [("/circle/", 303)]
        assert "Auntie Test" not in text_of(browser.get(to("circle")))
        assert browser.get(to("circle-tie", tie.id)).status_code == 404


class TestNaming:
    def test_a_person_leads_to_the_page_that_offers_the_invitation(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("circle-add"), AUNT, follow=True)
        tie = Tie.objects.get()
        assert answer.redirect_chain == [(to("circle-tie", tie.id), 303)]
        assert "Make an invitation" in text_of(answer)
        assert names_of([tie]) == {tie.id: "Auntie Test"}

    @pytest.mark.parametrize("relation", ["group", "online"])
    def test_a_place_is_done_at_once(self, owner: Person, sign_in: SignIn, relation: str) -> None:
        answer = sign_in(owner).post(to("circle-add"), {**AUNT, "relation": relation}, follow=True)
        assert answer.redirect_chain == [("/circle/", 303)]
        tie_page = sign_in(owner).get(to("circle-tie", Tie.objects.get().id))
        assert "Make an invitation" not in text_of(tie_page)

    def test_the_form_says_that_only_the_owner_sees_the_stance(self, owner: Person, sign_in: SignIn) -> None:
        assert "Only you see this." in text_of(sign_in(owner).get(to("circle-add")))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", HUGE),
            ("name", "Auntie\x00Test"),
            ("name", "Auntie \u202etseT"),
            ("name", "\u200b"),
            ("relation", "enemy"),
            ("relation", HUGE),
            ("ring", "4"),
            ("ring", "one"),
            ("ring", "9" * 5000),
            ("gives", ["emotional", "money"]),
            ("stance", "undermines\x00"),
            ("ways", HUGE),
            ("ways", "\u2067hidden"),
        ],
    )
    def test_what_cannot_be_kept_is_said_and_the_rest_stays(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn, field: str, value: Any
    ) -> None:
        tie = named("Before Test")
        browser = sign_in(owner)
        for address in (to("circle-add"), to("circle-tie-change", tie.id)):
            answer = browser.post(address, {**AUNT, field: value})
            assert answer.status_code == 422
            assert answer.context["form"].errors.keys() == {field}
            if field != "name":
                assert 'value="Auntie Test"' in answer.content.decode()
        assert names_of(Tie.objects.all()) == {tie.id: "Before Test"}

    def test_what_people_write_is_shown_as_text(self, owner: Person, sign_in: SignIn) -> None:
        hostile = "<script>alert(1)</script>{{ 7|add:1 }}"
        answer = sign_in(owner).post(to("circle-add"), {**AUNT, "name": hostile, "ways": hostile}, follow=True)
        assert "<script>alert" not in answer.content.decode()
        assert text_of(answer).count("alert(1)") >= 1
        assert names_of(Tie.objects.all()) == {Tie.objects.get().id: hostile}


class TestChanging:
    def test_the_form_holds_what_was_written_and_keeps_changes(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = named("Old Name", ways="green door", ring=3)
        browser = sign_in(owner)
        form = browser.get(to("circle-tie-change", tie.id)).content.decode()
        assert 'value="Old Name"' in form
        assert "green door" in form
        answer = browser.post(to("circle-tie-change", tie.id), {**AUNT, "name": "New Name"}, follow=True)
        assert answer.redirect_chain == [(to("circle-tie", tie.id), 303)]
        assert "New Name" in text_of(answer)

    def test_what_an_accepted_supporter_gives_is_not_asked_and_not_changed(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie = accepted(mate)
        browser = sign_in(owner)
        assert "What could they give you?" not in text_of(browser.get(to("circle-tie-change", tie.id)))
        answer = browser.post(to("circle-tie-change", tie.id), {**AUNT, "gives": ["practical"]})
        assert answer.status_code == 303
        tie.refresh_from_db()
        assert (tie.gives, tie.ring) == (["emotional"], 1)

    def test_what_the_service_refuses_stands_at_its_field(
        self, owner: Person, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        invited()
        tie = Tie.objects.get()
        answer = sign_in(owner).post(to("circle-tie-change", tie.id), {**AUNT, "relation": "group"})
        assert answer.status_code == 422
        assert "cannot become a place" in text_of(answer)

    def test_taking_out_is_asked_first(self, owner: Person, named: Callable[..., Tie], sign_in: SignIn) -> None:
        tie, browser = named(), sign_in(owner)
        asked = browser.get(to("circle-tie-remove", tie.id))
        assert "nobody is told a reason" in text_of(asked)
        assert Tie.objects.get().state == "named"
        assert browser.post(to("circle-tie-remove", tie.id)).status_code == 303
        assert browser.get(to("circle-tie", tie.id)).status_code == 404


class TestInviting:
    def test_a_link_is_made_shown_and_taken_back(
        self, owner: Person, named: Callable[..., Tie], sign_in: SignIn
    ) -> None:
        tie, browser = named(), sign_in(owner)
        answer = browser.post(to("circle-tie-invite", tie.id), follow=True)
        link = links.invitation_link(Invitation.objects.get().id)
        assert f'value="{link}"' in answer.content.decode()
        assert f'value="{link}"' in browser.get(to("circle-tie", tie.id)).content.decode()
        answer = browser.post(to("circle-tie-take-back", tie.id), follow=True)
        assert link not in answer.content.decode()
        assert sign_in(None).get(links.invitation_path(Invitation.objects.get().id)).status_code == 410

    def test_a_link_that_ran_out_can_be_made_again(
        self, owner: Person, invited: Callable[..., str], sign_in: SignIn
    ) -> None:
        token = invited()
        long_ago = current_time() - timedelta(days=20)
        Invitation.objects.update(created_at=long_ago, expires_at=long_ago + timedelta(days=14))
        said = text_of(sign_in(owner).get(to("circle-tie", Tie.objects.get().id)))
        assert "The invitation has run out" in said
        assert "Make an invitation" in said
        answer = sign_in(None).get(to("invitation", token))
        assert answer.status_code == 410
        assert "run out" in text_of(answer)

    def test_mail_is_offered_only_where_it_can_go_out(
        self, owner: Person, invited: Callable[..., str], sign_in: SignIn, settings: Settings
    ) -> None:
        token, browser = invited(), sign_in(owner)
        tie = Tie.objects.get()
        settings.EMAIL_URL = None
        assert "Send by e-mail" not in text_of(browser.get(to("circle-tie", tie.id)))
        assert browser.post(to("circle-tie-send", tie.id), {"email": "a@example.org"}).status_code == 409
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        assert "Send by e-mail" in text_of(browser.get(to("circle-tie", tie.id)))
        assert browser.post(to("circle-tie-send", tie.id), {"email": "a@example.org"}).status_code == 303
        assert Delivery.objects.get().path == to("invitation", token)

    @pytest.mark.parametrize(
        "email", ["", "a", "a@b", HUGE + "@example.org", "a\x00@example.org", "a@example.org\nBcc: b@c.d"]
    )
    def test_an_address_that_is_none_is_said(
        self, owner: Person, invited: Callable[..., str], sign_in: SignIn, settings: Settings, email: str
    ) -> None:
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        invited()
        answer = sign_in(owner).post(to("circle-tie-send", Tie.objects.get().id), {"email": email})
        assert answer.status_code == 422
        assert not Delivery.objects.exists()
