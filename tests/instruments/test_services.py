"""Results as they are kept, compared, shared and ended, and when a questionnaire is taken again."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.accounts.services import change_profile
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.instruments import privacy, services
from alongside.instruments.models import Result, Rhythm, Share
from alongside.instruments.policies import access_result, access_shared, visible_own_shares, visible_shares
from alongside.instruments.queries import (
    asked_again,
    compared,
    keys_gone,
    latest_results,
    results_of,
    shared_through,
    sharing_with,
)
from alongside.instruments.retake import Every
from alongside.instruments.scoring import Way
from alongside.instruments.services import results as results_services
from alongside.kernel.due import kinds, step_due
from alongside.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from alongside.notifications.models import Delivery, PushSubscription
from alongside.notifications.wording import words_of
from tests.instruments.conftest import Take, all_of

pytestmark = pytest.mark.django_db

RETAKE = next(kind for kind in kinds() if kind.name == "retake")
LATER = timedelta(days=14)


class TestTaking:
    def test_what_was_answered_is_sealed_and_comes_back_with_its_number(
        self, owner: Person, take: Take, now: datetime
    ) -> None:
        row = take("gad-7", 2)
        assert b"nervous" not in bytes(row.answers_sealed)
        (view,) = results_of(owner, "gad-7")
        assert (view.at, view.answers["nervous"]) == (now, 2)
        assert [(score.number, score.band.key if score.band else "") for score in view.scores] == [(14, "moderate")]

    def test_with_a_question_left_open_the_answers_are_kept_without_a_number(self, owner: Person, take: Take) -> None:
        take(answers=all_of("gad-7", 2, afraid=None))
        (view,) = results_of(owner, "gad-7")
        assert view.has_open
        assert [score.number for score in view.scores] == [None]
        assert view.answers["nervous"] == 2

    @pytest.mark.parametrize("answers", [{"nervous": 4}, {"nervous": -1}, {"hurt": 1}, {"nervous": None}])
    def test_what_is_no_answer_and_nothing_at_all_are_refused(self, take: Take, answers: dict[str, int | None]) -> None:
        with pytest.raises(Invalid):
            take(answers=answers)
        assert not Result.objects.exists()

    def test_there_is_no_other_questionnaire(self, take: Take) -> None:
        with pytest.raises(NotFound):
            take("who-5", answers={"q1": 1})

    def test_sent_twice_it_is_one_with_the_newer_answers(self, owner: Person, take: Take, now: datetime) -> None:
        first = take(value=1)
        again = take(value=3, now=now + timedelta(seconds=30))
        assert first.id == again.id
        take("phq-8", 1)
        assert [view.scores[0].number for view in results_of(owner, "gad-7")] == [21]
        assert Result.objects.count() == 2

    def test_four_hundred_are_enough(self, take: Take, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(results_services, "MOST_RESULTS", 2)
        take(now=now - timedelta(days=2))
        take(now=now - timedelta(days=1))
        with pytest.raises(Conflict):
            take()

    def test_nobody_is_told_whatever_the_answer(
        self, mate: Person, accepted: Callable[..., Tie], take: Take, now: datetime
    ) -> None:
        tie = accepted(mate)
        services.share_results(actor=tie.owner, key="phq-9", tie_ids=[tie.id], now=now)
        before = Delivery.objects.count()
        take("phq-9", 3)
        assert Delivery.objects.count() == before

    def test_the_newest_of_each_stands_on_the_list(self, owner: Person, take: Take, now: datetime) -> None:
        take("gad-7", 1, now=now - LATER)
        take("gad-7", 2)
        take("phq-8", 1, now=now - LATER)
        found = {key: view.scores[0].number for key, view in latest_results(owner).items()}
        assert found == {"gad-7": 14, "phq-8": 8}


class TestComparing:
    def test_a_number_is_held_against_the_last_one_before_it(self, owner: Person, take: Take, now: datetime) -> None:
        take("gad-7", 3, now=now - 3 * LATER)
        take("gad-7", 1, now=now - 2 * LATER)
        take(answers=all_of("gad-7", 0, afraid=None), now=now - LATER)
        take("gad-7", 2)
        views = results_of(owner, "gad-7")
        (newest,) = compared(views[0], views)
        assert (newest.before_at, newest.change.points, newest.change.way) == (now - 2 * LATER, 7, Way.LARGER)
        assert compared(views[1], views) == ()
        (second,) = compared(views[2], views)
        assert second.change.points == -14
        assert compared(views[3], views) == ()


class TestSharing:
    def test_nobody_reads_it_until_chosen_and_then_numbers_alone(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], take: Take, now: datetime
    ) -> None:
        tie = accepted(mate)
        take("phq-9", 1, hurt=2)
        take("gad-7", 1)
        with pytest.raises(NotFound):
            access_shared(mate, tie.id)
        services.share_results(actor=owner, key="phq-9", tie_ids=[tie.id], now=now)
        assert access_shared(mate, tie.id) == tie
        assert sharing_with(mate) == ((tie.id, "Odd Owner"),)
        (shown,) = shared_through(tie)
        assert shown.instrument.key == "phq-9"
        assert [(at, [score.number for score in scores]) for at, scores in shown.lines] == [(now, [10])]
        assert "answers" not in type(shown).__dataclass_fields__

    def test_of_two_forms_at_once_one_waits_and_whoever_is_taken_out_has_their_pages_look_again(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        tie = accepted(mate)
        for ids in ([tie.id], []):
            with CaptureQueriesContext(connection) as found:
                services.share_results(actor=owner, key="phq-8", tie_ids=ids, now=now)
            asked = [one["sql"] for one in found]
            assert [str(mate.id) in sql for sql in asked if "pg_notify" in sql] == [True]
            locked = next(place for place, sql in enumerate(asked) if "FOR NO KEY UPDATE" in sql)
            assert locked < next(place for place, sql in enumerate(asked) if "instruments_share" in sql)

    def test_the_owner_and_a_stranger_have_no_such_page(
        self, owner: Person, mate: Person, stranger: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        tie = accepted(mate)
        services.share_results(actor=owner, key="phq-8", tie_ids=[tie.id], now=now)
        with pytest.raises(NotAllowed):
            access_shared(owner, tie.id)
        with pytest.raises(NotFound):
            access_shared(stranger, tie.id)

    def test_a_contact_reads_by_their_own_link(
        self, owner: Person, contact: Supporter, take: Take, now: datetime
    ) -> None:
        tie = Tie.objects.get(supporter=contact)
        take("phq-8", 1)
        services.share_results(actor=owner, key="phq-8", tie_ids=[tie.id], now=now)
        assert access_shared(contact, tie.id) == tie

    def test_it_ends_with_the_choice_and_with_the_tie(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        tie = accepted(mate)
        services.share_results(actor=owner, key="phq-8", tie_ids=[tie.id], now=now)
        services.share_results(actor=owner, key="gad-7", tie_ids=[tie.id], now=now)
        services.share_results(actor=owner, key="phq-8", tie_ids=[], now=now)
        assert [share.instrument for share in visible_shares(mate)] == ["gad-7"]
        circles.remove_tie(actor=owner, tie_id=tie.id, now=now)
        assert not Share.objects.exists()

    def test_only_those_who_said_yes_can_be_chosen(
        self, owner: Person, named: Callable[..., Tie], now: datetime
    ) -> None:
        with pytest.raises(Conflict):
            services.share_results(actor=owner, key="phq-8", tie_ids=[named().id], now=now)

    def test_every_look_is_noted(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], now: datetime
    ) -> None:
        tie = accepted(mate)
        services.share_results(actor=owner, key="phq-8", tie_ids=[tie.id], now=now)
        services.note_look(actor=mate, tie_id=tie.id, now=now)
        entry = Entry.objects.get(action="questionnaire.read")
        assert (entry.actor, entry.subject, entry.about) == (mate.id, tie.id, owner.id)


class TestTakingAgain:
    def chosen(self, owner: Person, now: datetime) -> Rhythm:
        services.choose_rhythm(actor=owner, key="gad-7", every=Every.TWO_WEEKS, now=now)
        return Rhythm.objects.get()

    def test_the_person_is_reminded_once_and_neutrally(self, owner: Person, now: datetime) -> None:
        subscription(owner, now)
        row = self.chosen(owner, now)
        assert row.due_at == datetime(2026, 3, 18, 9, tzinfo=UTC)
        assert step_due(RETAKE, now=row.due_at - timedelta(seconds=1)) == 0
        assert asked_again(owner) == ()
        assert step_due(RETAKE, now=row.due_at) == 1
        assert step_due(RETAKE, now=row.due_at + timedelta(days=30)) == 0
        assert [one.key for one in asked_again(owner)] == ["gad-7"]
        delivery = Delivery.objects.get(text="instruments.retake")
        assert (delivery.person_id, delivery.path) == (owner.id, "/questionnaires/gad-7/")
        for says_more in (False, True):
            words = words_of(delivery.text, locale="en", says_more=says_more)
            assert "GAD" not in words.title + words.body
            assert "uestionnaire" not in words.title + words.body

    def test_taking_it_moves_the_next_time_and_takes_the_reminder_back(
        self, owner: Person, take: Take, now: datetime
    ) -> None:
        subscription(owner, now)
        row = self.chosen(owner, now)
        due = row.due_at
        assert due
        step_due(RETAKE, now=due)
        take("gad-7", 1, now=due + timedelta(days=1))
        row.refresh_from_db()
        assert (row.asked_at, row.due_at) == (None, due + timedelta(days=15, hours=-1))
        assert [one.state for one in Delivery.objects.filter(text="instruments.retake")] == ["withdrawn"]

    def test_taking_another_one_moves_nothing(self, owner: Person, take: Take, now: datetime) -> None:
        due = self.chosen(owner, now).due_at
        take("phq-8", 1, now=now + timedelta(days=1))
        assert Rhythm.objects.get().due_at == due

    def test_leaving_it_out_asks_again_after_a_whole_rhythm(self, owner: Person, now: datetime) -> None:
        due = self.chosen(owner, now).due_at
        assert due
        step_due(RETAKE, now=due)
        services.put_off(actor=owner, key="gad-7", now=due + timedelta(hours=2))
        assert asked_again(owner) == ()
        assert Rhythm.objects.get().due_at == datetime(2026, 4, 1, 8, tzinfo=UTC)

    def test_the_reminder_moves_with_the_person_and_comes_once(self, owner: Person, now: datetime) -> None:
        row = self.chosen(owner, now)
        self.move(owner, "Pacific/Auckland", now + timedelta(days=3))
        row.refresh_from_db()
        assert row.due_at == datetime(2026, 3, 17, 21, tzinfo=UTC)
        step_due(RETAKE, now=row.due_at)
        asked_at = Rhythm.objects.get().asked_at
        self.move(owner, "America/New_York", now + timedelta(days=14))
        assert (Rhythm.objects.get().due_at, Rhythm.objects.get().asked_at) == (None, asked_at)
        services.put_off(actor=owner, key="gad-7", now=now + timedelta(days=14))
        assert Rhythm.objects.get().due_at == datetime(2026, 4, 1, 14, tzinfo=UTC)

    def test_somebody_elses_reminder_stays_when_one_moves(self, owner: Person, mate: Person, now: datetime) -> None:
        due = self.chosen(owner, now).due_at
        self.move(mate, "Pacific/Auckland", now)
        assert Rhythm.objects.get().due_at == due

    def move(self, person: Person, zone: str, now: datetime) -> None:
        """Have somebody live by another clock."""
        change_profile(actor=person, alias=person.alias, locale="en", time_zone=zone, country="", now=now)

    def test_without_a_rhythm_there_is_nothing_to_leave_out(self, owner: Person, now: datetime) -> None:
        with pytest.raises(NotFound):
            services.put_off(actor=owner, key="gad-7", now=now)

    def test_choosing_anew_replaces_it_and_none_ends_it(self, owner: Person, now: datetime) -> None:
        self.chosen(owner, now)
        services.choose_rhythm(actor=owner, key="gad-7", every=Every.THREE_MONTHS, now=now)
        assert Rhythm.objects.get().every == "3-months"
        services.choose_rhythm(actor=owner, key="gad-7", every=None, now=now)
        assert not Rhythm.objects.exists()

    def test_one_that_is_not_here_any_more_reminds_of_nothing(self, owner: Person, now: datetime) -> None:
        subscription(owner, now)
        due = self.chosen(owner, now).due_at
        assert due
        Rhythm.objects.update(instrument="who-5")
        assert step_due(RETAKE, now=due) == 1
        assert asked_again(owner) == ()
        assert not Delivery.objects.exists()


def subscription(person: Person, now: datetime) -> None:
    """Give somebody a device that can be told."""
    PushSubscription.objects.create(created_at=now, person=person, endpoint_digest=b"one", subscription_sealed=b"no")


class TestEnding:
    def test_one_result_goes_and_the_others_stay(self, owner: Person, take: Take, now: datetime) -> None:
        old, new = take(now=now - LATER), take()
        services.remove_result(actor=owner, result_id=old.id, now=now)
        assert [view.id for view in results_of(owner, "gad-7")] == [new.id]

    def test_nobody_else_finds_or_deletes_it(
        self, mate: Person, stranger: Person, accepted: Callable[..., Tie], take: Take, now: datetime
    ) -> None:
        tie, row = accepted(mate), take()
        services.share_results(actor=tie.owner, key="gad-7", tie_ids=[tie.id], now=now)
        for other in (mate, stranger):
            with pytest.raises(NotFound):
                access_result(other, row.id)
            with pytest.raises(NotFound):
                services.remove_result(actor=other, result_id=row.id, now=now)

    def test_all_of_one_go_with_the_reminder_and_the_readers(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], take: Take, now: datetime
    ) -> None:
        tie = accepted(mate)
        take()
        take("phq-8")
        services.share_results(actor=owner, key="gad-7", tie_ids=[tie.id], now=now)
        services.choose_rhythm(actor=owner, key="gad-7", every=Every.TWO_WEEKS, now=now)
        services.remove_results(actor=owner, key="gad-7", now=now)
        assert [row.instrument for row in Result.objects.all()] == ["phq-8"]
        assert not Rhythm.objects.exists()
        assert not visible_own_shares(owner).exists()
        with pytest.raises(NotFound):
            services.remove_results(actor=owner, key="gad-7", now=now)

    def test_what_is_not_here_any_more_can_be_taken_along_and_deleted(
        self, owner: Person, take: Take, now: datetime
    ) -> None:
        row = take()
        Result.objects.filter(id=row.id).update(instrument="who-5")
        take("phq-8")
        assert keys_gone(owner) == 1
        (gone,) = privacy.export(owner.id)["questionnaires_gone"]
        assert json.loads(str(gone["answer"]))["nervous"] == 1
        services.remove_gone(actor=owner, now=now)
        assert [one.instrument for one in Result.objects.all()] == ["phq-8"]


class TestLeaving:
    def test_numbers_and_answers_are_taken_along(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], take: Take, now: datetime
    ) -> None:
        tie = accepted(mate)
        take("gad-7", 2)
        services.share_results(actor=owner, key="gad-7", tie_ids=[tie.id], now=now)
        services.choose_rhythm(actor=owner, key="gad-7", every=Every.TWO_WEEKS, now=now)
        found = privacy.export(owner.id)
        assert [(row["questionnaire"], row["number"]) for row in found["questionnaire_results"]] == [("gad-7", 14)]
        first = found["questionnaire_answers"][0]
        assert (first["question"], first["answer"], first["value"]) == (
            "Feeling nervous, anxious or on edge",
            "More than half the days",
            2,
        )
        assert [row["reader"] for row in found["questionnaire_readers"]] == ["Auntie Test"]
        assert [row["every"] for row in found["questionnaire_reminders"]] == ["2-weeks"]

    def test_nothing_stays(
        self, owner: Person, mate: Person, accepted: Callable[..., Tie], take: Take, now: datetime
    ) -> None:
        tie = accepted(mate)
        take()
        services.share_results(actor=owner, key="gad-7", tie_ids=[tie.id], now=now)
        services.choose_rhythm(actor=owner, key="gad-7", every=Every.TWO_WEEKS, now=now)
        privacy.erase(mate.id, now)
        assert not Share.objects.exists()
        assert Result.objects.count() == 1
        privacy.erase(owner.id, now)
        assert not Result.objects.exists()
        assert not Rhythm.objects.exists()


class TestDatabase:
    @pytest.mark.parametrize(
        "changed",
        [
            {"every": "daily"},
            {"due_at": None},
            {"asked_at": datetime(2026, 3, 4, tzinfo=UTC)},
        ],
    )
    def test_a_rhythm_is_due_or_asked_and_of_a_known_kind(
        self, owner: Person, now: datetime, changed: dict[str, object]
    ) -> None:
        whole = {"created_at": now, "person": owner, "instrument": "gad-7", "every": "2-weeks", "due_at": now}
        with pytest.raises(IntegrityError), transaction.atomic():
            Rhythm.objects.create(**{**whole, **changed})

    def test_there_is_one_rhythm_of_each(self, owner: Person, now: datetime) -> None:
        whole = {"created_at": now, "person": owner, "instrument": "gad-7", "every": "2-weeks", "due_at": now}
        Rhythm.objects.create(**whole)
        with pytest.raises(IntegrityError), transaction.atomic():
            Rhythm.objects.create(**whole)

    @pytest.mark.parametrize("changed", [{"answers_sealed": b""}, {"instrument": ""}])
    def test_a_result_has_answers_and_a_questionnaire(
        self, owner: Person, now: datetime, changed: dict[str, object]
    ) -> None:
        whole = {"created_at": now, "person": owner, "instrument": "gad-7", "answers_sealed": b"x"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Result.objects.create(**{**whole, **changed})

    @pytest.mark.parametrize("key", ["gad-7", ""])
    def test_a_share_is_there_once_and_names_a_questionnaire(
        self, mate: Person, accepted: Callable[..., Tie], now: datetime, key: str
    ) -> None:
        tie = accepted(mate)
        twice = [Share(created_at=now, tie=tie, instrument=key) for _time in range(2)]
        with pytest.raises(IntegrityError), transaction.atomic():
            Share.objects.bulk_create(twice)
