"""What a browser is told of the bridge's side: all that it needs, and no address but a relay's. And what may be set."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.meetings.voice.bridge import (
    MOST_LETTERS,
    Bridge,
    NamesNoRelay,
    only_relays,
    parse_api_secret,
    parse_most_over_bridge,
    parse_url,
)
from tests.support.janus_server import LOCAL, RELAYED, SIDE


def test_only_the_way_through_the_relay_is_told() -> None:
    told = only_relays(SIDE)
    assert "192.168.1.9" not in told
    assert LOCAL not in told
    assert "a=candidate:9 1 udp 2015363327 203.0.113.7 50000 typ relay raddr 0.0.0.0 rport 0\r\n" in told
    assert told.splitlines()[1:3] == ["o=- 17 1 IN IP4 127.0.0.1", "s=-"]
    assert "a=ice-ufrag:Ab+/\r\na=ice-pwd:ZcW9nBy1oRzTBzU4nEJ3hQ0R\r\n" in told


@pytest.mark.parametrize(
    "side",
    [
        SIDE.replace(RELAYED, LOCAL),
        SIDE.replace(f"{RELAYED}\r\n", ""),
        SIDE.replace("a=mid:0", "a=mid:0\r\na=x-came-from:192.168.1.9"),
        SIDE.replace("a=mid:0", "a=mid:0\r\na=remote-candidates:1 192.168.1.9 9"),
        SIDE + "a=" + "x" * MOST_LETTERS + "\r\n",
        "",
    ],
    ids=["only hosts", "no way", "another line", "remote candidates", "too long", "nothing"],
)
def test_without_a_relay_or_with_another_address_nobody_is_told(side: str) -> None:
    with pytest.raises(NamesNoRelay):
        only_relays(side)


PIECES = st.sampled_from(
    [LOCAL, RELAYED, "c=IN IP4 198.51.100.9", "a=mid:1", "o=- 1 1 IN IP6 2001:db8::9", "a=x 2001:db8::9"]
)
BREAKS = st.sampled_from(["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", " "])


@given(st.lists(st.tuples(PIECES, BREAKS), max_size=12))
def test_whatever_the_bridge_says_no_other_address_passes(mess: list[tuple[str, str]]) -> None:
    try:
        told = only_relays(SIDE + "".join(piece + end for piece, end in mess))
    except NamesNoRelay:
        return
    assert not re.search(r"192\.168\.1\.9|198\.51\.100\.9|2001:db8::9|typ host", told)


def test_an_address_and_its_secret_belong_together() -> None:
    assert not Bridge().is_there
    assert Bridge("http://127.0.0.1:8088/janus", "b" * 32).is_there
    with pytest.raises(ValueError, match="both its address and the secret"):
        Bridge("http://127.0.0.1:8088/janus")


def test_what_may_be_set() -> None:
    assert parse_url("http://127.0.0.1:8088/janus/") == "http://127.0.0.1:8088/janus"
    assert parse_api_secret("b" * 32) == "b" * 32
    assert [parse_most_over_bridge(text) for text in ("2", "50")] == [2, 50]


@pytest.mark.parametrize("text", ["1", "51", "thirty", "²", "-2", "030"])
def test_a_number_of_people_that_cannot_be(text: str) -> None:
    with pytest.raises(ValueError, match="from 2 to 50"):
        parse_most_over_bridge(text)
