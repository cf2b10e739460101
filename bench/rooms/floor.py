"""The floor: the same bytes to as many streams, with nothing behind them: `python -m bench.rooms.floor PORT`.

`GET /live` is an endless stream; `POST /say` hands its body to every one of them.
"""

import asyncio
import sys
from typing import Any

_readers: set["asyncio.Queue[bytes]"] = set()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Serve one request."""
    if scope["type"] != "http":
        return
    if scope["method"] == "POST":
        await _say(receive, send)
        return
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    _readers.add(queue)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    await send({"type": "http.response.body", "body": b"id: 0\ndata: begun\n\n", "more_body": True})
    while True:
        await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})


async def _say(receive: Any, send: Any) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    for queue in _readers:
        queue.put_nowait(body)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def main() -> None:
    """Serve until told to end."""
    from granian import Granian
    from granian.constants import Interfaces

    from alongside.config.web import BACKLOG, CONNECTIONS

    Granian(
        "bench.rooms.floor:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGI,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
    ).serve()


if __name__ == "__main__":
    main()
