"""A small server that speaks as Janus does, for what a real one cannot be made to do: be slow, broken or forgetful."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "b" * 32
RELAYED = "a=candidate:9 1 udp 2015363327 203.0.113.7 50000 typ relay raddr 192.168.1.9 rport 40000"
LOCAL = "a=candidate:1 1 udp 2015363327 192.168.1.9 40000 typ host"
SIDE = "\r\n".join(
    [
        "v=0",
        "o=- 17 1 IN IP4 192.168.1.9",
        "s=VideoRoom 4711",
        "t=0 0",
        "a=group:BUNDLE 0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "c=IN IP4 192.168.1.9",
        "a=mid:0",
        "a=ice-ufrag:Ab+/",
        "a=ice-pwd:ZcW9nBy1oRzTBzU4nEJ3hQ0R",
        LOCAL,
        RELAYED,
        "a=end-of-candidates",
        "",
    ]
)
HELD_BACK = {"late": b"", "broken": b"{nonsense", "a word": b'"ack"', "endless": b" " * 3_000_000}


@dataclass
class MadeUpJanus:
    """What it knows and was asked; `how` says what goes wrong, "" for nothing."""

    url: str = ""
    how: str = ""
    side: str = SIDE
    info: dict[str, Any] = field(
        default_factory=lambda: {"plugins": {"janus.plugin.videoroom": {}}, "turn-server": "203.0.113.7:3478"}
    )
    sessions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    rooms: dict[int, dict[str, Any]] = field(default_factory=dict)
    feeds: set[int] = field(default_factory=set)
    asked: list[dict[str, Any]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(100))
    released: threading.Event = field(default_factory=threading.Event)

    def requests(self, name: str) -> list[dict[str, Any]]:
        """Return what the VideoRoom was asked under one name."""
        return [one["body"] for one in self.asked if one.get("body", {}).get("request") == name]

    def look(self, path: list[int]) -> object:
        """Answer a GET: what it is, without a session, or what has happened in one."""
        if not path:
            return {"janus": "server_info"} | self.info
        if self.how == "no answer":
            self.released.wait(0.1)
            return {"janus": "keepalive"}
        events = self.sessions.get(path[0], [])
        said, events[:] = events[:], []
        return said

    def answer(self, path: list[int], message: dict[str, Any]) -> dict[str, Any]:
        """Answer a request of the API."""
        self.asked.append(message)
        if message.get("apisecret") != SECRET:
            return _error(403)
        if path and path[0] not in self.sessions:
            return _error(458)
        if message["janus"] != "message":
            return self.of_session(path, message["janus"])
        return self.of_plugin(path, message)

    def of_session(self, path: list[int], what: str) -> dict[str, Any]:
        """Answer what is asked of sessions."""
        number = next(self.numbers)
        if what == "create":
            self.sessions[number] = []
        if what == "destroy":
            del self.sessions[path[0]]
        return {"janus": "success", "data": {"id": number}}

    def of_plugin(self, path: list[int], message: dict[str, Any]) -> dict[str, Any]:
        """Answer what is asked of the VideoRoom: some things at once, most as an event."""
        said = self.video_room(message["body"])
        found = {"janus": "event", "transaction": message["transaction"], "plugindata": {"data": said}}
        if self.how == "no answer":
            return {"janus": "ack"}
        if message["body"]["request"] in {"create", "destroy", "listparticipants"}:
            return found | {"janus": "success"}
        if "jsep" in message or said["videoroom"] in {"attached", "updated"}:
            found["jsep"] = {"type": "answer", "sdp": self.side}
        # Something else happened before, as it does.
        self.sessions[path[0]] += [{"janus": "webrtcup"}, found]
        return {"janus": "ack", "transaction": message["transaction"]}

    def video_room(self, body: dict[str, Any]) -> dict[str, Any]:
        """Answer as the VideoRoom does."""
        number = body.get("room")
        if self.how.isdigit():
            return {"videoroom": "event", "error_code": int(self.how), "error": "made up"}
        if body["request"] == "create":
            if number in self.rooms:
                return {"videoroom": "event", "error_code": 427}
            self.rooms[number] = body
            return {"videoroom": "created"}
        if number is not None and number not in self.rooms:
            return {"videoroom": "event", "error_code": 426, "error": "No such room"}
        if body["request"] == "destroy":
            del self.rooms[number]
        if body["request"] == "joinandconfigure":
            self.feeds.add(body.get("id", 0))
        if body["request"] == "listparticipants":
            return {"videoroom": "participants", "participants": [{"id": one, "publisher": True} for one in self.feeds]}
        kinds = {"joinandconfigure": "joined", "join": "attached", "update": "updated"}
        streams = body.get("streams", body.get("subscribe", []))
        carried = [{"mid": str(at), "feed_id": one["feed"]} for at, one in enumerate(streams)]
        return {"videoroom": kinds.get(body["request"], "event"), "streams": carried}


def _error(code: int) -> dict[str, Any]:
    return {"janus": "error", "error": {"code": code, "reason": "made up"}}


def _handler(state: MadeUpJanus) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._say(state.answer(self._path(), message))

        def do_GET(self) -> None:
            known = parse_qs(urlsplit(self.path).query).get("apisecret") == [SECRET]
            self._say(state.look(self._path()) if known else _error(403))

        def _path(self) -> list[int]:
            return [int(part) for part in urlsplit(self.path).path.split("/")[2:] if part.isdigit()]

        def _say(self, answer: object) -> None:
            if state.how == "late":
                state.released.wait(30)
            body = HELD_BACK.get(state.how) or json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server names it so
            """Say nothing."""

    return Handler


@contextmanager
def made_up_janus() -> Iterator[MadeUpJanus]:
    """Run one meanwhile."""
    state = MadeUpJanus()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/janus"
    try:
        yield state
    finally:
        state.released.set()
        server.shutdown()
        server.server_close()
