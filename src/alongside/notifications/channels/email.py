"""E-mail: hand a message to the operator's mail server (RFC 5321, 5322).

What always holds: subject and headers hold nothing but the neutral title; the body loads nothing from
anywhere; a second copy with the same idempotency key carries the same Message-ID, so mail programs show one.
"""

import hashlib
import html
import re
import smtplib
import ssl
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache

from alongside.notifications.channels import Outcome, Outgoing, Result
from alongside.notifications.channels import gettext_noop as _
from alongside.notifications.channels.idle import Idle
from alongside.notifications.channels.mail_settings import MailSettings, MailSettingsError, as_address

__all__ = ["MailPool", "MailSettings", "MailSettingsError", "compose", "send"]

MAILS_PER_CONNECTION = 100
"""Postfix and the large providers hang up after about so many."""

_DELIVERED = Outcome(Result.DELIVERED, _("The mail server took the message."))
_NOT_AN_ADDRESS = Outcome(Result.GONE, _("This is not an e-mail address."))
_NO_MAILBOX = Outcome(Result.GONE, _("The mail server says that this address does not exist."))
_NOT_NOW = Outcome(Result.RETRY, _("The mail server asked us to try again later."))
_REFUSED = Outcome(Result.REFUSED, _("The mail server refused the message."))
_CANNOT_WRITE_IT = Outcome(Result.REFUSED, _("The mail server cannot send to an address with these letters."))
_SIGN_IN = Outcome(Result.RETRY, _("The mail server does not accept our name and password."))
_NO_TLS = Outcome(Result.RETRY, _("The mail server does not offer the encryption our settings ask for."))
_SILENT = Outcome(Result.RETRY, _("The mail server did not answer in time."))
_UNREACHABLE = Outcome(Result.RETRY, _("The mail server could not be reached, or hung up."))

# 550, 551 and 553 speak about the mailbox (RFC 5321, 4.2.3) unless an enhanced code says otherwise: X.1.z is
# about the address, X.2.1 a closed mailbox (RFC 3463); X.7.z is policy: spam filters say 550 for that too.
_MAILBOX_REPLIES = (550, 551, 553)
_ENHANCED = re.compile(rb"\s*5\.(\d{1,3})\.(\d{1,3})\b")


class _SignInError(smtplib.SMTPException):
    """The server does not take our name and password."""


class _NoTlsError(smtplib.SMTPException):
    """The server does not offer STARTTLS, and we do not go on in the clear."""


_BY_ERROR: dict[type[smtplib.SMTPException], Outcome] = {
    _SignInError: _SIGN_IN,
    _NoTlsError: _NO_TLS,
    smtplib.SMTPNotSupportedError: _CANNOT_WRITE_IT,
}


class MailPool:
    """Signed-in connections of one process, each used by one thread at a time.

    `tls` replaces the system's certificates.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        # Mail servers hang up on the idle: Postfix after 300 s, others after 10 to 60 s.
        self._idle: Idle[MailSettings, _Connection] = Idle(most=8, seconds=20)

    def deliver(self, message: EmailMessage, address: str, mail: MailSettings) -> None:
        """Send over a resting connection that still answers, else a new one. Raises as smtplib does."""
        connection = self._idle.take(mail)
        if connection is None or not connection.is_alive():
            connection = _Connection(mail, self._tls or _system_tls())
        try:
            connection.deliver(message, address)
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
            self._keep(mail, connection)  # the server answered, so the next mail may go the same way
            raise
        except BaseException:
            connection.close()
            raise
        self._keep(mail, connection)

    def close(self) -> None:
        """Close every connection that rests here."""
        self._idle.close()

    def _keep(self, mail: MailSettings, connection: "_Connection") -> None:
        if connection.sent < MAILS_PER_CONNECTION:
            self._idle.give(mail, connection)
        else:
            connection.close()


SHARED = MailPool()
"""The connections of this process to the operator's mail server."""

_POLICY = SMTP.clone(cte_type="7bit")  # a server need not know 8BITMIME


def send(
    address: str,
    outgoing: Outgoing,
    mail: MailSettings,
    *,
    now: datetime,
    unsubscribe_url: str | None = None,
    pool: MailPool = SHARED,
) -> Outcome:
    """Hand one message to the mail server and say how that ended; never raises for its answer.

    DELIVERED means the server took it on; what happens behind it is not known. `now` (aware UTC) becomes the
    Date. Raises ValueError for an `unsubscribe_url` that is no web address.
    """
    recipient = as_address(address)
    if recipient is None:
        return _NOT_AN_ADDRESS
    message = compose(recipient, outgoing, mail, now=now, unsubscribe_url=unsubscribe_url)
    try:
        pool.deliver(message, recipient.addr_spec, mail)
    except smtplib.SMTPException as error:
        return _refusal(error)
    except TimeoutError:
        return _SILENT
    except OSError:
        return _UNREACHABLE
    return _DELIVERED


def compose(
    address: Address,
    outgoing: Outgoing,
    mail: MailSettings,
    *,
    now: datetime,
    unsubscribe_url: str | None = None,
) -> EmailMessage:
    """Write the mail: plain text, and the same as simple HTML without pictures, styles or scripts."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = mail.sender_address
    message["To"] = address
    message["Subject"] = _one_line(outgoing.title)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(outgoing.key, mail.sender_address.domain)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: absence notes do not answer it
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    if unsubscribe_url is not None:
        if not re.fullmatch(r"https?://[^\s<>\x00-\x20\x7f-\U0010ffff]+", unsubscribe_url):
            raise ValueError("The address to unsubscribe at starts with http:// or https://, without spaces.")
        message["List-Unsubscribe"] = f"<{unsubscribe_url}>"
    message.set_content(f"{outgoing.body}\n\n{outgoing.url}\n")
    message.add_alternative(_html(outgoing), subtype="html")
    message["Content-Language"] = outgoing.lang  # last: setting the content drops Content- headers
    return message


def message_id(key: str, domain: str) -> str:
    """A Message-ID that is the same for the same key and tells nothing about it."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _html(outgoing: Outgoing) -> str:
    url, lang = html.escape(outgoing.url), html.escape(outgoing.lang)
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in outgoing.body.splitlines() if line.strip())
    return (
        f'<!doctype html>\n<html lang="{lang}" dir="auto">\n<head><meta charset="utf-8">'
        f"<title>{html.escape(_one_line(outgoing.title))}</title></head>\n"
        f'<body>\n{paragraphs}<p><a href="{url}">{url}</a></p>\n</body>\n</html>\n'
    )


def _one_line(text: str) -> str:
    """Leave no line break or control character that could start another header."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def _refusal(error: smtplib.SMTPException) -> Outcome:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        return _no_mailbox_or_refused(reply, code) if code >= 500 else _NOT_NOW
    for kind, outcome in _BY_ERROR.items():
        if isinstance(error, kind):
            return outcome
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError) and error.smtp_code >= 500:
        return _REFUSED
    if isinstance(error, smtplib.SMTPResponseException) and 400 <= error.smtp_code < 500:
        return _NOT_NOW
    # smtplib reports a time-out while reading as a lost connection, raised from within the time-out.
    return _SILENT if isinstance(error.__context__, TimeoutError) else _UNREACHABLE


def _no_mailbox_or_refused(reply: bytes, code: int) -> Outcome:
    enhanced = _ENHANCED.match(reply)
    if enhanced:
        subject, detail = enhanced.groups()
        about_the_mailbox = subject == b"1" or (subject, detail) == (b"2", b"1")
    else:
        about_the_mailbox = code in _MAILBOX_REPLIES
    return _NO_MAILBOX if about_the_mailbox else _REFUSED


@cache
def _system_tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Connection:
    """One connection to a mail server, signed in. Raises as smtplib does."""

    def __init__(self, mail: MailSettings, tls: ssl.SSLContext) -> None:
        self.sent = 0
        domain = mail.sender_address.domain
        # Named after the sender's domain: smtplib would ask DNS for this machine's name, and tell it.
        if mail.tls == "tls":
            self._smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, local_hostname=domain, timeout=mail.timeout, context=tls
            )
        else:
            self._smtp = smtplib.SMTP(mail.host, mail.port, local_hostname=domain, timeout=mail.timeout)
        self._sender = mail.sender_address.addr_spec
        try:
            self._secure(mail, tls)
            self._sign_in(mail)
        except BaseException:
            self.close()
            raise

    def _secure(self, mail: MailSettings, tls: ssl.SSLContext) -> None:
        if mail.tls == "starttls":
            try:
                self._smtp.starttls(context=tls)
            except smtplib.SMTPNotSupportedError as error:
                raise _NoTlsError from error

    def _sign_in(self, mail: MailSettings) -> None:
        if mail.username:
            try:
                self._smtp.login(mail.username, mail.password)
            except smtplib.SMTPServerDisconnected:
                raise
            except smtplib.SMTPException as error:
                raise _SignInError from error

    def deliver(self, message: EmailMessage, address: str) -> None:
        """Send one mail to one address."""
        self.sent += 1
        self._smtp.send_message(message, self._sender, [address])

    def is_alive(self) -> bool:
        """Ask whether the server still listens; if not, close. Costs one round trip."""
        try:
            alive = self._smtp.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            alive = False
        if not alive:
            self.close()
        return alive

    def close(self) -> None:
        """Hang up without a farewell, which could block on a server that is gone."""
        self._smtp.close()
