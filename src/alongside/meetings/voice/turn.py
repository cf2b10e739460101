"""The relays of this place (TURN), and what lets a browser use them for a few hours (pure).

A pass is what coturn calls the REST scheme: the name is when it ends and something random, the word its HMAC. Nothing
in it says whose it is, and the relay needs no list of people.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(hours=4)
LEAST_SECRET = 32
SHAPE = re.compile(r"turns?:(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(\?transport=(udp|tcp))?")
MOST_IN_VOICE = 6


@dataclass(frozen=True, slots=True)
class Relays:
    """Where the relays are, the secret shared with them, and for how many people one talk is."""

    urls: tuple[str, ...] = ()
    secret: str = ""
    most: int = MOST_IN_VOICE

    def __post_init__(self) -> None:
        """Refuse one without the other."""
        if bool(self.urls) != bool(self.secret):
            raise ValueError("relays need both their addresses and the secret shared with them.")

    @property
    def are_there(self) -> bool:
        """Tell whether people can speak here at all."""
        return bool(self.urls)


@dataclass(frozen=True, slots=True)
class Pass:
    """What lets one browser use the relays until it ends."""

    name: str
    word: str


def make_pass(secret: str, *, nonce: str, now: datetime) -> Pass:
    """Return a pass for the relays. `nonce` is random and names nobody."""
    name = f"{int((now + LASTS).timestamp())}:{nonce}"
    digest = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    return Pass(name, base64.b64encode(digest).decode())


def parse_urls(text: str) -> tuple[str, ...]:
    """Read addresses of relays, with commas; ValueError with a sentence."""
    urls = tuple(filter(None, (one.strip() for one in text.split(","))))
    if not urls or not all(SHAPE.fullmatch(one) for one in urls):
        raise ValueError("it must be a list of addresses such as turn:turn.example:3478?transport=udp, with commas.")
    return urls


def parse_secret(text: str) -> str:
    """Check a secret shared with the relays; ValueError with a sentence."""
    if len(text) < LEAST_SECRET:
        raise ValueError(f"the secret of a relay needs at least {LEAST_SECRET} characters.")
    return text


def parse_most(text: str) -> int:
    """Read for how many people one talk is; ValueError with a sentence. Each browser sends to every other one."""
    if not re.fullmatch(r"[2-9]|1[0-2]", text):
        raise ValueError("it must be a whole number from 2 to 12.")
    return int(text)
