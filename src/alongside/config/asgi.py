"""The one door: live streams are served here, everything else goes to Django as WSGI, on threads.

Pages are cheaper as WSGI, streams only work as ASGI; both stand behind one port. docs/decisions/0006-one-door.md has
the measurements.
"""

import asyncio
import contextlib
import signal

from alongside.config.bridge import Bridge, Message, Receive, Send
from alongside.config.wsgi import application as pages

# Comes after the line above on purpose: that one sets Django up.
from alongside.config.live import end_streams, stream  # isort: skip

LIVE_PATH = "/live"
PAGE_THREADS = 16

_pages = Bridge(pages, threads=PAGE_THREADS)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one request."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"] == LIVE_PATH and scope["method"] == "GET":
        await stream(scope, receive, send)
    else:
        await _pages(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _end_streams_before_stopping()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _end_streams_before_stopping() -> None:
    """Have streams end when this process is told to stop: the server waits for what is open, and a stream has no end.

    The server knows two signals for it, and tells its processes by SIGTERM: so we take that one, and pass it on as the
    other.
    """

    def stop() -> None:
        end_streams()
        signal.raise_signal(signal.SIGINT)

    # Only the thread that owns the signals can: under a server of another kind streams end as they always did.
    with contextlib.suppress(RuntimeError, ValueError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
