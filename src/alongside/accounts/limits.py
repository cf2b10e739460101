"""How often may be tried what could be guessed, and who is counted as one.

Counted are whole tries, right or wrong, in PostgreSQL: the limits hold across processes and hosts.

- Each address is held short. An IPv6 address counts by its /64, which is what one household gets.
- Signing in and recovering are also counted per alias, so that many addresses together cannot guess at one person.
  That limit is wide and its window is a minute: otherwise anybody could lock a person out for long by guessing at
  their alias. A hundred tries a minute do not find a passphrase of twelve characters that is not common, nor a code
  of 75 bits.
- A second step has only six digits, so it is held short per person: whoever gets there has the passphrase already.
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many tries within a window that begins with the first of them."""

    limit: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class TryLimit:
    """What tries of one kind are held to: `whose` counts per person, found by the form's `field` when signed out."""

    address: Rate
    whose: Rate | None = None
    field: str = ""


MINUTES_5, MINUTES_10, MINUTES_15 = (timedelta(minutes=minutes) for minutes in (5, 10, 15))
MANY = Rate(100, timedelta(minutes=1))
CONFIRM = TryLimit(Rate(20, MINUTES_5), Rate(10, MINUTES_5))

# By the name of the address that is posted to.
LIMITS: dict[str, TryLimit] = {
    "account_login": TryLimit(Rate(20, MINUTES_5), MANY, "login"),
    "mfa_login_webauthn": TryLimit(Rate(20, MINUTES_5)),
    "mfa_authenticate": TryLimit(Rate(20, MINUTES_5), Rate(10, MINUTES_15)),
    "sign-in-link": TryLimit(Rate(20, MINUTES_5)),
    # A whole class or meeting may join behind one address.
    "join": TryLimit(Rate(40, MINUTES_10)),
    "recover": TryLimit(Rate(10, MINUTES_10), MANY, "alias"),
    "account_reauthenticate": CONFIRM,
    "mfa_reauthenticate": CONFIRM,
    "mfa_reauthenticate_webauthn": CONFIRM,
    "account_change_password": CONFIRM,
    "mfa_activate_totp": CONFIRM,
    # Another alias: that one is taken tells that somebody is here.
    "profile": TryLimit(Rate(40, MINUTES_10), Rate(20, MINUTES_10)),
}


def client_address(remote: str, forwarded_for: str, *, trusted_proxies: int) -> str:
    """Return whom to count: the address that the outermost of our own proxies saw.

    Each proxy adds, at the right of X-Forwarded-For, the address it was asked from; what stands further left anybody
    can make up. Without proxies of ours, or if the header is shorter than it must be, the connection's address counts.
    """
    seen = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    if 0 < trusted_proxies <= len(seen):
        return _counted_as(seen[-trusted_proxies]) or _counted_as(remote) or remote
    return _counted_as(remote) or remote


def _counted_as(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address) >> 64 << 64, 64)))
