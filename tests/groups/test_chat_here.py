"""Who is in a chat room is seen of those alone who want it, while they are there; of others nothing is noted."""

from datetime import datetime, timedelta

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.live import snapshot
from alongside.groups.chat.page import here_in
from alongside.groups.models import ChatPresence, ChatRoom
from alongside.groups.services.chat import CHATS
from alongside.groups.services.chat_here import who_sees_chat
from alongside.kernel.due import step_due
from alongside.kernel.errors import NotAllowed, NotFound
from tests.groups.conftest import Join, Three
from tests.groups.test_chat import chat

__all__ = ["chat"]
pytestmark = pytest.mark.django_db


def here(room: ChatRoom, now: datetime) -> list[str]:
    """Return who is seen in a room."""
    return [alias for _seat, alias in here_in(ChatRoom.objects.select_related("group").get(id=room.id), now=now)]


@pytest.fixture
def mate_in(chat: ChatRoom, brought_in: Join, mate: Person) -> Person:
    """The mate, who came into the group."""
    brought_in(chat.group, mate)
    return mate


def test_nobody_is_seen_who_does_not_want_it(chat: ChatRoom, owner: Person, mate_in: Person, now: datetime) -> None:
    services.choose_here(actor=owner, slug=chat.group.slug, shows=True, now=now)
    assert who_sees_chat({owner.id, mate_in.id}, chat.id, now) == {owner.id, mate_in.id}
    assert here(chat, now) == ["Quiet Heron"]
    assert ChatPresence.objects.count() == 1


def test_parts_are_the_same_whether_one_reads_unseen_or_does_not(
    chat: ChatRoom, owner: Person, mate_in: Person, now: datetime
) -> None:
    before = snapshot(chat.id, now)
    who_sees_chat({owner.id, mate_in.id}, chat.id, now)
    assert snapshot(chat.id, now) == before
    services.choose_here(actor=mate_in, slug=chat.group.slug, shows=True, now=now)
    who_sees_chat({mate_in.id}, chat.id, now)
    seen = snapshot(chat.id, now)
    who_sees_chat({owner.id, mate_in.id}, chat.id, now)
    assert snapshot(chat.id, now) == seen
    assert seen != before


def test_who_was_not_seen_for_a_while_is_gone(chat: ChatRoom, mate_in: Person, now: datetime) -> None:
    services.choose_here(actor=mate_in, slug=chat.group.slug, shows=True, now=now)
    who_sees_chat({mate_in.id}, chat.id, now)
    minute = now + timedelta(seconds=60)
    who_sees_chat({mate_in.id}, chat.id, minute)
    assert here(chat, minute + timedelta(seconds=74)) == ["Amber Test"]
    gone = minute + timedelta(seconds=75)
    assert here(chat, gone) == []
    assert step_due(CHATS, now=gone) == 1
    assert not ChatPresence.objects.exists()
    assert ChatRoom.objects.get(id=chat.id).due_at is None


def test_who_changes_their_mind_is_seen_no_more(chat: ChatRoom, mate_in: Person, now: datetime) -> None:
    services.choose_here(actor=mate_in, slug=chat.group.slug, shows=True, now=now)
    who_sees_chat({mate_in.id}, chat.id, now)
    services.choose_here(actor=mate_in, slug=chat.group.slug, shows=False, now=now)
    who_sees_chat({mate_in.id}, chat.id, now)
    assert here(chat, now) == []
    assert not ChatPresence.objects.exists()


def test_who_leaves_is_seen_no_more_and_not_when_they_come_back(
    chat: ChatRoom, mate_in: Person, brought_in: Join, now: datetime
) -> None:
    services.choose_here(actor=mate_in, slug=chat.group.slug, shows=True, now=now)
    who_sees_chat({mate_in.id}, chat.id, now)
    services.leave_group(actor=mate_in, slug=chat.group.slug, now=now)
    assert not ChatPresence.objects.exists()
    brought_in(chat.group, mate_in, "Willow Test")
    who_sees_chat({mate_in.id}, chat.id, now)
    assert here(chat, now) == []


def test_whoever_is_not_in_the_group_chooses_nothing(chat: ChatRoom, three: Three, now: datetime) -> None:
    _owner, _mate, stranger = three
    with pytest.raises(NotFound):
        services.choose_here(actor=stranger, slug=chat.group.slug, shows=True, now=now)
    chat.group.openness = "open"
    chat.group.save()
    with pytest.raises(NotAllowed):
        services.choose_here(actor=stranger, slug=chat.group.slug, shows=True, now=now)
