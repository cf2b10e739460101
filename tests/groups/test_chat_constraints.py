"""What the database itself refuses of chat rooms, whoever writes."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import Written
from alongside.groups.models import ChatLine, ChatPresence, ChatRoom, Group, Membership
from tests.groups.test_chat import chat
from tests.groups.test_constraints import refused

__all__ = ["chat"]
pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2026-03-04T12:00+00:00")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_chatroom_says_what_it_is", {"name": ""}),
        ("groups_chatroom_says_what_it_is", {"purpose": ""}),
        ("groups_chatroom_slow", {"slow_seconds": 3601}),
        ("groups_chatroom_sleeps", {"sleeps_from": time(22)}),
        ("groups_chatroom_sleeps", {"sleeps_from": time(22), "sleeps_to": time(22)}),
        ("groups_chatroom_version", {"last_number": 1}),
        ("groups_chatroom_closed", {"closed_at": NOON, "due_at": NOON}),
    ],
)
def test_a_room_is_one(chat: ChatRoom, name: str, change: dict[str, Any]) -> None:
    refused(name, lambda: ChatRoom.objects.filter(id=chat.id).update(**change))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("groups_chatline_number_counts", {"number": 0}),
        ("groups_chatline_changed", {"changed": 0}),
        ("groups_chatline_whole_or_taken_back", {"words_sealed": None}),
        ("groups_chatline_whole_or_taken_back", {"words_sealed": b""}),
        ("groups_chatline_whole_or_taken_back", {"membership": None}),
        ("groups_chatline_whole_or_taken_back", {"taken_back_at": NOON}),
        ("groups_chatline_hidden", {"hidden_why": "It names somebody."}),
        (
            "groups_chatline_hidden",
            {
                "hidden_at": NOON,
                "hidden_why": "It names somebody.",
                "taken_back_at": NOON,
                "membership": None,
                "words_sealed": None,
            },
        ),
    ],
)
def test_a_line_is_whole_or_taken_back(
    chat: ChatRoom, owner: Person, now: datetime, name: str, change: dict[str, Any]
) -> None:
    written = Written("I am here.", uuid4())
    services.write_line(actor=owner, slug=chat.group.slug, room_id=chat.id, written=written, now=now)
    refused(name, lambda: ChatLine.objects.update(**change))


def test_number_and_key_are_there_once(chat: ChatRoom, owner: Person, now: datetime) -> None:
    lines = [
        services.write_line(
            actor=owner, slug=chat.group.slug, room_id=chat.id, written=Written(words, uuid4()), now=now
        )
        for words in ("One", "Two")
    ]
    second = ChatLine.objects.filter(id=lines[1].id)
    refused("groups_chatline_number", lambda: second.update(number=1))
    refused("groups_chatline_key", lambda: second.update(key=lines[0].key))


def test_somebody_is_in_a_room_once(chat: ChatRoom, now: datetime) -> None:
    known = {"room": chat, "membership": Membership.objects.get(), "created_at": now}
    ChatPresence.objects.create(seen_at=now, **known)
    refused("groups_chatpresence_once", lambda: ChatPresence.objects.create(seen_at=now, **known))
    early = now - timedelta(seconds=1)
    refused("groups_chatpresence_seen", lambda: ChatPresence.objects.update(seen_at=early))


def test_rooms_remember_for_one_of_some_periods(chat: ChatRoom) -> None:
    refused("groups_group_chat_days", lambda: Group.objects.filter(id=chat.group_id).update(chat_days=8))
