"""The engine's step: reminded once, gently once more, never twice; the log; and what the database refuses."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.accounts.services import change_profile
from alongside.audit.models import Entry as Noted
from alongside.kernel.errors import Conflict, Invalid, NotFound
from alongside.medication import services
from alongside.medication.details import Draft, When
from alongside.medication.models import Entry, Medicine, Timing
from alongside.medication.outgoing import AGAIN, LATE, MORE, TIME
from alongside.notifications.models import Delivery, PushSubscription
from alongside.notifications.wording import NEUTRAL_BODY, NEUTRAL_TITLE, words_of
from tests.medication.conftest import EVENING, at, log, timing, work

pytestmark = pytest.mark.django_db

EIGHT = at("2026-03-05 19:00")  # in Berlin; `now` is 21:00 there, the evening before
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def device(owner: Person, now: datetime) -> None:
    """The owner can be told on a browser."""
    PushSubscription.objects.create(
        created_at=now, person=owner, endpoint_digest=owner.id.bytes, subscription_sealed=b"no"
    )


def told(state: str = "waiting") -> list[tuple[str, bool]]:
    rows = Delivery.objects.filter(state=state).order_by("created_at", "id")
    return [(row.text, row.wakes) for row in rows]


def write(owner: Person, name: str, *times: time, now: datetime, **when: object) -> Medicine:
    return services.write_medicine(actor=owner, draft=Draft(name, when=When(times, **when)), now=now)


def travel(person: Person, zone: str, now: datetime) -> None:
    change_profile(actor=person, alias=person.alias, locale="en", time_zone=zone, country="", now=now)


def only(medicine: Medicine) -> Entry:
    return Entry.objects.get(medicine=medicine)


def test_one_evening_with_nothing_written_down(medicine: Medicine) -> None:
    assert timing(medicine).due_at == EIGHT
    assert work(EIGHT - timedelta(seconds=1)) == 0
    assert work(EIGHT) == 1
    assert work(EIGHT) == 0
    assert told() == [(TIME, True)]
    assert work(EIGHT + HOUR / 2) == 1
    assert told()[1:] == [(AGAIN, False)]
    assert work(EIGHT + 10 * HOUR) == 0
    assert log(medicine) == [("2026-03-05 20:00", "")]
    assert timing(medicine).due_at == EIGHT + DAY


def test_what_is_told_says_nothing_on_a_lock_screen() -> None:
    for text, more in MORE.items():
        words = words_of(text, locale="en", says_more=False)
        assert (words.title, words.body) == (str(NEUTRAL_TITLE), str(NEUTRAL_BODY))
        assert "medic" not in str(more).lower()
    assert set(MORE) == {TIME, AGAIN, LATE}


def test_several_of_one_minute_make_one_message(owner: Person, medicine: Medicine, now: datetime) -> None:
    write(owner, "Another", time(20), now=now, again=30)
    write(owner, "Third", time(20), now=now)
    assert work(EIGHT) == 3
    assert told() == [(TIME, True)]
    assert work(EIGHT + HOUR / 2) == 2
    assert told() == [(TIME, True), (AGAIN, False)]


def test_two_batches_of_one_minute_make_one_message(owner: Person, medicine: Medicine, now: datetime) -> None:
    other = write(owner, "Another", time(20), now=now)
    for row in (medicine, other):
        services.move_timings([timing(row)], EIGHT)
    assert told() == [(TIME, True)]


def test_pressed_in_time_there_is_no_second_reminder(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    entry = only(medicine)
    for _ in range(2):
        services.answer_entry(actor=owner, entry_id=entry.id, answer="taken", now=EIGHT + HOUR / 6)
    assert told() == []
    assert told("withdrawn") == [(TIME, True)]
    assert work(EIGHT + HOUR) == 0
    assert (timing(medicine).due_at, only(medicine).answered_at) == (EIGHT + DAY, EIGHT + HOUR / 6)
    assert Noted.objects.filter(action="medication.answered", subject=entry.id, about=owner.id).count() == 1


def test_as_long_as_another_of_that_minute_waits_the_message_stays(
    owner: Person, medicine: Medicine, now: datetime
) -> None:
    other = write(owner, "Another", time(20), now=now)
    work(EIGHT)
    services.answer_entry(actor=owner, entry_id=only(medicine).id, answer="taken", now=EIGHT)
    assert told() == [(TIME, True)]
    services.answer_entry(actor=owner, entry_id=only(other).id, answer="not_this_time", now=EIGHT)
    assert told() == []


def test_written_down_one_of_a_late_message_leaves_it_to_the_other(owner: Person, now: datetime) -> None:
    early, late = (write(owner, f"{minute}", time(20, minute), now=now) for minute in (0, 5))
    assert work(EIGHT + HOUR) == 2
    assert told() == [(LATE, False)]
    services.answer_entry(actor=owner, entry_id=only(late).id, answer="taken", now=EIGHT + HOUR)
    assert told() == [(LATE, False)]
    services.answer_entry(actor=owner, entry_id=only(early).id, answer="taken", now=EIGHT + HOUR)
    assert told() == []


def test_the_earlier_of_a_late_message_written_down_leaves_it_too(owner: Person, now: datetime) -> None:
    early, late = (write(owner, f"{minute}", time(20, minute), now=now) for minute in (0, 5))
    work(EIGHT + HOUR)
    services.answer_entry(actor=owner, entry_id=only(early).id, answer="taken", now=EIGHT + HOUR)
    assert told() == [(LATE, False)]
    services.pause_medicine(actor=owner, medicine_id=late.id, now=EIGHT + HOUR)
    assert told() == []


def test_one_that_reminds_of_nothing_keeps_no_message(owner: Person, medicine: Medicine, now: datetime) -> None:
    write(owner, "Quiet", time(20), now=now, reminds=False)
    work(EIGHT)
    services.answer_entry(actor=owner, entry_id=only(medicine).id, answer="taken", now=EIGHT)
    assert told() == []


def test_said_once_more_together_the_other_still_hears_of_it(owner: Person, now: datetime) -> None:
    early, late = (write(owner, f"{minute}", time(20, minute), now=now, again=30) for minute in (0, 5))
    for minutes in (0, 5, 40):
        work(EIGHT + timedelta(minutes=minutes))
    assert told() == [(TIME, True), (TIME, True), (AGAIN, False)]
    services.answer_entry(actor=owner, entry_id=only(late).id, answer="taken", now=EIGHT + HOUR)
    assert told() == [(TIME, True), (AGAIN, False)]
    services.answer_entry(actor=owner, entry_id=only(early).id, answer="taken", now=EIGHT + HOUR)
    assert told() == []


def test_a_press_a_day_late_belongs_to_the_evening_it_was_for(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    first = only(medicine)
    work(EIGHT + HOUR / 2)
    work(EIGHT + DAY)
    services.answer_entry(actor=owner, entry_id=first.id, answer="taken", now=EIGHT + DAY + HOUR / 6)
    assert log(medicine) == [("2026-03-05 20:00", "taken"), ("2026-03-06 20:00", "")]
    assert timing(medicine).again_at == EIGHT + DAY + HOUR / 2


def test_undone_it_waits_again_and_says_nothing_more(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    entry = only(medicine)
    services.answer_entry(actor=owner, entry_id=entry.id, answer="taken", now=EIGHT)
    services.undo_entry(actor=owner, entry_id=entry.id, now=EIGHT)
    assert log(medicine) == [("2026-03-05 20:00", "")]
    assert work(EIGHT + HOUR) == 0


def test_written_down_in_quiet_hours_nothing_that_waits_is_said(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    work(EIGHT + HOUR / 2)
    assert Delivery.objects.filter(text=AGAIN, state="waiting").count() == 1
    services.answer_entry(actor=owner, entry_id=only(medicine).id, answer="taken", now=EIGHT + HOUR)
    assert not Delivery.objects.filter(state="waiting").exists()


def test_after_a_standstill_all_is_in_the_log_and_said_once_quietly(medicine: Medicine) -> None:
    assert work(EIGHT + 2 * DAY + HOUR) == 1
    assert log(medicine) == [("2026-03-05 20:00", ""), ("2026-03-06 20:00", ""), ("2026-03-07 20:00", "")]
    assert told() == [(LATE, False)]
    assert work(EIGHT + 2 * DAY + 2 * HOUR) == 0
    assert timing(medicine).due_at == EIGHT + 3 * DAY


def test_without_a_reminder_it_is_in_the_log_and_nothing_is_said(owner: Person, now: datetime) -> None:
    row = write(owner, "Quiet", time(20), now=now, reminds=False)
    work(EIGHT)
    assert (log(row), told()) == ([("2026-03-05 20:00", "")], [])


def test_pausing_plans_nothing_and_going_on_catches_nothing_up(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    services.pause_medicine(actor=owner, medicine_id=medicine.id, now=EIGHT + HOUR / 6)
    assert (timing(medicine).due_at, told()) == (None, [])
    assert work(EIGHT + 5 * DAY) == 0
    for _ in range(2):
        services.resume_medicine(actor=owner, medicine_id=medicine.id, now=EIGHT + 5 * DAY)
    assert timing(medicine).due_at == EIGHT + 6 * DAY
    assert log(medicine) == [("2026-03-05 20:00", "")]


def test_no_reminder_any_more_takes_back_the_one_that_is_on_its_way(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    quiet = replace(EVENING, when=When((time(20),), reminds=False))
    services.change_medicine(actor=owner, medicine_id=medicine.id, draft=quiet, now=EIGHT)
    assert told() == []
    assert log(medicine) == [("2026-03-05 20:00", "")]
    assert work(EIGHT + HOUR) == 0


def test_ended_it_is_planned_no_more_and_its_log_stays(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    services.end_medicine(actor=owner, medicine_id=medicine.id, now=EIGHT + HOUR)
    assert not Timing.objects.exists()
    assert (log(medicine), told()) == ([("2026-03-05 20:00", "")], [])
    with pytest.raises(Conflict):
        services.change_medicine(actor=owner, medicine_id=medicine.id, draft=EVENING, now=EIGHT + HOUR)


def test_other_words_change_nothing_of_what_is_open(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    before = Timing.objects.values().get()
    draft = replace(EVENING, name="New name")
    services.change_medicine(actor=owner, medicine_id=medicine.id, draft=draft, now=EIGHT + HOUR / 6)
    assert Timing.objects.values().get() == before


def test_other_times_begin_with_the_next_of_them(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    draft = Draft("Morning", when=When((time(8), time(21))))
    services.change_medicine(actor=owner, medicine_id=medicine.id, draft=draft, now=EIGHT + HOUR / 6)
    assert timing(medicine).due_at == EIGHT + HOUR
    services.change_medicine(actor=owner, medicine_id=medicine.id, draft=Draft("Need"), now=EIGHT + HOUR / 3)
    assert not Timing.objects.exists()
    services.change_medicine(actor=owner, medicine_id=medicine.id, draft=EVENING, now=EIGHT + HOUR / 2)
    assert timing(medicine).due_at == EIGHT + DAY


def test_flying_west_it_goes_by_the_clock_there_and_each_evening_once(owner: Person, medicine: Medicine) -> None:
    work(EIGHT)
    travel(owner, "America/New_York", EIGHT + HOUR)
    assert timing(medicine).due_at == EIGHT + HOUR / 2
    work(EIGHT + HOUR)
    assert timing(medicine).due_at == at("2026-03-07 01:00")
    # Written anew in New York, where it is four in the afternoon: that evening was there already.
    draft = replace(EVENING, when=When((time(20),)))
    services.change_medicine(actor=owner, medicine_id=medicine.id, draft=draft, now=EIGHT + 2 * HOUR)
    assert timing(medicine).due_at == at("2026-03-07 01:00")


def test_flying_east_what_is_over_there_comes_at_once(owner: Person, medicine: Medicine, now: datetime) -> None:
    travel(owner, "Asia/Tokyo", now)  # five in the morning of the 5th there
    assert timing(medicine).due_at == at("2026-03-05 11:00")
    assert work(at("2026-03-05 11:00")) == 1
    assert log(medicine) == [("2026-03-05 20:00", "")]


def test_one_that_stays_at_home_does_not_travel(owner: Person, now: datetime) -> None:
    row = write(owner, "Home", time(20), now=now, zone="Europe/Berlin")
    travel(owner, "Asia/Tokyo", now)
    assert timing(row).due_at == EIGHT


def test_a_page_from_before_the_flight_goes_by_the_clock_of_now(
    owner: Person, medicine: Medicine, now: datetime
) -> None:
    before = Person.objects.get(id=owner.id)
    travel(owner, "Asia/Tokyo", now)
    evening = When((time(20),))
    services.change_medicine(actor=before, medicine_id=medicine.id, draft=replace(EVENING, when=evening), now=now)
    new = services.write_medicine(actor=before, draft=Draft("New", when=evening), now=now)
    assert (timing(medicine).zone, timing(new).zone) == ("Asia/Tokyo", "Asia/Tokyo")
    services.pause_medicine(actor=before, medicine_id=medicine.id, now=now)
    travel(owner, "America/New_York", now)
    services.resume_medicine(actor=before, medicine_id=medicine.id, now=now)
    assert timing(medicine).zone == "America/New_York"


def test_what_is_taken_when_needed_counts_once_for_a_form(owner: Person, needed: Medicine) -> None:
    for _ in range(2):
        services.take_now(actor=owner, medicine_id=needed.id, key="a", now=EIGHT)
    services.take_now(actor=owner, medicine_id=needed.id, key="b", now=EIGHT + HOUR)
    assert log(needed) == [("needed", "taken"), ("needed", "taken")]
    services.undo_entry(actor=owner, entry_id=Entry.objects.earliest("answered_at").id, now=EIGHT + HOUR)
    assert log(needed) == [("needed", "taken")]


def test_pressed_anew_a_moment_later_it_asks_whether_that_was_a_second_time(owner: Person, needed: Medicine) -> None:
    services.take_now(actor=owner, medicine_id=needed.id, key="a", now=EIGHT)
    moment = EIGHT + HOUR / 60
    with pytest.raises(services.WrittenJustNow):
        services.take_now(actor=owner, medicine_id=needed.id, key="b", now=moment)
    assert log(needed) == [("needed", "taken")]
    for _ in range(2):
        services.take_now(actor=owner, medicine_id=needed.id, key="b", once_more=True, now=moment)
    assert log(needed) == [("needed", "taken"), ("needed", "taken")]
    services.take_now(actor=owner, medicine_id=needed.id, key="c", now=moment + HOUR / 12)
    assert Entry.objects.count() == 3


def test_pressed_again_hours_later_on_a_page_kept_open_it_is_another_time(owner: Person, needed: Medicine) -> None:
    for moment in (EIGHT, EIGHT + HOUR, EIGHT + HOUR, EIGHT + 3 * HOUR):
        services.take_now(actor=owner, medicine_id=needed.id, key="a", now=moment)
    times = Entry.objects.order_by("answered_at").values_list("answered_at", flat=True)
    assert list(times) == [EIGHT, EIGHT + HOUR, EIGHT + 3 * HOUR]
    services.end_medicine(actor=owner, medicine_id=needed.id, now=EIGHT + 4 * HOUR)
    with pytest.raises(Conflict):
        services.take_now(actor=owner, medicine_id=needed.id, key="b", now=EIGHT + 4 * HOUR)


def test_a_batch_takes_as_many_queries_as_one(owner: Person, medicine: Medicine, now: datetime) -> None:
    def queries(moment: datetime) -> int:
        with CaptureQueriesContext(connection) as found:
            work(moment)
        return len(found)

    one = [queries(EIGHT), queries(EIGHT + HOUR / 2)]
    for number in range(3):
        write(owner, f"Number {number}", time(20), now=EIGHT + HOUR, again=30)
    assert [queries(EIGHT + DAY), queries(EIGHT + DAY + HOUR / 2)] == one
    assert Entry.objects.count() == 5


class TestStrangers:
    def test_nobody_writes_into_what_is_not_theirs(
        self, stranger: Person, mate: Person, medicine: Medicine, needed: Medicine
    ) -> None:
        work(EIGHT)
        entry_id, when = only(medicine).id, EIGHT + HOUR
        for actor in (stranger, mate):
            for done in (
                lambda a: services.answer_entry(actor=a, entry_id=entry_id, answer="taken", now=when),
                lambda a: services.undo_entry(actor=a, entry_id=entry_id, now=when),
                lambda a: services.remove_entry(actor=a, entry_id=entry_id, now=when),
                lambda a: services.take_now(actor=a, medicine_id=needed.id, key="a", now=when),
                lambda a: services.change_medicine(actor=a, medicine_id=medicine.id, draft=EVENING, now=when),
                lambda a: services.pause_medicine(actor=a, medicine_id=medicine.id, now=when),
                lambda a: services.resume_medicine(actor=a, medicine_id=medicine.id, now=when),
                lambda a: services.end_medicine(actor=a, medicine_id=medicine.id, now=when),
                lambda a: services.remove_medicine(actor=a, medicine_id=medicine.id, now=when),
            ):
                with pytest.raises(NotFound):
                    done(actor)
        assert log(medicine) == [("2026-03-05 20:00", "")]


class TestRefused:
    @pytest.mark.parametrize(
        "draft",
        [
            Draft(" "),
            Draft("a" * 81),
            Draft("Name", "a" * 301),
            Draft("Name", when=When(())),
            Draft("Name", when=When((time(8),), rule="FREQ=HOURLY")),
            Draft("Name", when=When((time(8),), again=7)),
            Draft("Name", when=When((time(8),), reminds=False, again=30)),
            Draft("Name", when=When((time(8),), zone="Nowhere/Land")),
        ],
    )
    def test_what_cannot_be_kept_is_said(self, owner: Person, draft: Draft, now: datetime) -> None:
        with pytest.raises(Invalid):
            services.write_medicine(actor=owner, draft=draft, now=now)

    def test_a_key_and_an_answer_are_looked_at(self, owner: Person, needed: Medicine) -> None:
        entry = services.take_now(actor=owner, medicine_id=needed.id, key="a", now=EIGHT)
        with pytest.raises(Invalid):
            services.take_now(actor=owner, medicine_id=needed.id, key="", now=EIGHT)
        for answer in ("", "missed", "not_this_time"):
            with pytest.raises(Invalid):
                services.answer_entry(actor=owner, entry_id=entry.id, answer=answer, now=EIGHT)

    def test_forty_are_enough(self, owner: Person, medicine: Medicine, now: datetime) -> None:
        Medicine.objects.bulk_create([Medicine(created_at=now, person=owner, name_sealed=b"x") for _ in range(39)])
        with pytest.raises(Conflict):
            services.write_medicine(actor=owner, draft=EVENING, now=now)


class TestConstraints:
    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({}, "medication_entry_of_something"),
            ({"key": "a"}, "medication_entry_of_something"),
            ({"at_time": time(8)}, "medication_entry_of_something"),
            ({"at_time": time(8), "planned_for": EIGHT, "key": "a"}, "medication_entry_of_something"),
            ({"at_time": time(8), "planned_for": EIGHT, "answer": "taken"}, "medication_entry_answered"),
            ({"at_time": time(8), "planned_for": EIGHT, "answered_at": EIGHT}, "medication_entry_answered"),
            (
                {"at_time": time(8), "planned_for": EIGHT, "answer": "missed", "answered_at": EIGHT},
                "medication_entry_answered",
            ),
        ],
    )
    def test_what_no_line_can_be(self, medicine: Medicine, now: datetime, values: dict[str, object], name: str) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Entry.objects.create(created_at=now, medicine=medicine, on_day=now.date(), **values)

    def test_a_label_and_a_form_are_there_once(self, medicine: Medicine, now: datetime) -> None:
        planned = {"at_time": time(8), "planned_for": EIGHT}
        needed = {"key": "a", "answer": "taken", "answered_at": EIGHT}
        for values, name in ((planned, "medication_entry_once"), (needed, "medication_entry_key")):
            Entry.objects.create(created_at=now, medicine=medicine, on_day=now.date(), **values)
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                Entry.objects.create(created_at=now, medicine=medicine, on_day=now.date(), **values)

    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({"times": []}, "medication_timing_times"),
            ({"again": 7}, "medication_timing_again"),
            ({"reminds": False}, "medication_timing_again"),
            ({"open_on": EIGHT.date()}, "medication_timing_open"),
            ({"again_at": EIGHT}, "medication_timing_open"),
            ({"paused_at": EIGHT}, "medication_timing_paused"),
            ({"due_at": None}, "medication_timing_paused"),
        ],
    )
    def test_how_no_timing_can_stand(self, medicine: Medicine, values: dict[str, object], name: str) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Timing.objects.filter(medicine=medicine).update(**values)

    @pytest.mark.parametrize("values", [{"name_sealed": b""}, {"how_sealed": b""}])
    def test_a_medicine_has_words(self, medicine: Medicine, values: dict[str, object]) -> None:
        with pytest.raises(IntegrityError, match="medication_medicine_said"), transaction.atomic():
            Medicine.objects.filter(id=medicine.id).update(**values)
