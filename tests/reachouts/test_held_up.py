"""A reach-out that raised an error and was set aside: its owner is told, and what people do gets it going again."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from alongside.audit.models import Entry
from alongside.kernel import due
from alongside.reachouts import services
from alongside.reachouts.models import ReachOut
from tests.reachouts.conftest import MakeTie, Start, ask_of, asked_names

pytestmark = pytest.mark.django_db

REACH_OUT = next(kind for kind in due.kinds() if kind.name == "reach-out")


@pytest.fixture
def held_up(make_tie: MakeTie, start: Start, now: datetime) -> ReachOut:
    """One with two waves, of which the first has started; it was set aside since."""
    for alias in ("Ann", "Ben", "Cleo"):
        make_tie(alias)
    row = start("talk")
    ReachOut.objects.update(set_aside_at=now, set_aside_why="builtins.ZeroDivisionError")
    row.refresh_from_db()
    return row


def page_of(row: ReachOut) -> str:
    browser = Client()
    browser.force_login(row.owner)
    return " ".join(browser.get(f"/reach-out/{row.id}/").content.decode().split())


def test_its_page_does_not_say_that_we_go_on_asking(held_up: ReachOut) -> None:
    page = page_of(held_up)
    assert "Something on our side went wrong" in page
    assert "We go on asking" not in page
    assert "Ask once more" in page


def test_asking_once_more_begins_anew(held_up: ReachOut, start: Start, now: datetime) -> None:
    again = start("talk", now=now + timedelta(minutes=1))
    assert again.id != held_up.id
    assert asked_names(again) == [["Ann", "Cleo"]]  # Cleo was not asked before
    assert ReachOut.objects.get(id=held_up.id).state == "cancelled"
    assert Entry.objects.filter(action="reach-out.replaced", subject=held_up.id, actor=held_up.owner_id).count() == 1
    assert due.count_set_aside() == {}


def test_when_the_whole_wave_has_declined_the_engine_takes_it_up_again(held_up: ReachOut, now: datetime) -> None:
    for alias in ("Ann", "Ben"):
        services.decline(notification=ask_of(held_up, alias), now=now)
    assert asked_names(held_up) == [["Ann", "Ben"], ["Cleo"]]
    assert due.step_due(REACH_OUT, now=now + timedelta(minutes=10)) == 1
    assert ReachOut.objects.get().state == "unanswered"


def test_resumed_after_an_answer_it_goes_through_all_its_waves(held_up: ReachOut, now: datetime) -> None:
    services.answer(notification=ask_of(held_up, "Ann"), now=now)
    services.resume(reach_out_id=held_up.id, actor=held_up.owner, now=now)
    for wait in (10, 20):
        assert due.step_due(REACH_OUT, now=now + timedelta(minutes=wait)) == 1
    assert ReachOut.objects.get().state == "unanswered"


def test_one_that_has_ended_meanwhile_cannot_be_tried_again(held_up: ReachOut, now: datetime) -> None:
    services.cancel(reach_out_id=held_up.id, actor=held_up.owner, now=now)
    assert due.count_set_aside() == {}
    assert due.take_up_again(REACH_OUT, row_id=held_up.id, now=now) is False
    assert ReachOut.objects.get().due_at is None
