"""Calls that are held elsewhere: which service an address belongs to, and whether it leads to a call there (pure).

An address of a service that is known has to look like one of its calls; of any other, only that it is https. What a
service is called is a name, so it is not translated. `is_company` is whether it is always run by the company of that
name: the others may well be run by the group itself, on a server of its own.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit


@dataclass(frozen=True, slots=True)
class Service:
    """A service for calls: hosts that are its own, and how the path of a call begins."""

    name: str
    hosts: str
    path: str
    is_company: bool = False

    def is_at(self, parts: SplitResult) -> bool:
        """Tell whether an address belongs to it."""
        return re.fullmatch(self.hosts, (parts.hostname or "").lower()) is not None

    def is_call(self, parts: SplitResult) -> bool:
        """Tell whether an address of it leads to a call."""
        return re.match(self.path, parts.path) is not None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where an address leads: the service, "" when it is not known, and the server."""

    service: str
    server: str
    is_company: bool


SERVICES = (
    Service("Zoom", r"(.+\.)?(zoom\.us|zoom\.com|zoomgov\.com)", r"/(j|my|s|w|wc|meeting)/.", is_company=True),
    Service("Google Meet", r"meet\.google\.com", r"/.", is_company=True),
    Service("Microsoft Teams", r"teams\.(microsoft|live)\.com", r"/(l/meetup-join|meet)/.", is_company=True),
    Service("Whereby", r"(.+\.)?whereby\.com", r"/.", is_company=True),
    Service("Jitsi Meet", r"meet\.jit\.si|8x8\.vc|(.+\.)?jitsi\..+|jitsi\..+", r"/."),
    Service("LiveKit", r"meet\.livekit\.io|livekit\..+|.+\.livekit\..+", r"/rooms/."),
    Service("BigBlueButton", r"bbb\..+|.+\.bbb\..+|bigbluebutton\..+", r"/(b|rooms|bigbluebutton)/."),
)
# Where the host says nothing, these paths do.
PATHS = ((r"/(bigbluebutton/|b/[a-z]+-[a-z0-9]+-|rooms/[a-z0-9]+-[a-z0-9]+-[a-z0-9-]+/join)", "BigBlueButton"),)

MOST_DIALLED, MOST_TYPED = 60, 2000
# A number as people write it; after commas (pauses) what is typed once the call stands, such as its code.
NUMBER = r"\+?[0-9][0-9 ()/.*#,-]{3,58}"
NOT_DIALLED = re.compile(r"[ ()/.-]")


def where_to(url: str) -> Elsewhere | None:
    """Return where an address of a call leads; None when it is none that can be opened."""
    parts = _split(url)
    if parts is None:
        return None
    service = next((one for one in SERVICES if one.is_at(parts)), None)
    if service is not None:
        return Elsewhere(service.name, parts.hostname or "", service.is_company)
    name = next((name for path, name in PATHS if re.match(path, parts.path)), "")
    return Elsewhere(name, parts.hostname or "", is_company=False)


def not_a_call_of(url: str) -> str:
    """Return the name of the service whose address this is without leading to a call there; "" when all is well."""
    parts = _split(url)
    if parts is None:
        return ""
    return next((one.name for one in SERVICES if one.is_at(parts) and not one.is_call(parts)), "")


def is_number(text: str) -> bool:
    """Tell whether this is a number that can be rung."""
    return re.fullmatch(NUMBER, text) is not None


def dialled(number: str) -> str:
    """Return the address that has a phone ring a number."""
    return "tel:" + quote(NOT_DIALLED.sub("", number), safe="+*,")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    is_open = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return parts if is_open else None
