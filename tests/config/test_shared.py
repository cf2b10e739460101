"""What many look at together: put into words once for each change and language, for those who may read it alone."""

import asyncio
import json
import threading
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import translation

from alongside.accounts.models import Person
from alongside.config import live, shared
from alongside.kernel.live import Lines as SharedLines
from alongside.kernel.live import Shared, Snapshot, announce, announce_shared, register_shared
from tests.config.test_live import Reader, _listening, aside, close_connection, cookie_of, in_a_loop
from tests.conftest import MakePerson

pytestmark = pytest.mark.django_db(transaction=True)
TOPIC = "made-up-board"


class Board:
    """A made-up thing that many look at: what it says, who may read it, and how often it was put into words."""

    def __init__(self) -> None:
        self.ref = uuid4()
        self.version = 1
        self.parts = {"one": "first", "two": "second"}
        self.is_over = False
        self.let_in: set[UUID] = set()
        self.rendered: list[str] = []

    def see(self, people: Collection[UUID], ref: UUID, _now: datetime) -> set[UUID]:
        return self.let_in & set(people) if ref == self.ref else set()

    def render(self, _ref: UUID, _now: datetime) -> Snapshot | None:
        language = translation.get_language() or ""
        self.rendered.append(language)
        if self.is_over:
            return None
        return Snapshot(self.version, {name: f"{words} {language}" for name, words in self.parts.items()})

    def say(self, **parts: str) -> None:
        self.version += 1
        self.parts |= parts
        announce_shared(topic=TOPIC, ref=self.ref)


@pytest.fixture
def board() -> Board:
    made = Board()
    register_shared(Shared(TOPIC, made.see, made.render))
    return made


@pytest.fixture
def ada(make_person: MakePerson, board: Board) -> Person:
    person = make_person("Ada Madeup")
    board.let_in.add(person.id)
    return person


class Looker(Reader):
    """A browser that looks at the board."""

    def __init__(self, cookie: str, board: Board, known: str = "") -> None:
        self.asked = f"shared={TOPIC}:{board.ref}".encode()
        self.known = known
        super().__init__(cookie)

    def scope(self, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
        known = [(b"last-event-id", self.known.encode())] if self.known else []
        return {**super().scope(headers), "headers": headers + known, "query_string": self.asked}

    def told(self) -> list[dict[str, str]]:
        """Return the parts of each event, in order."""
        events = [block for block in self.text.split("\n\n") if block.startswith("event: shared\n")]
        return [json.loads(block.split("data: ", 1)[1])["parts"] for block in events]


def test_the_whole_comes_first_and_then_what_changes(ada: Person, board: Board, monkeypatch) -> None:
    cookie = cookie_of(ada)

    async def story() -> None:
        reader = Looker(cookie, board)
        await reader.hears("second en")
        await _listening()
        await aside(board.say, two="other")
        await reader.hears("other en")
        assert reader.told()[0] == {"one": "first en", "two": "second en"}
        assert reader.told()[-1] == {"two": "other en"}
        assert f"id: {board.version}\n" in reader.text
        await reader.leave()

    in_a_loop(story, monkeypatch)


def test_it_is_put_into_words_once_for_all_who_read_a_language(ada: Person, board, make_person, monkeypatch) -> None:
    ben, cleo = make_person("Ben Madeup"), make_person("Cleo Madeup", locale="es")
    board.let_in |= {ben.id, cleo.id}
    cookies = [cookie_of(person) for person in (ada, ben, cleo)]

    async def story() -> None:
        readers = [Looker(cookie, board) for cookie in cookies]
        for reader in readers:
            await reader.hears("second")
        await _listening()
        await readers[0].hears("everything")
        await asyncio.gather(*[channel.work for channel in live.hub._channels.values() if channel.work])
        board.rendered.clear()
        await aside(board.say, one="anew")
        await readers[0].hears("anew en")
        await readers[1].hears("anew en")
        await readers[2].hears("anew es")
        assert sorted(board.rendered) == ["en", "es"]
        assert "anew es" not in readers[0].text
        for reader in readers:
            await reader.leave()

    in_a_loop(story, monkeypatch)


def test_who_comes_back_with_the_version_there_is_hears_the_time_alone(ada: Person, board: Board, monkeypatch) -> None:
    cookie = cookie_of(ada)

    async def story() -> None:
        reader = Looker(cookie, board, known="1")
        await reader.hears("event: shared\n")
        assert reader.told()[0] == {}
        await reader.leave()
        behind = Looker(cookie, board, known="0")
        await behind.hears("second en")
        await behind.leave()

    in_a_loop(story, monkeypatch)


def test_it_is_not_for_who_may_not_read_it(make_person: MakePerson, board: Board, monkeypatch) -> None:
    cookie = cookie_of(make_person("Eve Madeup"))

    async def story() -> None:
        reader = Looker(cookie, board)
        async with asyncio.timeout(10):
            await reader.task
        assert (reader.status, reader.text) == (404, "")

    in_a_loop(story, monkeypatch)


def test_who_may_not_read_it_any_more_hears_nothing_that_comes_after(ada: Person, board: Board, monkeypatch) -> None:
    cookie = cookie_of(ada)

    def ask_out() -> None:
        board.let_in.clear()
        announce([ada.id], topic=TOPIC, ref=board.ref)
        board.say(one="secret")

    async def story() -> None:
        reader = Looker(cookie, board)
        await reader.hears("second en")
        await _listening()
        await aside(ask_out)
        await reader.hears("event: session-ended")
        async with asyncio.timeout(10):
            await reader.task
        assert "secret" not in reader.text

    in_a_loop(story, monkeypatch)


def test_who_lost_something_is_asked_for_before_the_whole_is_told(ada: Person, board: Board, monkeypatch) -> None:
    """What was lost may have said that they are to go."""
    cookie = cookie_of(ada)

    async def story() -> None:
        reader = Looker(cookie, board)
        await reader.hears("second en")
        await _listening()
        board.let_in.clear()
        board.version, board.parts["one"] = 2, "secret"
        for queue in live.hub._queues[str(ada.id)]:
            shared.put(queue, shared.EVERYTHING)
        async with asyncio.timeout(10):
            await reader.task
        assert "event: session-ended" in reader.text
        assert "secret" not in reader.text

    in_a_loop(story, monkeypatch)


def test_when_it_is_over_everybody_is_told(ada: Person, board: Board, monkeypatch) -> None:
    cookie = cookie_of(ada)

    async def story() -> None:
        reader = Looker(cookie, board)
        await reader.hears("second en")
        await _listening()
        board.is_over = True
        await aside(board.say)
        await reader.hears("event: shared-over")
        async with asyncio.timeout(10):
            await reader.task
        assert live.hub._channels == {}

    in_a_loop(story, monkeypatch)


def test_a_reader_that_is_too_slow_is_told_the_whole() -> None:
    async def story() -> None:
        queue: asyncio.Queue[Any] = asyncio.Queue(2)
        for number in range(3):
            shared.put(queue, shared.News(number, b"part"))
        assert [queue.get_nowait() for _ in range(queue.qsize())] == [shared.EVERYTHING]

    asyncio.run(story())


@pytest.mark.parametrize("asked", ["", "made-up-board", "made-up-board:odd", "other:" + str(UUID(int=1)), ":"])
def test_what_is_not_shared_is_a_stream_like_any_other(asked: str) -> None:
    found = live._shared_asked_for({"headers": [], "query_string": f"shared={asked}".encode()})
    assert None in found


def test_a_change_does_not_wait_until_readers_have_been_asked(ada: Person, board: Board, monkeypatch) -> None:
    cookie = cookie_of(ada)
    asked = threading.Event()

    async def story() -> None:
        reader = Looker(cookie, board)
        await reader.hears("second en")
        await _listening()
        await reader.hears("everything")
        busy = live._threads.submit(asked.wait)
        try:
            await asyncio.to_thread(from_elsewhere, lambda: board.say(one="anew"))
            await reader.hears("anew en")
            assert not busy.done()
        finally:
            asked.set()
        await reader.leave()

    in_a_loop(story, monkeypatch)


def from_elsewhere(work: Callable[[], None]) -> None:
    """Do something with a database connection of its own."""
    try:
        work()
    finally:
        close_connection()


def test_of_those_who_are_asked_together_each_is_told_what_holds_for_them(
    ada: Person, board: Board, make_person: MakePerson, monkeypatch
) -> None:
    people = [ada, make_person("Ben Madeup"), make_person("Cleo Madeup")]
    board.let_in |= {person.id for person in people}
    cookies = [cookie_of(person) for person in people]

    async def story() -> None:
        readers = [Looker(cookie, board) for cookie in cookies]
        for reader in readers:
            await reader.hears("second en")
        await _listening()
        board.let_in.remove(ada.id)
        await aside(announce, [person.id for person in people], topic=TOPIC, ref=board.ref)
        await readers[0].hears("event: session-ended")
        for reader in readers[1:]:
            await reader.hears(TOPIC)
            assert "session-ended" not in reader.text
        for reader in readers:
            await reader.leave()

    in_a_loop(story, monkeypatch)


class Lines:
    """A made-up thing that only grows: lines that many read, and after which version they were asked for."""

    def __init__(self) -> None:
        self.ref = uuid4()
        self.version = 3
        self.changed = {1: 1, 2: 2, 3: 3}
        self.let_in: set[UUID] = set()
        self.asked: list[int] = []

    def see(self, people: Collection[UUID], ref: UUID, _now: datetime) -> set[UUID]:
        return self.let_in & set(people) if ref == self.ref else set()

    def render(self, _ref: UUID, _now: datetime) -> Snapshot | None:
        return Snapshot(self.version, {"state": "open"})

    def since(self, _ref: UUID, version: int, _now: datetime) -> SharedLines:
        self.asked.append(version)
        newer = {number: f"line {number}" for number, changed in self.changed.items() if changed > version}
        return SharedLines(self.version, newer)

    def say(self, *, changes: int = 0) -> None:
        self.version += 1
        self.changed[changes or len(self.changed) + 1] = self.version
        announce_shared(topic=TOPIC, ref=self.ref)


@pytest.fixture
def lines(ada_in: Callable[[Any], Person]) -> Lines:
    made = Lines()
    register_shared(Shared(TOPIC, made.see, made.render, made.since))
    ada_in(made)
    return made


@pytest.fixture
def ada_in(make_person: MakePerson) -> Callable[[Any], Person]:
    def let_in(thing: Any) -> Person:
        person = make_person("Ada Madeup")
        thing.let_in.add(person.id)
        return person

    return let_in


class LineReader(Looker):
    """A browser that reads lines, from what its page had."""

    def lines(self) -> list[list[int]]:
        """Return the numbers that came with each event."""
        events = [block for block in self.text.split("\n\n") if block.startswith("event: shared\n")]
        return [[number for number, _html in json.loads(one.split("data: ", 1)[1]).get("lines", [])] for one in events]


def cookie_of_reader(lines: Lines) -> str:
    return cookie_of(Person.objects.get(id__in=lines.let_in))


def test_of_lines_those_come_that_a_page_does_not_have(lines: Lines, monkeypatch) -> None:
    cookie = cookie_of_reader(lines)

    async def story() -> None:
        reader = LineReader(cookie, lines, known="1")  # type: ignore[arg-type]  # a board of another kind
        await reader.hears("line 3")
        await _listening()
        await aside(lines.say)
        await reader.hears("line 4")
        await aside(lines.say, changes=2)
        await reader.hears("id: 5\n")
        assert reader.lines()[0] == [2, 3]
        assert [numbers for numbers in reader.lines()[1:] if numbers] == [[4], [2]]
        await reader.leave()

    in_a_loop(story, monkeypatch)


def test_who_comes_back_after_a_restart_misses_nothing_and_is_told_nothing_twice(lines: Lines, monkeypatch) -> None:
    cookie = cookie_of_reader(lines)
    lines.say()

    async def story() -> None:
        readers = [LineReader(cookie, lines, known="3") for _ in range(5)]  # type: ignore[arg-type]  # as above
        for reader in readers:
            await reader.hears("line 4")
        assert [reader.lines()[0] for reader in readers] == [[4]] * 5
        # Once for all of them; once more when the process has begun to listen.
        assert lines.asked.count(3) <= 2
        up_to_date = LineReader(cookie, lines, known="4")  # type: ignore[arg-type]  # as above
        await up_to_date.hears("event: shared\n")
        assert up_to_date.lines()[0] == []
        for reader in (*readers, up_to_date):
            await reader.leave()

    in_a_loop(story, monkeypatch)


def test_who_lost_something_on_the_way_is_told_it_from_the_version_they_had(lines: Lines, monkeypatch) -> None:
    cookie = cookie_of_reader(lines)

    async def story() -> None:
        reader = LineReader(cookie, lines, known="3")  # type: ignore[arg-type]  # as above
        await reader.hears("event: shared\n")
        await _listening()
        await reader.hears("everything")
        await aside(lines.say)
        await reader.hears("line 4")
        live.hub.hand(str(next(iter(lines.let_in))), shared.EVERYTHING)
        await aside(lines.say)
        await reader.hears("line 5")
        assert sorted(number for numbers in reader.lines() for number in numbers) == [4, 5]
        await reader.leave()

    in_a_loop(story, monkeypatch)


class SlowReader(LineReader):
    """A browser that takes nothing while it is told to wait, or whose connection breaks at the next word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.takes = asyncio.Event()
        self.takes.set()
        self.breaks = False
        super().__init__(*args, **kwargs)

    async def _send(self, message: Any) -> None:
        if self.breaks:
            raise ConnectionError("made up")
        await self.takes.wait()
        await super()._send(message)


def test_who_reads_slowly_keeps_nobody_waiting_and_has_every_line_once(lines: Lines, monkeypatch) -> None:
    cookie = cookie_of_reader(lines)

    async def story() -> None:
        slow, quick = (SlowReader(cookie, lines, known="3") for _ in range(2))  # type: ignore[arg-type]  # as above
        for reader in (slow, quick):
            await reader.hears("event: shared\n")
        await _listening()
        await slow.hears("everything")
        slow.takes.clear()
        for number in range(4, 8):
            await aside(lines.say)
            await quick.hears(f"line {number}")
        assert "line 4" not in slow.text
        slow.takes.set()
        await slow.hears("line 7")
        for reader in (slow, quick):
            assert [number for numbers in reader.lines() for number in numbers] == [4, 5, 6, 7]
            await reader.leave()

    in_a_loop(story, monkeypatch)


def test_a_connection_that_breaks_ends_alone(lines: Lines, monkeypatch) -> None:
    cookie = cookie_of_reader(lines)

    async def story() -> None:
        broken, other = (SlowReader(cookie, lines, known="3") for _ in range(2))  # type: ignore[arg-type]  # as above
        for reader in (broken, other):
            await reader.hears("event: shared\n")
        await _listening()
        await broken.hears("everything")
        broken.breaks = True
        await aside(lines.say)
        await other.hears("line 4")
        with pytest.raises(ConnectionError, match="made up"):
            await broken.task
        await other.leave()

    in_a_loop(story, monkeypatch)


@pytest.mark.parametrize("known", ["", "x", "-1", "9" * 40, "\u0663"])
def test_an_odd_version_is_none(lines: Lines, monkeypatch, known: str) -> None:
    cookie = cookie_of_reader(lines)

    async def story() -> None:
        reader = LineReader(cookie, lines, known)  # type: ignore[arg-type]  # as above
        await reader.hears("line 3")
        assert reader.lines()[0] == [1, 2, 3]
        await reader.leave()

    in_a_loop(story, monkeypatch)
