"""Goals: steps, and a tie who asks about one on a day the two agreed; from the owner's, that tie's and others' side."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.journeys import policies, privacy, services
from alongside.journeys.goal_views import goals_of, to_ask_about
from alongside.journeys.models import Goal, GoalAsk, GoalStep
from alongside.journeys.outgoing import GOAL_ANSWERED, GOAL_DAY, GOAL_PROPOSED
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.notifications.models import Delivery
from alongside.notifications.wording import NEUTRAL_BODY, words_of
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn, contact_token
from tests.journeys.conftest import give_device, person_of

pytestmark = pytest.mark.django_db

REMINDERS = next(kind for kind in due.kinds() if kind.name == "goal-ask")
GOAL, STEP = "CANARY-GOAL", "CANARY-STEP"
FRIDAY = date(2026, 3, 6)
# Nine in the morning in the New York of the mate.
MORNING = datetime(2026, 3, 6, 14, tzinfo=UTC)


@pytest.fixture
def goal(owner: Person, now: datetime) -> Goal:
    """A goal with two steps."""
    return services.add_goal(actor=owner, title=GOAL, steps=[STEP, "Go"], now=now)


def propose(goal: Goal, tie: Tie, now: datetime, day: date = FRIDAY) -> GoalAsk:
    """Ask a tie whether they ask."""
    return services.propose_goal_ask(actor=goal.owner, goal_id=goal.id, tie_id=tie.id, day=day, now=now)


def told() -> list[str]:
    """Return what was told."""
    return list(Delivery.objects.order_by("id").values_list("text", flat=True))


def test_it_is_sealed_has_steps_and_counts_once(goal: Goal, owner: Person, now: datetime) -> None:
    assert services.add_goal(actor=owner, title=GOAL, steps=["Another"], now=now) == goal
    sealed = [bytes(goal.title_sealed), *(bytes(step.words_sealed) for step in goal.steps.all())]
    assert not any(b"CANARY" in one for one in sealed)
    services.tick_step(actor=owner, goal_id=goal.id, place=1, is_done=True, now=now)
    (view,) = goals_of(owner)
    assert [(step.words, step.is_done) for step in view.steps] == [(STEP, True), ("Go", False)]
    assert view.next_step
    assert view.next_step.words == "Go"
    services.tick_step(actor=owner, goal_id=goal.id, place=1, is_done=False, now=now)
    services.reach_goal(actor=owner, goal_id=goal.id, now=now)
    assert goals_of(owner)[0].is_reached
    assert goals_of(owner, only_open=True) == ()
    with pytest.raises(NotFound):
        services.tick_step(actor=owner, goal_id=goal.id, place=3, is_done=True, now=now)


@pytest.mark.parametrize(
    ("title", "steps", "field"),
    [(" ", [], "title"), ("x" * 81, [], "title"), ("Go", ["x" * 121], "steps"), ("Go", ["Go"] * 13, "steps")],
)
def test_what_is_no_goal(owner: Person, now: datetime, title: str, steps: list[str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.add_goal(actor=owner, title=title, steps=steps, now=now)
    assert refusal.value.field == field


def test_the_two_agree_and_the_tie_is_reminded_once_on_the_morning_of_their_day(
    goal: Goal, tie: Tie, other_tie: Tie, now: datetime
) -> None:
    mate, other = person_of(tie), person_of(other_tie)
    ask = propose(goal, tie, now)
    (view,) = to_ask_about(mate)
    assert (view.owner_alias, view.title, view.day, view.is_day) == ("Odd Owner", GOAL, FRIDAY, False)
    assert STEP not in repr(view)
    assert to_ask_about(other) == ()
    services.answer_goal_ask(actor=mate, ask_id=ask.id, is_yes=True, now=now)
    assert to_ask_about(mate) == (), "nothing to do before the day"
    assert due.step_due(REMINDERS, now=MORNING - timedelta(minutes=1)) == 0
    assert due.step_due(REMINDERS, now=MORNING) == 1
    assert due.step_due(REMINDERS, now=MORNING + timedelta(hours=1)) == 0
    assert told() == [GOAL_PROPOSED, GOAL_DAY]
    assert [view.is_day for view in to_ask_about(mate)] == [True]
    services.say_asked(actor=mate, ask_id=ask.id, now=MORNING)
    assert to_ask_about(mate) == ()
    assert goals_of(goal.owner)[0].ask is None


def test_not_now_needs_no_reason_and_the_owner_may_ask_somebody_else(
    goal: Goal, tie: Tie, other_tie: Tie, now: datetime
) -> None:
    give_device(goal.owner, now)
    ask = propose(goal, tie, now)
    with pytest.raises(Conflict, match="Somebody is to ask you"):
        propose(goal, other_tie, now)
    services.answer_goal_ask(actor=person_of(tie), ask_id=ask.id, is_yes=False, now=now)
    assert told() == [GOAL_PROPOSED, GOAL_ANSWERED]
    propose(goal, other_tie, now)
    assert [view.title for view in to_ask_about(person_of(other_tie))] == [GOAL]


def test_taken_back_reached_or_left_nobody_is_reminded(goal: Goal, tie: Tie, now: datetime) -> None:
    mate = person_of(tie)
    for end in (
        lambda: services.take_back_goal_ask(actor=goal.owner, goal_id=goal.id, now=now),
        lambda: services.reach_goal(actor=goal.owner, goal_id=goal.id, now=now),
    ):
        ask = propose(goal, tie, now)
        services.answer_goal_ask(actor=mate, ask_id=ask.id, is_yes=True, now=now)
        end()
        assert due.step_due(REMINDERS, now=MORNING) == 0
        with pytest.raises(NotFound):
            services.say_asked(actor=mate, ask_id=ask.id, now=now)
    with pytest.raises(Conflict):
        propose(goal, tie, now)
    other = services.add_goal(actor=goal.owner, title="Rest", steps=[], now=now)
    ask = propose(other, tie, now)
    services.answer_goal_ask(actor=mate, ask_id=ask.id, is_yes=True, now=now)
    circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
    due.step_due(REMINDERS, now=MORNING)
    assert GOAL_DAY not in told()
    assert to_ask_about(mate) == ()


def test_when_who_was_asked_leaves_somebody_else_can_be_asked(
    goal: Goal, tie: Tie, other_tie: Tie, now: datetime
) -> None:
    propose(goal, tie, now)
    assert Delivery.objects.filter(text=GOAL_PROPOSED, state="waiting").count() == 1
    circles.leave_tie(actor=person_of(tie), tie_id=tie.id, now=now)
    assert not Delivery.objects.filter(text=GOAL_PROPOSED, state="waiting").exists()
    propose(goal, other_tie, now)
    (view,) = goals_of(goal.owner)
    assert view.ask
    assert view.ask.name == "Otto O."


def test_nobody_agrees_to_a_day_that_is_over(goal: Goal, tie: Tie, now: datetime) -> None:
    ask = propose(goal, tie, now)
    late = MORNING + timedelta(days=1)
    with pytest.raises(Conflict, match="is over"):
        services.answer_goal_ask(actor=person_of(tie), ask_id=ask.id, is_yes=True, now=late)
    services.answer_goal_ask(actor=person_of(tie), ask_id=ask.id, is_yes=False, now=late)
    assert goals_of(goal.owner)[0].ask is None


def test_only_the_owner_writes_and_only_who_is_asked_answers(
    goal: Goal, tie: Tie, other_tie: Tie, stranger: Person, now: datetime
) -> None:
    ask = propose(goal, tie, now)
    for person in (person_of(tie), stranger):
        with pytest.raises(NotFound):
            policies.access_goal(person, goal.id)
    for person in (goal.owner, person_of(other_tie), stranger):
        with pytest.raises(NotFound):
            services.answer_goal_ask(actor=person, ask_id=ask.id, is_yes=True, now=now)
    with pytest.raises(Conflict):
        services.say_asked(actor=person_of(tie), ask_id=ask.id, now=now)
    services.answer_goal_ask(actor=person_of(tie), ask_id=ask.id, is_yes=True, now=now)
    with pytest.raises(Conflict):
        services.answer_goal_ask(actor=person_of(tie), ask_id=ask.id, is_yes=False, now=now)


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2025, 3, 6), date(2027, 4, 1)])
def test_a_day_is_to_come_and_within_a_year(goal: Goal, tie: Tie, now: datetime, day: date) -> None:
    with pytest.raises(Invalid, match="after today"):
        propose(goal, tie, now, day)


def test_what_goes_out_is_neutral() -> None:
    for text in (GOAL_PROPOSED, GOAL_ANSWERED, GOAL_DAY):
        assert words_of(text, locale="en", says_more=False).body == str(NEUTRAL_BODY)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "asked"}, "journeys_goalask_state"),
        ({"due_at": MORNING}, "journeys_goalask_state"),
        ({"state": "never"}, "journeys_goalask_state"),
        ({"ended_at": MORNING}, "journeys_goalask_state"),
    ],
)
def test_the_database_refuses(goal: Goal, tie: Tie, now: datetime, change: dict[str, Any], name: str) -> None:
    propose(goal, tie, now)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        GoalAsk.objects.update(**change)


def test_the_database_keeps_one_open_ask_and_one_step_a_place(goal: Goal, tie: Tie, now: datetime) -> None:
    propose(goal, tie, now)
    with pytest.raises(IntegrityError, match="journeys_goalask_one_open"), transaction.atomic():
        GoalAsk.objects.create(created_at=now, goal=goal, tie=tie, day=FRIDAY)
    with pytest.raises(IntegrityError, match="journeys_goalstep_place"), transaction.atomic():
        GoalStep.objects.create(created_at=now, goal=goal, place=1, words_sealed=b"x")
    for model, column, name in ((Goal, "title_sealed", "goal_title"), (GoalStep, "words_sealed", "goalstep_words")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.update(**{column: b""})


def test_it_goes_along_and_is_erased(goal: Goal, tie: Tie, now: datetime) -> None:
    propose(goal, tie, now)
    (row,) = privacy.export(goal.owner_id)["goals"]
    assert (row["goal"], row["steps"], row["asks"]) == (GOAL, [STEP, "Go"], ["Mia M. 2026-03-06"])
    privacy.erase(person_of(tie).id, now)
    assert (GoalAsk.objects.count(), Goal.objects.count()) == (0, 1)
    privacy.erase(goal.owner_id, now)
    assert (GoalStep.objects.count(), Goal.objects.count()) == (0, 0)


def test_goals_ask_as_often_whatever_there_is(
    owner: Person, tie: Tie, now: datetime, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in (1, 2, 3):
        row = services.add_goal(actor=owner, title=f"Goal {number}", steps=["One", "Two"], now=now)
        propose(row, tie, now)
        if number != 2:
            with django_assert_num_queries(6):
                assert len(goals_of(owner)) == number
            with django_assert_num_queries(2):
                assert len(to_ask_about(person_of(tie))) == number


class TestPages:
    @pytest.fixture
    def now(self, right_now: datetime) -> datetime:
        """Pages read the clock."""
        return right_now

    def test_a_goal_from_writing_it_down_to_being_asked(
        self, owner: Person, tie: Tie, sign_in: SignIn, now: datetime
    ) -> None:
        browser, mate = sign_in(owner), sign_in(person_of(tie))
        answer = browser.post(to("goal-add"), {"title": GOAL, "steps": f"{STEP}\n\nGo"}, follow=True)
        goal = Goal.objects.get()
        assert answer.redirect_chain == [(to("goal", goal.id), 303)]
        browser.post(to("goal-step", goal.id, 1), {"done": "1"})
        assert "Next: Go" in text_of(browser.get("/"))
        assert "Mia M." in text_of(browser.get(to("goal-ask", goal.id)))
        day = (now + timedelta(days=3)).date().isoformat()
        assert browser.post(to("goal-ask", goal.id), {"day": day}).status_code == 422
        said = text_of(browser.post(to("goal-ask", goal.id), {"who": str(tie.id), "day": day}, follow=True))
        assert "You asked Mia M. to ask you" in said
        for page in ("/", to("supporting")):
            said = text_of(mate.get(page))
            assert GOAL in said
            assert STEP not in said
        ask = GoalAsk.objects.get()
        assert mate.post(to("supporting-goal", ask.id, "maybe")).status_code == 404
        mate.post(to("supporting-goal", ask.id, "yes"))
        assert "You two agreed." in text_of(browser.get(to("goal", goal.id)))
        due.step_due(REMINDERS, now=now + timedelta(days=4))
        assert "Today you two agreed that you ask Odd Owner" in text_of(mate.get("/"))
        mate.post(to("supporting-goal", ask.id, "asked"))
        assert GOAL not in text_of(mate.get("/"))
        browser.post(to("goal-reached", goal.id))
        assert "You have reached this goal." in text_of(browser.get(to("goal", goal.id)))
        browser.post(to("goal-remove", goal.id))
        assert not Goal.objects.exists()

    def test_a_contact_answers_by_their_link(
        self, goal: Goal, contact: Supporter, contact_tie: Tie, sign_in: SignIn, now: datetime
    ) -> None:
        ask = propose(goal, contact_tie, now, (now + timedelta(days=2)).date())
        nobody, token = sign_in(None), contact_token(contact)
        assert GOAL in text_of(nobody.get(to("with", token)))
        assert nobody.post(to("with-goal", token, ask.id, "yes")).status_code == 303
        assert GoalAsk.objects.get().state == "agreed"
        browser = sign_in(goal.owner)
        browser.post(to("goal-ask-take-back", goal.id))
        assert GoalAsk.objects.get().state == "taken_back"
