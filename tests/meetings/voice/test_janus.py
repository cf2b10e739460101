"""Speaking with Janus: what it answers, and every way in which it does not."""

import time
from collections.abc import Iterator

import pytest

from alongside.meetings.voice.bridge import Bridge
from alongside.meetings.voice.janus import Janus, JanusAway, JanusRefused, Room
from tests.support.janus_server import SECRET, SIDE, MadeUpJanus, made_up_janus

ROOM = Room(4711, "secret", "pin")
JOIN = {"request": "joinandconfigure", "ptype": "publisher", "room": 4711}


@pytest.fixture
def server() -> Iterator[MadeUpJanus]:
    with made_up_janus() as found:
        yield found


def at(server: MadeUpJanus, *, seconds: float = 5.0, secret: str = SECRET) -> Janus:
    return Janus(Bridge(server.url, secret), seconds=seconds)


def test_a_room_is_made_once_joined_and_ended(server: MadeUpJanus) -> None:
    janus = at(server)
    session = janus.open()
    handle = janus.attach(session)
    janus.make_room(session, handle, ROOM)
    janus.make_room(session, handle, ROOM)
    told = janus.ask(session, handle, JOIN, jsep={"type": "offer", "sdp": SIDE})
    assert (told.data["videoroom"], told.sdp) == ("joined", SIDE)
    janus.end_room(ROOM)
    janus.end_room(ROOM)
    assert server.rooms == {}
    assert list(server.sessions) == [session], "what it opened for that is closed"


def test_a_room_is_never_recorded_listed_or_kept(server: MadeUpJanus) -> None:
    janus = at(server)
    session = janus.open()
    janus.make_room(session, janus.attach(session), ROOM)
    made = server.rooms[4711]
    assert (made["record"], made["lock_record"], made["is_private"], made["permanent"]) == (False, True, True, False)
    assert (made["pin"], made["secret"], made["publishers"]) == ("pin", "secret", 30)


def test_a_session_that_was_forgotten_is_said_so(server: MadeUpJanus) -> None:
    janus = at(server)
    session = janus.open()
    assert janus.keep(session)
    assert janus.close(session)
    assert not janus.keep(session)
    assert not janus.close(session)


def test_each_request_carries_the_secret_and_a_wrong_one_is_refused(server: MadeUpJanus) -> None:
    assert "janus.plugin.videoroom" in at(server).about()["plugins"]
    with pytest.raises(JanusRefused) as refused:
        at(server, secret="x" * 32).open()
    assert refused.value.code == 403
    with pytest.raises(JanusRefused):
        at(server, secret="x" * 32).about()


@pytest.mark.parametrize("how", ["a word", "broken", "endless", "late", "no answer"])
def test_what_is_no_answer_in_time_counts_as_away(server: MadeUpJanus, how: str) -> None:
    janus = at(server)
    session = janus.open()
    handle = janus.attach(session)
    server.how = how
    began = time.monotonic()
    with pytest.raises(JanusAway):
        at(server, seconds=0.5).ask(session, handle, JOIN)
    assert time.monotonic() - began < 5


def test_one_deadline_holds_for_all_that_is_asked(server: MadeUpJanus) -> None:
    janus = at(server, seconds=0)
    with pytest.raises(JanusAway):
        janus.open()
    assert server.asked == []


def test_nobody_at_the_address_counts_as_away() -> None:
    with pytest.raises(JanusAway):
        Janus(Bridge("http://127.0.0.1:9/janus", SECRET), seconds=1).open()


def test_a_refusal_keeps_its_number(server: MadeUpJanus) -> None:
    janus = at(server)
    session = janus.open()
    with pytest.raises(JanusRefused) as refused:
        janus.ask(session, janus.attach(session), JOIN)
    assert refused.value.code == 426


@pytest.mark.parametrize(
    "answer", [{}, {"data": 1}, {"data": {"id": "7"}}, {"data": {"id": 0}}, {"data": {"id": 1 << 63}}]
)
def test_a_number_that_is_none_counts_as_away(
    server: MadeUpJanus, monkeypatch: pytest.MonkeyPatch, answer: dict[str, object]
) -> None:
    monkeypatch.setattr(server, "answer", lambda _path, _message: {"janus": "success", **answer})
    with pytest.raises(JanusAway):
        at(server).open()
