"""A reach-out from beginning to end: who is asked when, who answers, and what everybody else hears of it."""

from datetime import UTC, datetime, time, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.audit.models import Entry
from alongside.circles.models import Supporter, Tie
from alongside.kernel import due
from alongside.kernel.errors import Conflict, Invalid
from alongside.kernel.sealed import unseal
from alongside.notifications.models import Delivery, Preferences
from alongside.reachouts import privacy, services
from alongside.reachouts.models import FollowUp, Message, Notification, ReachOut
from alongside.reachouts.services import MESSAGE, NOTE, Line
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, ask_of, asked_names, give_device

pytestmark = pytest.mark.django_db

REACH_OUT = next(kind for kind in due.kinds() if kind.name == "reach-out")
FOLLOW_UP = next(kind for kind in due.kinds() if kind.name == "follow-up")


def state_of(row: ReachOut) -> str:
    return ReachOut.objects.get(id=row.id).state


def texts_to(person: Person) -> list[str]:
    return list(Delivery.objects.filter(person=person).order_by("created_at", "id").values_list("text", flat=True))


class TestAsking:
    def test_the_first_wave_goes_out_with_the_reach_out_itself(self, make_tie: MakeTie, start: Start, now) -> None:
        for alias in ("Ann", "Ben", "Cleo"):
            make_tie(alias)
        make_tie("Near", ring=1)
        row = start("talk")
        assert asked_names(row) == [["Ann", "Near"]]
        assert row.due_at == now + timedelta(minutes=10)
        assert Delivery.objects.filter(text="reach-out.asked", urgent=True).count() == 2

    def test_waves_follow_each_other_and_end_unanswered_past_the_last(self, make_tie, start, now) -> None:
        for alias in ("Ann", "Ben", "Cleo"):
            make_tie(alias)
        row = start("talk")
        assert due.step_due(REACH_OUT, now=now + timedelta(minutes=9, seconds=59)) == 0
        assert due.step_due(REACH_OUT, now=now + timedelta(minutes=10)) == 1
        assert asked_names(row) == [["Ann", "Ben"], ["Cleo"]]
        assert due.step_due(REACH_OUT, now=now + timedelta(minutes=20)) == 1
        assert state_of(row) == "unanswered"
        assert due.step_due(REACH_OUT, now=now + timedelta(days=2)) == 0

    def test_with_nobody_to_ask_it_is_said_at_once(self, start: Start) -> None:
        assert start("urgent").state == "unanswered"

    def test_the_note_is_sealed(self, make_tie, start) -> None:
        row = start(note="the bottle is on the table")
        row.refresh_from_db()
        assert b"bottle" not in bytes(row.note_sealed)
        assert unseal(row.note_sealed, what=NOTE) == "the bottle is on the table"

    def test_a_note_too_long_is_refused_with_a_sentence(self, start: Start) -> None:
        with pytest.raises(Invalid, match="longer than 1,000"):
            start(note="x" * 1001)
        assert not ReachOut.objects.exists()

    @pytest.mark.parametrize("key", ["x" * 101, "line\nbreak"])
    def test_an_unusable_request_key_is_refused(self, start: Start, key: str) -> None:
        with pytest.raises(Invalid, match="request key"):
            start(key=key)

    def test_the_same_request_asks_once(self, make_tie, start) -> None:
        make_tie("Ann")
        first, second = start(key="same"), start(key="same")
        assert first.id == second.id
        assert Notification.objects.count() == 1

    def test_the_same_request_after_the_end_starts_nothing(self, owner, start, now) -> None:
        first = start(key="same")
        services.close(reach_out_id=first.id, actor=owner, now=now)
        assert start(key="same").id == first.id
        assert ReachOut.objects.count() == 1

    def test_while_one_is_open_the_same_level_returns_it(self, make_tie, start) -> None:
        make_tie("Ann")
        assert start("struggling").id == start("talk").id

    def test_a_higher_level_takes_the_place_of_the_open_one(self, make_tie, start) -> None:
        make_tie("Ann")
        first, second = start("talk"), start("urgent")
        assert (state_of(first), state_of(second)) == ("cancelled", "open")
        assert asked_names(second) == [["Ann"]]

    def test_a_new_one_closes_the_one_that_was_answered(self, make_tie, start, now) -> None:
        make_tie("Ann")
        first = start()
        services.answer(notification=ask_of(first, "Ann"), now=now)
        start()
        assert state_of(first) == "closed"

    def test_a_tie_that_ended_meanwhile_is_left_out_of_its_wave(self, make_tie, start, now) -> None:
        for alias in ("Ann", "Ben"):
            make_tie(alias, ring=1)
        gone = make_tie("Cleo")
        row = start()
        Tie.objects.filter(id=gone.id).update(state="ended", ended_at=now)
        due.step_due(REACH_OUT, now=now + timedelta(minutes=10))
        assert asked_names(row) == [["Ann", "Ben"], []] or state_of(row) == "unanswered"
        assert not Notification.objects.filter(tie=gone).exists()

    def test_a_breather_taken_meanwhile_is_kept(self, make_tie, start, now) -> None:
        for alias in ("Ann", "Ben"):
            make_tie(alias, ring=1)
        resting = make_tie("Cleo")
        start()
        Supporter.objects.filter(id=resting.supporter_id).update(breather_until=now + timedelta(days=1))
        due.step_due(REACH_OUT, now=now + timedelta(minutes=10))
        assert not Notification.objects.filter(tie=resting).exists()

    def test_at_urgent_a_breather_is_broken_only_for_who_agreed(self, make_tie, start, now) -> None:
        until = now + timedelta(days=1)
        for alias, wakes_at in (("Ann", "urgent"), ("Ben", None)):
            Supporter.objects.filter(id=make_tie(alias, wakes_at=wakes_at).supporter_id).update(breather_until=until)
        assert asked_names(start("urgent")) == [["Ann"]]

    def test_a_contact_with_an_address_gets_a_mail_with_their_own_link(self, owner, start, make_tie, now, settings):
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        tie = make_tie("Ann")
        Supporter.objects.filter(id=tie.supporter_id).update(person=None, contact_of=owner, email_sealed=b"sealed")
        start()
        mail = Delivery.objects.get(channel="email")
        assert (mail.person, bytes(mail.address_sealed), mail.about) == (None, b"sealed", owner)
        assert mail.path.startswith("/answer/")

    def test_a_contact_without_address_is_left_to_the_owner_and_the_next_wave_starts(self, owner, start, make_tie):
        contact = make_tie("Ann", ring=1)
        Supporter.objects.filter(id=contact.supporter_id).update(person=None, contact_of=owner)
        row = start("urgent")
        assert row.state == "unanswered"
        assert Notification.objects.get(tie=contact).handed_by_owner is True


class TestAnswering:
    def test_the_first_answer_stops_the_waves_and_tells_everybody(self, owner, make_tie, start, now) -> None:
        give_device(owner, now)
        people = {alias: make_tie(alias, ring=1).supporter.person for alias in ("Ann", "Ben")}
        later = make_tie("Cleo").supporter.person
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now + timedelta(seconds=30))
        row.refresh_from_db()
        assert (row.state, row.answered_by.person, row.due_at) == ("answered", people["Ann"], None)
        assert texts_to(owner) == ["reach-out.answered"]
        assert texts_to(people["Ben"]) == ["reach-out.asked", "reach-out.taken-care-of"]
        assert texts_to(people["Ann"]) == ["reach-out.asked"]
        assert texts_to(later) == []
        asked = Delivery.objects.filter(text="reach-out.asked")
        assert set(asked.values_list("state", flat=True)) == {"withdrawn"}

    def test_the_second_to_answer_hears_that_it_is_taken_care_of(self, make_tie, start, now) -> None:
        make_tie("Ann"), make_tie("Ben")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        with pytest.raises(Conflict, match="already with them"):
            services.answer(notification=ask_of(row, "Ben"), now=now)
        assert ReachOut.objects.get().answered_by.person.alias == "Ann Madeup"

    def test_answering_twice_is_answering_once(self, owner, make_tie, start, now) -> None:
        give_device(owner, now)
        make_tie("Ann")
        row = start()
        for _ in range(2):
            services.answer(notification=ask_of(row, "Ann"), now=now)
        assert texts_to(owner) == ["reach-out.answered"]

    def test_somebody_may_come_late(self, make_tie, start, now) -> None:
        make_tie("Ann")
        row = start("urgent")
        for minutes in (2, 4):
            due.step_due(REACH_OUT, now=now + timedelta(minutes=minutes))
        assert state_of(row) == "unanswered"
        services.answer(notification=ask_of(row, "Ann"), now=now + timedelta(hours=1))
        assert state_of(row) == "answered"

    def test_after_the_end_an_answer_hears_that_it_has_moved_on(self, owner, make_tie, start, now) -> None:
        make_tie("Ann")
        row = start()
        services.cancel(reach_out_id=row.id, actor=owner, now=now)
        with pytest.raises(Conflict, match="moved on"):
            services.answer(notification=ask_of(row, "Ann"), now=now)

    def test_declining_by_the_whole_wave_starts_the_next_at_once(self, make_tie, start, now) -> None:
        make_tie("Ann", ring=1), make_tie("Ben", ring=1), make_tie("Cleo")
        row = start()
        services.decline(notification=ask_of(row, "Ann"), now=now)
        assert asked_names(row) == [["Ann", "Ben"]]
        services.decline(notification=ask_of(row, "Ben"), now=now + timedelta(seconds=5))
        assert asked_names(row) == [["Ann", "Ben"], ["Cleo"]]

    def test_who_is_with_somebody_cannot_decline(self, make_tie, start, now) -> None:
        make_tie("Ann")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        with pytest.raises(Conflict, match="You are with them"):
            services.decline(notification=ask_of(row, "Ann"), now=now)

    def test_who_has_to_go_hands_back_and_the_others_are_asked_again(self, owner, make_tie, start, now) -> None:
        make_tie("Ann", ring=1), make_tie("Ben", ring=1)
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        later = now + timedelta(minutes=20)
        services.hand_back(notification=ask_of(row, "Ann"), now=later)
        row.refresh_from_db()
        assert (row.state, row.answered_by, row.due_at) == ("open", None, later + timedelta(minutes=10))
        assert asked_names(row) == [["Ann", "Ben"], ["Ben"]]
        assert Entry.objects.filter(action="reach-out.handed-back", about=owner.id).count() == 1

    def test_only_who_is_with_them_can_hand_back(self, make_tie, start, now) -> None:
        make_tie("Ann"), make_tie("Ben")
        row = start()
        with pytest.raises(Conflict, match="moved on"):
            services.hand_back(notification=ask_of(row, "Ann"), now=now)
        services.answer(notification=ask_of(row, "Ann"), now=now)
        with pytest.raises(Conflict, match="moved on"):
            services.hand_back(notification=ask_of(row, "Ben"), now=now)
        assert state_of(row) == "answered"

    def test_declining_after_it_was_answered_changes_nothing_else(self, make_tie, start, now) -> None:
        make_tie("Ann"), make_tie("Ben")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        services.decline(notification=ask_of(row, "Ben"), now=now)
        assert state_of(row) == "answered"

    def test_declining_after_the_end_does_not_rewrite_what_was_said(self, owner, make_tie, start, now) -> None:
        make_tie("Ann"), make_tie("Ben")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        services.close(reach_out_id=row.id, actor=owner, now=now)
        with pytest.raises(Conflict, match="moved on"):
            services.decline(notification=ask_of(row, "Ann"), now=now)
        assert ask_of(row, "Ann").response == "answered"

    def test_seeing_is_noted_the_first_time(self, make_tie, start, now) -> None:
        make_tie("Ann")
        row = start()
        for minutes in (1, 2):
            services.see(notification=ask_of(row, "Ann"), now=now + timedelta(minutes=minutes))
        assert ask_of(row, "Ann").seen_at == now + timedelta(minutes=1)


class TestAfterwards:
    def test_not_helped_yet_asks_the_silent_ones_again_but_not_who_came(self, owner, make_tie, start, now) -> None:
        make_tie("Ann", ring=1), make_tie("Ben", ring=1), make_tie("Cleo")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        at = now + timedelta(minutes=3)
        services.resume(reach_out_id=row.id, actor=owner, now=at)
        assert asked_names(row) == [["Ann", "Ben"], ["Ben"]]
        assert state_of(row) == "open"
        due.step_due(REACH_OUT, now=at + timedelta(minutes=10))
        assert asked_names(row) == [["Ann", "Ben"], ["Ben"], ["Cleo"]]

    def test_resuming_with_nobody_silent_goes_on_with_the_plan(self, owner, make_tie, start, now) -> None:
        make_tie("Ann", ring=1, gives=["emotional"])
        make_tie("Ben", ring=1), make_tie("Cleo")
        row = start()
        services.decline(notification=ask_of(row, "Ben"), now=now)
        services.answer(notification=ask_of(row, "Ann"), now=now)
        services.resume(reach_out_id=row.id, actor=owner, now=now)
        assert asked_names(row) == [["Ann", "Ben"], ["Cleo"]]

    def test_resuming_twice_is_resuming_once(self, owner, make_tie, start, now) -> None:
        make_tie("Ann"), make_tie("Ben")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        for _ in range(2):
            services.resume(reach_out_id=row.id, actor=owner, now=now)
        assert asked_names(row) == [["Ann", "Ben"], ["Ben"]]

    def test_what_was_cancelled_stays_cancelled(self, owner, start, make_tie, now) -> None:
        make_tie("Ann")
        row = start()
        services.cancel(reach_out_id=row.id, actor=owner, now=now)
        services.cancel(reach_out_id=row.id, actor=owner, now=now)
        for move in (services.close, services.resume):
            with pytest.raises(Conflict, match="moved on"):
                move(reach_out_id=row.id, actor=owner, now=now)

    def test_closing_twice_is_closing_once(self, owner, start, now) -> None:
        row = start()
        for _ in range(2):
            services.close(reach_out_id=row.id, actor=owner, now=now)
        assert Entry.objects.filter(action="reach-out.closed").count() == 1

    def test_the_next_morning_at_ten_of_their_own_zone_it_asks_how_they_are(self, owner, start, now) -> None:
        Person.objects.filter(id=owner.id).update(time_zone="America/New_York")
        give_device(owner, now)
        # 7 March 2026, 22:00 in New York; the clock goes forward that night.
        start(now=datetime(2026, 3, 8, 3, 0, tzinfo=UTC))
        ten_in_the_morning = datetime(2026, 3, 8, 14, 0, tzinfo=UTC)
        assert FollowUp.objects.get().due_at == ten_in_the_morning
        assert due.step_due(FOLLOW_UP, now=ten_in_the_morning) == 1
        assert texts_to(owner) == ["reach-out.unanswered", "reach-out.follow-up"]
        assert due.step_due(FOLLOW_UP, now=ten_in_the_morning + timedelta(days=1)) == 0

    def test_whoever_reached_out_several_times_is_asked_once_a_day(self, owner, start, now) -> None:
        give_device(owner, now)
        for minutes in (0, 5, 10):
            start(now=now + timedelta(minutes=minutes))
        tomorrow = start(now=now + timedelta(hours=13, minutes=30))  # 09:30, before the question of the day
        assert due.step_due(FOLLOW_UP, now=now + timedelta(days=2)) == 2
        assert texts_to(owner).count("reach-out.follow-up") == 2
        assert FollowUp.objects.filter(reach_out=tomorrow).exists()

    def test_the_question_of_the_next_day_waits_for_the_end_of_quiet_hours(self, owner, start, now) -> None:
        """Who works at night sleeps at ten."""
        give_device(owner, now)
        Preferences.objects.create(created_at=now, person=owner, quiet_from=time(8), quiet_until=time(16))
        start()
        ten_in_the_morning = FollowUp.objects.get().due_at
        due.step_due(FOLLOW_UP, now=ten_in_the_morning)
        asked = Delivery.objects.get(text="reach-out.follow-up")
        assert (asked.due_at, asked.wakes) == (ten_in_the_morning + timedelta(hours=6), False)

    def test_who_leaves_while_with_somebody_does_not_leave_them_waiting(self, make_tie, start, now) -> None:
        leaving = make_tie("Ann").supporter.person
        make_tie("Ben")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        privacy.erase(leaving.id, now)
        assert state_of(row) == "open"
        assert asked_names(row) == [["Ben"], ["Ben"]]


class TestTalking:
    def test_the_two_can_talk_and_it_is_sealed_with_the_key_of_who_wrote(self, owner, make_tie, start, now) -> None:
        tie = make_tie("Ann")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        asked, said = ask_of(row, "Ann"), services.say
        said(reach_out_id=row.id, line=Line("are you there?", "1"), now=now)
        said(reach_out_id=row.id, line=Line("I am here", "1", asked), now=now)
        blobs = [bytes(blob) for blob in Message.objects.order_by("id").values_list("text_sealed", flat=True)]
        assert [unseal(blob, what=MESSAGE) for blob in blobs] == ["are you there?", "I am here"]
        assert [blob[:16] for blob in blobs] == [owner.data_key_id.bytes, tie.supporter.person.data_key_id.bytes]

    def test_the_same_line_twice_is_one_line(self, make_tie, start, now) -> None:
        make_tie("Ann")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        for _ in range(2):
            services.say(reach_out_id=row.id, line=Line("hello", "same"), now=now)
        assert Message.objects.count() == 1

    def test_devices_are_told_at_most_once_a_minute(self, make_tie, start, now) -> None:
        person = make_tie("Ann").supporter.person
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        for second in (0, 10, 70):
            line = Line("hello", str(second))
            services.say(reach_out_id=row.id, line=line, now=now + timedelta(seconds=second))
        assert texts_to(person) == ["reach-out.asked", "conversation.said", "conversation.said"]

    def test_a_contact_without_address_who_came_by_link_is_spoken_to(self, owner, make_tie, start, now, settings):
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        contact, _later = make_tie("Ann", ring=1), make_tie("Ben")
        Supporter.objects.filter(id=contact.supporter_id).update(person=None, contact_of=owner)
        row = start("talk")
        services.answer(notification=Notification.objects.get(tie=contact), now=now)
        services.say(reach_out_id=row.id, line=Line("thank you for coming", "1"), now=now)
        assert Message.objects.count() == 1
        assert not Delivery.objects.filter(person=None).exists()

    def test_a_contact_who_took_their_address_back_keeps_nobody_from_answering(
        self, owner, make_tie, start, now, settings
    ):
        settings.EMAIL_URL = "smtp://127.0.0.1:1"
        contact, _other = make_tie("Ann", ring=1), make_tie("Ben", ring=1)
        supporter = Supporter.objects.filter(id=contact.supporter_id)
        supporter.update(person=None, contact_of=owner, email_sealed=b"sealed")
        row = start("talk")
        supporter.update(email_sealed=None)
        services.answer(notification=ask_of(row, "Ben"), now=now)
        assert state_of(row) == "answered"

    @pytest.mark.parametrize(("text", "sentence"), [("  \n", "nothing written"), ("x" * 4001, "in two parts")])
    def test_unusable_lines_get_a_sentence(self, make_tie, start, now, text, sentence) -> None:
        make_tie("Ann")
        row = start()
        services.answer(notification=ask_of(row, "Ann"), now=now)
        with pytest.raises(Invalid, match=sentence):
            services.say(reach_out_id=row.id, line=Line(text, "1"), now=now)

    def test_nobody_but_the_two_can_talk(self, owner, make_tie, start, now) -> None:
        make_tie("Ann"), make_tie("Ben")
        row = start()
        with pytest.raises(Conflict):
            services.say(reach_out_id=row.id, line=Line("anyone?", "1"), now=now)
        services.answer(notification=ask_of(row, "Ann"), now=now)
        with pytest.raises(Conflict):
            services.say(reach_out_id=row.id, line=Line("hello", "1", ask_of(row, "Ben")), now=now)
        services.close(reach_out_id=row.id, actor=owner, now=now)
        with pytest.raises(Conflict):
            services.say(reach_out_id=row.id, line=Line("still there?", "2"), now=now)


def test_listeners_on_call_are_asked_after_the_circle(make_person: MakePerson, make_tie, start, now) -> None:
    make_tie("Ann")
    # Wednesday 20:00 UTC is hour 68 of the week; 21:00 in Berlin is hour 69.
    for alias, zone, first_hour in (("Lis", "UTC", 67), ("Berta", "Europe/Berlin", 69), ("Off", "UTC", 80)):
        person = make_person(f"{alias} Madeup", time_zone=zone)
        person.role_grants.create(role="listener", created_at=now)
        person.shifts.create(start=first_hour, hours=2, created_at=now)
        Supporter.objects.create(person=person, created_at=now)
    row = start("urgent")
    due.step_due(REACH_OUT, now=now + timedelta(minutes=2))
    assert asked_names(row) == [["Ann"], ["Berta", "Lis"]]
    assert ask_of(row, "Lis").tie is None
