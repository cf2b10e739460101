"""The one door: live streams are served here, everything else goes to Django as WSGI, on threads.

Pages are cheaper as WSGI, streams only work as ASGI; both stand behind one port. docs/decisions/0006-one-door.md has
the measurements.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")

from alongside.config.wsgi import application as pages  # isort: skip - it sets Django up, which `live` needs
from alongside.config.bridge import Bridge
from alongside.config.live import stream

Message = MutableMapping[str, Any]

LIVE_PATH = "/live"
PAGE_THREADS = 16

_pages = Bridge(pages, threads=PAGE_THREADS)


async def application(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Serve one request."""
    if scope["type"] == "http" and scope["path"] == LIVE_PATH and scope["method"] == "GET":
        await stream(scope, receive, send)
    elif scope["type"] == "http":
        await _pages(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)


async def _lifespan(receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
