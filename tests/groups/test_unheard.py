"""Of whom a member does not hear in a group, they alone see no lines, posts folded, and not that they are there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.chat.live import since, snapshot
from alongside.groups.chat.reporting import look_at_line
from alongside.groups.details import Entering
from alongside.groups.enums import GroupRole
from alongside.groups.models import ChatLine, ChatRoom, Event, EventGuest, Group, Membership, Thread
from alongside.groups.own_groups import own_groups
from alongside.groups.policies import access_standing
from alongside.groups.services.chat_here import who_sees_chat
from alongside.groups.threads.details import Opening, Said
from alongside.groups.threads.lists import threads_of
from alongside.groups.threads.page import thread_view
from alongside.groups.threads.searching import found_posts
from alongside.groups.unheard import unheard_of
from alongside.kernel.clock import current_time
from alongside.messaging import services as messaging
from alongside.messaging.models import Seat
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Three, standing
from tests.groups.stage_of import Plan, company, plan
from tests.groups.test_looking_after import as_role

__all__ = ["company", "plan"]
pytestmark = pytest.mark.django_db
LOUD, CALM = "Buy canary pills.", "I am here."


@dataclass(frozen=True)
class Room:
    """A room in which Birch wrote and is seen, Amber, who does not hear from Birch, and their host."""

    chat: ChatRoom
    group: Group
    host: Person
    amber: Person
    birch: Person
    now: datetime

    @property
    def where(self) -> dict[str, object]:
        """The room, now."""
        return {"slug": self.group.slug, "room_id": self.chat.id, "now": self.now}


def stop_hearing(actor: Person, whom: Person, group: Group, now: datetime) -> None:
    """Have somebody write to another of the group, and then hear nothing from them any more."""
    Membership.objects.filter(group=group).update(lets_write=True, joined_at=now - timedelta(days=30))
    line, source = messaging.Line("Please stop.", uuid4().hex), standing(whom, group).id
    message = messaging.write_first(actor=actor, origin="group", source=source, line=line, now=now)
    messaging.block(actor=actor, conversation_id=message.conversation_id, now=now)


@pytest.fixture
def room(company: Group, three: Three, now: datetime) -> Room:
    """The room; who is in it lets others see it."""
    host, amber, birch = three
    details = RoomDetails("Open room", "For evenings.")
    chat = services.open_room(actor=host, slug=company.slug, details=details, now=now)
    now = current_time()  # pages read the clock, and rooms forget
    made = Room(chat, company, host, amber, birch, now)
    for person, words in ((birch, LOUD), (host, CALM)):
        services.choose_here(actor=person, slug=company.slug, shows=True, now=now)
        services.write_line(actor=person, **made.where, written=Written(words, uuid4()))
    who_sees_chat({birch.id, host.id}, chat.id, now)
    stop_hearing(amber, birch, company, now)
    return made


def page_of(browser: Client, room: Room) -> str:
    """Return the page of the room."""
    return browser.get(to("group-chat", room.group.slug, room.chat.id)).content.decode()


def test_their_lines_and_their_being_there_are_absent_for_who_stopped_alone(room: Room, sign_in: SignIn) -> None:
    seats = {person: str(standing(person, room.group).id) for person in (room.host, room.birch)}
    own, theirs = (page_of(sign_in(person), room) for person in (room.amber, room.birch))
    assert LOUD not in own
    assert "Birch Test" not in own
    assert CALM in own
    assert re.findall(r'data-here="([^"]+)"', own) == [seats[room.host]]
    assert re.search(r'data-unheard="([^"]*)"', own).group(1).split() == [seats[room.birch]]
    assert LOUD in theirs
    assert 'data-unheard=""' in theirs, "nothing tells them"
    assert set(re.findall(r'data-here="([^"]+)"', theirs)) == set(seats.values())


def test_the_place_of_a_line_stays_and_earlier_pages_leave_it_out_too(room: Room, sign_in: SignIn) -> None:
    browser = sign_in(room.amber)
    assert re.findall(r'data-line="(\d+)"', page_of(browser, room)) == ["1", "2"]
    earlier = browser.get(to("group-chat", room.group.slug, room.chat.id), {"before": 3}).content.decode()
    assert LOUD not in earlier
    assert CALM in earlier


def test_what_all_get_live_is_the_same_as_before(room: Room) -> None:
    shown = snapshot(room.chat.id, room.now)
    assert shown is not None
    assert "Birch Test" in shown.parts["here"]
    assert LOUD in "".join(since(room.chat.id, 0, room.now).lines.values())


def test_who_looks_after_the_group_sees_everything(room: Room, sign_in: SignIn) -> None:
    as_role(room.amber, room.group, GroupRole.MODERATOR)
    assert LOUD in page_of(sign_in(room.amber), room)


def test_what_was_stopped_in_another_group_tells_nothing_here(
    room: Room, begin: Begin, three: Three, now: datetime
) -> None:
    host, amber, birch = three
    other = begin(name="Another lantern Test")
    for person, alias in ((amber, "Willow Test"), (birch, "Maple Test")):
        entering = Entering(alias, other.agreements_since)
        services.join_group(actor=person, slug=other.slug, entering=entering, now=now)
    assert unheard_of(standing(amber, other)) == frozenset()
    assert unheard_of(standing(amber, room.group)) == {standing(birch, room.group).id}
    assert unheard_of(standing(host, room.group)) == unheard_of(standing(birch, room.group)) == frozenset()


def test_whoever_hears_from_them_again_sees_them_again(room: Room, sign_in: SignIn) -> None:
    talk = Seat.objects.get(person=room.amber).conversation_id
    messaging.unblock(actor=room.amber, conversation_id=talk, now=room.now)
    assert LOUD in page_of(sign_in(room.amber), room)


def test_what_they_say_at_an_event_is_absent_too_and_a_question_is_nobodys(
    company: Group, three: Three, plan: Plan, now: datetime, sign_in: SignIn
) -> None:
    host, amber, birch = three
    event: Event = plan(company)
    place = {"slug": company.slug, "event_id": event.id}
    EventGuest.objects.create(created_at=now, event=event, membership=standing(birch, company), said="yes")
    services.ask_question(actor=birch, **place, words="How long?", is_anonymous=False, now=now)
    services.begin_event(actor=host, **place, now=event.starts_at)
    for person, words in ((birch, LOUD), (host, CALM)):
        services.say_line(actor=person, **place, words=words, now=event.starts_at)
    stop_hearing(amber, birch, company, now)
    own, theirs = (text_of(sign_in(one).get(to("group-event", company.slug, event.id))) for one in (amber, birch))
    assert (LOUD in own, CALM in own, "How long?" in own) == (False, True, True)
    assert LOUD in theirs
    services.end_event(actor=host, **place, now=event.starts_at)
    assert LOUD not in text_of(sign_in(amber).get(to("group-event", company.slug, event.id)))


def test_who_reports_a_line_is_not_shown_the_lines_of_whom_they_do_not_hear(room: Room) -> None:
    line = ChatLine.objects.get(room=room.chat, membership=standing(room.host, room.group))
    thing = look_at_line(room.amber, line.id)
    assert thing is not None
    assert [piece.words for piece in thing.pieces] == [CALM]


def posts_of(browser: Client, thread: Thread) -> tuple[str, ...]:
    """Return each post of the page of a thread as HTML."""
    html = browser.get(to("group-thread", thread.group.slug, thread.id)).content.decode()
    return tuple(re.findall(r'<li class="row" id="post-\d+" tabindex="-1">.*?</li>', html, re.DOTALL))


FOLDED = "<summary>You do not hear from them here. Show it</summary>"


@pytest.fixture
def thread(company: Group, three: Three, now: datetime) -> Thread:
    """A thread that Birch began and Amber, who does not hear from Birch, answered, as their host did."""
    host, amber, birch = three
    opening = Opening("Canary title", Said(LOUD))
    begun = services.begin_thread(actor=birch, slug=company.slug, opening=opening, now=now)
    first = begun.posts.get()
    for person, words in ((host, CALM), (amber, "Good evening.")):
        said = Said(words, answers=first.id if person == host else None)
        services.answer_thread(actor=person, slug=company.slug, thread_id=begun.id, said=said, now=now)
    stop_hearing(amber, birch, company, now)
    return begun


def test_their_posts_are_folded_for_who_stopped_alone(thread: Thread, three: Three, sign_in: SignIn) -> None:
    host, amber, birch = three
    own, theirs, hosts = (posts_of(sign_in(one), thread) for one in (amber, birch, host))
    assert [FOLDED in post for post in own] == [True, False, False]
    assert LOUD in own[0].split(FOLDED)[1], "it is there to be opened"
    assert LOUD not in own[0].split(FOLDED)[0]
    assert (LOUD in own[1], CALM in own[1], "This is from somebody you do not hear from here." in own[1]) == (
        False,
        True,
        True,
    )
    for posts in (theirs, hosts):
        assert [FOLDED in post for post in posts] == [False] * 3
        assert LOUD in posts[1], "the quote of what is answered"


def test_who_stopped_finds_none_of_their_words_and_nobody_else_misses_any(thread: Thread, three: Three) -> None:
    host, amber, birch = three
    assert [found_posts(person, "canary") != [] for person in (host, amber, birch)] == [True, False, True]
    assert [one.words for one in found_posts(amber, "good evening")] == ["Good evening."]


def test_their_answer_is_not_told_as_ones_own(company: Group, three: Three, now: datetime) -> None:
    host, amber, birch = three
    opening = Opening("Evenings", Said("Is anybody there?"))
    begun = services.begin_thread(actor=amber, slug=company.slug, opening=opening, now=now)
    stop_hearing(amber, birch, company, now)
    for person, said in (
        (birch, "Something is new in what you follow."),
        (host, "Somebody has answered what you wrote."),
    ):
        services.answer_thread(actor=person, slug=company.slug, thread_id=begun.id, said=Said(LOUD), now=now)
        assert [one.line for one in own_groups(amber, now=current_time())] == [said]


@pytest.mark.parametrize("groups", [1, 3])
def test_whom_one_does_not_hear_is_asked_once_for_all_groups_one_looks_in(
    thread: Thread, begin: Begin, three: Three, now: datetime, groups: int, *, django_assert_num_queries: Any
) -> None:
    for number in range(groups - 1):
        other = begin(name=f"Lantern {number} Test")
        entering = Entering(f"Willow {number} Test", other.agreements_since)
        services.join_group(actor=three[1], slug=other.slug, entering=entering, now=now)
    with django_assert_num_queries(3):
        assert found_posts(three[1], "canary") == []


def test_threads_they_began_are_folded_in_the_list(thread: Thread, three: Three, sign_in: SignIn) -> None:
    other = Opening("Calm title", Said(CALM))
    services.begin_thread(actor=three[0], slug=thread.group.slug, opening=other, now=current_time())
    lists = [threads_of(standing(one, thread.group))[0] for one in three]
    assert [(lines[1].begun_by, lines[1].last_by) for lines in lists] == [
        ("" if person == three[1] else "Birch Test", "Amber Test") for person in three
    ]
    folded = [{line.title: line.is_folded for line in lines} for lines in lists]
    assert folded == [{"Calm title": False, "Canary title": person == three[1]} for person in three]
    html = sign_in(three[1]).get(to("group-threads", thread.group.slug)).content.decode()
    folded = "<summary>Begun by somebody you do not hear from here. Show it</summary>"
    assert html.count(folded) == 1
    assert "Canary title" in html.split(folded)[1]


def test_folding_costs_the_same_with_more_posts(
    thread: Thread, three: Three, now: datetime, django_assert_num_queries: Callable[..., Any]
) -> None:
    there = access_standing(three[1], thread.group.slug)
    with django_assert_num_queries(3):
        thread_view(there, thread, None, start=1)
    for number in range(3):
        said = Said(f"{LOUD} {number}")
        services.answer_thread(actor=three[2], slug=thread.group.slug, thread_id=thread.id, said=said, now=now)
    with django_assert_num_queries(3):
        assert [post.is_folded for post in thread_view(there, thread, None, start=1).posts] == [
            *(True, False, False),
            *[True] * 3,
        ]
