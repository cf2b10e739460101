"""When a supporter is gone - removed, left, joined under an account, erased - nobody waits for them."""

from datetime import timedelta

import pytest

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.circles import services as circles
from alongside.circles.models import Supporter, Tie
from alongside.kernel.errors import NotFound
from alongside.notifications.models import Delivery
from alongside.reachouts import services
from alongside.reachouts.leaving import merge_supporters
from alongside.reachouts.models import Message, Notification, ReachOut
from alongside.reachouts.services import Line
from tests.conftest import MakePerson
from tests.reachouts.conftest import MakeTie, Start, ask_of, asked_names

pytestmark = pytest.mark.django_db


def leave(tie: Tie, now) -> None:
    circles.leave_tie(actor=tie.supporter.person, tie_id=tie.id, now=now)


def waiting_for(person: Person) -> list[str]:
    return list(Delivery.objects.filter(person=person, state="waiting").values_list("text", flat=True))


def test_who_leaves_while_with_somebody_has_the_others_asked_again(make_tie: MakeTie, start: Start, now) -> None:
    tie = make_tie("Ann", ring=1)
    make_tie("Ben", ring=1)
    row = start()
    services.answer(notification=ask_of(row, "Ann"), now=now)
    leave(tie, now + timedelta(seconds=1))
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("open", None)
    assert asked_names(row) == [["Ann", "Ben"], ["Ben"]]
    assert Entry.objects.get(action="reach-out.resumed").actor is None


def test_who_is_removed_while_with_somebody_has_the_others_asked_again(owner, make_tie, start, now) -> None:
    tie = make_tie("Ann", ring=1)
    make_tie("Ben", ring=1)
    row = start()
    services.answer(notification=ask_of(row, "Ann"), now=now)
    circles.remove_tie(actor=owner, tie_id=tie.id, now=now)
    row.refresh_from_db()
    assert row.state == "open"


def test_what_still_asks_who_has_left_is_taken_back(make_tie: MakeTie, start: Start, now) -> None:
    tie = make_tie("Ann", ring=1)
    make_tie("Ben", ring=1)
    start()
    assert waiting_for(tie.supporter.person) == ["reach-out.asked"]
    leave(tie, now)
    assert waiting_for(tie.supporter.person) == []


def test_when_the_last_silent_one_leaves_the_next_wave_starts_at_once(make_tie: MakeTie, start: Start, now) -> None:
    ties = {alias: make_tie(alias, ring=1) for alias in ("Ann", "Ben")}
    make_tie("Cleo")
    row = start()
    services.decline(notification=ask_of(row, "Ann"), now=now)
    leave(ties["Ben"], now)
    assert asked_names(row) == [["Ann", "Ben"], ["Cleo"]]


def test_who_left_hears_no_more_and_cannot_answer_from_an_old_page(make_tie: MakeTie, start: Start, now) -> None:
    tie = make_tie("Ann", ring=1)
    make_tie("Ben", ring=1)
    row = start()
    old_page = ask_of(row, "Ann")
    leave(tie, now)
    for move in (services.answer, services.decline):
        with pytest.raises(NotFound):
            move(notification=old_page, now=now)
    with pytest.raises(NotFound):
        services.say(reach_out_id=row.id, line=Line("hello", "1", old_page), now=now)
    services.answer(notification=ask_of(row, "Ben"), now=now)
    assert "reach-out.taken-care-of" not in waiting_for(tie.supporter.person)


def test_leaving_changes_nothing_where_one_was_not_asked(make_tie: MakeTie, start: Start, now) -> None:
    make_tie("Ann", ring=1), make_tie("Ben", ring=1)
    later = make_tie("Cleo")
    row = start()
    leave(later, now)
    assert asked_names(row) == [["Ann", "Ben"]]
    assert row.waves.filter(started_at=None).count() == 2


def test_erasing_the_last_silent_one_starts_the_next_wave(make_tie: MakeTie, start: Start, now) -> None:
    people = {alias: make_tie(alias, ring=1).supporter.person for alias in ("Ann", "Ben")}
    make_tie("Cleo")
    row = start()
    services.decline(notification=ask_of(row, "Ann"), now=now)
    erase_person(actor=people["Ben"], now=now)
    assert asked_names(row) == [["Ann"], ["Cleo"]]


def test_somebody_asked_by_two_waves_hears_once_that_it_is_taken_care_of(owner, make_tie, start, now) -> None:
    make_tie("Ann", ring=1)
    ben = make_tie("Ben", ring=1).supporter.person
    make_tie("Cleo", ring=1)
    row = start("struggling")
    services.answer(notification=ask_of(row, "Ann"), now=now)
    services.resume(reach_out_id=row.id, actor=owner, now=now + timedelta(minutes=1))
    services.answer(notification=ask_of(row, "Cleo"), now=now + timedelta(minutes=2))
    told = Delivery.objects.filter(person=ben, text="reach-out.taken-care-of", created_at=now + timedelta(minutes=2))
    assert told.count() == 1


def test_declining_takes_back_what_both_waves_ask(owner, make_tie, start, now) -> None:
    make_tie("Ann", ring=1)
    ben = make_tie("Ben", ring=1).supporter.person
    row = start()
    first = ask_of(row, "Ben")
    services.answer(notification=ask_of(row, "Ann"), now=now)
    services.resume(reach_out_id=row.id, actor=owner, now=now + timedelta(minutes=1))
    services.decline(notification=first, now=now + timedelta(minutes=2))
    assert "reach-out.asked" not in waiting_for(ben)


def test_the_wave_that_started_last_counts_also_when_the_clock_was_set_back(make_tie, start, now) -> None:
    for alias in ("Ann", "Ben"):
        make_tie(alias, ring=1)
    for alias in ("Cleo", "Dan"):
        make_tie(alias)
    row = start()
    earlier = now - timedelta(minutes=5)
    for alias in ("Ann", "Ben"):
        services.decline(notification=ask_of(row, alias), now=earlier)
    assert asked_names(row) == [["Ann", "Ben"], ["Cleo", "Dan"]]
    services.decline(notification=ask_of(row, "Cleo"), now=earlier)
    assert asked_names(row) == [["Ann", "Ben"], ["Cleo", "Dan"]]
    services.decline(notification=ask_of(row, "Dan"), now=earlier)
    assert ReachOut.objects.get().state == "unanswered"


def test_what_a_contact_did_follows_them_to_their_account(owner, make_person: MakePerson, make_tie, start, now) -> None:
    contact = make_tie("Ann").supporter
    Supporter.objects.filter(id=contact.id).update(person=None, contact_of=owner, email_sealed=b"sealed")
    row = start("urgent")
    asked = Notification.objects.get(reach_out=row, supporter=contact)
    Message.objects.create(created_at=now, reach_out=row, supporter=contact, text_sealed=b"sealed", request_key="1")
    ReachOut.objects.filter(id=row.id).update(state="answered", answered_by=contact, answered_at=now, due_at=None)
    own = Supporter.objects.create(person=make_person("Ann Withaccount"), created_at=now)
    merge_supporters(old_id=contact.id, new_id=own.id)
    asked.refresh_from_db()
    assert asked.supporter_id == own.id
    assert ReachOut.objects.get().answered_by_id == own.id
    assert Message.objects.get().supporter_id == own.id
