"""The bytes of a stream: written at once where the server takes them, in their order where it does not."""

import asyncio
from typing import Any

import pytest

from alongside.config.outlet import Outlet


class Server:
    """A server that takes some pieces at once, and then none until it is told to."""

    def __init__(self, *, at_once: int) -> None:
        self.at_once = at_once
        self.taken: list[bytes] = []
        self.goes_on = asyncio.Event()

    async def send(self, message: Any) -> None:
        if len(self.taken) >= self.at_once:
            await self.goes_on.wait()
        assert message["type"] == "http.response.body"
        assert message["more_body"] is True
        self.taken.append(message["body"])


def test_what_the_server_takes_is_written_before_anything_waits() -> None:
    async def story() -> None:
        server = Server(at_once=2)
        outlet = Outlet(server.send)
        assert outlet.begin(b"one")
        assert outlet.begin(b"two")
        assert server.taken == [b"one", b"two"]
        await outlet.finish()

    asyncio.run(story())


def test_what_it_does_not_take_is_waited_for_by_whoever_finishes() -> None:
    async def story() -> None:
        server = Server(at_once=1)
        outlet = Outlet(server.send)
        assert outlet.begin(b"one")
        assert not outlet.begin(b"two")
        assert server.taken == [b"one"]
        finishing = asyncio.create_task(outlet.finish())
        await asyncio.sleep(0)
        assert not finishing.done()
        server.goes_on.set()
        await finishing
        assert server.taken == [b"one", b"two"]
        await outlet.finish()
        assert server.taken == [b"one", b"two"]

    asyncio.run(story())


def test_writing_waits_for_a_slow_reader() -> None:
    async def story() -> None:
        server = Server(at_once=0)
        writing = asyncio.create_task(Outlet(server.send).write(b"one"))
        await asyncio.sleep(0)
        assert server.taken == []
        server.goes_on.set()
        await writing
        assert server.taken == [b"one"]

    asyncio.run(story())


def test_what_fails_is_raised_where_the_stream_waits_and_not_where_it_is_handed_on() -> None:
    async def broken(_message: Any) -> None:
        raise ConnectionError("made up")

    async def story() -> None:
        outlet = Outlet(broken)
        assert not outlet.begin(b"one")
        with pytest.raises(ConnectionError, match="made up"):
            await outlet.finish()

    asyncio.run(story())
