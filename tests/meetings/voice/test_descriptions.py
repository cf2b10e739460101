"""What browsers tell each other passes only when it names no address but a relay's, whatever is sent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.meetings.voice.descriptions import MOST_LETTERS, Kind, names_only_relays

RELAY = "candidate:2157334355 1 udp 33562367 203.0.113.7 54444 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag Ab+/"
HOST = "candidate:1 1 udp 2122260223 192.168.1.20 54400 typ host generation 0"
SAID = "\r\n".join(
    [
        "v=0",
        "o=- 8403615332048243445 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0",
        "a=msid-semantic: WMS",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        "a=ice-ufrag:Ab+/",
        "a=ice-pwd:ZcW9nBy1oRzTBzU4nEJ3hQ0R",
        "a=ice-options:trickle",
        "a=fingerprint:sha-256 " + ":".join(["A1"] * 32),
        "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        "a=rtpmap:111 opus/48000/2",
        "a=ssrc:3735928559 cname:o/i14u9pJrxRKAsu",
        "",
    ]
)


def with_line(line: str) -> str:
    return f"{SAID}{line}\r\n"


def test_what_a_browser_says_by_itself_passes() -> None:
    assert names_only_relays(Kind.OFFER, SAID)
    assert names_only_relays(Kind.ANSWER, with_line(f"a={RELAY}"))
    assert names_only_relays(Kind.CANDIDATE, RELAY)
    assert names_only_relays(Kind.CANDIDATE, RELAY.replace("203.0.113.7", "2001:db8::7"))


@pytest.mark.parametrize(
    "candidate",
    [
        HOST,
        HOST.replace("192.168.1.20", "4f1a2b3c-1111-4222-8333-abcdefabcdef.local"),
        HOST.replace("typ host", "typ srflx raddr 192.168.1.20 rport 54400"),
        HOST.replace("typ host", "typ prflx"),
        RELAY.replace("raddr 0.0.0.0 rport 0", "raddr 198.51.100.9 rport 40000"),
        RELAY.replace("typ relay", "typ relay typ host"),
        RELAY + " raddr 198.51.100.9 rport 1",
        RELAY.replace("203.0.113.7", "home.example"),
        RELAY + "\r\na=" + HOST,
        RELAY + "\n",
        "",
    ],
)
def test_a_way_that_is_no_relay_is_refused(candidate: str) -> None:
    assert not names_only_relays(Kind.CANDIDATE, candidate)
    assert not names_only_relays(Kind.OFFER, with_line(f"a={candidate}"))


@pytest.mark.parametrize(
    "line",
    [
        "c=IN IP4 198.51.100.9",
        "c=IN IP6 2001:db8::9",
        "c=IN IP4 home.example",
        "o=- 1 2 IN IP4 198.51.100.9",
        "a=rtcp:9 IN IP4 198.51.100.9",
        "a=rtcp:9 in ip4 home.example",
        "A=candidate:1 1 udp 1 198.51.100.9 9 typ host",
        "a=CANDIDATE:1 1 udp 1 198.51.100.9 9 typ host",
        " a=candidate:1 1 udp 1 198.51.100.9 9 typ host",
        "a=remote-candidates:1 198.51.100.9 9",
        "s=198.51.100.9",
        "i=write to 2001:db8::9",
        "u=https://198.51.100.9/",
        "a=x-mine:2001:db8::9",
        "a=fine\ra=candidate:1 1 udp 1 198.51.100.9 9 typ host",
        "a=fine\x0ba=hidden",
        "a=fine\u2028a=hidden",
        "a=host.local",
        "",
    ],
)
def test_a_line_that_names_an_address_is_refused(line: str) -> None:
    assert not names_only_relays(Kind.OFFER, with_line(line))


def test_what_is_too_long_is_refused() -> None:
    assert not names_only_relays(Kind.OFFER, with_line("a=" + "x" * MOST_LETTERS))


WORDS = [
    "a=",
    "A=",
    "candidate:",
    "198.51.100.9",
    "2001:db8::9",
    "x.local",
    "0.0.0.0",  # noqa: S104 - read, not listened at
    "typ",
    "relay",
    "host",
    "srflx",
    "raddr",
    "rport",
    "o=-",
    "c=IN",
]
BETWEEN = ["1 1 udp 1 ", " 9 ", "\r", "\n", "\r\n", "\t", " ", "\x00", "\x85"]
PIECES = st.sampled_from(WORDS + BETWEEN)
LOOSE = re.compile(r"198\.51\.100\.9|2001:db8::9|x\.local")
AS_RELAY = re.compile(r"^(?:a=)?candidate:\S+ \d+ (?:udp|tcp) \d+ (198\.51\.100\.9|2001:db8::9) \d+ typ relay\b", re.I)


@given(st.lists(PIECES, max_size=24).map("".join), st.sampled_from(list(Kind)))
def test_no_address_passes_but_one_that_is_called_a_relays(mess: str, kind: Kind) -> None:
    text = mess if kind == Kind.CANDIDATE else SAID + mess
    if not names_only_relays(kind, text):
        return
    # Read as loosely as any browser might: every kind of line break, and an address anywhere in a line.
    for line in re.split(r"[\r\n\v\f\x00\x85\u2028\u2029]+", text):
        rest = AS_RELAY.sub("", line)
        assert not LOOSE.search(rest), line


@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_nothing_that_is_sent_breaks_it(text: str, kind: Kind) -> None:
    assert names_only_relays(kind, text) in {True, False}
