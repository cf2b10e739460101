"""Mail settings from one URL: what is right is read, what is wrong is said without the password."""

import pytest

from alongside.notifications.channels.mail_settings import MailSettings, MailSettingsError, as_address

SENDER = "Circle <post@circle.example>"


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "username", "password"),
    [
        ("smtp://relay.example", "relay.example", 25, "none", "", ""),
        ("smtp://relay.example:2525/", "relay.example", 2525, "none", "", ""),
        ("smtp://[::1]:2525", "::1", 2525, "none", "", ""),
        ("smtp://relay.example?tls=starttls", "relay.example", 587, "starttls", "", ""),
        ("smtp://max:s%40%3A@mx.example:25?tls=starttls", "mx.example", 25, "starttls", "max", "s@:"),
        ("smtps://robin%40c.example:pw@relay.example", "relay.example", 465, "tls", "robin@c.example", "pw"),
        ("smtp://relay.example?tls=tls", "relay.example", 465, "tls", "", ""),
        ("smtp://robin:pw@localhost", "localhost", 25, "none", "robin", "pw"),
    ],
)  # fmt: skip
def test_what_operators_write(url: str, host: str, port: int, tls: str, username: str, password: str) -> None:  # noqa: PLR0917 - one column each
    read = MailSettings.parse(url, sender=SENDER)

    assert (read.host, read.port, read.tls) == (host, port, tls)
    assert (read.username, read.password) == (username, password)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "starts with smtp:// or smtps://"),
        ("https://relay.example", "starts with smtp:// or smtps://"),
        ("relay.example:25", "starts with smtp:// or smtps://"),
        ("smtp://", "names a server"),
        ("smtp://:25", "names a server"),
        ("smtp://relay .example", "names a server"),
        ("smtp://relay.example:mail", "port"),
        ("smtp://relay.example:70000", "port"),
        ("smtp://relay.example:0", "ends after the port"),
        ("smtp://relay.example/inbox", "ends after the port"),
        ("smtp://relay.example#x", "ends after the port"),
        ("smtp://robin@relay.example", "a name and a password, or neither"),
        ("smtp://:hunter2@relay.example", "a name and a password, or neither"),
        ("smtp://robin:hunter2@relay.example", "open line"),
        ("smtp://robin:hunter2%C3%A9@relay.example?tls=tls", "plain ASCII"),
        ("smtp://relay.example?tls=yes", "tls is none, starttls or tls"),
        ("smtp://relay.example?tls=", "tls is none, starttls or tls"),
        ("smtps://relay.example?tls=none", "with smtps:// it is tls"),
        ("smtp://relay.example?ssl=1", "knows one option"),
        ("smtp://relay.example?tls=tls&tls=none", "knows one option"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(MailSettingsError) as caught:
        MailSettings.parse(url, sender=SENDER)

    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "sender", ["", "Circle", "post@circle.example\r\nBcc: x@y.example", "a@b.example, c@d.example"]
)
def test_a_sender_is_one_address(sender: str) -> None:
    with pytest.raises(MailSettingsError, match="sender"):
        MailSettings.parse("smtp://relay.example", sender=sender)


def test_a_sender_may_have_a_name_and_an_international_domain() -> None:
    read = MailSettings.parse("smtp://relay.example", sender="Kreis Süd <post@kreis-süd.example>")

    assert read.sender_address.display_name == "Kreis Süd"
    assert read.sender_address.addr_spec == "post@xn--kreis-sd-d6a.example"


def test_a_name_may_hold_a_comma_or_quotes() -> None:
    read = MailSettings.parse("smtp://relay.example", sender='"Circle, North" <post@circle.example>')

    assert str(read.sender_address) == '"Circle, North" <post@circle.example>'


def test_the_password_is_not_shown() -> None:
    assert "hunter2" not in repr(MailSettings.parse("smtps://robin:hunter2@relay.example", sender=SENDER))


@pytest.mark.parametrize("text", ["robin@circle.example", "r.o+b-in_1@sub.circle.example", "robin@localhost"])
def test_addresses(text: str) -> None:
    address = as_address(text)

    assert address is not None
    assert address.addr_spec == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "robin",
        "@circle.example",
        "robin@",
        "a@b@circle.example",
        "Robin <robin@circle.example>",
        "a@circle.example,b@circle.example",
        "a@circle.example b@circle.example",
        "robin@circle.example\n",
        "robin@circle.example\r\nBcc: x@y.example",
        "robin\x00@circle.example",
        "robin@circle..example",
        "robin@" + "a" * 64 + ".example",
        "a" * 250 + "@circle.example",
        '"ro bin"@circle.example',
        "robin@[127.0.0.1]",
        "robin..x@circle.example",
        ".robin@circle.example",
    ],
)
def test_no_addresses(text: str) -> None:
    assert as_address(text) is None
