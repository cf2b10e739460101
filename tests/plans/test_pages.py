"""The pages of plans, and where plans are offered: Today, a reach-out that waits, the page of whoever supports."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.circles.models import Supporter, Tie
from alongside.kernel.clock import current_time
from alongside.plans import services
from alongside.plans.models import Plan
from alongside.plans.offered import plans_at_hand
from alongside.plans.queries import plan_of
from alongside.plans.steps import PlanKind, Step
from alongside.reachouts import services as reachouts
from alongside.ui.at_hand import at_hand
from tests.circles.browser import text_of, to
from tests.circles.conftest import Named, SignIn, contact_token
from tests.plans.conftest import Write

pytestmark = pytest.mark.django_db

OLD = timedelta(days=91)


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


class TestWriting:
    def test_who_has_none_is_told_what_it_is_for_and_where_to_begin(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).get(to("plan", "safety"))
        assert "you stop as soon as it is bearable" not in text_of(answer)
        assert "You follow them from the top and stop as soon as it is bearable." in text_of(answer)
        assert f'href="{to("plan-step", "safety", "signs")}"' in answer.content.decode()
        assert "Only you see it, until you share a step" in text_of(answer)

    def test_one_goes_on_step_by_step_and_can_come_back_any_time(self, owner: Person, sign_in: SignIn) -> None:
        browser = sign_in(owner)
        sent = browser.post(to("plan-step", "safety", "signs"), {"lines": "I stop eating\n\nI count", "on": "yes"})
        assert sent.headers["Location"] == to("plan-step", "safety", "alone")
        again = browser.get(to("plan-step", "safety", "signs"))
        assert again.context["form"]["lines"].value() == "I stop eating\nI count"
        assert "Signs: done" in text_of(again)
        sent = browser.post(to("plan-step", "safety", "signs"), {"lines": "I count", "whole": "yes"})
        assert sent.headers["Location"] == to("plan", "safety")

    def test_after_the_last_step_comes_the_whole(self, owner: Person, sign_in: SignIn) -> None:
        sent = sign_in(owner).post(to("plan-step", "safety", "safer"), {"lines": "The keys are with Sol", "on": "yes"})
        assert sent.headers["Location"] == to("plan", "safety")

    def test_people_of_the_circle_are_chosen_and_can_be_called(
        self, owner: Person, named: Named, sign_in: SignIn
    ) -> None:
        tie = named("Ada Test", ways="555 0101")
        browser = sign_in(owner)
        browser.post(to("plan-step", "safety", "helpers"), {"people": [str(tie.id)], "lines": "Sol 555 0100"})
        html = browser.get(to("plan", "safety")).content.decode()
        assert 'href="tel:5550101"' in html
        assert 'href="tel:5550100"' in html
        assert browser.get(to("plan-step", "safety", "helpers")).context["form"]["people"].value() == [str(tie.id)]

    def test_what_cannot_be_kept_is_said_and_stays_typed(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).post(to("plan-step", "safety", "signs"), {"lines": "x" * 301})
        assert answer.status_code == 422
        assert "x" * 301 in answer.content.decode()
        assert "Please keep it to 300 signs." in text_of(answer)

    @pytest.mark.parametrize("path", ["/plans/other/", "/plans/safety/daily/", "/plans/safety/other/"])
    def test_there_are_no_other_plans_and_steps(self, owner: Person, sign_in: SignIn, path: str) -> None:
        assert sign_in(owner).get(path).status_code == 404

    def test_it_holds_when_somebody_says_so(self, owner: Person, write: Write, sign_in: SignIn, now: datetime) -> None:
        write(Step.SIGNS, "I count", now=now - OLD)
        browser = sign_in(owner)
        assert "Does your safety plan still hold?" in text_of(browser.get(to("today")))
        sent = browser.post(to("plan-holds", "safety"), follow=True)
        assert "Good: you looked at it today" in text_of(sent)
        assert "Does your safety plan still hold?" not in text_of(browser.get(to("today")))

    def test_deleting_asks_first(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        write(Step.SIGNS, "I count")
        browser = sign_in(owner)
        assert "Delete your safety plan?" in text_of(browser.get(to("plan-remove", "safety")))
        assert Plan.objects.exists()
        browser.post(to("plan-remove", "safety"))
        assert not Plan.objects.exists()

    def test_a_browser_keeps_what_the_page_says_and_no_id(
        self, owner: Person, named: Named, write: Write, sign_in: SignIn, now: datetime
    ) -> None:
        tie = named("Ada Test", ways="555 0101")
        write(Step.HELPERS, "Sol", ties=[tie])
        browser = sign_in(owner)
        answer = browser.get(to("plan-kept", "safety"))
        assert answer.json()["value"] == {
            "title": "Your safety plan",
            "steps": [
                {
                    "title": "Whom I ask for help",
                    "lines": [
                        {"words": "Ada Test", "numbers": [{"dial": "555 0101", "address": "tel:5550101"}]},
                        {"words": "Sol", "numbers": []},
                    ],
                }
            ],
        }
        assert str(tie.id) not in answer.content.decode()
        services.remove_plan(actor=owner, kind=PlanKind.SAFETY, now=now)
        assert browser.get(to("plan-kept", "safety")).json()["value"] is None


class TestSharing:
    def test_nobody_is_chosen_beforehand_and_the_page_says_who_reads_what(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, sign_in: SignIn
    ) -> None:
        tie = accepted(mate, "Mia Test")
        write(Step.SIGNS, "I count")
        browser = sign_in(owner)
        assert text_of(browser.get(to("plan", "safety"))).count("Only you see this.") == 6
        page = browser.get(to("plan-share", "safety", "signs"))
        assert page.context["form"]["readers"].value() == []
        assert "Numbers from your circle stay with you." in text_of(page)
        browser.post(to("plan-share", "safety", "signs"), {"readers": [str(tie.id)]})
        said = text_of(browser.get(to("plan", "safety")))
        assert said.count("Only you see this.") == 5
        assert "You and Mia Test can read this step." in said
        assert "You and Mia Test can read what you write here." in text_of(
            browser.get(to("plan-step", "safety", "signs"))
        )

    def test_without_anybody_it_says_what_to_do(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        write(Step.SIGNS, "I count")
        assert "Nobody has said yes to you here yet." in text_of(
            sign_in(owner).get(to("plan-share", "safety", "signs"))
        )

    def test_who_left_meanwhile_cannot_be_chosen(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        write(Step.SIGNS, "I count")
        sent = sign_in(owner).post(to("plan-share", "safety", "signs"), {"readers": [str(uuid4())]})
        assert sent.status_code == 422

    def test_a_supporter_finds_it_reads_it_and_that_is_said(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, sign_in: SignIn
    ) -> None:
        tie = accepted(mate, "Mia Test")
        write(Step.SIGNS, "I count the days")
        write(Step.ALONE, "Cold water")
        services.share_step(actor=owner, kind=PlanKind.SAFETY, step=Step.SIGNS, tie_ids=[tie.id], now=current_time())
        browser = sign_in(mate)
        assert "Plans that Odd Owner shares with you" in text_of(browser.get(to("supporting")))
        said = text_of(browser.get(to("supporting-plans", tie.id)))
        assert "I count the days" in said
        assert "They see that you read it." in said
        assert "Cold water" not in said
        assert "Who has read what you share Mia Test just now" in text_of(sign_in(owner).get(to("plan", "safety")))

    def test_a_contact_finds_it_by_their_own_link(
        self, owner: Person, contact: Supporter, write: Write, sign_in: SignIn, now: datetime
    ) -> None:
        token, tie = contact_token(contact), contact.ties.get()
        write(Step.SIGNS, "I count the days")
        assert sign_in().get(to("with-plans", token)).status_code == 404
        services.share_step(actor=owner, kind=PlanKind.SAFETY, step=Step.SIGNS, tie_ids=[tie.id], now=now)
        assert to("with-plans", token) in sign_in().get(to("with", token)).content.decode()
        assert "I count the days" in text_of(sign_in().get(to("with-plans", token)))


class TestOffered:
    def test_somebody_new_meets_it_on_today_with_one_next_step(self, owner: Person, sign_in: SignIn) -> None:
        answer = sign_in(owner).get(to("today"))
        assert "Write your safety plan Six short steps" in text_of(answer)
        assert f'href="{to("plan", "safety")}"' in answer.content.decode()

    def test_with_one_plan_today_leads_to_the_other(self, owner: Person, write: Write, sign_in: SignIn) -> None:
        write(Step.SIGNS, "I count")
        page = text_of(sign_in(owner).get(to("today")))
        assert "Your plans Your safety plan Write your staying-well plan" in page
        assert "Six short steps" not in page

    def test_it_is_at_hand_once_something_stands_in_it_and_the_way_to_it_before(
        self, owner: Person, write: Write, now: datetime
    ) -> None:
        begin = (90, "Write your safety plan", "/plans/safety/")
        assert [(one.order, str(one.title), one.address) for one in plans_at_hand(owner, now)] == [begin]
        write(Step.DAILY, "Breakfast", kind=PlanKind.STAYING_WELL)
        assert [one.order for one in plans_at_hand(owner, now)] == [20, 90]
        write(Step.SIGNS, "I count")
        assert [(one.order, str(one.title), one.address) for one in at_hand(owner, now=now)[:2]] == [
            (10, "Your safety plan", "/plans/safety/"),
            (20, "Your staying-well plan", "/plans/staying-well/"),
        ]
        assert [one.order for one in plans_at_hand(owner, now)] == [10, 20]

    def test_a_reach_out_offers_it_while_nobody_is_there_and_only_then(
        self, owner: Person, write: Write, sign_in: SignIn, now: datetime
    ) -> None:
        write(Step.SIGNS, "I count")
        asking = reachouts.Asking(level="urgent", request_key=uuid4().hex)
        row = reachouts.reach_out(owner_id=owner.id, asking=asking, now=now)
        browser = sign_in(owner)
        page = browser.get(to("reach-out-live", row.id))
        assert "At hand for you Your safety plan You wrote it for an hour like this" in text_of(page)
        reachouts.cancel(reach_out_id=row.id, actor=owner, now=now)
        assert "At hand for you" not in text_of(browser.get(to("reach-out-live", row.id)))

    def test_a_page_of_a_plan_is_for_its_owner_alone(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], write: Write, sign_in: SignIn
    ) -> None:
        accepted(mate)
        write(Step.SIGNS, "CANARY-LINE")
        for name in ("plans", "plan", "plan-step", "plan-kept", "today", "supporting"):
            parts = {"plan": ("safety",), "plan-kept": ("safety",), "plan-step": ("safety", "signs")}.get(name, ())
            assert "CANARY" not in sign_in(mate).get(to(name, *parts)).content.decode()
        assert plan_of(mate, PlanKind.SAFETY, now=current_time()) is None
