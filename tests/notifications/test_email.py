"""E-mail against a real SMTP server on loopback that keeps mails and answers by a script."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest

from alongside.notifications.channels import Outcome, Outgoing, Result
from alongside.notifications.channels import email as channel
from alongside.notifications.channels.email import MailPool, MailSettings, message_id, send
from tests.support.certificates import Tls
from tests.support.smtp_server import SmtpServer

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
ROBIN = "robin@circle.example"

TAKEN = Outcome(Result.DELIVERED, "The mail server took the message.")
NO_MAILBOX = Outcome(Result.GONE, "The mail server says that this address does not exist.")
REFUSED = Outcome(Result.REFUSED, "The mail server refused the message.")
NOT_NOW = Outcome(Result.RETRY, "The mail server asked us to try again later.")
UNREACHABLE = Outcome(Result.RETRY, "The mail server could not be reached, or hung up.")
SILENT = Outcome(Result.RETRY, "The mail server did not answer in time.")

Mail = Callable[..., Outcome]


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def mail_pool(tls: Tls) -> Iterator[MailPool]:
    pool = MailPool(tls=tls.client)
    yield pool
    pool.close()


def settings(server: SmtpServer, extra: str = "", sign_in: str = "") -> MailSettings:
    url = f"smtp://{sign_in}127.0.0.1:{server.port}{extra}"
    return replace(MailSettings.parse(url, sender="Circle <post@circle.example>"), timeout=5)


@pytest.fixture
def mail(server: SmtpServer, outgoing: Outgoing, mail_pool: MailPool) -> Mail:
    """Send the usual message to Robin over the usual server."""

    def mail(message: Outgoing = outgoing, address: str = ROBIN, unsubscribe_url: str | None = None) -> Outcome:
        return send(address, message, settings(server), now=NOW, unsubscribe_url=unsubscribe_url, pool=mail_pool)

    return mail


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_what_arrives(server: SmtpServer, mail: Mail) -> None:
    assert mail(unsubscribe_url="https://circle.example/mail/stop/abc") == TAKEN

    [message] = server.messages
    assert message["From"] == "Circle <post@circle.example>"
    assert message["To"] == message["X-RcptTo"] == ROBIN
    assert message["Subject"] == "A message from your circle"
    assert parsedate_to_datetime(message["Date"]) == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://circle.example/mail/stop/abc>"
    assert message["Content-Language"] == "en"
    assert part(message, "plain").splitlines() == [
        "Someone would like your company.",
        "Open it when you can.",
        "",
        "https://circle.example/answers/7?from=mail",
    ]


def test_the_page_in_the_mail_loads_nothing(server: SmtpServer, outgoing: Outgoing, mail: Mail) -> None:
    mail(
        replace(
            outgoing,
            body="<img src=https://spy.example/x> & more",
            title="<b>",
            url="https://c.example/?a=1&b",
        )
    )

    page = part(server.messages[0], "html")
    assert "<p>&lt;img src=https://spy.example/x&gt; &amp; more</p>" in page
    assert "<title>&lt;b&gt;</title>" in page
    assert '<a href="https://c.example/?a=1&amp;b">https://c.example/?a=1&amp;b</a>' in page
    assert [name for name in ("<img", "<link", "<style", "<script", 'src="', "url(") if name in page] == []
    assert '<html lang="en" dir="auto">' in page


def test_letters_of_any_language_arrive(server: SmtpServer, outgoing: Outgoing, mail: Mail) -> None:
    mail(replace(outgoing, title="Jemand wünscht sich Gesellschaft", body="नमस्ते, 你好 🙂\n.\nEnde", lang="de"))

    [message] = server.messages
    assert message["Subject"] == "Jemand wünscht sich Gesellschaft"
    assert part(message, "plain").splitlines()[:3] == ["नमस्ते, 你好 🙂", ".", "Ende"]
    assert message["Content-Language"] == "de"


def test_the_message_id_is_the_same_for_the_same_key(server: SmtpServer, outgoing: Outgoing, mail: Mail) -> None:
    for message in (outgoing, replace(outgoing, body="again"), replace(outgoing, key="another")):
        mail(message)

    ids = [message["Message-ID"] for message in server.messages]
    assert ids[0] == ids[1] == message_id(outgoing.key, "circle.example")
    assert ids[2] == message_id("another", "circle.example") != ids[0]
    assert ids[0].endswith("@circle.example>")


def test_headers_hold_the_neutral_title_and_nothing_else(server: SmtpServer, outgoing: Outgoing, mail: Mail) -> None:
    mail(replace(
        outgoing, key="canary-key", body="canary-body", path="/canary-path", url="https://circle.example/canary-url"
    ))  # fmt: skip

    [message] = server.messages
    headers = [f"{name}: {value}" for part in message.walk() for name, value in part.items()]
    assert [line for line in headers if "canary" in line] == []
    assert "canary-body" in part(message, "plain")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x00", "\r\n\r\n"])
def test_a_title_cannot_add_a_header(server: SmtpServer, outgoing: Outgoing, mail: Mail, break_: str) -> None:
    assert mail(replace(outgoing, title=f"Hello{break_}Bcc: other@circle.example")) == TAKEN

    [message] = server.messages
    assert message["Subject"] == "Hello Bcc: other@circle.example"
    assert message["Bcc"] is None
    assert message["X-RcptTo"] == ROBIN


@pytest.mark.parametrize(
    "address",
    [
        "robin@circle.example\r\nBcc: other@circle.example",
        "a@circle.example, b@circle.example",
        "Robin <a@b.example>",
    ],
)
def test_an_address_cannot_name_others(server: SmtpServer, mail: Mail, address: str) -> None:
    assert mail(address=address) == Outcome(Result.GONE, "This is not an e-mail address.")
    assert server.connections == 0


@pytest.mark.parametrize(
    "url", ["javascript:x", "https://c.example/>\r\nX: y", "https://c.example/a b", "https://é.example"]
)
def test_an_unsubscribe_address_is_a_web_address(mail: Mail, url: str) -> None:
    with pytest.raises(ValueError, match="unsubscribe"):
        mail(unsubscribe_url=url)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("450 4.2.1 busy", NOT_NOW),
        ("451 greylisted", NOT_NOW),
        ("452 4.2.2 full", NOT_NOW),
        ("550 5.1.1 nobody of that name", NO_MAILBOX),
        ("550 no such person", NO_MAILBOX),
        ("551 moved", NO_MAILBOX),
        ("553 5.1.3 odd name", NO_MAILBOX),
        ("550 5.2.1 closed", NO_MAILBOX),
        ("550 5.7.1 you look like spam", REFUSED),
        ("552 5.2.2 full", REFUSED),
        ("554 no", REFUSED),
        ("hang up", UNREACHABLE),
    ],
)
def test_what_the_server_says_about_the_recipient(server: SmtpServer, mail: Mail, reply: str, outcome: Outcome) -> None:
    server.answer_recipient(ROBIN, reply)

    assert mail() == outcome
    assert server.messages == []
    assert mail() == TAKEN  # the next one is not harmed


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("250 OK", TAKEN),
        ("452 4.3.1 disk full", NOT_NOW),
        ("554 5.6.0 no", REFUSED),
        ("hang up", UNREACHABLE),
    ],
)
def test_what_the_server_says_about_the_message(server: SmtpServer, mail: Mail, reply: str, outcome: Outcome) -> None:
    server.answer_data(reply)

    assert mail() == outcome
    assert mail() == TAKEN


@pytest.mark.parametrize("when", ["recipient", "data"])
def test_a_server_that_does_not_answer(server: SmtpServer, outgoing: Outgoing, mail_pool: MailPool, when: str) -> None:
    server.answer_recipient(ROBIN, "slow") if when == "recipient" else server.answer_data("slow")
    started = time.monotonic()

    outcome = send(ROBIN, outgoing, replace(settings(server), timeout=0.3), now=NOW, pool=mail_pool)

    assert outcome == SILENT
    assert time.monotonic() - started < 3


def test_nobody_listens(outgoing: Outgoing, mail_pool: MailPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    nowhere = MailSettings.parse(f"smtp://127.0.0.1:{port}", sender="post@circle.example")

    assert send(ROBIN, outgoing, nowhere, now=NOW, pool=mail_pool) == UNREACHABLE


def test_somebody_listens_and_says_nothing(outgoing: Outgoing, mail_pool: MailPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        quiet = replace(MailSettings.parse(url, sender="post@circle.example"), timeout=0.2)
        outcome = send(ROBIN, outgoing, quiet, now=NOW, pool=mail_pool)

    assert outcome == SILENT


def test_tls_with_somebody_who_says_nothing(outgoing: Outgoing, mail_pool: MailPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtps://127.0.0.1:{silent.getsockname()[1]}"
        quiet = replace(MailSettings.parse(url, sender="post@circle.example"), timeout=0.2)
        outcome = send(ROBIN, outgoing, quiet, now=NOW, pool=mail_pool)

    assert outcome == SILENT


def test_one_connection_carries_many_mails(server: SmtpServer, mail: Mail) -> None:
    assert [mail() for _ in range(10)] == [TAKEN] * 10
    assert (server.connections, len(server.messages)) == (1, 10)


def test_a_connection_dropped_at_rest_is_replaced(server: SmtpServer, mail: Mail) -> None:
    mail()
    server.hang_up()

    assert mail() == TAKEN
    assert (server.connections, len(server.messages)) == (2, 2)


def test_a_connection_ends_after_its_share(server: SmtpServer, mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "MAILS_PER_CONNECTION", 3)

    assert [mail() for _ in range(7)] == [TAKEN] * 7
    assert server.connections == 3


def test_threads_do_not_share_a_connection_at_a_time(server: SmtpServer, mail: Mail) -> None:
    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(lambda _: mail(), range(40)))

    assert outcomes == [TAKEN] * 40
    assert len(server.messages) == 40
    assert 1 <= server.connections <= 4


def test_starttls_and_a_sign_in(outgoing: Outgoing, mail_pool: MailPool, tls: Tls) -> None:
    with SmtpServer(users={"robin": "s3cret"}, tls=tls.server) as server:
        right = settings(server, "?tls=starttls", "robin:s3cret@")
        wrong = settings(server, "?tls=starttls", "robin:other@")
        outcomes = [send(ROBIN, outgoing, used, now=NOW, pool=mail_pool) for used in (right, wrong, right)]
        mail_pool.close()

    assert outcomes == [
        TAKEN,
        Outcome(Result.RETRY, "The mail server does not accept our name and password."),
        TAKEN,
    ]


def test_a_server_that_hangs_up_at_the_sign_in(outgoing: Outgoing, mail_pool: MailPool, tls: Tls) -> None:
    with SmtpServer(users={"robin": "s3cret"}, tls=tls.server) as server:
        used = settings(server, "?tls=starttls", "hang%20up:x@")
        outcome = send(ROBIN, outgoing, used, now=NOW, pool=mail_pool)

    assert outcome == UNREACHABLE


def test_tls_from_the_first_byte(outgoing: Outgoing, mail_pool: MailPool, tls: Tls) -> None:
    with SmtpServer(tls=tls.server, wrapped=True) as server:
        outcome = send(ROBIN, outgoing, settings(server, "?tls=tls"), now=NOW, pool=mail_pool)
        untrusted = send(ROBIN, outgoing, settings(server, "?tls=tls"), now=NOW, pool=MailPool())
        mail_pool.close()

    assert (outcome, untrusted) == (TAKEN, UNREACHABLE)


def test_nothing_is_sent_in_the_clear_when_tls_was_asked_for(
    server: SmtpServer, outgoing: Outgoing, mail_pool: MailPool
) -> None:
    outcome = send(ROBIN, outgoing, settings(server, "?tls=starttls"), now=NOW, pool=mail_pool)

    assert outcome == Outcome(Result.RETRY, "The mail server does not offer the encryption our settings ask for.")
    assert server.messages == []


def test_a_sign_in_the_server_does_not_know(server: SmtpServer, outgoing: Outgoing, mail_pool: MailPool) -> None:
    outcome = send(ROBIN, outgoing, settings(server, "", "robin:s3cret@"), now=NOW, pool=mail_pool)

    assert outcome == Outcome(Result.RETRY, "The mail server does not accept our name and password.")


@pytest.mark.parametrize(
    ("smtputf8", "outcome"),
    [
        (True, TAKEN),
        (False, Outcome(Result.REFUSED, "The mail server cannot send to an address with these letters.")),
    ],
)
def test_an_address_in_other_letters(outgoing: Outgoing, mail_pool: MailPool, smtputf8: bool, outcome: Outcome) -> None:
    with SmtpServer(smtputf8=smtputf8) as server:
        assert send("jürgen@bücher.example", outgoing, settings(server), now=NOW, pool=mail_pool) == outcome
        mail_pool.close()

    assert [message["X-RcptTo"] for message in server.messages] == ["jürgen@xn--bcher-kva.example"] * smtputf8
