"""What lets a browser use the relays: what coturn computes, for a while, and nothing that names anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from alongside.meetings.voice.turn import LASTS, Pass, Relays, make_pass, parse_urls

ENDS = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


def test_a_pass_is_what_openssl_makes_of_the_same_words() -> None:
    # printf '1795939200:b3b3b3b3' | openssl dgst -sha1 -hmac 'a secret that only the relay knows' -binary | base64
    found = make_pass("a secret that only the relay knows", nonce="b3b3b3b3", now=ENDS - LASTS)
    assert found == Pass("1795939200:b3b3b3b3", "iXaXP0SslcIpHxvEGl49H420LCY=")


def test_it_ends_after_four_hours() -> None:
    name = make_pass("s" * 32, nonce="x", now=ENDS).name
    assert datetime.fromtimestamp(int(name.partition(":")[0]), UTC) == ENDS + timedelta(hours=4)


@pytest.mark.parametrize(
    "text",
    [
        "turn:turn.example",
        "turn:203.0.113.7:3478?transport=udp, turns:turn.example:5349?transport=tcp",
        "turns:[2001:db8::1]:443",
    ],
)
def test_addresses_of_relays_are_read(text: str) -> None:
    assert parse_urls(text) == tuple(text.split(", "))


@pytest.mark.parametrize(
    "text", ["stun:turn.example", "turn://turn.example", "turn:turn.example?transport=sctp", "turn:a b", "turn:"]
)
def test_what_is_no_address_of_a_relay_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="it must be a list of addresses"):
        parse_urls(text)


def test_without_relays_there_is_no_voice() -> None:
    assert not Relays().are_there
    assert Relays(("turn:turn.example",), "s" * 32).are_there
