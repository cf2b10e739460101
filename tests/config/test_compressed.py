"""Pages are compressed for whoever takes it, and their length says little about what is in them."""

import gzip

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_whoever_takes_it() -> None:
    plain = Client().get("/join/")
    compressed = Client().get("/join/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert "Content-Encoding" not in plain.headers
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in compressed.headers["Vary"]
    assert b'name="passphrase"' in gzip.decompress(compressed.content)
    assert len(compressed.content) < len(plain.content) / 3


def test_the_same_page_is_not_of_the_same_length_twice() -> None:
    client = Client()
    lengths = {len(client.get("/crisis-lines/", HTTP_ACCEPT_ENCODING="gzip").content) for _ in range(20)}
    assert len(lengths) > 3


def test_another_site_cannot_ask_for_somebodys_pages_unseen() -> None:
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
