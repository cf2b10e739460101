"""A push service on loopback: makes subscriptions, checks and decrypts what arrives, answers by a script.

In a test: `with PushEndpoint() as push: subscription = push.subscribe()`. For a bench or the chaos test, as
a process of its own: `python -m tests.support.push_endpoint --port 0` prints `{"port": ..., "origin": ...}`,
then takes orders over HTTP until its standard input ends or it gets SIGTERM:

    POST   /control/subscriptions {"count": n}               -> [{"id", "endpoint", "p256dh", "auth"}, ...]
    POST   /control/answers {"id": ..., "answers": [{...}]}  -> what the next sends to that subscription get
    GET    /control/topics                                   -> {topic: how many were answered 201}
    GET    /control/received?after=n                         -> what arrived, from the n-th on
    DELETE /control/received                                 -> forget what arrived
"""

import argparse
import base64
import contextlib
import json
import secrets
import select
import socket
import socketserver
import ssl
import sys
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Self
from urllib.parse import parse_qs, urlsplit

import http_ece
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from alongside.notifications.channels.webpush import Subscription

URGENCIES = ("very-low", "low", "normal", "high")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one send gets: a status (with Retry-After or Location), silence, a hang-up, or a slow drip."""

    status: int = 201
    retry_after: str | None = None
    act: Literal["answer", "hang", "close", "drip"] = "answer"
    location: str | None = None
    body_bytes: int = 0
    last: bool = False
    """Say `Connection: close`, and do."""


@dataclass(slots=True)
class _Subscribed:
    private: ec.EllipticCurvePrivateKey
    auth: bytes
    answers: deque[Answer]
    always: Answer


class _Rejected(Exception):
    """The request breaks RFC 8030, 8291 or 8292: `status` is what a real push service answers."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class PushEndpoint:
    """A real HTTP server on 127.0.0.1, one thread a connection, connections kept alive.

    `application_key` (base64url) makes it refuse every other sender with 403, as vendors do for a
    subscription made with that key. `tls` makes it speak https.
    """

    def __init__(self, port: int = 0, *, application_key: str | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.closing = threading.Event()
        self.connections_opened = 0
        self._application_key = application_key
        self._lock = threading.Lock()
        self._subscribed: dict[str, _Subscribed] = {}
        self._received: list[dict[str, Any]] = []
        self._rejected: list[str] = []
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.push, self._server.tls = self, tls
        self.port: int = self._server.server_address[1]
        self.origin = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        """Start answering."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and hang up on everybody."""
        self.closing.set()
        self._server.shutdown()
        self.hang_up()
        self._server.server_close()
        self._thread.join(5)

    def hang_up(self) -> None:
        """Drop every open connection, as a service does with idle ones."""
        self._server.hang_up()

    @property
    def received(self) -> list[dict[str, Any]]:
        """What arrived and could be decrypted, oldest first, whatever it was answered.

        Each: subscription (id), topic, ttl, urgency, payload, headers, status (None when not answered), time
        (seconds since 1970).
        """
        with self._lock:
            return list(self._received)

    @property
    def rejected(self) -> list[str]:
        """Why requests were answered 400 to 413 without a script: mistakes of the sender."""
        with self._lock:
            return list(self._rejected)

    def subscribe(self, *answers: Answer, always: Answer | None = None) -> Subscription:
        """Make a subscription with fresh keys; its first sends get `answers`, the others `always` (201)."""
        return Subscription(**_without_id(self._subscribe(answers, always)))

    def script(self, subscription_id: str, *answers: Answer) -> None:
        """Say what the next sends to a subscription get."""
        with self._lock:
            self._subscribed[subscription_id].answers.extend(answers)

    def topics(self) -> Counter[str]:
        """How many sends were answered 201, by topic."""
        return Counter(message["topic"] for message in self.received if message["status"] == 201)

    def forget(self) -> None:
        """Forget what arrived; subscriptions stay."""
        with self._lock:
            self._received.clear()
            self._rejected.clear()

    def subscriptions(self, count: int) -> list[dict[str, str]]:
        """Make many subscriptions, as the control path hands them out."""
        return [self._subscribe((), None) for _ in range(count)]

    def _subscribe(self, answers: tuple[Answer, ...], always: Answer | None) -> dict[str, str]:
        name, auth = secrets.token_urlsafe(12), secrets.token_bytes(16)
        private = ec.generate_private_key(ec.SECP256R1())
        point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        with self._lock:
            self._subscribed[name] = _Subscribed(private, auth, deque(answers), always or Answer())
        return {
            "id": name,
            "endpoint": f"{self.origin}/push/{name}",
            "p256dh": _b64(point),
            "auth": _b64(auth),
        }

    def accept(self, name: str, headers: dict[str, str], body: bytes) -> Answer:
        """Check, decrypt and note one push, and say what to answer."""
        with self._lock:
            subscribed = self._subscribed.get(name)
            if subscribed is None:
                return Answer(404)
            answer = subscribed.answers.popleft() if subscribed.answers else subscribed.always
        try:
            message = self._read(subscribed, headers, body)
        except _Rejected as error:
            with self._lock:
                self._rejected.append(str(error))
            return Answer(error.status)
        message |= {"subscription": name, "headers": headers, "time": time.time()}
        message["status"] = answer.status if answer.act == "answer" else None
        with self._lock:
            self._received.append(message)
        return answer

    def _read(self, subscribed: _Subscribed, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        self._check_vapid(headers.get("authorization", ""))
        if len(body) > 4096:
            raise _Rejected(413, f"a body of {len(body)} bytes")
        topic, urgency, ttl = (headers.get(name, "") for name in ("topic", "urgency", "ttl"))
        if len(topic) > 32 or not topic.replace("-", "").replace("_", "").isalnum():
            raise _Rejected(400, f"topic {topic!r}")
        if urgency not in URGENCIES or not ttl.isdigit():
            raise _Rejected(400, f"urgency {urgency!r}, ttl {ttl!r}")
        if headers.get("content-encoding") != "aes128gcm":
            raise _Rejected(400, "content is not aes128gcm")
        return {"topic": topic, "ttl": int(ttl), "urgency": urgency, "payload": _decrypted(subscribed, body)}

    def _check_vapid(self, authorization: str) -> None:
        scheme, _, rest = authorization.partition(" ")
        fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
        if scheme != "vapid" or not {"t", "k"} <= fields.keys():
            raise _Rejected(401, "no VAPID authorization")
        if self._application_key not in (None, fields["k"]):
            raise _Rejected(403, "signed by another application")
        claims = _verified(fields["t"], fields["k"])
        if claims is None or claims.get("aud") != self.origin:
            raise _Rejected(403, "VAPID signature or audience is wrong")
        if not time.time() < claims.get("exp", 0) <= time.time() + 86_400 + 60:
            raise _Rejected(403, "VAPID token has expired or lasts over 24 hours")
        if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
            raise _Rejected(403, "VAPID token names no contact")

    def control(self, method: str, address: str, body: bytes) -> tuple[int, Any]:
        """Obey an order given over HTTP."""
        parts = urlsplit(address)
        match method, parts.path:
            case "POST", "/control/subscriptions":
                return 200, self.subscriptions(json.loads(body)["count"])
            case "POST", "/control/answers":
                order = json.loads(body)
                self.script(order["id"], *(Answer(**answer) for answer in order["answers"]))
                return 200, {}
            case "GET", "/control/topics":
                return 200, self.topics()
            case "GET", "/control/received":
                return 200, self.received[int(parse_qs(parts.query).get("after", ["0"])[0]) :]
            case "DELETE", "/control/received":
                self.forget()
                return 200, {}
        return 404, {}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 1024
    push: PushEndpoint
    tls: ssl.SSLContext | None

    def __init__(self, *args: Any) -> None:
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
            self.push.connections_opened += 1
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        with self._open_lock:
            for request in self._open:
                with contextlib.suppress(OSError):  # the other side has hung up already
                    request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception() if sys.version_info >= (3, 12) else sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(socketserver.StreamRequestHandler):
    """Reads HTTP/1.1 by hand: http.server parses headers with the e-mail package, which is too slow here."""

    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        if self.server.tls:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        if self.server.tls:  # the wrapped socket took over the one the server would close
            self.request.close()

    def handle(self) -> None:
        while line := self.rfile.readline():
            method, address, _ = line.decode("latin-1").split(" ", 2)
            headers = self._headers()
            body = self.rfile.read(int(headers.get("content-length", "0")))
            if address.startswith("/control/"):
                status, content = self.server.push.control(method, address, body)
                self._write(status, {}, json.dumps(content).encode())
            elif not self._push(method, address, headers, body):
                return

    def _headers(self) -> dict[str, str]:
        headers = {}
        while (line := self.rfile.readline().decode("latin-1").rstrip("\r\n")) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return headers

    def _push(self, method: str, address: str, headers: dict[str, str], body: bytes) -> bool:
        """Answer a push; False ends the connection."""
        if method != "POST" or not address.startswith("/push/"):
            self._write(405, {}, b"")
            return True
        answer = self.server.push.accept(address.removeprefix("/push/"), headers, body)
        if answer.act == "close":
            return False
        if answer.act == "hang":
            self._until_they_leave(None)
            return False
        if answer.act == "drip":
            self._until_they_leave(b"x")
            return False
        extra = {
            "Retry-After": answer.retry_after,
            "Location": answer.location,
            "Connection": "close" if answer.last else None,
        }
        self._write(answer.status, {k: v for k, v in extra.items() if v}, b"x" * answer.body_bytes)
        return not answer.last

    def _until_they_leave(self, drop: bytes | None) -> None:
        """Say nothing, or one byte of a header every 50 ms, until the other side hangs up or we close."""
        while not self.server.push.closing.is_set():
            if select.select([self.request], [], [], 0.05)[0]:
                return
            if drop:
                self.wfile.write(drop)

    def _write(self, status: int, extra: dict[str, str], body: bytes) -> None:
        head = [f"HTTP/1.1 {status} Scripted", f"Content-Length: {len(body)}"]
        head += [f"{name}: {value}" for name, value in extra.items()]
        self.wfile.write("\r\n".join([*head, "", ""]).encode("latin-1") + body)


def _decrypted(subscribed: _Subscribed, body: bytes) -> Any:
    """Open the body with `http_ece`: an implementation that is not ours."""
    try:
        plaintext = http_ece.decrypt(
            body, private_key=subscribed.private, auth_secret=subscribed.auth, version="aes128gcm"
        )
        return json.loads(plaintext)
    except (http_ece.ECEException, InvalidTag, ValueError) as error:
        raise _Rejected(400, "the body cannot be decrypted") from error


@lru_cache(maxsize=1024)
def _verified(token: str, key: str) -> dict[str, Any] | None:
    """The claims of a token signed by `key`, or None."""
    try:
        unsigned, _, signature_text = token.rpartition(".")
        signature = _unb64(signature_text)
        r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _unb64(key))
        public.verify(encode_dss_signature(r, s), unsigned.encode(), ec.ECDSA(hashes.SHA256()))
        claims: dict[str, Any] = json.loads(_unb64(unsigned.partition(".")[2]))
    except (InvalidSignature, ValueError):
        return None
    return claims


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _without_id(subscription: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in subscription.items() if name != "id"}


def main() -> None:
    """Run until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--application-key")
    options = parser.parse_args()
    with PushEndpoint(options.port, application_key=options.application_key) as push:
        print(json.dumps({"port": push.port, "origin": push.origin}), flush=True)  # noqa: T201 - its contract
        sys.stdin.read()


if __name__ == "__main__":
    main()
