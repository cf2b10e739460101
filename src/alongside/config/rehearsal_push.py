"""A push service for rehearsals: takes what a worker hands over on loopback, and says when which message came."""

import queue
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from alongside.kernel.clock import current_time
from alongside.notifications.channels.ece import to_base64url
from alongside.notifications.channels.webpush import Subscription


class RehearsalPush:
    """Listens on a free port of 127.0.0.1 while it is entered. `arrived` gets (topic, seconds since 1970)."""

    def __init__(self) -> None:
        """Set up; nothing is answered yet."""
        self.arrived: queue.SimpleQueue[tuple[str, float]] = queue.SimpleQueue()
        self._server = _Server(("127.0.0.1", 0), _Taker)
        self._server.arrived = self.arrived
        self._thread = threading.Thread(target=self._server.serve_forever, name="rehearsal push", daemon=True)

    def __enter__(self) -> Self:
        """Start answering."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop and close the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def subscribe(self) -> Subscription:
        """Make a browser's subscription. Its private key is thrown away: what arrives is counted, not read."""
        key = ec.generate_private_key(ec.SECP256R1()).public_key()
        return Subscription(
            endpoint=f"http://127.0.0.1:{self._server.server_address[1]}/{secrets.token_urlsafe(12)}",
            p256dh=to_base64url(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)),
            auth=to_base64url(secrets.token_bytes(16)),
        )


class _Server(ThreadingHTTPServer):
    arrived: "queue.SimpleQueue[tuple[str, float]]"
    daemon_threads = True
    block_on_close = False


class _Taker(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_POST(self) -> None:
        """Take the message (RFC 8030, 5): 201."""
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.arrived.put((self.headers.get("Topic", ""), current_time().timestamp()))
        self.send_response_only(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: a rehearsal prints its own figures."""
