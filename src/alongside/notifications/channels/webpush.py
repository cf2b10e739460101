"""Web Push: hand a message to the push service of somebody's browser (RFC 8030, 8291, 8292).

What always holds: the push service learns neither text nor key; a second copy with the same idempotency key
carries the same Topic, so it replaces one that still waits; nothing goes to an address `endpoints` refuses.
"""

import hashlib
import http.client
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from alongside.notifications.channels import Outcome, Outgoing, Result
from alongside.notifications.channels import gettext_noop as _
from alongside.notifications.channels.ece import LARGEST_PLAINTEXT, UnusableKeysError, encrypt, to_base64url
from alongside.notifications.channels.endpoints import EndpointRefusedError, check_endpoint, parse
from alongside.notifications.channels.vapid import VapidKey, VapidKeyError
from alongside.notifications.channels.wire import Pool, Reply, Timeout

__all__ = [
    "EndpointRefusedError",
    "Pool",
    "Subscription",
    "Timeout",
    "VapidKey",
    "VapidKeyError",
    "check_endpoint",
    "send",
]

LONGEST_WAIT = timedelta(hours=1)
PADDED_TO = 512
"""Every message fills a multiple of this many bytes, so that its length does not tell which text it is."""

PUBLIC = Pool()
"""The connections of this process to push services on the public internet."""

_DEFAULT_TIMEOUT = Timeout()

_DELIVERED = Outcome(Result.DELIVERED, _("The push service took the message."))
_GONE = Outcome(Result.GONE, _("The push service says that this subscription has ended."))
_BAD_KEYS = Outcome(Result.GONE, _("The keys of this subscription cannot be used."))
_NOT_ALLOWED = Outcome(Result.REFUSED, _("The address of this subscription is not a public push service."))
_TOO_LONG = Outcome(Result.REFUSED, _("The message is too long for a push."))
_NOT_OURS = Outcome(Result.REFUSED, _("The push service does not accept our key for this subscription."))
_REFUSED = Outcome(Result.REFUSED, _("The push service refused the message."))
_MOVED = Outcome(Result.REFUSED, _("The push service pointed to another address, which we do not follow."))
_SILENT = Outcome(Result.RETRY, _("The push service did not answer in time."))
_UNREACHABLE = Outcome(Result.RETRY, _("The push service could not be reached."))
_BUSY = _("The push service asked us to slow down.")
_TROUBLE = _("The push service has trouble of its own.")

_BY_STATUS = {404: _GONE, 410: _GONE, 401: _NOT_OURS, 403: _NOT_OURS, 413: _TOO_LONG}
_TRY_AGAIN = {408: _SILENT.detail, 425: _BUSY, 429: _BUSY}


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where one browser takes pushes: its address (a secret: who has it can send) and its two public keys."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


def send(
    subscription: Subscription,
    outgoing: Outgoing,
    vapid: VapidKey,
    timeout: Timeout = _DEFAULT_TIMEOUT,
    *,
    now: datetime,
    pool: Pool = PUBLIC,
) -> Outcome:
    """Hand one message to the browser's push service and say how that ended; never raises for its answer.

    `now` is aware UTC; it dates the VAPID token and is what a Retry-After date is counted from. Takes at
    most `timeout.total` seconds.
    """
    plaintext = payload(outgoing)
    if len(plaintext) > LARGEST_PLAINTEXT:
        return _TOO_LONG
    try:
        target = parse(subscription.endpoint, allow_private=pool.allow_private)
        body = encrypt(plaintext, p256dh=subscription.p256dh, auth=subscription.auth)
        headers = _headers(outgoing, vapid.authorization(target.origin, now))
        return _outcome(pool.post(target, headers, body, timeout), now)
    except UnusableKeysError:
        return _BAD_KEYS
    except EndpointRefusedError:
        return _NOT_ALLOWED
    except TimeoutError:
        return _SILENT
    except (OSError, http.client.HTTPException):
        return _UNREACHABLE


def payload(outgoing: Outgoing) -> bytes:
    """What the service worker reads: title, body, url (a path), tag (the key) and lang, as JSON.

    Spaces at the end, which JSON allows, fill it up to a multiple of `PADDED_TO` bytes.
    """
    content = {
        "title": outgoing.title,
        "body": outgoing.body,
        "url": outgoing.path,
        "tag": outgoing.key,
        "lang": outgoing.lang,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return text.ljust(_padded(len(text)))


def topic(key: str) -> str:
    """32 base64url characters, the same for the same key (RFC 8030, 5.4), telling nothing about it."""
    return to_base64url(hashlib.sha256(key.encode()).digest()[:24])


def _headers(outgoing: Outgoing, authorization: str) -> dict[str, str]:
    return {
        "Authorization": authorization,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(outgoing.ttl_seconds),
        "Topic": topic(outgoing.key),
        "Urgency": outgoing.urgency,
    }


def _padded(length: int) -> int:
    return min(-(-length // PADDED_TO) * PADDED_TO, LARGEST_PLAINTEXT)


def _outcome(reply: Reply, now: datetime) -> Outcome:
    if 200 <= reply.status < 300:
        return _DELIVERED
    if reply.status in _TRY_AGAIN:
        return Outcome(Result.RETRY, _TRY_AGAIN[reply.status], _wait(reply.retry_after, now))
    if reply.status >= 500:
        return Outcome(Result.RETRY, _TROUBLE, _wait(reply.retry_after, now))
    if 300 <= reply.status < 400:
        return _MOVED
    return _BY_STATUS.get(reply.status, _REFUSED)


def _wait(retry_after: str | None, now: datetime) -> timedelta | None:
    """Read Retry-After, seconds or an HTTP date (RFC 9110, 10.2.3); 0 to 1 hour, None if unreadable."""
    if retry_after is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", retry_after.strip()):
        return min(timedelta(seconds=int(retry_after)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:  # a date that says -0000; HTTP dates are in GMT
        until = until.replace(tzinfo=now.tzinfo)
    return max(timedelta(0), min(until - now, LONGEST_WAIT))
