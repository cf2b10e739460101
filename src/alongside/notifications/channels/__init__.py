"""Channels: one module for each way a notification leaves the instance.

A channel takes an `Outgoing` and an address and answers with an `Outcome`; it never raises for anything the
other side does. It knows no database, no settings and no preferences, and it decides nothing: whether to try
again, when, and by which channel is the caller's business. The texts are neutral before they come here.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Literal

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation and return it as it is; Django's own wants settings to do that."""
    return sentence


class Result(StrEnum):
    """What became of one attempt to hand a message to a channel."""

    DELIVERED = "delivered"
    """The channel took it."""
    RETRY = "retry"
    """It may work later."""
    GONE = "gone"
    """This address will never work again: delete it."""
    REFUSED = "refused"
    """It will not work for this message, now or later: go to the next channel."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended.

    `detail` is one plain sentence, marked for translation, without addresses or secrets, so it may be stored
    and shown. `retry_after` is the least time to wait, when the other side named one.
    """

    kind: Result
    detail: str
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message ready to leave: translated, neutral, addressed to nobody yet.

    `key` is the idempotency key: a second copy with the same key replaces the first where the channel can.
    `path` opens the right page on this instance, `url` is the same with scheme and host. Raises ValueError
    for a path or address that would lead away from the instance.
    """

    key: str
    title: str
    body: str
    path: str
    url: str
    lang: str
    urgency: Literal["normal", "high"]
    ttl_seconds: int

    def __post_init__(self) -> None:
        """Refuse what a browser or mail program could misread."""
        if not self.key:
            raise ValueError("A message needs an idempotency key.")
        if not re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", self.path):
            raise ValueError("The path of a message starts with one slash and holds no spaces.")
        if not re.fullmatch(r"https?://[\x21-\x7e]+", self.url):
            raise ValueError("The address in a message starts with http:// or https:// and holds no spaces.")
        if not _LANGUAGE.fullmatch(self.lang):
            raise ValueError("The language of a message is a tag such as en or pt-BR.")
        if self.ttl_seconds < 0:
            raise ValueError("A message cannot be kept for less than 0 seconds.")
