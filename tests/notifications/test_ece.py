"""Encryption against the published vector, and against keys that browsers never make."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alongside.notifications.channels.ece import (
    LARGEST_PLAINTEXT,
    UnusableKeysError,
    encrypt,
    from_base64url,
    to_base64url,
)

# RFC 8291, section 5 and appendix A.
PLAINTEXT = b"When I grow up, I want to be a watermelon"
SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_vector_of_rfc_8291() -> None:
    private = int.from_bytes(from_base64url(SENDER_PRIVATE), "big")
    sender = ec.derive_private_key(private, ec.SECP256R1())

    body = encrypt(PLAINTEXT, p256dh=RECEIVER_PUBLIC, auth=AUTH, sender=sender, salt=from_base64url(SALT))

    assert to_base64url(body) == BODY


def test_every_message_has_its_own_key_and_salt() -> None:
    first, second = (encrypt(b"same", p256dh=RECEIVER_PUBLIC, auth=AUTH) for _ in range(2))

    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]


def test_the_largest_message_fills_4096_bytes() -> None:
    assert len(encrypt(b"x" * LARGEST_PLAINTEXT, p256dh=RECEIVER_PUBLIC, auth=AUTH)) == 4096
    with pytest.raises(ValueError, match="too long"):
        encrypt(b"x" * (LARGEST_PLAINTEXT + 1), p256dh=RECEIVER_PUBLIC, auth=AUTH)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", AUTH),
        ("not base64!", AUTH),
        ("BCVx", AUTH),
        ("A" * 87, AUTH),  # 65 bytes, but no point
        ("BAAA" + "A" * 83, AUTH),  # the right first byte, off the curve
        ("é" * 87, AUTH),
        (RECEIVER_PUBLIC, ""),
        (RECEIVER_PUBLIC, "BTBZ"),
        (RECEIVER_PUBLIC, "A"),  # no length of base64 has one letter left over
    ],
)
def test_keys_no_browser_makes(p256dh: str, auth: str) -> None:
    with pytest.raises(UnusableKeysError):
        encrypt(b"hello", p256dh=p256dh, auth=auth)
