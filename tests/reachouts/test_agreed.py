"""What was agreed is kept by the waves, from the moment it is said, also by those already planned."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.circles import services as circles
from alongside.circles.covering import helpers_for
from alongside.circles.enums import Side
from alongside.circles.offers import Level
from alongside.circles.terms import current_terms, offered_terms
from alongside.reachouts import records, services
from alongside.reachouts.models import Notification
from alongside.reachouts.queries import asked_of_you
from tests.reachouts.conftest import MakeTie, Start, ask_of, asked_names

pytestmark = pytest.mark.django_db


def agree(tie: Any, now: datetime, **bounds: Any) -> None:
    """Have the supporter say what they offer and what not."""
    terms = replace(offered_terms(tie), **bounds)
    person = tie.supporter.person
    circles.write_terms(actor=person, tie_id=tie.id, side=Side.SUPPORTER, terms=terms, now=now)
    tie.refresh_from_db()


@pytest.fixture
def make_tie(make_tie: MakeTie) -> MakeTie:
    """The same as ever, with something they give."""
    return lambda alias, **fields: make_tie(alias, **{"gives": ["emotional"], **fields})


def test_who_is_there_for_heavier_hours_only_is_asked_then(make_tie: MakeTie, start: Start, now: datetime) -> None:
    agree(make_tie("Ann"), now, from_level=Level.STRUGGLING)
    make_tie("Ben")
    talk = start()
    assert asked_names(talk) == [["Ben"]]
    services.cancel(reach_out_id=talk.id, actor=talk.owner, now=now)
    assert asked_names(start("struggling")) == [["Ann", "Ben"]]


def test_from_the_day_on_nobody_is_asked(make_tie: MakeTie, start: Start, now: datetime) -> None:
    agree(make_tie("Ann"), now, until=now.date() + timedelta(days=1))
    make_tie("Ben")
    row = start()
    assert asked_names(row) == [["Ann", "Ben"]]
    services.cancel(reach_out_id=row.id, actor=row.owner, now=now)
    assert asked_names(start("urgent", now=now + timedelta(days=1))) == [["Ben"]]


def test_as_often_as_agreed_and_no_more_but_when_it_is_urgent_after_the_others(
    make_tie: MakeTie, start: Start, now: datetime
) -> None:
    agree(make_tie("Ann"), now, most_a_week=2)
    make_tie("Ben")
    for hours in range(2):
        row = start(now=now + timedelta(hours=hours))
        assert asked_names(row) == [["Ann", "Ben"]]
        services.cancel(reach_out_id=row.id, actor=row.owner, now=now + timedelta(hours=hours))
    third = start(now=now + timedelta(hours=3))
    assert asked_names(third) == [["Ben"]]
    services.cancel(reach_out_id=third.id, actor=third.owner, now=now + timedelta(hours=3))
    urgent = start("urgent", now=now + timedelta(hours=4))
    assert asked_names(urgent) == [["Ben"]]
    services.move_due([urgent], now + timedelta(hours=4, minutes=2))
    assert asked_names(urgent) == [["Ben"], ["Ann"]]
    services.cancel(reach_out_id=urgent.id, actor=urgent.owner, now=now + timedelta(hours=5))
    assert asked_names(start(now=now + timedelta(days=8))) == [["Ann", "Ben"]]


def test_how_often_others_asked_does_not_count(make_tie: MakeTie, start: Start, now: datetime, owner: Any) -> None:
    tie = make_tie("Ann")
    agree(tie, now, most_a_week=1)
    row = start()
    asked = records.asked_lately([tie.supporter_id], owner_id=owner.id, now=now)
    assert asked == {tie.supporter_id: 1}
    assert records.asked_lately([tie.supporter_id], owner_id=tie.id, now=now) == {}
    assert records.asked_lately([tie.supporter_id], owner_id=owner.id, now=now + timedelta(days=8)) == {}
    found = records.records_of([tie.supporter_id], owner_id=owner.id, now=now)
    assert found[tie.supporter_id].asked_lately == 1
    assert records.records_of([tie.supporter_id], owner_id=owner.id, now=now, but=row.id) == {}


@pytest.mark.parametrize(
    "bounds",
    [{"from_level": Level.URGENT}, {"until": "tomorrow"}, {"most_a_week": 1}],
    ids=lambda bounds: next(iter(bounds)),
)
def test_what_is_said_while_a_plan_waits_is_kept_by_its_next_wave(
    make_tie: MakeTie, start: Start, now: datetime, bounds: dict[str, Any]
) -> None:
    late = make_tie("Cleo", ring=3)
    if "most_a_week" in bounds:
        earlier = start()  # alone in the circle, Cleo is asked
        services.cancel(reach_out_id=earlier.id, actor=earlier.owner, now=now)
    make_tie("Ann", ring=1)
    make_tie("Ben", ring=1)
    row = start()
    assert asked_names(row) == [["Ann", "Ben"]]
    tomorrow = {"until": now.date() + timedelta(days=1)} if "until" in bounds else bounds
    agree(late, now, **tomorrow)
    at = now + (timedelta(days=1) if "until" in bounds else timedelta(minutes=10))
    services.move_due([row], at)
    assert "Cleo" not in {name for wave in asked_names(row) for name in wave}
    row.refresh_from_db()
    assert row.state == "unanswered"


def test_who_is_asked_once_more_in_the_same_reach_out_is_not_asked_too_often(
    make_tie: MakeTie, start: Start, now: datetime
) -> None:
    agree(make_tie("Ann"), now, most_a_week=1)
    row = start()
    services.answer(notification=ask_of(row, "Ann"), now=now)
    services.resume(reach_out_id=row.id, actor=row.owner, now=now)
    assert Notification.objects.filter(reach_out=row).count() >= 1
    assert set(asked_names(row)[0]) == {"Ann"}


def test_coverage_counts_who_may_still_be_asked(make_tie: MakeTie, start: Start, now: datetime, owner: Any) -> None:
    agree(make_tie("Ann"), now, most_a_week=1)
    assert len(helpers_for(owner, now=now)) == 1
    row = start()
    services.cancel(reach_out_id=row.id, actor=row.owner, now=now)
    assert helpers_for(owner, now=now) == ()
    assert len(helpers_for(owner, now=now + timedelta(days=8))) == 1


def test_the_page_of_who_is_asked_says_how_and_how_soon_they_agreed(
    make_tie: MakeTie, start: Start, now: datetime
) -> None:
    tie = make_tie("Ann")
    agree(tie, now, channels=frozenset({"call", "here"}), within=60)
    row = start()
    assert asked_of_you(ask_of(row, "Ann")).agreed == ()
    hope = replace(offered_terms(tie), channels=frozenset({"call"}))
    circles.write_terms(actor=tie.owner, tie_id=tie.id, side=Side.OWNER, terms=hope, now=now)
    for actor, side in ((tie.owner, Side.OWNER), (tie.supporter.person, Side.SUPPORTER)):
        seen = current_terms(tie).stamp
        circles.confirm_terms(actor=actor, tie_id=tie.id, side=side, seen=seen, now=now)
    assert asked_of_you(ask_of(row, "Ann")).agreed == ("A call · Here, in Alongside", "Within an hour")
    services.answer(notification=ask_of(row, "Ann"), now=now)
    assert asked_of_you(ask_of(row, "Ann")).agreed == ("A call · Here, in Alongside", "Within an hour")
    browser = Client()
    browser.force_login(tie.supporter.person)
    page = browser.get(f"/asked/{ask_of(row, 'Ann').id}/").content.decode()
    assert "You two agreed: A call · Here, in Alongside · Within an hour" in page
