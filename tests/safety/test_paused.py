"""Somebody whose writing is paused writes nowhere it holds: not in a chat room, not at an event, not in a meeting."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from alongside.groups import services as groups
from alongside.groups.calling.details import CallDetails
from alongside.groups.calling.page import calls_of
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.models import Call, CallWish, ChatLine, EventQuestion
from alongside.groups.policies import access_standing
from alongside.kernel.errors import NotAllowed
from alongside.meetings import services as meetings
from alongside.meetings.models import Line
from tests.groups.stage_of import planning
from tests.safety.conftest import Bring, Decide, Place
from tests.support import rooms
from tests.support.engine import step_of_the_engine

pytestmark = pytest.mark.django_db
PAUSED = "paused until 7 March 2026"


def test_a_pause_in_a_group_holds_in_its_chat_rooms(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    details = RoomDetails("Open room", "For whatever is on your mind.")
    room = groups.open_room(actor=place.host, slug=place.group.slug, details=details, now=now)
    where = {"slug": place.group.slug, "room_id": room.id}
    decide(place.keeper, bring(), "pause", "group", 3)
    with pytest.raises(NotAllowed, match=PAUSED):
        groups.write_line(actor=place.writer, **where, written=Written("I am here.", uuid4()), now=now)
    groups.write_line(actor=place.reader, **where, written=Written("So am I.", uuid4()), now=now)
    assert [line.membership for line in ChatLine.objects.all()] == [place.membership(place.reader)]


def test_a_pause_in_a_group_holds_at_its_events(place: Place, bring: Bring, decide: Decide, now: datetime) -> None:
    event = groups.plan_event(actor=place.host, slug=place.group.slug, planning=planning(), now=now)
    where = {"slug": place.group.slug, "event_id": event.id, "is_anonymous": True}
    decide(place.keeper, bring(), "pause", "group", 3)
    with pytest.raises(NotAllowed, match=PAUSED):
        groups.ask_question(actor=place.writer, **where, words="How long?", now=now)
    groups.ask_question(actor=place.reader, **where, words="How long?", now=now)
    assert [question.asker for question in EventQuestion.objects.all()] == [place.membership(place.reader)]


def test_a_pause_everywhere_holds_in_the_rooms_of_meetings(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    hosting = rooms.hosted(place.host, now)
    for person in (place.host, place.writer, place.reader):
        rooms.enters(person, hosting, now)
    rooms.does(place.host, hosting, "chat", now, chat="open")
    decide(place.moderator, bring(not_there=True), "pause", "instance", 3)
    with pytest.raises(NotAllowed, match=PAUSED):
        meetings.write_line(actor=place.writer, slug=hosting.meeting.slug, words="Hello", now=now)
    meetings.write_line(actor=place.reader, slug=hosting.meeting.slug, words="Hello", now=now)
    assert [line.presence.person for line in Line.objects.all()] == [place.reader]


def test_nobody_is_called_while_their_writing_is_paused(
    place: Place, bring: Bring, decide: Decide, now: datetime
) -> None:
    slug, host = place.group.slug, access_standing(place.host, place.group.slug)
    details = CallDetails("message", frozenset(range(7)), "any", "UTC")
    row = groups.choose_calls(actor=place.writer, slug=slug, details=details, now=now)
    quiet_at = now + timedelta(days=15)
    step_of_the_engine(groups.move_wishes, row, quiet_at)
    assert len(calls_of(host, now=quiet_at)) == 1
    decide(place.keeper, bring(), "pause", "group", 30)
    assert calls_of(host, now=quiet_at) == []
    Call.objects.all().delete()
    CallWish.objects.update(due_at=quiet_at)
    step_of_the_engine(groups.move_wishes, row, quiet_at)
    assert not Call.objects.exists()
    row.refresh_from_db()
    assert row.due_at == quiet_at + timedelta(days=1)
