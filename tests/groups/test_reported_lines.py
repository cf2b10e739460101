"""A case that shows several lines of one person: which these are, and that what is decided reaches each of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.chat.page import lines_before
from alongside.groups.models import ChatLine, ChatRoom, Event, Group
from alongside.groups.stage.page import stage_of
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Invalid
from alongside.safety import services as safety
from alongside.safety.case_page import case_view, things_of
from alongside.safety.details import Choice, Telling
from alongside.safety.models import Case, Decision
from alongside.safety.own_queries import own_decision, own_decisions
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Three
from tests.groups.stage_of import Plan, company, plan
from tests.safety.test_pages import as_

__all__ = ["company", "plan"]
pytestmark = pytest.mark.django_db

Say = Callable[..., ChatLine]
HEAVY = ("I want to die.", "I took all my pills.", "I want to end my life.")
WHY = "It hurts people who read it."


@pytest.fixture
def place_moderator(make_person: MakePerson, now: datetime) -> Person:
    """Somebody who moderates the whole place."""
    person = make_person("Moderator Madeup")
    RoleGrant.objects.create(created_at=now, person=person, role=Role.MODERATOR)
    return person


@pytest.fixture
def rooms(company: Group, owner: Person, now: datetime) -> tuple[ChatRoom, ChatRoom]:
    """Two rooms of the group."""
    made = [
        services.open_room(actor=owner, slug=company.slug, details=RoomDetails(name, "For nights."), now=now)
        for name in ("Open room", "Quiet room")
    ]
    return made[0], made[1]


@pytest.fixture
def say(now: datetime) -> Say:
    """Have somebody write a line: `say(room, mate, "Words", after=30)`; `after` is in seconds."""

    def said(room: ChatRoom, by: Person, words: str, *, after: float = 0) -> ChatLine:
        moment, written = now + timedelta(seconds=after), Written(words, uuid4())
        return services.write_line(actor=by, slug=room.group.slug, room_id=room.id, written=written, now=moment)

    return said


def read(room: ChatRoom, now: datetime) -> list[str]:
    """Return the words that everybody reads in a room."""
    return [line.words for line in lines_before(ChatRoom.objects.get(id=room.id), None, now=now) if line.words]


def hide(by: Person, case: Case, now: datetime, *only: ChatLine) -> Decision:
    """Hide what a case shows, or these lines of it alone."""
    things = frozenset(line.id for line in only) if only else None
    return safety.decide(actor=by, case_id=case.id, choice=Choice("hide", WHY, things=things, anyway=True), now=now)


def lift(by: Person, row: Decision, now: datetime) -> None:
    """Undo that."""
    safety.lift(actor=by, case_id=row.case_id, decision_id=row.id, now=now)


def test_lines_in_two_rooms_are_two_cases_and_in_one_room_one(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    first, second = rooms
    for room, words, after in ((first, HEAVY[0], 0), (second, HEAVY[1], 30), (first, HEAVY[2], 60)):
        say(room, mate, words, after=after)
    cases = Case.objects.order_by("created_at")
    shown = [[one.words for row in case_view(case, owner, now=now).reports for one in row.pieces] for case in cases]
    assert shown == [[HEAVY[0], HEAVY[2]], [HEAVY[1]]]


def test_hiding_reaches_every_line_that_the_case_shows_and_undoing_brings_each_back(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    room = rooms[0]
    say(room, mate, HEAVY[0])
    say(room, stranger, "Please stay.", after=10)
    for number in (1, 2):
        say(room, mate, HEAVY[number], after=30 * number)
    row = hide(owner, Case.objects.get(), now)
    assert read(room, now) == ["Please stay."]
    assert [one.why for one in own_decisions(mate, now=now)] == [WHY]
    lift(owner, row, now)
    assert read(room, now) == [HEAVY[0], "Please stay.", *HEAVY[1:]]


def test_what_was_said_line_by_line_on_a_stage_is_hidden_as_a_whole(
    company: Group, plan: Plan, owner: Person, *, place_moderator: Person, now: datetime
) -> None:
    event: Event = plan(company)
    place = {"slug": company.slug, "event_id": event.id}
    services.begin_event(actor=owner, **place, now=event.starts_at)
    for number, words in enumerate(HEAVY):
        services.say_line(actor=owner, words=words, **place, now=event.starts_at + timedelta(seconds=number))
    row = hide(place_moderator, Case.objects.get(), event.starts_at)
    assert stage_of(event).lines == []
    lift(place_moderator, row, event.starts_at)
    assert [one.words for one in stage_of(event).lines] == list(HEAVY)


def test_only_what_is_ticked_is_hidden_and_something_has_to_be(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, sign_in: SignIn, *, now: datetime
) -> None:
    owner, mate, _stranger = three
    room, began = rooms[0], (current_time() - now).total_seconds()  # pages read the clock
    lines = [say(room, mate, words, after=began + number) for number, words in enumerate(HEAVY)]
    now, case = current_time(), Case.objects.get()
    assert things_of(case) == [(line.id, words) for line, words in zip(lines, HEAVY, strict=True)]
    safety.claim_case(actor=owner, case_id=case.id, now=now)
    browser, path = sign_in(owner), to("moderate-decide", case.id)
    ticked = {"act": "hide", "reason": WHY, "days": "3", "anyway": "on", "things": [str(lines[1].id)]}
    refused = browser.post(path, {**ticked, "things": []})
    assert "Please choose at least one of what was written." in text_of(refused)
    assert browser.post(path, {**ticked, "things": [str(uuid4())]}).status_code == 422
    assert read(room, now) == list(HEAVY)
    assert browser.post(path, ticked).status_code == 303
    assert read(room, now) == [HEAVY[0], HEAVY[2]]
    lift(owner, Decision.objects.get(), now)
    assert read(room, now) == list(HEAVY)


def test_nothing_else_than_what_the_case_shows_can_be_hidden(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    say(rooms[0], mate, HEAVY[0])
    other = say(rooms[0], stranger, "Please stay.")
    with pytest.raises(Invalid):
        hide(owner, Case.objects.get(), now, other)
    assert read(rooms[0], now) == [HEAVY[0], "Please stay."]


def test_a_reporter_shows_lines_of_several_and_only_those_of_the_one_it_is_about_are_hidden(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    words = ((stranger, "Buy canary pills."), (mate, "Please stop."), (owner, "Stop."), (stranger, "Cheap!"))
    bad, own, calm, more = (say(rooms[0], by, text) for by, text in words)
    kept = say(rooms[0], stranger, "Sorry.")
    telling = Telling("money", chosen=frozenset({own.id, calm.id, more.id}))
    case = safety.report(actor=mate, kind="chat-line", subject=bad.id, telling=telling, now=now).case
    assert kept.id not in case.things
    row = hide(owner, case, now)
    assert read(rooms[0], now) == ["Please stop.", "Stop.", "Sorry."]
    told = own_decision(row, now=now)
    assert (told.where, told.words) == ("Open room", ("Buy canary pills.", "Cheap!")), "none of others"
    some = hide(owner, case, now, more)
    assert own_decision(some, now=now).words == ("Cheap!",)


@pytest.mark.parametrize("first", [0, 1])
def test_a_line_that_two_cases_hide_comes_back_when_both_are_undone(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, *, now: datetime, first: int
) -> None:
    owner, mate, stranger = three
    room, later = rooms[0], now + timedelta(minutes=5)
    lines = [say(room, mate, words, after=30 * number) for number, words in enumerate(HEAVY)]
    whole = Case.objects.get()
    telling = Telling("unkind")
    one = safety.report(actor=stranger, kind="chat-line", subject=lines[1].id, telling=telling, now=later).case
    assert one.id != whole.id
    rows = [hide(owner, whole, later), hide(owner, one, later + timedelta(minutes=1))]
    lift(owner, rows[first], later)
    assert read(room, later) == ([HEAVY[0], HEAVY[2]] if first == 0 else [])
    lift(owner, rows[1 - first], later)
    assert read(room, later) == list(HEAVY)


def test_what_comes_after_it_was_hidden_is_hidden_by_deciding_once_more(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    room = rooms[0]
    say(room, mate, HEAVY[0])
    first = hide(owner, Case.objects.get(), now)
    safety.release_case(actor=owner, case_id=first.case_id, now=now)
    say(room, mate, HEAVY[1], after=30)
    assert read(room, now) == [HEAVY[1]]
    second = hide(owner, Case.objects.get(), now + timedelta(minutes=1))
    lift(owner, first, now)
    assert read(room, now) == []
    lift(owner, second, now)
    assert read(room, now) == list(HEAVY[:2])


def test_whoever_hides_a_line_of_somebody_in_danger_is_told_so_first(
    company: Group, rooms: tuple[ChatRoom, ChatRoom], owner: Person, mate: Person
) -> None:
    room, host = rooms[0], as_(owner)
    calm, heavy = (
        services.write_line(
            actor=mate, slug=company.slug, room_id=room.id, written=Written(words, uuid4()), now=current_time()
        )
        for words in ("Buy my pills.", HEAVY[0])
    )
    case = Case.objects.get(is_urgent=True)
    link = to("moderate-case", case.id)
    for line in (calm, heavy):
        page = host.get(to("group-chat-hide", company.slug, room.id, line.id)).content.decode()
        assert "They may be in danger right now, and it waits to be looked at." in page, "whatever it is they wrote"
        assert f'href="{link}">Please answer them first</a>' in page
    safety.close_case(actor=owner, case_id=case.id, answered="here", shown=1, now=current_time())
    told = [text_of(host.get(to("group-chat-hide", company.slug, room.id, line.id))) for line in (calm, heavy)]
    assert ["It sounds like danger to life." in page for page in told] == [False, True]
    assert all("may be in danger right now" not in page for page in told)


def test_whoever_reads_that_a_heavy_line_of_theirs_is_hidden_reads_whom_they_can_turn_to(
    sign_in: SignIn, company: Group, rooms: tuple[ChatRoom, ChatRoom], owner: Person, mate: Person
) -> None:
    room, now = rooms[0], current_time()
    page, writer = to("group-chat", company.slug, room.id), sign_in(mate)
    for words, shows in (("Buy my pills.", False), (HEAVY[0], True)):
        written = Written(words, uuid4())
        line = services.write_line(actor=mate, slug=company.slug, room_id=room.id, written=written, now=now)
        known = {"slug": company.slug, "room_id": room.id, "line_id": line.id}
        services.hide_line(actor=owner, **known, reason="It hurts.", anyway=True, now=now)
        shown = text_of(writer.get(page))
        assert "A moderator has hidden this for now." in shown
        assert ("You do not have to carry it alone: these are there right now." in shown) is shows
        assert shown.count("All crisis lines") == (2 if shows else 1), "every page leads to them"


def test_a_line_of_whoever_may_be_in_danger_is_hidden_at_its_own_page_once_somebody_wrote_to_them_or_anyway(
    rooms: tuple[ChatRoom, ChatRoom], say: Say, three: Three, sign_in: SignIn, *, now: datetime
) -> None:
    owner, mate, stranger = three
    room, began = rooms[0], (current_time() - now).total_seconds() - 10  # pages read the clock
    lines = [say(room, mate, words, after=began + number) for number, words in enumerate(HEAVY)]
    first, second = (to("group-chat-hide", room.group.slug, room.id, line.id) for line in lines[:2])
    browser, why = sign_in(owner), {"reason": "It is heavy for others."}
    assert "Do it all the same" not in text_of(browser.get(first))
    refused = browser.post(first, why)
    assert refused.status_code == 422
    assert "nobody has written to them from here." in text_of(refused)
    assert "Do it all the same" in text_of(refused)
    known = {"slug": room.group.slug, "room_id": room.id, "line_id": lines[0].id, "now": current_time()}
    with pytest.raises(Invalid) as raised:
        services.hide_line(actor=owner, **known, **why)
    assert raised.value.field == "anyway"
    for person in (mate, stranger):
        assert sign_in(person).post(first, {**why, "anyway": "on"}).status_code in (403, 404)
    assert not ChatLine.objects.exclude(hidden_at=None).exists()
    assert browser.post(first, {**why, "anyway": "on"}).status_code == 303
    case = Case.objects.get()
    safety.claim_case(actor=owner, case_id=case.id, now=current_time())
    choice = Choice("write", "You are not alone. Please call somebody now.")
    safety.decide(actor=owner, case_id=case.id, choice=choice, now=current_time())
    assert browser.post(second, why).status_code == 303, "somebody has written to them"
    assert read(room, current_time()) == [HEAVY[2]]
