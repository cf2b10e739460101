"""Many who write at once, and who is removed while they read: each line has its number, and the stream ends."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from alongside.accounts.models import Person
from alongside.groups import services
from alongside.groups.chat.details import Written
from alongside.groups.models import ChatLine, ChatRoom
from alongside.kernel.clock import current_time
from tests.config.test_live import Reader, _listening, aside, cookie_of, in_a_loop
from tests.groups.conftest import Join
from tests.groups.test_chat import chat

__all__ = ["chat"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now() -> datetime:
    """Streams read the clock, so what is made beforehand is made now."""
    return current_time()


def test_lines_that_are_written_at_once_have_numbers_without_a_gap(
    chat: ChatRoom, brought_in: Join, owner: Person, mate: Person, now: datetime
) -> None:
    brought_in(chat.group, mate)
    keys = [uuid4() for _ in range(8)]

    def write(by: Person, key: UUID) -> int:
        try:
            written = Written("I am here.", key)
            return services.write_line(actor=by, slug=chat.group.slug, room_id=chat.id, written=written, now=now).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        # Each line twice, as a page sends it that heard no answer.
        work = [(owner if place % 2 else mate, key) for place, key in enumerate(keys) for _time in (1, 2)]
        numbers = list(pool.map(lambda one: write(*one), work))
    assert sorted(numbers) == sorted([*range(1, 9)] * 2)
    lines = list(ChatLine.objects.order_by("number").values_list("number", "changed"))
    assert lines == [(number, number) for number in range(1, 9)]
    room = ChatRoom.objects.get(id=chat.id)
    assert (room.last_number, room.version) == (8, 8)


class ChatReader(Reader):
    """A browser with a room open."""

    def __init__(self, cookie: str, room: ChatRoom) -> None:
        self.asked = f"shared=group-chat:{room.id}&known=0".encode()
        super().__init__(cookie)

    def scope(self, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
        return {**super().scope(headers), "query_string": self.asked}


def test_who_is_removed_loses_the_stream_at_once(
    chat: ChatRoom, brought_in: Join, owner: Person, mate: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = brought_in(chat.group, mate)
    cookies = cookie_of(owner), cookie_of(mate)
    known: dict[str, Any] = {"slug": chat.group.slug, "now": current_time()}

    def say(words: str) -> None:
        services.write_line(actor=owner, room_id=chat.id, written=Written(words, uuid4()), **known)

    async def story() -> None:
        host, other = (ChatReader(cookie, chat) for cookie in cookies)
        for reader in (host, other):
            await reader.hears("event: shared\n")
        await _listening()
        await aside(say, "Before")
        for reader in (host, other):
            await reader.hears("Before")
        await aside(services.remove_member, actor=owner, membership_id=member.id, for_good=False, **known)
        async with asyncio.timeout(10):
            await other.task
        await aside(say, "After")
        await host.hears("After")
        assert "session-ended" in other.text
        assert "After" not in other.text
        assert "session-ended" not in host.text
        again = ChatReader(cookies[1], chat)
        async with asyncio.timeout(10):
            await again.task
        assert again.status == 404
        await host.leave()

    in_a_loop(story, monkeypatch)
