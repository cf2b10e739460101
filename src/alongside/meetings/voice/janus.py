"""Speaking with Janus over its HTTP API, from server to server: sessions, handles, and what its VideoRoom is asked.

Everything has one deadline of a few seconds, what it answers has an end, and what is not understood is no answer.
The API knows a request by the secret in it; browsers get neither.
"""

import http.client
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from alongside.meetings.voice.bridge import Bridge

SECONDS = 6.0
MOST_BYTES = 2_000_000
PLUGIN = "janus.plugin.videoroom"
# What Janus says when something is not there (any more).
NO_SESSION, NO_HANDLE, NO_ROOM, ROOM_EXISTS = 458, 459, 426, 427
# Bits a second that a camera may send: a small picture.
BITRATE = 256_000


class JanusAway(Exception):
    """Janus gave no answer that can be used, in time."""


class JanusRefused(Exception):
    """Janus answered that it will not; `code` is its own number for why."""

    def __init__(self, code: int) -> None:
        super().__init__(f"Janus refuses: {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the bridge: its number, what lets one change it, and what lets one in."""

    number: int
    secret: str
    pin: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the VideoRoom answered, and its side of a connection where it tells one."""

    data: dict[str, Any]
    sdp: str


class Janus:
    """Speaks with one bridge; everything asked of one of these has to be done by one deadline."""

    def __init__(self, bridge: Bridge, *, seconds: float = SECONDS) -> None:
        self._bridge = bridge
        self._deadline = time.monotonic() + seconds

    def about(self) -> dict[str, Any]:
        """Return what Janus says of itself. JanusAway, JanusRefused."""
        return _answer(self._fetch("/info", {}))

    def open(self) -> int:
        """Open a session, which Janus forgets when it is not kept. JanusAway, JanusRefused."""
        return _number(self._post("", {"janus": "create"}))

    def attach(self, session: int) -> int:
        """Return a new handle of a session: one connection of a browser. JanusAway, JanusRefused."""
        return _number(self._post(f"/{session}", {"janus": "attach", "plugin": PLUGIN}))

    def keep(self, session: int) -> bool:
        """Have Janus keep a session for another while; False when it has forgotten it. JanusAway, JanusRefused."""
        return self._is_known(session, "keepalive")

    def close(self, session: int) -> bool:
        """End a session with all its connections, at once; False when it was over. JanusAway, JanusRefused."""
        return self._is_known(session, "destroy")

    def ask(self, session: int, handle: int, body: dict[str, Any], *, jsep: dict[str, str] | None = None) -> Told:
        """Ask the VideoRoom something and wait for what it says. JanusAway, JanusRefused."""
        transaction = secrets.token_hex(8)
        message = {"janus": "message", "body": body, "transaction": transaction} | ({"jsep": jsep} if jsep else {})
        answer = self._post(f"/{session}/{handle}", message)
        while answer.get("transaction") != transaction or answer.get("janus") == "ack":
            answer = self._event(session, transaction)
        return _told(answer)

    def make_room(self, session: int, handle: int, room: Room) -> None:
        """Make a room, unless it is there. JanusAway, JanusRefused."""
        wanted = {
            "request": "create",
            "room": room.number,
            "secret": room.secret,
            "pin": room.pin,
            "permanent": False,
            "is_private": True,
            "publishers": self._bridge.most,
            "bitrate": BITRATE,
            "fir_freq": 10,
            "audiocodec": "opus",
            "videocodec": "vp8",
            "record": False,
            "lock_record": True,
            "notify_joining": False,
        }
        try:
            self.ask(session, handle, wanted)
        except JanusRefused as refusal:
            if refusal.code != ROOM_EXISTS:
                raise

    def sending(self, session: int, handle: int, room: Room) -> set[int]:
        """Return the feeds that arrive in a room now. JanusAway, JanusRefused."""
        told = self.ask(session, handle, {"request": "listparticipants", "room": room.number, "secret": room.secret})
        found = told.data.get("participants")
        people = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        return {one["id"] for one in people if one.get("publisher") is True and isinstance(one.get("id"), int)}

    def end_room(self, room: Room) -> None:
        """End a room; all in it are cut off. JanusAway, JanusRefused."""
        session = self.open()
        try:
            wanted = {"request": "destroy", "room": room.number, "secret": room.secret, "permanent": False}
            self.ask(session, self.attach(session), wanted)
        except JanusRefused as refusal:
            if refusal.code != NO_ROOM:
                raise
        finally:
            self.close(session)

    def _is_known(self, session: int, what: str) -> bool:
        try:
            self._post(f"/{session}", {"janus": what})
        except JanusRefused as refusal:
            if refusal.code != NO_SESSION:
                raise
            return False
        return True

    def _event(self, session: int, transaction: str) -> dict[str, Any]:
        """Wait for what happened in a session; return what answers our question, or the last."""
        found = self._fetch(f"/{session}", {"maxev": "10"})
        events = found if isinstance(found, list) else [found]
        ours = [one for one in events if isinstance(one, dict) and one.get("transaction") == transaction]
        return ours[-1] if ours else {}

    def _post(self, path: str, message: dict[str, Any]) -> dict[str, Any]:
        known = {"transaction": secrets.token_hex(8), "apisecret": self._bridge.secret}
        return _answer(self._speak("POST", path, json.dumps(known | message)))

    def _fetch(self, path: str, query: dict[str, str]) -> Any:
        """Return what Janus answers to a GET, also a list of events."""
        found = self._speak("GET", f"{path}?{urlencode({**query, 'apisecret': self._bridge.secret})}", None)
        return found if isinstance(found, list) else _answer(found)

    def _speak(self, method: str, path: str, body: str | None) -> Any:
        parts = urlsplit(self._bridge.url)
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise JanusAway
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=seconds)
        try:
            connection.request(method, parts.path + path, body, {"Content-Type": "application/json"})
            return json.loads(self._read(connection))
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
            raise JanusAway from error
        finally:
            connection.close()

    def _read(self, connection: http.client.HTTPConnection) -> bytes:
        """Read an answer piece by piece, so that one that trickles in does not outlast the deadline."""
        response = connection.getresponse()
        pieces: list[bytes] = []
        while piece := response.read1(1 << 16):
            pieces.append(piece)
            if sum(map(len, pieces)) > MOST_BYTES or time.monotonic() > self._deadline:
                raise JanusAway
        return b"".join(pieces)


def _answer(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise JanusAway
    if found.get("janus") == "error":
        raise JanusRefused(_code(found.get("error"), "code"))
    return found


def _told(answer: dict[str, Any]) -> Told:
    """Read what a plugin said; JanusRefused where that is an error, JanusAway where it is nothing of it."""
    _answer(answer)
    plugin = answer.get("plugindata")
    data = plugin.get("data") if isinstance(plugin, dict) else None
    if not isinstance(data, dict):
        raise JanusAway
    if "error_code" in data:
        raise JanusRefused(_code(data, "error_code"))
    jsep = answer.get("jsep")
    sdp = jsep.get("sdp") if isinstance(jsep, dict) else ""
    return Told(data, sdp if isinstance(sdp, str) else "")


def _code(found: Any, name: str) -> int:
    code = found.get(name) if isinstance(found, dict) else 0
    return code if isinstance(code, int) else 0


def _number(answer: dict[str, Any]) -> int:
    """Return the number Janus gave to something new."""
    data = answer.get("data")
    found = data.get("id") if isinstance(data, dict) else None
    if not isinstance(found, int) or not 0 < found < 1 << 63:
        raise JanusAway
    return found
