"""The instance's own key: loading, signing, renewing."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from alongside.notifications.channels.vapid import VapidKey, VapidKeyError

CONTACT = "mailto:operator@circle.example"
NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
PUSH = "https://push.example"


def test_the_public_key_belongs_to_the_private_one() -> None:
    # The sender's pair of RFC 8291, appendix A.
    key = VapidKey.load("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", CONTACT)

    assert key.public_text() == (
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
    )


def test_a_key_survives_writing_and_reading() -> None:
    key = VapidKey.generate(CONTACT)
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    assert VapidKey.load(key.private_text() + "\n", CONTACT).public_text() == key.public_text()
    assert VapidKey.load(pem, CONTACT).public_text() == key.public_text()
    assert key.private_text() not in repr(key)


def _pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "A" * 43,  # zero is no key
        "_" * 43,  # past the order of the curve
        "spaces in it",
        "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----",
        pytest.param(_pem(ec.generate_private_key(ec.SECP384R1())), id="of another curve"),
        pytest.param(_pem(rsa.generate_private_key(65537, 2048)), id="of another kind"),
    ],
)
def test_a_wrong_key_says_so_without_repeating_it(text: str) -> None:
    with pytest.raises(VapidKeyError, match=r"^The key for Web Push .*\.$") as caught:
        VapidKey.load(text, CONTACT)
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize("contact", ["", "operator@circle.example", "http://x.example", "mailto:a@b\r\nX: y"])
def test_a_contact_push_services_would_not_take(contact: str) -> None:
    with pytest.raises(VapidKeyError, match="mailto:"):
        VapidKey.generate(contact)


def test_a_token_is_signed_once_and_renewed_early() -> None:
    key = VapidKey.generate(CONTACT)
    first = key.authorization(PUSH, NOW)

    assert first.startswith("vapid t=")
    assert first.endswith(", k=" + key.public_text())
    assert key.authorization(PUSH, NOW + timedelta(hours=9, minutes=59)) == first
    assert key.authorization(PUSH, NOW + timedelta(hours=10)) != first


def test_a_token_from_the_future_is_not_used_when_the_clock_goes_back() -> None:
    key = VapidKey.generate(CONTACT)
    first = key.authorization(PUSH, NOW)

    assert key.authorization(PUSH, NOW - timedelta(minutes=1)) != first


def test_each_audience_has_its_own_token_and_made_up_ones_do_not_pile_up() -> None:
    key = VapidKey.generate(CONTACT)
    tokens = {key.authorization(f"https://{i}.push.example", NOW) for i in range(600)}

    assert len(tokens) == 600
    assert len(key._kept) <= 256
