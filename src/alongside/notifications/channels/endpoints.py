"""Which push addresses we talk to.

A push address is handed to us by a browser, so it may name anything: our own database port, the router, a
cloud's metadata service (server-side request forgery, ASVS V1.3.6). Only the public internet is allowed, over
https; and because a name may resolve differently a second later, `wire` asks here again at every connection
and connects to the very addresses that were checked.
"""

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from alongside.notifications.channels import gettext_noop as _

LONGEST = 2048
RESOLVE_SECONDS = 3.0

# Only this block is handed out to the public internet (IANA IPv6 address space registry).
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
# NAT64 (RFC 6052): the last 32 bits are an IPv4 address that the network translates to.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class EndpointRefusedError(ValueError):
    """We will not talk to this push address. The message is a sentence marked for translation."""


@dataclass(frozen=True, slots=True)
class Target:
    """A push address taken apart. `origin` is the VAPID audience: scheme, host, and port unless usual."""

    secure: bool
    host: str
    port: int
    request_path: str
    origin: str


def check_endpoint(url: str, *, allow_private: bool) -> None:
    """Accept a push address a browser gave us, or raise EndpointRefusedError with a sentence saying why.

    `allow_private` also lets through private and loopback addresses, and plain http to those: for tests and
    for an operator whose push service is inside the house. Resolves the name (at most 3 seconds).
    """
    target = parse(url, allow_private=allow_private)
    try:
        checked_addresses(target, allow_private=allow_private, seconds=RESOLVE_SECONDS)
    except OSError as error:
        raise EndpointRefusedError(_("That push service cannot be found now. Try again later.")) from error


def parse(url: str, *, allow_private: bool) -> Target:
    """Take a push address apart without asking the network. Raises EndpointRefusedError."""
    if len(url) > LONGEST or not re.fullmatch(r"[\x21-\x7e]+", url) or "\\" in url:
        raise EndpointRefusedError(_("A push address is plain text without spaces, at most 2048 long."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise EndpointRefusedError(_("That push address cannot be read.")) from error
    if parts.scheme != "https" and not (allow_private and parts.scheme == "http"):
        raise EndpointRefusedError(_("A push address starts with https://."))
    if "@" in parts.netloc:
        raise EndpointRefusedError(_("A push address holds no name or password."))
    if not parts.hostname or port == 0:
        raise EndpointRefusedError(_("That push address cannot be read."))
    return _target(parts.scheme == "https", parts.hostname, port, _request_path(parts.path, parts.query))


def _request_path(path: str, query: str) -> str:
    return (path or "/") + ("?" + query if query else "")


def _target(secure: bool, host: str, port: int | None, request_path: str) -> Target:
    usual = 443 if secure else 80
    shown_host = f"[{host}]" if ":" in host else host
    shown_port = "" if port in (None, usual) else f":{port}"
    origin = f"{'https' if secure else 'http'}://{shown_host}{shown_port}"
    return Target(secure, host, port or usual, request_path, origin)


def checked_addresses(target: Target, *, allow_private: bool, seconds: float) -> list[str]:
    """Resolve the target and return its IP addresses, all of them allowed.

    Raises EndpointRefusedError when a single one is not, OSError when the name does not resolve in time.
    """
    found = _resolve(target.host, target.port, seconds)
    for address in found:
        if not _is_allowed(ipaddress.ip_address(address), target, allow_private=allow_private):
            raise EndpointRefusedError(_("That push address does not lead to a public push service."))
    return found


def _is_allowed(address: IPv4Address | IPv6Address, target: Target, *, allow_private: bool) -> bool:
    meant = _meant(address)
    if _is_public(meant):
        return target.secure
    # Link-local stays shut even then: that is where clouds keep their metadata service.
    return allow_private and (meant.is_loopback or (meant.is_private and not _is_special(meant)))


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one, where the network would go there."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _PUBLIC_IPV6:
        return False
    return address.is_global and not _is_special(address)


def _is_special(address: IPv4Address | IPv6Address) -> bool:
    return address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """Ask the system's resolver, but wait at most `seconds`: a hostile name server may keep silent."""
    if _is_ip(host):
        return [host]
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(host, port, answers), daemon=True, name="resolve").start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except queue.Empty as error:
        raise TimeoutError("The name did not resolve in time.") from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def _is_ip(host: str) -> bool:
    try:
        return "%" not in host and bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _ask(host: str, port: int, answers: "queue.SimpleQueue[list[str] | Exception]") -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found)))
    except OSError as error:
        answers.put(error)
    except UnicodeError:  # a label that is empty or too long never reaches the resolver
        answers.put(socket.gaierror(socket.EAI_NONAME, "The name is not a host name."))
