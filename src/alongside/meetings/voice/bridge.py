"""A bridge for many (Janus): where it is, and what may be told to a browser of its side of a connection (pure).

Through the bridge each browser sends once and hears all, instead of sending to each other one. Browsers never speak
with its API, only with the relays; what it says of itself passes by here and keeps no address but a relay's.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from alongside.meetings.voice.descriptions import Kind, names_only_relays

MOST_OVER_BRIDGE = 30
AT_MOST_OVER_BRIDGE = 50
LEAST_SECRET = 32
# What a bridge offers grows with who speaks: two lines of about a kilobyte for each of fifty.
MOST_LETTERS = 120_000
NOBODY_V4 = "0.0.0.0"  # noqa: S104 - written where an address has to stand, not listened at


class NamesNoRelay(ValueError):
    """The bridge offers no way through a relay, or names an address that is none: nobody is told."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """Where the bridge is, the secret of its API, and for how many people one talk over it is."""

    url: str = ""
    secret: str = ""
    most: int = MOST_OVER_BRIDGE

    def __post_init__(self) -> None:
        """Refuse one without the other."""
        if bool(self.url) != bool(self.secret):
            raise ValueError("the bridge needs both its address and the secret of its API.")

    @property
    def is_there(self) -> bool:
        """Tell whether talks go over a bridge here."""
        return bool(self.url)


def only_relays(text: str) -> str:
    """Return what the bridge says of a connection, without any address but those of relays. NamesNoRelay."""
    lines = [kept for line in text.splitlines() if (kept := _without_address(line))]
    said = "\r\n".join(lines) + "\r\n"
    is_harmless = names_only_relays(Kind.OFFER, said, most=MOST_LETTERS)
    if not is_harmless or not any(line.startswith("a=candidate:") for line in lines):
        raise NamesNoRelay
    return said


def _without_address(line: str) -> str:
    """Return a line as a browser may read it; "" for one that it is not told."""
    if line.startswith("a=candidate:"):
        way = re.sub(r" raddr \S+ rport \d+", f" raddr {NOBODY_V4} rport 0", line)
        return way if " typ relay" in way else ""
    if line.startswith("s="):
        return "s=-"  # it names the room as the bridge knows it
    line = re.sub(r"^(c=|a=rtcp:\d+ )IN IP[46] \S+$", rf"\1IN IP4 {NOBODY_V4}", line)
    return re.sub(r"^(o=.* )IN IP[46] \S+$", r"\1IN IP4 127.0.0.1", line)


def parse_url(text: str) -> str:
    """Read the address of the API of a bridge; ValueError with a sentence."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or parts.query:
        raise ValueError("it must look like http://127.0.0.1:8088/janus.")
    return text.rstrip("/")


def parse_api_secret(text: str) -> str:
    """Check the secret of the API of a bridge; ValueError with a sentence."""
    if len(text) < LEAST_SECRET:
        raise ValueError(f"the secret of a bridge needs at least {LEAST_SECRET} characters.")
    return text


def parse_most_over_bridge(text: str) -> int:
    """Read for how many people one talk over the bridge is; ValueError with a sentence."""
    if not re.fullmatch(r"[1-9]\d?", text) or not 2 <= int(text) <= AT_MOST_OVER_BRIDGE:
        raise ValueError(f"it must be a whole number from 2 to {AT_MOST_OVER_BRIDGE}.")
    return int(text)
