"""Milestones: kept and told on the morning of the owner's day, once, to those chosen; what these say to it."""

from datetime import date, datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.journeys import policies, privacy, services
from alongside.journeys.models import Journey, Milestone, Told
from alongside.journeys.outgoing import MILESTONE, WORDS
from alongside.journeys.told_views import told_to, unread_words, words_in
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.notifications.models import Delivery
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, words_of
from tests.journeys.conftest import (
    TITLE,
    Started,
    give_device,
    had_setback,
    morning_of,
    person_of,
    run_due,
)

pytestmark = pytest.mark.django_db

THE_DAY = date(2026, 3, 9)
SAID = "CANARY-SAID well done"


@pytest.fixture
def journey(started: Started) -> Journey:
    """Twenty-five days: thirty on 9 March."""
    return started(days=25)


@pytest.fixture
def chosen(journey: Journey, tie: Tie, other_tie: Tie, now: datetime) -> Tie:
    """The tie that hears of the milestones of the journey; the other one does not."""
    hear(journey, now, tie)
    assert other_tie.state == "accepted"
    return tie


def hear(journey: Journey, now: datetime, *ties: Tie) -> None:
    """Have exactly these ties hear of the milestones."""
    ids = [tie.id for tie in ties]
    services.choose_listeners(actor=journey.owner, journey_id=journey.id, tie_ids=ids, now=now)


def told() -> list[tuple[Person, str]]:
    """Return who was told what."""
    return [(row.person, row.text) for row in Delivery.objects.select_related("person") if row.person]


def test_it_is_told_on_the_morning_of_the_owners_day_once_and_to_whom_was_chosen(chosen: Tie) -> None:
    assert run_due(morning_of(THE_DAY) - timedelta(minutes=1)) == 0
    assert run_due(morning_of(THE_DAY)) == 1
    assert told() == [(person_of(chosen), MILESTONE)]
    row = Milestone.objects.get(mark="days-30")
    assert (row.reached_on, row.told_at) == (THE_DAY, morning_of(THE_DAY))
    (view,) = told_to(person_of(chosen))
    assert (view.owner_alias, view.mark, view.title, view.message) == ("Odd Owner", "30 days", TITLE, "")
    for days in (0, 1, 5):
        run_due(morning_of(THE_DAY) + timedelta(days=days, hours=1))
    assert len(told()) == 1
    due_at = Journey.objects.get().due_at
    assert due_at
    assert due_at.isoformat() == "2026-04-08T06:00:00+00:00", "sixty days, eight in the morning by summer time"


def test_what_goes_out_is_neutral() -> None:
    for text in (MILESTONE, WORDS):
        plain = words_of(text, locale="en", says_more=False)
        assert (plain.title, plain.body) == (str(NEUTRAL_TITLE), str(NEUTRAL_BODY))


def test_a_worker_that_was_down_tells_late_and_once(chosen: Tie) -> None:
    assert run_due(morning_of(THE_DAY, hour=10)) == 1
    assert run_due(morning_of(THE_DAY, hour=11)) == 0
    assert len(told()) == 1
    assert Milestone.objects.get(mark="days-30").reached_on == THE_DAY


def test_nobody_hears_unless_chosen(journey: Journey, tie: Tie) -> None:
    assert tie.state == "accepted"
    run_due(morning_of(THE_DAY))
    assert Milestone.objects.get(mark="days-30").told_at is not None
    assert (told(), Told.objects.count()) == ([], 0)


def test_who_is_not_chosen_any_more_sees_nothing_of_it_at_once(journey: Journey, chosen: Tie, now: datetime) -> None:
    run_due(morning_of(THE_DAY))
    row = Told.objects.get()
    hear(journey, now)
    assert told_to(person_of(chosen)) == ()
    with pytest.raises(NotFound):
        policies.access_told(person_of(chosen), row.id)
    assert Delivery.objects.get().state == "withdrawn"


def test_who_left_does_not_hear(journey: Journey, chosen: Tie, other_tie: Tie, now: datetime) -> None:
    hear(journey, now, chosen, other_tie)
    circles.leave_tie(actor=person_of(chosen), tie_id=chosen.id, now=now)
    run_due(morning_of(THE_DAY))
    assert told() == [(person_of(other_tie), MILESTONE)]
    with pytest.raises(Conflict):
        hear(journey, now, chosen)


def test_a_setback_before_moves_the_morning(journey: Journey, chosen: Tie, now: datetime) -> None:
    had_setback(journey, now, last_day=now.date())
    assert run_due(morning_of(THE_DAY)) == 0
    assert run_due(morning_of(THE_DAY + timedelta(days=1))) == 1
    assert told() == [(person_of(chosen), MILESTONE)]


def test_a_setback_on_the_day_itself_before_the_morning_takes_nothing_away(journey: Journey, chosen: Tie) -> None:
    had_setback(journey, morning_of(THE_DAY, hour=1), first=THE_DAY)
    assert run_due(morning_of(THE_DAY)) == 1
    assert told() == [(person_of(chosen), MILESTONE)]


def test_who_has_travelled_is_told_on_their_new_morning(journey: Journey, chosen: Tie) -> None:
    Person.objects.filter(id=journey.owner_id).update(time_zone="America/New_York")
    assert run_due(morning_of(THE_DAY)) == 1
    assert told() == [], "three in the morning in New York"
    assert run_due(morning_of(THE_DAY, hour=12)) == 1
    assert told() == [(person_of(chosen), MILESTONE)]


def test_one_of_actions_is_told_the_morning_after(exercises: Journey, tie: Tie, now: datetime) -> None:
    hear(exercises, now, tie)
    services.log_action(actor=exercises.owner, journey_id=exercises.id, key="one", now=now)
    assert run_due(now + timedelta(hours=1)) == 0
    assert run_due(morning_of(now.date() + timedelta(days=1))) == 1
    assert told() == [(person_of(tie), MILESTONE)]
    assert Journey.objects.get().due_at is None


def test_one_that_has_ended_tells_nothing(journey: Journey, chosen: Tie, now: datetime) -> None:
    services.end_journey(actor=journey.owner, journey_id=journey.id, now=now)
    assert run_due(morning_of(THE_DAY)) == 0
    assert told() == []


def test_a_contact_sees_it_on_their_own_page_and_gets_no_mail(
    journey: Journey, contact: Supporter, contact_tie: Tie, mail: None, now: datetime
) -> None:
    hear(journey, now, contact_tie)
    before = Delivery.objects.count()
    run_due(morning_of(THE_DAY))
    assert Delivery.objects.count() == before
    assert [view.mark for view in told_to(contact)] == ["30 days"]


class TestWords:
    @pytest.fixture
    def row(self, chosen: Tie) -> Told:
        """What the chosen tie was told."""
        run_due(morning_of(THE_DAY))
        return Told.objects.get()

    def test_they_are_sealed_and_reach_the_owner_and_nobody_else(
        self, row: Told, journey: Journey, chosen: Tie, other_tie: Tie, now: datetime
    ) -> None:
        give_device(journey.owner, now)
        mate = person_of(chosen)
        services.say_words(actor=mate, told_id=row.id, words=SAID, motif="lantern", now=now)
        row.refresh_from_db()
        assert b"CANARY" not in bytes(row.words_sealed or b"CANARY")
        (word,) = unread_words(journey.owner)
        assert (word.name, word.mark, word.words, word.motif) == ("Mia M.", "30 days", SAID, "lantern")
        assert (journey.owner, WORDS) in told()
        assert (unread_words(mate), unread_words(person_of(other_tie))) == ((), ())
        assert told_to(mate) == ()

    def test_the_owner_has_read_them_and_they_stay_with_the_journey(
        self, row: Told, journey: Journey, chosen: Tie, stranger: Person, now: datetime
    ) -> None:
        services.say_words(actor=person_of(chosen), told_id=row.id, words=SAID, motif="", now=now)
        for person in (person_of(chosen), stranger):
            with pytest.raises(NotFound):
                services.read_words(actor=person, told_id=row.id, now=now)
        services.read_words(actor=journey.owner, told_id=row.id, now=now)
        assert unread_words(journey.owner) == ()
        assert [word.words for word in words_in(journey)] == [SAID]

    def test_once_and_something(self, row: Told, chosen: Tie, journey: Journey, now: datetime) -> None:
        mate = person_of(chosen)
        for words, motif, field in (("", "", "words"), ("x" * 501, "", "words"), ("Hi", "cat", "motif")):
            with pytest.raises(Invalid) as refusal:
                services.say_words(actor=mate, told_id=row.id, words=words, motif=motif, now=now)
            assert refusal.value.field == field
        services.say_words(actor=mate, told_id=row.id, words="", motif="cup", now=now)
        services.say_words(actor=mate, told_id=row.id, words="Later", motif="", now=now)
        (word,) = unread_words(journey.owner)
        assert (word.words, word.motif, word.motif_words) == ("", "cup", "A warm cup")

    def test_only_who_was_told_says_something_or_puts_it_away(
        self, row: Told, journey: Journey, chosen: Tie, other_tie: Tie, now: datetime
    ) -> None:
        for person in (journey.owner, person_of(other_tie)):
            with pytest.raises(NotFound):
                services.say_words(actor=person, told_id=row.id, words=SAID, motif="", now=now)
            with pytest.raises(NotFound):
                services.put_away_told(actor=person, told_id=row.id, now=now)
        services.put_away_told(actor=person_of(chosen), told_id=row.id, now=now)
        assert told_to(person_of(chosen)) == ()

    def test_they_go_along_with_both_and_are_erased_with_who_said_them(
        self, row: Told, journey: Journey, chosen: Tie, now: datetime
    ) -> None:
        mate = person_of(chosen)
        services.say_words(actor=mate, told_id=row.id, words=SAID, motif="", now=now)
        said = {"words": SAID, "motif": None, "voice": None, "said_at": now.isoformat()}
        assert privacy.export(journey.owner_id)["words_received"] == [{"from_whom": "Mia M.", **said}]
        assert privacy.export(mate.id)["words_sent"] == [{"to": "Odd Owner", **said}]
        privacy.erase(mate.id, now)
        assert not Told.objects.exists()
        assert Journey.objects.exists()


def test_what_a_contact_says_is_sealed_for_the_owner(
    journey: Journey, contact: Supporter, contact_tie: Tie, now: datetime
) -> None:
    hear(journey, now, contact_tie)
    run_due(morning_of(THE_DAY))
    row = Told.objects.get()
    services.say_words(actor=contact, told_id=row.id, words=SAID, motif="", now=now)
    row.refresh_from_db()
    assert bytes(row.words_sealed or b"").startswith(journey.owner.data_key_id.bytes)
    assert [word.name for word in unread_words(journey.owner)] == ["Uncle Test"]
