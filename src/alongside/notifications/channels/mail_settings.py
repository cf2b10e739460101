"""How mail leaves the instance, read from one URL as operators know it from other programs."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from typing import Literal, Self, get_args
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Tls = Literal["none", "starttls", "tls"]

_SCHEMES: dict[str, tuple[int, Tls]] = {"smtp": (25, "none"), "smtps": (465, "tls")}
_ATOM = r"[^\s@<>,;:\"()\[\]\\.\x00-\x1f\x7f]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@{_ATOM}(\.{_ATOM})*")
_NAMED = re.compile(r"(?:(?P<name>[^<>]*)<(?P<in_brackets>[^<>]+)>|(?P<bare>[^<>]+))")


class MailSettingsError(ValueError):
    """The mail settings cannot be used. The message is a sentence that does not repeat the password."""


def as_address(text: str) -> Address | None:
    """Read one bare e-mail address, its domain turned to ASCII; None for anything else.

    A name, a list, a quoted part or a control character is something else: nothing a header could break on.
    """
    if len(text) > 254 or not _ADDRESS.fullmatch(text):
        return None
    local, _, domain = text.rpartition("@")
    try:
        return Address(username=local, domain=domain.encode("idna").decode("ascii"))
    except UnicodeError:
        return None


def _named_address(text: str) -> Address | None:
    """Read `address` or `Name <address>`."""
    match = _NAMED.fullmatch(text)
    address = as_address(match["in_brackets"] or match["bare"]) if match and text.isprintable() else None
    if match is None or address is None:
        return None
    return Address((match["name"] or "").strip(' "'), address.username, address.domain)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Which server takes our mail, how we sign in there, and what we send as.

    `sender` is `address` or `Name <address>`; its domain also ends our message ids. `timeout` is in seconds,
    for connecting and for each answer. Raises MailSettingsError.
    """

    host: str
    port: int
    sender: str
    tls: Tls = "none"
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 10.0

    def __post_init__(self) -> None:
        """Refuse what would only fail at the first mail."""
        _ = self.sender_address
        if not (self.username + self.password).isascii():
            raise MailSettingsError("The name and the password for mail are plain ASCII.")
        if self.username and self.tls == "none" and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise MailSettingsError("A mail password is not sent over an open line: use smtps:// or add ?tls=starttls.")

    @classmethod
    def parse(cls, url: str, *, sender: str) -> Self:
        """Read `smtp://name:password@host:587?tls=starttls` or `smtps://host`.

        Name and password are percent-encoded. `tls` is none, starttls or tls; the port is 25 without it, 465
        with tls, 587 with starttls. Raises MailSettingsError with a sentence for everything else.
        """
        parts = _split(url)
        usual_port, usual_tls = _SCHEMES[parts.scheme]
        tls = _tls(parts, usual_tls)
        return cls(
            host=parts.hostname or "",
            port=parts.port or {"starttls": 587, "tls": 465}.get(tls, usual_port),
            sender=sender,
            tls=tls,
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    @property
    def sender_address(self) -> Address:
        """The name and address mail is sent from, the domain in ASCII."""
        address = _named_address(self.sender)
        if address is None:
            raise MailSettingsError("The sender of mail is an address, such as Name <mail@example.org>.")
        return address


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise MailSettingsError("The mail address has a port that is not a number up to 65535.") from error
    if parts.scheme not in _SCHEMES:
        raise MailSettingsError("The mail address starts with smtp:// or smtps://.")
    if not parts.hostname or not re.fullmatch(r"[\x21-\x7e]+", url):
        raise MailSettingsError("The mail address names a server after the slashes, without spaces.")
    if port == 0 or parts.path not in ("", "/") or parts.fragment:
        raise MailSettingsError("The mail address ends after the port, or with ?tls=starttls.")
    if bool(parts.username) != bool(parts.password):
        raise MailSettingsError("The mail address has a name and a password, or neither.")
    return parts


def _tls(parts: SplitResult, usual: Tls) -> Tls:
    options = parse_qsl(parts.query, keep_blank_values=True)
    if [name for name, _ in options] not in ([], ["tls"]):
        raise MailSettingsError("The mail address knows one option: tls.")
    chosen = options[0][1] if options else usual
    for known in get_args(Tls):
        if chosen == known and (parts.scheme == "smtp" or known == "tls"):
            return known  # type: ignore[no-any-return]  # get_args forgets the type of the literals
    raise MailSettingsError("In the mail address tls is none, starttls or tls; with smtps:// it is tls.")
