"""What browsers tell each other before they speak (SDP, RFC 8866): it may name no address but a relay's (pure).

A browser of ours sends nothing else; this is for one that was changed. It is strict: what is not understood is refused.
"""

import ipaddress
import re
from collections.abc import Iterator
from enum import StrEnum

MOST_LETTERS = 20_000
LINE = re.compile(r"[a-z]=[\x20-\x7e]+")
# Addresses that name nobody: a browser writes them where one has to stand.
NOBODY = frozenset({"0.0.0.0", "127.0.0.1", "::", "::1"})  # noqa: S104 - compared with, not listened at
CANDIDATE = re.compile(
    r"candidate:[A-Za-z0-9+/]{1,32} [1-9]\d{0,2} (?:udp|tcp) \d{1,10} [0-9A-Fa-f.:]{2,45} \d{1,5} typ relay"
    r"(?: raddr (?:0\.0\.0\.0|::) rport [09])?"
    r"(?: (?:generation|network-id|network-cost) \d{1,5}| ufrag [A-Za-z0-9+/]{1,256}| tcptype (?:active|passive|so))*",
    re.IGNORECASE,
)
DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
WITH_ADDRESS = re.compile(r"(?:o=.* |c=|a=rtcp:\d{1,5} )IN (IP4|IP6) (\S+)")
# A browser's own attributes need none of these to find another through a relay.
SUSPICIOUS = ("candidate", ".local", "raddr", "srflx", "prflx")


class Kind(StrEnum):
    """What a letter is: the whole of what a browser can do and wants, or one way to it."""

    OFFER = "offer"
    ANSWER = "answer"
    CANDIDATE = "candidate"


def names_only_relays(kind: Kind, text: str, *, most: int = MOST_LETTERS) -> bool:
    """Tell whether a letter, of `most` letters, names no address but those of relays."""
    if not text or len(text) > most:
        return False
    if kind == Kind.CANDIDATE:
        return CANDIDATE.fullmatch(text) is not None
    lines = text.removesuffix("\n").removesuffix("\r").replace("\r\n", "\n").split("\n")
    return lines[0] == "v=0" and all(_is_harmless(line) for line in lines)


def _is_harmless(line: str) -> bool:
    if LINE.fullmatch(line) is None:
        return False
    if line.startswith("a=candidate:"):
        return CANDIDATE.fullmatch(line.removeprefix("a=")) is not None
    if line == "a=end-of-candidates":
        return True
    if any(word in line.lower() for word in SUSPICIOUS):
        return False
    return all(address in NOBODY for address in _addresses(line))


def _addresses(line: str) -> Iterator[str]:
    """Give the addresses of a line, and what stands where one should."""
    if line.startswith(("o=", "c=", "a=rtcp:")):
        found = WITH_ADDRESS.fullmatch(line)
        # `a=rtcp:9` alone is a port, and that of nobody.
        if found:
            yield found[2]
        elif not re.fullmatch(r"a=rtcp:\d{1,5}", line):
            yield line
    yield from DOTTED.findall(line)
    yield from filter(_is_address, re.split(r"[ =/,;]|(?<=[a-z]):", line))


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word.strip("[]"))
    except ValueError:
        return False
    return True
