"""Asking readers of live streams whether they still may: many at once, each in their turn, and never nobody."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError

from alongside.config import asking
from alongside.config.asking import Asking, Reader, Together, Turns


def reader(number: int) -> Reader:
    return Reader(f"cookie-{number}", UUID(int=number), "en", shared=None, ref=None, known="")


READERS = [reader(number) for number in range(5)]


def answers(says: Callable[[Sequence[Reader]], set[Reader]], readers: Sequence[Reader]) -> tuple[list[bool], list[int]]:
    """Ask all of them at once; return what each is told, and how many were asked each time."""
    asked: list[int] = []

    async def aside(_work: Any, some: Sequence[Reader]) -> list[bool]:
        asked.append(len(some))
        may = says(some)
        return [one in may for one in some]

    async def story() -> list[bool]:
        made = Asking(aside)
        return await asyncio.gather(*(made.is_still(one) for one in readers))

    return asyncio.run(story()), asked


def test_who_comes_at_once_is_asked_at_once() -> None:
    told, asked = answers(lambda _some: {READERS[1], READERS[3]}, READERS)
    assert told == [False, True, False, True, False]
    assert asked == [5]


def test_so_many_are_asked_at_once_and_then_the_others(monkeypatch) -> None:
    monkeypatch.setattr(asking, "MOST_AT_ONCE", 2)
    told, asked = answers(set, READERS)
    assert told == [True] * 5
    assert asked == [2, 2, 1]


def test_one_session_with_two_streams_is_asked_once() -> None:
    assert answers(set, [READERS[0], READERS[0]]) == ([True, True], [1])


def test_while_the_database_is_away_everybody_stays() -> None:
    def away(_some: Sequence[Reader]) -> set[Reader]:
        raise OperationalError

    assert answers(away, READERS)[0] == [True] * 5


def test_who_cannot_be_asked_for_another_reason_does_not_stay() -> None:
    def broken(_some: Sequence[Reader]) -> set[Reader]:
        raise ValueError

    assert answers(broken, READERS)[0] == [False] * 5


def test_what_goes_wrong_is_told_to_all_who_were_asked_at_once_and_to_nobody_after_them() -> None:
    broken = [True]

    async def aside(_work: Any, some: Sequence[str]) -> list[str]:
        if broken:
            raise OperationalError
        return [question.upper() for question in some]

    async def story() -> None:
        together = Together[str, str](aside, lambda some: some)
        told = await asyncio.gather(together.answer("a"), together.answer("b"), return_exceptions=True)
        assert [type(one) for one in told] == [OperationalError] * 2
        broken.clear()
        again = await asyncio.gather(*(together.answer(one) for one in "aba"))
        assert again == ["A", "B", "A"]

    asyncio.run(story())


class Stream:
    """A made-up stream that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def be_asked(self) -> None:
        self.asked += 1


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "CHECK_SECONDS", 0.02)


def test_who_comes_together_is_asked_in_turns(quick: None) -> None:
    async def story() -> None:
        turns, streams = Turns(), [Stream() for _ in range(2 * asking.TURNS)]
        with ExitStack() as stack:
            for one in streams:
                stack.enter_context(turns.taking(one))
            assert [len(turn) for turn in turns._turns] == [2] * asking.TURNS
            async with asyncio.timeout(10):
                while any(one.asked < 2 for one in streams):
                    assert max(one.asked for one in streams) - min(one.asked for one in streams) <= 1
                    await asyncio.sleep(0)
        assert not any(turns._turns)
        await turns.close()

    asyncio.run(story())


def test_turns_go_on_when_somebody_comes_after_all_have_gone(quick: None) -> None:
    async def story() -> None:
        turns = Turns()
        for _ in range(2):
            one = Stream()
            with turns.taking(one):
                async with asyncio.timeout(10):
                    while not one.asked:
                        await asyncio.sleep(0)
            assert turns._work is not None
            async with asyncio.timeout(10):
                await turns._work
        await turns.close()

    asyncio.run(story())
