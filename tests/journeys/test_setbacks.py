"""A setback: exactly what is said changes, and exactly who was chosen is told; the owner, two ties, a stranger."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.journeys import policies, services
from alongside.journeys.models import Journey, Milestone, Setback, Told
from alongside.journeys.outgoing import SETBACK
from alongside.journeys.queries import helped_before, journey_view, setback_view
from alongside.journeys.told_views import told_to
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.notifications.models import Delivery
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, words_of
from tests.circles.conftest import SignIn
from tests.journeys.conftest import HAPPENED, HELPED, MESSAGE, TITLE, Started, had_setback, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey(started: Started) -> Journey:
    """Forty days, with two milestones."""
    return started(days=40)


def everything(journey: Journey, now: datetime) -> dict[str, Any]:
    """Return all that a setback could touch."""
    view = journey_view(Journey.objects.get(id=journey.id), now=now)
    return {
        "count": view.standing.count,
        "longest": view.standing.longest.days if view.standing.longest else 0,
        "started": view.started_on,
        "title": view.title,
        "milestones": set(Milestone.objects.values_list("mark", "reached_on")),
        "told": set(Told.objects.values_list("tie_id", flat=True)),
        "deliveries": Delivery.objects.count(),
    }


def test_one_of_today_changes_nothing_that_was_counted(
    journey: Journey, tie: Tie, other_tie: Tie, now: datetime
) -> None:
    before = everything(journey, now)
    had_setback(journey, now)
    assert everything(journey, now) == before
    assert Setback.objects.count() == 1
    tomorrow = now + timedelta(days=1)
    assert everything(journey, tomorrow)["count"] == before["count"], "today is not counted, and tomorrow goes on"
    assert everything(journey, tomorrow + timedelta(days=1))["count"] == before["count"] + 1


def test_one_told_later_takes_out_its_own_days_and_what_was_reached_stays(journey: Journey, now: datetime) -> None:
    before = everything(journey, now)
    first = now.date() - timedelta(days=12)
    had_setback(journey, now, first=first, last_day=first + timedelta(days=1))
    after = everything(journey, now)
    assert (before["count"], after["count"], after["longest"]) == (40, 38, 28)
    assert after["milestones"] == before["milestones"], "30 days stay reached"
    parts = journey_view(journey, now=now).standing.stretches
    assert [part.days for part in parts] == [28, 10]


def test_the_next_milestone_moves_by_as_many_days(journey: Journey, now: datetime) -> None:
    had_setback(journey, now)
    row = Journey.objects.get()
    assert row.due_at
    assert row.due_at.date() == date(2026, 3, 25), "sixty days, and one more"


def test_exactly_who_was_chosen_is_told_and_reads_exactly_what_the_page_said(
    journey: Journey, tie: Tie, other_tie: Tie, stranger: Person, now: datetime
) -> None:
    mate, other = person_of(tie), person_of(other_tie)
    setback = had_setback(journey, now, tie)
    told = Delivery.objects.get()
    assert (told.person_id, told.text, told.path, told.wakes, told.urgent) == (
        mate.id,
        SETBACK,
        "/supporting/",
        False,
        False,
    )
    plain = words_of(SETBACK, locale="en", says_more=False)
    assert (plain.title, plain.body) == (str(NEUTRAL_TITLE), str(NEUTRAL_BODY))
    (view,) = told_to(mate)
    assert (view.owner_alias, view.title, view.first_day, view.last_day, view.message, view.mark) == (
        "Odd Owner",
        TITLE,
        now.date(),
        now.date(),
        MESSAGE,
        "",
    )
    assert HAPPENED not in repr(view)
    assert HELPED not in repr(view)
    assert (told_to(other), told_to(stranger), told_to(journey.owner)) == ((), (), ())
    for person in (mate, other, stranger):
        with pytest.raises(NotFound):
            policies.access_setback(person, setback.id)
    entry = Entry.objects.get(action="setback.told")
    assert (entry.actor, entry.subject, entry.about) == (journey.owner_id, setback.id, journey.owner_id)


def test_nobody_is_told_when_nobody_is_chosen_also_not_who_hears_of_milestones(
    journey: Journey, tie: Tie, mate: Person, now: datetime
) -> None:
    services.choose_listeners(actor=journey.owner, journey_id=journey.id, tie_ids=[tie.id], now=now)
    had_setback(journey, now)
    assert not Delivery.objects.exists()
    assert told_to(mate) == ()


def test_a_contact_without_account_is_told_by_their_link(
    journey: Journey, contact: Supporter, contact_tie: Tie, mail: None, now: datetime
) -> None:
    had_setback(journey, now, contact_tie)
    told = Delivery.objects.exclude(text="circles.own_link").get()
    assert (told.channel, told.person_id, told.path.startswith("/with/")) == ("email", None, True)
    assert [view.message for view in told_to(contact)] == [MESSAGE]


def test_it_is_sealed_and_the_owner_reads_all_of_it(journey: Journey, tie: Tie, now: datetime) -> None:
    setback = had_setback(journey, now, tie)
    row = Setback.objects.get()
    for column in (row.happened_sealed, row.helped_sealed, row.message_sealed):
        assert b"CANARY" not in bytes(column or b"CANARY")
    view = setback_view(setback)
    assert (view.happened, view.helped, view.message, view.told) == (HAPPENED, HELPED, MESSAGE, ("Mia M.",))
    assert helped_before(journey) == (HELPED,)


def test_a_form_that_is_sent_twice_counts_and_tells_once(journey: Journey, tie: Tie, now: datetime) -> None:
    assert had_setback(journey, now, tie) == had_setback(journey, now, tie, happened="Another word")
    assert (Setback.objects.count(), Told.objects.count(), Delivery.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("first", "said", "field"),
    [
        (1, {}, "last_day"),
        (0, {"last_day": date(2026, 3, 3)}, "last_day"),
        (-41, {}, "first_day"),
        (0, {"happened": "x" * 2001}, "happened"),
        (0, {"message": "x" * 501}, "message"),
        (0, {"key": ""}, None),
    ],
)
def test_what_cannot_be_a_setback(
    journey: Journey, now: datetime, first: int, said: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(Invalid) as refusal:
        had_setback(journey, now, first=now.date() + timedelta(days=first), **said)
    assert refusal.value.field == field
    assert not Setback.objects.exists()


def test_who_left_meanwhile_is_not_told_and_nobody_else_either(
    journey: Journey, tie: Tie, other_tie: Tie, mate: Person, now: datetime
) -> None:
    circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
    with pytest.raises(Conflict, match="does not stand with you any more"):
        had_setback(journey, now, tie, other_tie)
    assert (Setback.objects.count(), Told.objects.count(), Delivery.objects.count()) == (0, 0, 0)


def test_access_ends_with_the_tie(journey: Journey, tie: Tie, mate: Person, now: datetime) -> None:
    had_setback(journey, now, tie)
    told = Told.objects.get()
    assert on_the_way() == 1
    circles.leave_tie(actor=mate, tie_id=tie.id, now=now)
    assert (told_to(mate), on_the_way()) == ((), 0)
    with pytest.raises(NotFound):
        services.say_words(actor=mate, told_id=told.id, words="Hello", motif="", now=now)


def on_the_way() -> int:
    return Delivery.objects.filter(state="waiting").count()


def test_that_somebody_looked_is_noted_for_whom_it_is_about(
    journey: Journey, tie: Tie, mate: Person, sign_in: SignIn, right_now: datetime
) -> None:
    had_setback(journey, right_now, tie)
    told = Told.objects.get()
    sign_in(mate).get(reverse("supporting-told", args=[told.id]))
    noted = Entry.objects.get(action="journey.told_looked_at")
    assert (noted.actor, noted.about, noted.subject) == (mate.id, journey.owner_id, told.id)


def test_taken_out_again_its_days_count_and_those_told_see_nothing_of_it(
    journey: Journey, tie: Tie, mate: Person, stranger: Person, now: datetime
) -> None:
    before = everything(journey, now)
    setback = had_setback(journey, now, tie, first=now.date() - timedelta(days=12))
    for person in (mate, stranger):
        with pytest.raises(NotFound):
            services.remove_setback(actor=person, setback_id=setback.id, now=now)
    services.remove_setback(actor=journey.owner, setback_id=setback.id, now=now)
    after = everything(journey, now)
    assert {**after, "deliveries": 0} == before
    assert told_to(mate) == ()
    assert Delivery.objects.get().state == "withdrawn"


def test_of_actions_nothing_is_taken_out(exercises: Journey, now: datetime) -> None:
    services.log_action(actor=exercises.owner, journey_id=exercises.id, key="one", now=now)
    had_setback(exercises, now)
    assert journey_view(exercises, now=now).standing.count == 1


def test_the_database_refuses(journey: Journey, tie: Tie, now: datetime) -> None:
    setback = had_setback(journey, now, tie)
    for change, name in (
        ({"last_day": setback.first_day - timedelta(days=1)}, "journeys_setback_days"),
        ({"happened_sealed": b""}, "journeys_setback_words"),
        ({"helped_sealed": b""}, "journeys_setback_words"),
        ({"message_sealed": b""}, "journeys_setback_words"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Setback.objects.update(**change)
    milestone = Milestone.objects.earliest("reached_on")
    for change, name in (
        ({"milestone": milestone}, "journeys_told_of_one"),
        ({"setback": None}, "journeys_told_of_one"),
        ({"motif": "cat"}, "journeys_told_motif"),
        ({"motif": "sprout"}, "journeys_told_said"),
        ({"said_at": now}, "journeys_told_said"),
        ({"said_at": now, "words_sealed": b""}, "journeys_told_said"),
        ({"read_at": now}, "journeys_told_said"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Told.objects.update(**change)
    for double, name in (
        (Told(created_at=now, tie=tie, setback=setback), "journeys_told_setback_once"),
        (Setback(created_at=now, journey=journey, first_day=now, last_day=now, key="one"), "journeys_setback_once"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            double.save()
