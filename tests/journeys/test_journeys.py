"""Journeys: beginning, counting, changing, ending; what is sealed, what the database refuses, who takes what along."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles.models import Tie
from alongside.journeys import policies, privacy, services
from alongside.journeys.details import JourneyDetails
from alongside.journeys.models import Action, Journey, Milestone, Setback, Told
from alongside.journeys.queries import journey_view, journeys_of, why_of
from alongside.kernel.errors import Conflict, Invalid, NotFound
from tests.journeys.conftest import TITLE, WHY, Started, had_setback, person_of

pytestmark = pytest.mark.django_db


def marks(journey: Journey) -> list[str]:
    """Return the milestones that are kept, in the order of their days."""
    return list(Milestone.objects.filter(journey=journey).order_by("reached_on", "id").values_list("mark", flat=True))


def log(journey: Journey, now: datetime, *, key: str = "one") -> Journey:
    """Count one action."""
    return services.log_action(actor=journey.owner, journey_id=journey.id, key=key, now=now)


def change(journey: Journey, now: datetime, **said: Any) -> Journey:
    """Change a journey of days."""
    values = {"kind": "sober", "title": "Anew", "custom": "twelve_step", "started_on": journey.started_on, **said}
    return services.change_journey(
        actor=journey.owner, journey_id=journey.id, details=JourneyDetails(**values), now=now
    )


def test_it_begins_with_what_lies_behind_sealed_and_noted(started: Started, now: datetime) -> None:
    journey = started(days=95)
    row = Journey.objects.get()
    assert b"CANARY" not in bytes(row.title_sealed) + bytes(row.why_sealed or b"")
    view = journey_view(journey, now=now)
    assert (view.title, why_of(journey), view.count_words) == (TITLE, WHY, "95 days in recovery")
    assert marks(journey) == ["days-1", "days-30", "days-60", "days-90"]
    assert not Milestone.objects.filter(told_at=None).exists(), "what lies behind is told to nobody"
    assert str(view.standing.next.mark) == "months-6" if view.standing.next else False
    entry = Entry.objects.get(action="journey.started")
    assert (entry.actor, entry.subject, entry.about) == (journey.owner_id, journey.id, journey.owner_id)


def test_the_engine_looks_again_in_the_morning_of_the_next_milestone(started: Started) -> None:
    journey = started(days=25)
    assert journey.due_at
    assert journey.due_at.isoformat() == "2026-03-09T07:00:00+00:00", "eight in the morning in Berlin"


def test_a_form_that_is_sent_twice_begins_once_and_several_are_counted_at_once(started: Started, owner: Person) -> None:
    assert started(days=3) == started(days=3)
    started(kind="meals", title="Meals", custom="actions")
    assert [view.title for view in journeys_of(owner, now=Journey.objects.latest("id").created_at)] == [TITLE, "Meals"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "steps"}, "kind"),
        ({"custom": "actions"}, "custom"),
        ({"custom": "own"}, "own_marks"),
        ({"custom": "own", "own_marks": (0,)}, "own_marks"),
        ({"own_marks": tuple(range(1, 22))}, "own_marks"),
        ({"own_marks": (100_001,)}, "own_marks"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 81}, "title"),
        ({"why": "x" * 501}, "why"),
        ({"days": -1}, "started_on"),
        ({"days": 40_000}, "started_on"),
    ],
)
def test_what_cannot_be_counted(started: Started, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        started(**said)
    assert refusal.value.field == field
    assert not Journey.objects.exists()


def test_thirty_are_as_many_as_there_can_be(started: Started) -> None:
    for number in range(30):
        started(title=f"Journey {number}")
    with pytest.raises(Conflict, match="30 journeys"):
        started(title="One more")


class TestActions:
    def test_a_button_pressed_twice_counts_once(self, exercises: Journey, now: datetime) -> None:
        log(exercises, now)
        log(exercises, now + timedelta(seconds=1))
        log(exercises, now + timedelta(minutes=1), key="two")
        view = journey_view(exercises, now=now)
        assert (view.standing.count, view.actions_today, view.count_words) == (2, 2, "2 times")
        assert marks(exercises) == ["actions-1"]

    def test_the_day_is_the_owners(self, exercises: Journey, now: datetime) -> None:
        log(exercises, now + timedelta(hours=3, minutes=30))
        assert Action.objects.get().day == date(2026, 3, 5), "half past midnight in Berlin"

    def test_the_last_one_of_today_can_be_taken_back_with_what_it_reached(
        self, exercises: Journey, now: datetime
    ) -> None:
        log(exercises, now)
        services.take_back_action(actor=exercises.owner, journey_id=exercises.id, now=now)
        assert (marks(exercises), Action.objects.count()) == ([], 0)
        with pytest.raises(Conflict, match="nothing to take back"):
            services.take_back_action(actor=exercises.owner, journey_id=exercises.id, now=now)
        log(exercises, now)
        with pytest.raises(Conflict):
            services.take_back_action(actor=exercises.owner, journey_id=exercises.id, now=now + timedelta(days=1))

    def test_what_was_reached_on_a_day_before_stays_when_one_of_today_is_taken_back(
        self, exercises: Journey, now: datetime
    ) -> None:
        log(exercises, now)
        log(exercises, now + timedelta(days=1), key="two")
        services.take_back_action(actor=exercises.owner, journey_id=exercises.id, now=now + timedelta(days=1))
        assert marks(exercises) == ["actions-1"]

    def test_days_count_themselves_an_ended_one_waits_and_fifty_are_a_day(
        self, exercises: Journey, started: Started, now: datetime
    ) -> None:
        with pytest.raises(Conflict, match="by themselves"):
            log(started(), now)
        for number in range(50):
            log(exercises, now, key=str(number))
        with pytest.raises(Conflict, match="50 for one day"):
            log(exercises, now, key="more")
        services.end_journey(actor=exercises.owner, journey_id=exercises.id, now=now)
        with pytest.raises(Conflict, match="has ended"):
            log(exercises, now, key="later")
        with pytest.raises(Invalid):
            log(started(kind="meals", title="Meals", custom="actions"), now, key="")


class TestChanging:
    def test_a_corrected_day_changes_what_is_reached(self, started: Started, now: datetime) -> None:
        journey = started(days=95)
        change(journey, now, started_on=now.date() - timedelta(days=61))
        assert marks(journey) == ["days-1", "days-30", "days-60"]
        change(journey, now, started_on=now.date() - timedelta(days=400), title="Longer")
        view = journey_view(Journey.objects.get(), now=now)
        assert (view.title, view.standing.count) == ("Longer", 400)
        assert marks(journey)[-1] == "months-12"

    def test_what_it_counts_stays_what_it_was(self, started: Started, now: datetime) -> None:
        journey = started()
        change(journey, now, kind="own-days")
        assert Journey.objects.get().kind == "sober"
        with pytest.raises(Invalid):
            change(journey, now, custom="actions")

    def test_ending_keeps_all_and_taking_up_goes_on(self, started: Started, owner: Person, now: datetime) -> None:
        journey = started(days=29)
        for _twice in range(2):
            services.end_journey(actor=owner, journey_id=journey.id, now=now)
        ended = Journey.objects.get()
        assert (ended.due_at, ended.ended_at) == (None, now)
        later = now + timedelta(days=3)
        services.take_up_journey(actor=owner, journey_id=journey.id, now=later)
        assert (Journey.objects.get().ended_at, marks(journey)) == (None, ["days-1", "days-30"])
        assert not Milestone.objects.filter(told_at=None).exists()

    def test_removing_leaves_nothing(self, started: Started, tie: Tie, exercises: Journey, now: datetime) -> None:
        journey = started(days=40)
        had_setback(journey, now, tie)
        log(exercises, now)
        for row in (journey, exercises):
            services.remove_journey(actor=row.owner, journey_id=row.id, now=now)
        assert [model.objects.count() for model in (Journey, Milestone, Setback, Told, Action)] == [0] * 5


def test_nobody_but_the_owner_sees_or_changes_it(
    started: Started, exercises: Journey, stranger: Person, tie: Tie, now: datetime
) -> None:
    journey = started(days=5)
    for person in (person_of(tie), stranger):
        assert not policies.visible_journeys(person).exists()
        for write in (services.end_journey, services.take_up_journey, services.remove_journey):
            with pytest.raises(NotFound):
                write(actor=person, journey_id=journey.id, now=now)
        with pytest.raises(NotFound):
            services.log_action(actor=person, journey_id=exercises.id, key="one", now=now)
        with pytest.raises(NotFound):
            services.choose_listeners(actor=person, journey_id=journey.id, tie_ids=[], now=now)
        details = JourneyDetails("sober", "Mine", now.date(), "twelve_step")
        with pytest.raises(NotFound):
            services.change_journey(actor=person, journey_id=journey.id, details=details, now=now)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"kind": "steps", "custom": "actions"}, "journeys_journey_kind"),
        ({"custom": "actions"}, "journeys_journey_custom"),
        ({"kind": "meals"}, "journeys_journey_custom"),
        ({"own_marks": [5, 0]}, "journeys_journey_own_marks"),
        ({"own_marks": list(range(1, 22))}, "journeys_journey_own_marks"),
        ({"title_sealed": b""}, "journeys_journey_words"),
        ({"why_sealed": b""}, "journeys_journey_words"),
        ({"ended_at": datetime.fromisoformat("2026-03-04T20:00:00Z")}, "journeys_journey_ended_waits_not"),
    ],
)
def test_the_database_refuses(started: Started, change: dict[str, Any], name: str) -> None:
    started()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Journey.objects.update(**change)


def test_the_database_keeps_one_action_for_each_key_and_one_milestone_for_each_mark(
    exercises: Journey, now: datetime
) -> None:
    log(exercises, now)
    with pytest.raises(IntegrityError, match="journeys_action_once"), transaction.atomic():
        Action.objects.create(created_at=now, journey=exercises, day=now.date(), key="one")
    for mark, name in (("actions-1", "journeys_milestone_once"), ("years-1", "journeys_milestone_mark")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Milestone.objects.create(created_at=now, journey=exercises, mark=mark, reached_on=now.date())


def test_pages_ask_as_often_whatever_there_is(
    started: Started, owner: Person, now: datetime, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in (1, 2, 3):
        had_setback(started(days=50, title=f"Days {number}"), now, key=str(number))
        log(started(kind="meals", title=f"Meals {number}", custom="actions"), now)
        if number != 2:
            with django_assert_num_queries(6):
                assert len(journeys_of(owner, now=now)) == 2 * number


def test_the_owner_takes_all_of_it_along_and_leaves_nothing(
    started: Started, exercises: Journey, tie: Tie, owner: Person, now: datetime
) -> None:
    journey = started(days=2)
    services.choose_listeners(actor=owner, journey_id=journey.id, tie_ids=[tie.id], now=now)
    log(exercises, now)
    had_setback(journey, now, tie)
    held = privacy.export(owner.id)
    assert [(row["called"], row["why"], row["hears"]) for row in held["journeys"]] == [
        ("Knee", WHY, []),
        (TITLE, WHY, ["Mia M."]),
    ]
    assert held["actions"] == [{"journey": "Knee", "done_at": now.isoformat()}]
    assert {row["mark"] for row in held["milestones"]} == {"days-1", "actions-1"}
    assert [row["told"] for row in held["setbacks"]] == [["Mia M."]]
    privacy.erase(owner.id, now)
    assert [model.objects.count() for model in (Journey, Milestone, Setback, Told, Action)] == [0] * 5
