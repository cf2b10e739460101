"""Chat rooms of a group: members alone read and write, each line is there once, and the room forgets in time."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.audit.models import Entry
from alongside.groups import services
from alongside.groups.chat.details import RoomDetails, Written
from alongside.groups.chat.live import since, snapshot
from alongside.groups.chat.page import lines_before, lines_since, own_hidden
from alongside.groups.chat.policies import access_room, may_write_in, visible_lines, visible_rooms
from alongside.groups.enums import GroupRole, GroupState, Openness
from alongside.groups.models import ChatLine, ChatRoom, Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.privacy import export
from alongside.groups.services.chat import CHATS
from alongside.groups.services.chat_here import who_sees_chat
from alongside.kernel.due import step_due
from alongside.kernel.errors import Conflict, Gone, Invalid, NotAllowed, NotFound, TooMany
from alongside.safety import services as safety
from alongside.safety.models import Decision, LogLine
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Three, standing

pytestmark = pytest.mark.django_db

Say = Callable[..., ChatLine]
OPEN_ROOM = RoomDetails("Open room", "For whatever is on your mind.")


@pytest.fixture
def chat(begin: Begin, owner: Person, now: datetime) -> ChatRoom:
    """An open room of a hidden group that the owner hosts."""
    group = begin(openness=Openness.HIDDEN)
    return services.open_room(actor=owner, slug=group.slug, details=OPEN_ROOM, now=now)


@pytest.fixture
def say(now: datetime) -> Say:
    """Have somebody write a line: `say(chat, mate, "I am here", after=30, key=...)`; `after` is in seconds."""

    def said(room: ChatRoom, by: Person, text: str = "I am here.", *, after: float = 0, key: UUID | None = None) -> Any:
        written = Written(text, key or uuid4())
        moment = now + timedelta(seconds=after)
        return services.write_line(actor=by, slug=room.group.slug, room_id=room.id, written=written, now=moment)

    return said


def read(room: ChatRoom, now: datetime) -> list[tuple[int, str, str]]:
    """Return what a room shows: number, alias, words."""
    fresh = ChatRoom.objects.select_related("group").get(id=room.id)
    return [(line.number, line.alias, line.words) for line in lines_before(fresh, None, now=now)]


def test_members_read_what_members_write_under_their_alias_of_the_group(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    brought_in(chat.group, mate)
    say(chat, owner, "It is a long evening.")
    say(chat, mate)
    assert read(chat, now) == [(1, "Quiet Heron", "It is a long evening."), (2, "Amber Test", "I am here.")]
    services.change_alias(actor=mate, slug=chat.group.slug, alias="Willow Test", now=now)
    assert read(chat, now)[1] == (2, "Willow Test", "I am here.")


def test_words_are_sealed_and_the_audit_is_not_told_who_wrote(chat: ChatRoom, say: Say, owner: Person) -> None:
    before = Entry.objects.count()
    line = say(chat, owner, "Canary words")
    assert b"Canary" not in bytes(ChatLine.objects.get(id=line.id).words_sealed or b"")
    assert Entry.objects.count() == before


def test_who_is_not_in_the_group_knows_of_no_room(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    line = say(chat, owner)
    slug, ids = chat.group.slug, {owner.id, mate.id, stranger.id}
    for act in (
        lambda: say(chat, stranger),
        lambda: services.open_room(actor=stranger, slug=slug, details=OPEN_ROOM, now=now),
        lambda: services.close_room(actor=stranger, slug=slug, room_id=chat.id, now=now),
        lambda: services.hide_line(
            actor=stranger, slug=slug, room_id=chat.id, line_id=line.id, reason="It names somebody.", now=now
        ),
        lambda: services.take_line_back(actor=stranger, slug=slug, room_id=chat.id, line_id=line.id, now=now),
    ):
        with pytest.raises(NotFound):
            act()
    assert who_sees_chat(ids, chat.id, now) == {owner.id}
    member = brought_in(chat.group, mate)
    assert who_sees_chat(ids, chat.id, now) == {owner.id, mate.id}
    services.remove_member(actor=owner, slug=slug, membership_id=member.id, for_good=False, now=now)
    gone = standing(mate, chat.group)
    assert who_sees_chat(ids, chat.id, now) == {owner.id}
    assert not visible_rooms(gone).exists()
    assert not visible_lines(gone, chat, now=now).exists()
    with pytest.raises(NotFound):
        say(chat, mate, "Again")
    with pytest.raises(NotFound):
        access_room(gone, chat.id)


def test_a_listed_group_says_that_its_rooms_are_for_members(
    begin: Begin, three: Three, say: Say, now: datetime
) -> None:
    owner, _mate, stranger = three
    group = begin(openness=Openness.OPEN)
    room = services.open_room(actor=owner, slug=group.slug, details=OPEN_ROOM, now=now)
    with pytest.raises(NotAllowed):
        say(room, stranger)


def test_a_room_is_not_reached_through_another_group(chat: ChatRoom, begin: Begin, owner: Person, now) -> None:
    other = begin(name="Another group")
    with pytest.raises(NotFound):
        services.write_line(actor=owner, slug=other.slug, room_id=chat.id, written=Written("Here", uuid4()), now=now)


def test_only_hosts_open_change_order_and_close_rooms(
    chat: ChatRoom, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    brought_in(chat.group, mate)
    known = {"slug": chat.group.slug, "now": now}
    for act in (
        lambda: services.open_room(actor=mate, details=OPEN_ROOM, **known),
        lambda: services.change_room(actor=mate, room_id=chat.id, details=OPEN_ROOM, **known),
        lambda: services.move_room_up(actor=mate, room_id=chat.id, **known),
        lambda: services.close_room(actor=mate, room_id=chat.id, **known),
        lambda: services.quiet_room(actor=mate, room_id=chat.id, minutes=15, **known),
        lambda: services.choose_chat_days(actor=mate, days=1, **known),
    ):
        with pytest.raises(NotAllowed):
            act()
    second = services.open_room(actor=owner, details=RoomDetails("Late room", "For nights."), **known)
    services.move_room_up(actor=owner, room_id=second.id, **known)
    services.move_room_up(actor=owner, room_id=second.id, **known)
    there = access_standing(mate, chat.group.slug)
    assert [room.name for room in visible_rooms(there)] == ["Late room", "Open room"]
    services.change_room(actor=owner, room_id=chat.id, details=RoomDetails("Day room", "For days.", 30), **known)
    changed = ChatRoom.objects.get(id=chat.id)
    assert (changed.name, changed.purpose, changed.slow_seconds) == ("Day room", "For days.", 30)


def test_a_closed_room_is_gone_with_what_was_written_in_it(chat: ChatRoom, say: Say, owner: Person, now) -> None:
    say(chat, owner)
    services.close_room(actor=owner, slug=chat.group.slug, room_id=chat.id, now=now)
    assert not ChatLine.objects.exists()
    assert snapshot(chat.id, now) is None
    with pytest.raises(Gone):
        say(chat, owner)


def test_a_group_can_begin_with_a_room(owner: Person, now: datetime, begin: Begin) -> None:
    assert not ChatRoom.objects.filter(group=begin()).exists()
    from tests.groups.conftest import DETAILS

    group = services.begin_group(actor=owner, details=DETAILS, alias="Quiet Heron", first_room=OPEN_ROOM, now=now)
    assert [(room.name, room.place) for room in ChatRoom.objects.filter(group=group)] == [("Open room", 1)]


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "null \x00 byte", "turned \u202e over", "x" * 1001])
def test_what_cannot_be_kept_is_refused_with_a_sentence(chat: ChatRoom, say: Say, owner: Person, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        say(chat, owner, text)
    assert refusal.value.field == "text"
    assert not ChatLine.objects.exists()


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (RoomDetails("", "For nights."), "name"),
        (RoomDetails("x" * 61, "For nights."), "name"),
        (RoomDetails("Late", "null \x00"), "purpose"),
        (RoomDetails("Late", "x" * 301), "purpose"),
        (RoomDetails("Late", "For nights.", -1), "slow_seconds"),
        (RoomDetails("Late", "For nights.", 3601), "slow_seconds"),
        (RoomDetails("Late", "For nights.", 0, time(22)), "sleeps_to"),
        (RoomDetails("Late", "For nights.", 0, time(22), time(22)), "sleeps_to"),
        (RoomDetails("Late", "For nights.", 0, time(22), time(7)), "zone"),
        (RoomDetails("Late", "For nights.", 0, time(22), time(7), "Nowhere/Land"), "zone"),
    ],
)
def test_a_room_that_cannot_be_is_refused(begin: Begin, owner: Person, now, details: RoomDetails, field: str) -> None:
    group = begin()
    with pytest.raises(Invalid) as refusal:
        services.open_room(actor=owner, slug=group.slug, details=details, now=now)
    assert refusal.value.field == field


def test_there_are_so_many_rooms_and_no_more(chat: ChatRoom, owner: Person, now: datetime) -> None:
    for _number in range(19):
        services.open_room(actor=owner, slug=chat.group.slug, details=OPEN_ROOM, now=now)
    with pytest.raises(Conflict):
        services.open_room(actor=owner, slug=chat.group.slug, details=OPEN_ROOM, now=now)


def test_a_line_sent_twice_under_one_key_is_one(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    brought_in(chat.group, mate)
    key = uuid4()
    assert say(chat, owner, key=key).id == say(chat, owner, "Another wording", key=key).id
    assert read(chat, now) == [(1, "Quiet Heron", "I am here.")]
    with pytest.raises(Invalid):
        say(chat, mate, key=key)
    services.take_line_back(
        actor=owner, slug=chat.group.slug, room_id=chat.id, line_id=ChatLine.objects.get().id, now=now
    )
    say(chat, owner, key=key)
    assert ChatLine.objects.count() == 1


def test_lines_are_numbered_without_a_gap_and_told_after_a_version(chat: ChatRoom, say: Say, owner, now) -> None:
    lines = [say(chat, owner, f"Line {number}") for number in (1, 2, 3)]
    room = ChatRoom.objects.select_related("group").get(id=chat.id)
    assert [line.number for line in lines] == [1, 2, 3]
    assert list(since(chat.id, 0, now).lines) == [1, 2, 3]
    assert list(since(chat.id, lines[1].changed, now).lines) == [3]
    services.take_line_back(actor=owner, slug=chat.group.slug, room_id=chat.id, line_id=lines[0].id, now=now)
    assert list(since(chat.id, room.version, now).lines) == [1]
    assert since(chat.id, 0, now).version == room.version + 1
    assert "taken back" in since(chat.id, room.version, now).lines[1]
    assert snapshot(chat.id, now).version == room.version + 1  # type: ignore[union-attr]  # it is open


def test_what_everybody_is_told_differs_for_nobody(chat: ChatRoom, say: Say, owner: Person, now: datetime) -> None:
    say(chat, owner)
    told = since(chat.id, 0, now).lines[1]
    assert "mine" not in told
    assert told.count(" hidden") == 3
    assert str(owner.id) not in told
    assert owner.alias not in told


def test_of_very_many_lines_the_last_are_told(chat: ChatRoom, say: Say, owner: Person, now: datetime) -> None:
    for number in range(25):
        say(chat, owner, f"Line {number}", after=number * 3)
    ChatLine.objects.filter(room=chat).update(changed=1_000)
    ChatRoom.objects.filter(id=chat.id).update(version=1_000)
    from alongside.groups.chat import page as chat_page

    chat.refresh_from_db()
    kept, chat_page.MOST_LINES = chat_page.MOST_LINES, 10
    try:
        told = [line.number for line in lines_since(chat, 0, now=now)]
    finally:
        chat_page.MOST_LINES = kept
    assert told == list(range(16, 26))


def test_only_so_many_lines_a_minute(chat: ChatRoom, say: Say, owner: Person) -> None:
    for _number in range(30):
        say(chat, owner)
    with pytest.raises(TooMany):
        say(chat, owner)
    say(chat, owner, after=61)


def test_slow_mode_holds_each_member_alone(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    brought_in(chat.group, mate)
    brought_in(chat.group, stranger, "Birch Test")
    slow = RoomDetails("Open room", "For nights.", 30)
    services.change_room(actor=owner, slug=chat.group.slug, room_id=chat.id, details=slow, now=now)
    say(chat, mate)
    say(chat, stranger)
    with pytest.raises(Invalid, match="In 10 seconds you can send this") as refusal:
        say(chat, mate, after=20)
    assert refusal.value.field == "text"
    assert say(chat, mate, "I want to die.", after=21).number == 3, "a cry for help waits for nothing"
    say(chat, mate, after=51)
    say(chat, owner)
    say(chat, owner)


def test_a_quiet_room_is_written_in_by_those_who_look_after_it(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    brought_in(chat.group, mate)
    moderator = brought_in(chat.group, stranger, "Birch Test")
    Membership.objects.filter(id=moderator.id).update(role=GroupRole.MODERATOR)
    services.quiet_room(actor=stranger, slug=chat.group.slug, room_id=chat.id, minutes=15, now=now)
    with pytest.raises(Invalid, match="This room is resting until"):
        say(chat, mate)
    say(chat, mate, "I want to die.")
    say(chat, owner)
    say(chat, stranger)
    assert 'data-quiet="yes"' in snapshot(chat.id, now).parts["state"]  # type: ignore[union-attr]  # it is open
    later = now + timedelta(minutes=15)
    assert ChatRoom.objects.get(id=chat.id).due_at == later
    step_due(CHATS, now=later)
    assert 'data-quiet="no"' in snapshot(chat.id, later).parts["state"]  # type: ignore[union-attr]  # it is open
    say(chat, mate, after=15 * 60)
    services.quiet_room(actor=owner, slug=chat.group.slug, room_id=chat.id, minutes=60, now=later)
    services.quiet_room(actor=owner, slug=chat.group.slug, room_id=chat.id, minutes=0, now=later)
    say(chat, mate, after=15 * 60)


def test_a_room_that_sleeps_wakes_by_the_clocks_of_the_place_that_was_chosen(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    brought_in(chat.group, mate)
    night = RoomDetails("Open room", "For days.", 0, time(22), time(7), "Europe/Paris")
    services.change_room(actor=owner, slug=chat.group.slug, room_id=chat.id, details=night, now=now)
    room = ChatRoom.objects.select_related("group").get(id=chat.id)
    there = access_standing(mate, chat.group.slug)
    at = now.replace(hour=20, minute=59, second=0, microsecond=0)  # UTC, one hour before Paris in winter
    assert may_write_in(there, room, now=at)
    assert not may_write_in(there, room, now=at + timedelta(minutes=1))
    assert may_write_in(there, room, now=at.replace(hour=6, minute=0))
    services.change_room(actor=owner, slug=chat.group.slug, room_id=chat.id, details=night, now=at)
    assert ChatRoom.objects.get(id=chat.id).due_at == at + timedelta(minutes=1)


def test_rooms_forget_after_the_groups_period(chat: ChatRoom, say: Say, owner: Person, now: datetime) -> None:
    say(chat, owner, "Old")
    say(chat, owner, "Newer", after=3600)
    week = now + timedelta(days=7)
    assert [words for _number, _alias, words in read(chat, week)] == ["Newer"]
    assert ChatRoom.objects.get(id=chat.id).due_at == week
    step_due(CHATS, now=week)
    assert [line.number for line in ChatLine.objects.all()] == [2]
    assert ChatRoom.objects.get(id=chat.id).due_at == week + timedelta(hours=1)
    step_due(CHATS, now=week + timedelta(hours=1))
    assert not ChatLine.objects.exists()
    assert ChatRoom.objects.get(id=chat.id).due_at is None
    assert say(chat, owner, after=8 * 86400).number == 3


def test_a_shorter_period_holds_at_once(chat: ChatRoom, say: Say, owner: Person, now: datetime) -> None:
    say(chat, owner)
    day = now + timedelta(days=1)
    assert read(chat, day)
    services.choose_chat_days(actor=owner, slug=chat.group.slug, days=1, now=day)
    assert not read(chat, day)
    step_due(CHATS, now=day)
    assert not ChatLine.objects.exists()
    with pytest.raises(Invalid):
        services.choose_chat_days(actor=owner, slug=chat.group.slug, days=8, now=day)


def test_one_takes_back_what_one_wrote_and_nobody_else_does(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    brought_in(chat.group, mate)
    line = say(chat, mate)
    known = {"slug": chat.group.slug, "room_id": chat.id, "line_id": line.id, "now": now}
    with pytest.raises(NotAllowed):
        services.take_line_back(actor=owner, **known)
    services.take_line_back(actor=mate, **known)
    kept = ChatLine.objects.get()
    assert (kept.words_sealed, kept.membership) == (None, None)
    assert read(chat, now) == [(1, "Somebody who is not here any more", "")]
    with pytest.raises(NotFound):
        services.take_line_back(actor=mate, **known)


def test_a_hidden_line_is_read_by_its_writer_alone_who_reads_the_reason_and_can_ask_for_another_look(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    member = brought_in(chat.group, mate)
    brought_in(chat.group, stranger, "Birch Test")
    line, own = say(chat, mate, "Canary words"), say(chat, owner)
    known = {"slug": chat.group.slug, "room_id": chat.id, "reason": "It names somebody.", "now": now}
    with pytest.raises(NotAllowed):
        services.hide_line(actor=stranger, line_id=line.id, **known)
    with pytest.raises(NotAllowed):
        services.hide_line(actor=owner, line_id=own.id, **known)
    with pytest.raises(Invalid):
        services.hide_line(actor=owner, line_id=line.id, **{**known, "reason": " "})
    services.hide_line(actor=owner, line_id=line.id, **known)
    with pytest.raises(Conflict, match="It is hidden already"):
        services.hide_line(actor=owner, line_id=line.id, **known)
    told = since(chat.id, 0, now).lines[1]
    assert "have hidden this line" in told
    assert "Canary" not in told
    assert "names somebody" not in told
    room = ChatRoom.objects.select_related("group").get(id=chat.id)
    assert own_hidden(member, room, now=now) == [("Canary words", "")]
    row = Decision.objects.get()
    assert (row.act, row.about, row.case.state) == ("hide", mate, "closed")
    assert LogLine.objects.filter(case=row.case_id, event="decided", act="hide").count() == 1
    asked = safety.appeal(actor=mate, decision_id=row.id, words="It names a film.", now=now)
    assert own_hidden(standing(stranger, chat.group), room, now=now) == []
    assert Entry.objects.filter(action="safety.hide", subject=row.id, about=mate.id).exists()
    with pytest.raises(NotFound):
        safety.answer_appeal(actor=owner, appeal_id=asked.id, grants=False, answer="No.", now=now)
    Membership.objects.filter(group=chat.group, person=stranger).update(role="moderator")
    safety.answer_appeal(actor=stranger, appeal_id=asked.id, grants=True, answer="A film it is.", now=now)
    assert [words for _number, _alias, words in read(chat, now)] == ["Canary words", "I am here."]
    services.take_line_back(actor=mate, slug=chat.group.slug, room_id=chat.id, line_id=line.id, now=now)


def test_lines_of_who_leaves_stay_nameless_or_go_as_they_choose(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    brought_in(chat.group, mate)
    brought_in(chat.group, stranger, "Birch Test")
    say(chat, mate, "Mine")
    say(chat, stranger, "Theirs")
    version = ChatRoom.objects.get(id=chat.id).version
    services.leave_group(actor=mate, slug=chat.group.slug, now=now)
    assert list(since(chat.id, version, now).lines) == [1]
    services.leave_group(actor=stranger, slug=chat.group.slug, takes_posts=True, now=now)
    assert [words for _number, _alias, words in read(chat, now)] == ["Mine", ""]
    assert {alias for _number, alias, _words in read(chat, now)} == {"Somebody who is not here any more"}
    assert "Amber" not in str(since(chat.id, 0, now))
    say(chat, owner)


def test_nobody_is_asked_to_answer_who_has_left_nor_to_stop_hearing_from_them(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, *, now: datetime, sign_in: SignIn
) -> None:
    owner, mate, _stranger = three
    member = brought_in(chat.group, mate)
    line = say(chat, mate, "I want to die.")
    stop, reader = reverse("message-stop", args=[member.id]), sign_in(owner)
    assert "What you can do for them" in str(since(chat.id, 0, now))
    assert stop in str(since(chat.id, 0, now))
    assert stop in reader.get(reverse("report", args=["chat-line", line.id])).content.decode()
    services.leave_group(actor=mate, slug=chat.group.slug, now=now)
    left = str(since(chat.id, 0, now))
    assert "I want to die." in left
    assert "What you can do for them" not in left
    assert stop not in left, "it would lead to nowhere"
    assert stop not in reader.get(reverse("report", args=["chat-line", line.id])).content.decode()


def test_who_is_erased_leaves_places_and_no_word(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    _owner, mate, _stranger = three
    brought_in(chat.group, mate)
    say(chat, mate, "Canary words")
    services.choose_here(actor=mate, slug=chat.group.slug, shows=True, now=now)
    who_sees_chat({mate.id}, chat.id, now)
    held = export(mate.id)
    assert [row["text"] for row in held["group_chat_lines"]] == ["Canary words"]
    assert [row["room"] for row in held["group_chats_here"]] == ["Open room"]
    erase_person(actor=mate, now=now)
    assert read(chat, now) == [(1, "Somebody who is not here any more", "")]
    assert ChatLine.objects.get().membership is None
    assert chat.presences.count() == 0


def test_nothing_is_written_in_a_group_that_is_closed(chat: ChatRoom, say: Say, owner: Person, now: datetime) -> None:
    say(chat, owner)
    Group.objects.filter(id=chat.group_id).update(state=GroupState.CLOSED)
    with pytest.raises(Conflict):
        say(chat, owner, "Again")
    assert read(chat, now)[0][2] == "I am here."


def test_taking_back_does_not_make_a_slow_room_quick(
    chat: ChatRoom, say: Say, brought_in: Join, three: Three, now: datetime
) -> None:
    owner, mate, stranger = three
    brought_in(chat.group, mate)
    brought_in(chat.group, stranger, "Birch Test")
    known = {"slug": chat.group.slug, "room_id": chat.id, "now": now}
    services.change_room(actor=owner, details=RoomDetails("Open room", "For nights.", 600), **known)
    line = say(chat, mate)
    services.take_line_back(actor=mate, line_id=line.id, **known)
    with pytest.raises(Invalid, match="In about 10 minutes you can send this"):
        say(chat, mate, "And again", after=60)
    say(chat, stranger, after=60)
    assert say(chat, mate, "I want to die.", after=61).number == 3, "a cry for help waits for nothing"
    say(chat, mate, after=700)
