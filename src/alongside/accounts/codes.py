"""Recovery codes, sign-in links and tokens: how they are made and how a typed one is read (pure)."""

import secrets

# 32 signs that are not taken for one another: without 0, O, 1 and I.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP_SIGNS = 3, 5  # 15 signs of 5 bits: 75 bits
CODES = 10
TOKEN_BYTES = 32
TOKEN_MARK = "als_"  # noqa: S105 - the mark by which a leaked token is recognised, not a secret


def make_recovery_code() -> str:
    """Return a fresh recovery code, such as "7KQ4M-XN2PA-9BTFD"."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(GROUP_SIGNS)) for _ in range(GROUPS))
    return "-".join(groups)


def normal_code(typed: str) -> str:
    """Return a typed recovery code without what people add or leave out: spaces, dashes, small letters."""
    return "".join(sign for sign in typed.upper() if sign in SIGNS)


def make_link_token() -> str:
    """Return a fresh token for a sign-in link (256 bits, fit for an address)."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def make_api_token() -> str:
    """Return a fresh API token (256 bits)."""
    return TOKEN_MARK + secrets.token_urlsafe(TOKEN_BYTES)
